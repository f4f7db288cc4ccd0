//! Checks the words of each language against the rules, and turns them into lines.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{CheckedLanguage, Checker};
use super::placeholders::{self, Filled};
use super::plain;
use super::problem::{Place, nearest};
use super::raw::RawWords;
use super::slots::Wanted;
use crate::text::PARAGRAPH;

/// Checks all languages. `None` where a language has no words at all.
pub(super) fn check(checker: &mut Checker) -> Option<Vec<CheckedLanguage>> {
    let raw = checker.raw;
    let pack = raw.pack.as_ref()?;
    let mut languages = Vec::new();
    for (position, code) in pack.value.languages.iter().enumerate() {
        let at = pack.place.at("languages").at(position);
        let (Some(words), Some(interface)) = (raw.words.get(code), raw.interface.get(code)) else {
            let wrong = format!("the language `{code}` has no words");
            let mend = format!("write words/{code}.toml in the pack and interface/{code}.toml, or take `{code}` out");
            checker.problem(&at, code, wrong, mend);
            continue;
        };
        languages.push(Language { words, interface }.check(checker, code));
    }
    for (code, words) in &raw.words {
        if !pack.value.languages.contains(code) {
            let mend = format!("write `{code}` in `languages` of pack.toml, or take the file away");
            checker.problem(&words.file, code, format!("the pack does not name the language `{code}`"), mend);
        }
    }
    Some(languages)
}

struct Language<'a> {
    words: &'a RawWords,
    interface: &'a RawWords,
}

impl Language<'_> {
    fn check(&self, checker: &mut Checker, code: &str) -> CheckedLanguage {
        let wanted = checker.slots.wanted().to_vec();
        self.unknown(checker, &wanted);
        let forms = self.value_forms(checker);
        let lines: Vec<String> = wanted.iter().map(|one| self.line(checker, &forms, one)).collect();
        let direction = self.interface.texts.get("direction").and_then(|text| text.first()).cloned();
        let direction = direction.unwrap_or_else(|| "ltr".to_owned());
        if direction != "ltr" && direction != "rtl" {
            let place = self.interface.file.at("direction");
            checker.problem(&place, code, format!("`{direction}` is no direction"), "write `ltr` or `rtl`");
        }
        if !self.words.texts.contains_key("review") {
            let mend = "write `review = \"none yet\"` on top, until a native reader has read it";
            checker.problem(&self.words.file, code, "nobody knows who has read these words", mend);
        }
        CheckedLanguage { code: code.to_owned(), direction, lines: lines.join("\n") }
    }

    /// Texts that nothing wants: often a slip in a name.
    fn unknown(&self, checker: &mut Checker, wanted: &[Wanted]) {
        // What could not be read may ask for any of them.
        if !checker.raw.unread.is_empty() {
            return;
        }
        for (words, interface) in [(self.words, false), (self.interface, true)] {
            let known: BTreeSet<&str> =
                wanted.iter().filter(|one| one.interface == interface).map(|one| one.key.as_str()).collect();
            for key in words.texts.keys() {
                let form = key.strip_prefix("values.").filter(|_| !interface);
                let extra = key == "review" || form.is_some_and(|id| checker.values.contains_key(id));
                if known.contains(key.as_str()) || extra {
                    continue;
                }
                let of_broken = |id: &str| checker.raw.broken.iter().any(|broken| broken == id);
                if !interface && key.split('.').nth(1).is_some_and(of_broken) {
                    continue;
                }
                let mend = match nearest(key, known.iter().copied()) {
                    _ if key.ends_with(".tell") => {
                        "take it out: only what a `family` part asks is told to the agency".to_owned()
                    }
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "take it out, or write the rule that it belongs to".to_owned(),
                };
                let place = at(&words.file, key);
                checker.problem(&place, key, format!("nothing asks for the text `{key}`"), mend);
            }
        }
    }

    /// How this language writes values, where it does not write them as facts.toml does: `values.affidavit-longest`.
    /// The numbers in them are those of the fact.
    fn value_forms(&self, checker: &mut Checker) -> BTreeMap<String, String> {
        let mut forms = checker.values.clone();
        for (key, text) in &self.words.texts {
            let Some(id) = key.strip_prefix("values.") else { continue };
            let Some(fact) = checker.values.get(id).cloned() else { continue };
            let place = at(&self.words.file, key);
            let form = text.join(" ");
            plain::name(checker, &place, key, "form of a value", &form);
            if numbers(&form) != numbers(&fact) {
                let mend = format!("facts.toml says `{fact}`: write the same numbers");
                checker.problem(&place, key, format!("`{form}` has other numbers than the fact"), mend);
            }
            forms.insert(id.to_owned(), form);
        }
        forms
    }

    fn line(&self, checker: &mut Checker, values: &BTreeMap<String, String>, wanted: &Wanted) -> String {
        let words = if wanted.interface { self.interface } else { self.words };
        let place = at(&words.file, &wanted.key);
        let Some(paragraphs) = words.texts.get(&wanted.key) else {
            let is_unread = |file: &String| words.file.file.ends_with(file.as_str());
            if checker.raw.unread.iter().any(is_unread) || checker.raw.broken.contains(&wanted.key) {
                return String::new();
            }
            let owner = if wanted.owner.way.is_empty() { "the widget".to_owned() } else { wanted.owner.file.clone() };
            let mend = format!("write it in {}; {owner} asks for it", words.file.file);
            checker.problem(&words.file, &wanted.key, format!("the text `{}` is missing", wanted.key), mend);
            return String::new();
        };
        let may_be_empty = wanted.interface && wanted.key == "language-review";
        if paragraphs.iter().all(|text| text.trim().is_empty()) && !may_be_empty {
            let mend = "write it, or take its rule out";
            checker.problem(&place, &wanted.key, format!("the text `{}` is empty", wanted.key), mend);
        }
        placeholders::missing(checker, &place, &wanted.key, paragraphs);
        let read: Vec<String> =
            paragraphs.iter().map(|text| paragraph(checker, values, &place, &wanted.key, text)).collect();
        read.join(&PARAGRAPH.to_string())
    }
}

/// The numbers of a text in order of their size, whatever the language puts between whole and part: 6.5 and 6,5.
fn numbers(text: &str) -> Vec<String> {
    let digits = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut found: Vec<String> = text
        .split(|c: char| !digits(c))
        .map(|number| number.trim_matches(['.', ',']).replace(',', "."))
        .filter(|number| !number.is_empty())
        .collect();
    found.sort();
    found
}

/// The place of a text: `questions.partner.ask` is three steps into the file.
fn at(file: &Place, key: &str) -> Place {
    key.split('.').fold(file.clone(), |place, step| place.at(step))
}

/// One paragraph, its facts put in.
fn paragraph(checker: &mut Checker, values: &BTreeMap<String, String>, place: &Place, key: &str, text: &str) -> String {
    plain::characters(checker, place, key, text);
    plain::numbers(checker, place, key, text);
    let mut built = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(open);
        built.push_str(before);
        let Some((name, tail)) = after.strip_prefix('{').and_then(|after| after.split_once('}')) else {
            let mend = "write `{value:…}`, `{phone:…}` or `{link:…}`, each with both braces";
            checker.problem(place, key, "a brace stands alone", mend);
            return built;
        };
        built.push_str(&placeholder(checker, values, place, key, name));
        rest = tail;
    }
    built.push_str(rest);
    built
}

fn placeholder(
    checker: &mut Checker,
    values: &BTreeMap<String, String>,
    place: &Place,
    key: &str,
    name: &str,
) -> String {
    match name.split_once(':') {
        Some(("value", id)) => {
            if let Some(value) = values.get(id) {
                return value.clone();
            }
            if !checker.is_unread("facts.toml", id) {
                let mend = match nearest(id, checker.values.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write it as a `[[value]]` in facts.toml, with its proof".to_owned(),
                };
                checker.problem(place, key, format!("there is no value `{id}`"), mend);
            }
            String::new()
        }
        Some(("phone" | "link", _)) if key.starts_with("links.") => {
            let wrong = format!("`{{{name}}}` stands in the label of a link");
            checker.problem(place, key, wrong, "write its name in words: one tap can lead to one place only");
            String::new()
        }
        Some(("phone", id)) => format!("{{p{}}}", checker.refer(|checker| &checker.phones, place, key, id)),
        Some(("link", id)) => format!("{{l{}}}", checker.refer(|checker| &checker.links, place, key, id)),
        None if Filled::of(key).has(name) => format!("{{{name}}}"),
        _ => {
            let wrong = format!("nothing fills `{{{name}}}`");
            checker.problem(place, key, wrong, "write `{value:…}`, `{phone:…}` or `{link:…}`");
            String::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_read_whole_whatever_stands_inside_them() {
        assert_eq!(numbers("From 6,5 to 10.25 hours, 3."), ["10.25", "3", "6.5"]);
        assert_ne!(numbers("6.5"), numbers("5.6"));
        assert!(numbers("no. number, none").is_empty());
    }
}
