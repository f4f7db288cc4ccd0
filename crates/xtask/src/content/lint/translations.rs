//! Translations beside their source: the same facts, the same links, and not so long that a screen breaks.
//!
//! A missing text and a text that nothing asks for are told by the check in `guide`.

use guide::content::{RawPack, RawWords};

use super::{Finding, place};

/// A translation may be so many times as long as its source.
pub(crate) const LONGEST: f64 = 2.0;
/// Shorter sources are labels: "No" may become "Không".
pub(crate) const LABEL: usize = 20;

/// Compares each language with the pack's first.
pub(crate) fn check(raw: &RawPack) -> Vec<Finding> {
    let Some(pack) = &raw.pack else { return Vec::new() };
    let Some((first, others)) = pack.value.languages.split_first() else { return Vec::new() };
    let pairs = [(&raw.words, "words"), (&raw.interface, "interface")];
    let mut findings = Vec::new();
    for (languages, _) in pairs {
        let Some(source) = languages.get(first) else { continue };
        for code in others {
            if let Some(words) = languages.get(code) {
                findings.extend(compare(source, words));
            }
        }
    }
    findings
}

fn compare(source: &RawWords, words: &RawWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, original) in &source.texts {
        let Some(translated) = words.texts.get(key) else { continue };
        let at = place(words, key);
        if ["review", "direction", "language-name", "language-review"].contains(&key.as_str()) {
            continue;
        }
        if original.len() != translated.len() && key != "months" {
            let wrong = format!("this text has {} paragraphs, its source {}", translated.len(), original.len());
            findings.push(Finding::error(at.clone(), key, wrong, "write as many as the source has"));
        }
        let (wanted, found) = (placeholders(original), placeholders(translated));
        if wanted != found {
            let wrong = format!("the source has `{}`, this text `{}`", wanted.join("`, `"), found.join("`, `"));
            findings.push(Finding::error(at.clone(), key, wrong, "write the same values, phones and links"));
        }
        let length = |text: &[String]| text.iter().map(|one| one.chars().count()).sum::<usize>();
        let (before, after) = (length(original), length(translated));
        if before >= LABEL && after as f64 > before as f64 * LONGEST {
            let wrong = format!("this text has {after} letters, its source {before}");
            findings.push(Finding::warning(at, key, wrong, "say it shorter: it may not fit on the screen"));
        }
    }
    findings
}

fn placeholders(paragraphs: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for text in paragraphs {
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            // An hour may be counted to 12 in one language and to 23 in another.
            found.push(if name == "hour24" { "hour12" } else { name }.to_owned());
            rest = tail;
        }
    }
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::*;

    fn words(texts: &[(&str, &[&str])]) -> RawWords {
        let texts =
            texts.iter().map(|(key, text)| ((*key).to_owned(), text.iter().map(|one| (*one).to_owned()).collect()));
        RawWords { texts: texts.collect(), ..RawWords::default() }
    }

    #[test]
    fn other_facts_other_paragraphs_and_long_texts_are_found() {
        let source = words(&[
            ("a.text", &["Call {phone:x} within {value:y} days."]),
            ("b.text", &["One.", "Two."]),
            ("c.text", &["This is a short text."]),
            ("d.text", &["No"]),
        ]);
        let same = compare(&source, &source);
        assert!(same.is_empty(), "{same:?}");
        let other = words(&[
            ("a.text", &["Llame al {phone:z} antes de {value:y} días."]),
            ("b.text", &["Uno. Dos."]),
            ("c.text", &["Este texto es bastante más largo de lo que cabe en la pantalla."]),
            ("d.text", &["Không"]),
        ]);
        let found = compare(&source, &other);
        let severities: Vec<_> = found.iter().map(|one| (one.problem.id.as_str(), one.severity)).collect();
        assert_eq!(
            severities,
            [("a.text", Severity::Error), ("b.text", Severity::Error), ("c.text", Severity::Warning)]
        );
    }
}
