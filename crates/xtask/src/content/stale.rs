//! Translations whose source has changed: beside each translated file lies the source as the translator saw it.
//!
//! `packs/<pack>/words/source/<language>.toml` and `interface/source/<language>.toml` hold it, one key a text.

use std::collections::BTreeMap;
use std::path::Path;

use guide::content::problem::nearest;
use guide::content::{Problem, RawPack, RawWords};

use super::lint::Finding;
use super::read;
use crate::words_file;

mod command;

pub use command::{run, save};

/// Texts by key.
pub type Texts = BTreeMap<String, Vec<String>>;

/// Texts of a language about itself: they are no translations.
const ABOUT_ITSELF: [&str; 4] = ["review", "direction", "language-name", "language-review"];

/// A translated file with its source and with the source as its translator saw it.
#[derive(Debug)]
pub struct Translated<'a> {
    /// The translation.
    pub words: &'a RawWords,
    /// Below the folder of all content: where the record lies.
    pub record: String,
    /// What stands in the record; nothing when there is none.
    pub seen: Texts,
    /// What the source says now, for each translated text.
    pub now: Texts,
}

/// Finds the texts whose source is another one than their translator saw.
pub fn check(questions: &Path, raw: &RawPack) -> Vec<Finding> {
    let Some(pack) = &raw.pack else { return Vec::new() };
    let Some((first, others)) = pack.value.languages.split_first() else { return Vec::new() };
    let mut findings = Vec::new();
    for language in others {
        let (all, problems) = translated(questions, raw, first, language);
        for one in all.iter().filter(|one| !problems.iter().any(|problem| problem.place.file == one.record)) {
            findings.extend(compare(one, &name_of(raw, first), &format!("{} {language}", raw.folder)));
        }
        findings.extend(problems.into_iter().map(Finding::from));
    }
    findings
}

/// The files of one language, each with its record, and what is wrong with the records.
pub fn translated<'a>(
    questions: &Path,
    raw: &'a RawPack,
    first: &str,
    language: &str,
) -> (Vec<Translated<'a>>, Vec<Problem>) {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let places = [(&raw.words, format!("packs/{}/words", raw.folder)), (&raw.interface, "interface".to_owned())];
    for (languages, folder) in places {
        let (Some(source), Some(words)) = (languages.get(first), languages.get(language)) else { continue };
        let record = format!("{folder}/source/{language}.toml");
        let mut seen = Texts::new();
        if questions.join(&record).exists() {
            let (read, wrong) = read::texts(questions, &record);
            seen = read.texts;
            problems.extend(wrong);
        }
        let now = words.texts.keys().filter_map(|key| Some((key.clone(), source_of(raw, source, key)?))).collect();
        found.push(Translated { words, record, seen, now });
    }
    (found, problems)
}

/// What a text of a language is translated from. A value without a form in the source is written as the facts have it.
pub fn source_of(raw: &RawPack, source: &RawWords, key: &str) -> Option<Vec<String>> {
    if ABOUT_ITSELF.contains(&key) {
        return None;
    }
    let fact = || {
        let id = key.strip_prefix("values.")?;
        raw.values.iter().find(|one| one.value.id == id).map(|one| vec![one.value.value.clone()])
    };
    source.texts.get(key).cloned().or_else(fact)
}

/// The name of the source language in itself: "English".
pub fn name_of(raw: &RawPack, language: &str) -> String {
    let name = raw.interface.get(language).and_then(|words| words.texts.get("language-name")?.first());
    name.cloned().unwrap_or_else(|| format!("text in `{language}`"))
}

fn compare(one: &Translated, source_name: &str, arguments: &str) -> Vec<Finding> {
    if one.seen.is_empty() && !one.now.is_empty() {
        // One thing to do, not one for each text.
        let count = one.now.len();
        let wrong = format!("nobody wrote down from which {source_name} these {count} texts were translated");
        let mend = format!("read the translation beside it, then run `cargo xtask translated {arguments}`");
        return vec![Finding::error(one.words.file.clone(), "", wrong, &mend)];
    }
    let stale = one.now.iter().filter(|(key, now)| one.seen.get(*key) != Some(*now));
    stale
        .map(|(key, now)| {
            let place = key.split('.').fold(one.words.file.clone(), |place, step| place.at(step));
            let wrong = match one.seen.get(key) {
                Some(seen) => {
                    let (was, is) = (in_quotes(seen), in_quotes(now));
                    format!("the {source_name} changed since this was translated; it was {was}, it is {is}")
                }
                None => {
                    let is = in_quotes(now);
                    format!("nobody wrote down from which {source_name} this was translated; it is now {is}")
                }
            };
            let mend = format!("read the translation again, then run `cargo xtask translated {arguments} {key}`");
            Finding::error(place, key, wrong, &mend)
        })
        .collect()
}

fn in_quotes(paragraphs: &[String]) -> String {
    format!("“{}”", paragraphs.join("” “"))
}

/// The record after some texts were read again, or all of them. What is no more is dropped.
///
/// The error names the keys that are no translated texts, with the nearest one that is.
pub fn record(all: &[Translated], keys: &[String]) -> Result<Vec<(String, String)>, Vec<String>> {
    let known = || all.iter().flat_map(|one| one.now.keys());
    let unknown = keys.iter().filter(|key| !known().any(|known| known == *key));
    let wrong: Vec<String> = unknown
        .map(|key| match nearest(key, known().map(String::as_str)) {
            Some(near) => format!("there is no translated text `{key}`; did you mean `{near}`?"),
            None => format!("there is no translated text `{key}`"),
        })
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let files = all.iter().map(|one| {
        let read_again = |key: &String| keys.is_empty() || keys.contains(key);
        let entries = one.now.iter().filter_map(|(key, now)| {
            let text = if read_again(key) { now } else { one.seen.get(key)? };
            Some((key, text))
        });
        (one.record.clone(), file(entries))
    });
    Ok(files.collect())
}

/// The text of a record: one key a line, in the order of the alphabet, so that each change is a line of its own.
fn file<'a>(entries: impl Iterator<Item = (&'a String, &'a Vec<String>)>) -> String {
    let mut text = "# The source as the translator saw it. Written by `cargo xtask translated`.\n\n".to_owned();
    for (key, paragraphs) in entries {
        text.push_str(&format!("{} = {}\n", words_file::string(key), words_file::value(paragraphs)));
    }
    text
}

#[cfg(test)]
mod tests;
