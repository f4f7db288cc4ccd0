//! Checks single texts: nothing hidden, no tags, no number and no address without proof.

use super::check::Checker;
use super::problem::Place;

/// A name or value that stands in rules and is shown as it is: `field` of the entry at `place`.
pub(super) fn name(checker: &mut Checker, place: &Place, id: &str, field: &str, text: &str) {
    let at = place.at(field);
    if text.trim().is_empty() {
        checker.problem(&at, id, format!("`{field}` is empty"), "write what people are to read");
    }
    if text.contains(['{', '}']) {
        checker.problem(&at, id, format!("a brace stands in `{field}`"), "take it out: nothing is filled in here");
    }
    if text.split_whitespace().any(is_address) {
        let mend = "take it out, and put it into directory/links.toml, with its proof";
        checker.problem(&at, id, format!("an address stands in `{field}`"), mend);
    }
    characters(checker, &at, id, text);
}

/// Tags and characters that nobody sees.
pub(super) fn characters(checker: &mut Checker, place: &Place, key: &str, text: &str) {
    if text.contains(['<', '>']) {
        let mend = "words are plain text: take the tag out";
        checker.problem(place, key, "`<` or `>` stands in the words", mend);
    }
    if let Some(found) = text.chars().find(|c| is_hidden(*c)) {
        let wrong = format!("the hidden character U+{:04X} stands in the words", u32::from(found));
        checker.problem(place, key, wrong, "type the sentence anew, or write a list for several paragraphs");
    }
}

/// Direction marks can make a text read as another one than it is (Unicode TR36, "Trojan source").
/// U+200C to U+200F stay allowed: Arabic and Persian need them.
fn is_hidden(c: char) -> bool {
    let marks = ['\u{200B}', '\u{2028}', '\u{2029}', '\u{FEFF}'];
    let ranges = ['\u{202A}'..='\u{202E}', '\u{2060}'..='\u{2069}', '\u{E0000}'..='\u{E007F}'];
    c.is_control() || marks.contains(&c) || ranges.iter().any(|range| range.contains(&c))
}

/// Numbers come from the facts. In questions, which ask and state nothing, ages and counts may stand as digits.
pub(super) fn numbers(checker: &mut Checker, place: &Place, key: &str, text: &str) {
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        bare.push_str(before);
        rest = after.split_once('}').map_or("", |(_, tail)| tail);
    }
    bare.push_str(rest);
    if bare.split_whitespace().any(is_address) {
        let mend = "write `{link:…}` and put the address into directory/links.toml, with its proof";
        checker.problem(place, key, "an address stands in the words", mend);
        return;
    }
    let digits = bare.chars().filter(|c| c.is_numeric()).count();
    let may_have = key.starts_with("questions.") && digits < 7;
    if digits > 0 && !may_have {
        let found: String = bare.chars().skip_while(|c| !c.is_numeric() && *c != '$').take(16).collect();
        let wrong = format!("a number without proof stands in the words: `{}`", found.trim());
        let mend = "write `{value:…}` or `{phone:…}` and put the number into facts.toml or directory/phones.toml, with \
                    its proof";
        checker.problem(place, key, wrong, mend);
    }
}

/// The ends of addresses that people write without https.
const ENDS: [&str; 7] = ["gov", "org", "com", "net", "edu", "us", "info"];

/// Whether a word is the address of a page or of a mailbox.
fn is_address(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let ends = host.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && ENDS.contains(&end));
    ends || word.contains("://") || word.contains('@') || word.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::{is_address, is_hidden};

    #[test]
    fn addresses_are_told_from_words() {
        for address in ["https://a.b", "www.x.la", "dcfs.la.gov", "(dcfs.la.gov/page/374).", "help@example.org,"] {
            assert!(is_address(address), "{address}");
        }
        for word in ["home.", "us", "St.", "e.g.", "and/or", ".", "Tammany."] {
            assert!(!is_address(word), "{word}");
        }
    }

    #[test]
    fn marks_that_a_script_needs_are_not_hidden() {
        assert!(!is_hidden('\u{200D}') && !is_hidden('\u{200F}') && !is_hidden('é'));
        assert!(is_hidden('\u{202E}') && is_hidden('\u{2066}') && is_hidden('\n'));
    }
}
