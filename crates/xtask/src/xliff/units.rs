//! The units that a translator sees: each paragraph with its translation, what it is for, and how long it may be.

use std::fs;
use std::path::Path;

use guide::content::{Place, RawPack, RawWords};

use super::inline::placeholders;
use crate::content::lint::translations::{LABEL, LONGEST};
use crate::content::read::ReadPack;
use crate::content::stale;
use crate::words_file;

/// How far a translation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It was translated from the source as it is.
    Translated,
    /// The source changed since, or nobody wrote down what it was.
    NeedsReview,
    /// There is none.
    Missing,
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The text's key and the paragraph's position, counted from one: `questions.partner.ask#1`.
    pub id: String,
    /// The text's key.
    pub key: String,
    /// The paragraph's position, counted from zero.
    pub position: usize,
    /// What is translated.
    pub source: String,
    /// The translation.
    pub target: Option<String>,
    /// How far it is.
    pub state: State,
    /// What a translator should know.
    pub notes: Vec<String>,
    /// What stands for each placeholder of the source.
    pub shown: Vec<(String, String)>,
    /// So many letters at the most.
    pub longest: Option<usize>,
}

/// The units of one source file.
#[derive(Clone, Debug)]
pub(super) struct Units {
    /// The source file, below the folder of all content.
    pub original: String,
    /// The translated file, below the folder of all content.
    pub translated: String,
    /// Its units, in the order of the source file.
    pub units: Vec<Unit>,
}

/// The units of the pack's words and of the interface.
pub(super) fn files(questions: &Path, read: &ReadPack, first: &str, language: &str) -> Result<Vec<Units>, String> {
    let raw = &read.raw;
    let (records, problems) = stale::translated(questions, raw, first, language);
    if let Some(problem) = problems.first() {
        return Err(format!("questions/{}: {}\n    mend: {}\n", problem.place.file, problem.wrong, problem.mend));
    }
    let mut files = Vec::new();
    for (folder, languages) in
        [(format!("packs/{}/words", raw.folder), &raw.words), ("interface".into(), &raw.interface)]
    {
        let original = format!("{folder}/{first}.toml");
        let translated = format!("{folder}/{language}.toml");
        let (Some(source), words) = (languages.get(first), languages.get(language)) else {
            return Err(format!("questions/{original} cannot be read. Run: cargo xtask check {}\n", raw.folder));
        };
        let seen = records.iter().find(|one| one.words.file.file == translated).map(|one| &one.seen);
        let mut units = Vec::new();
        for key in keys(questions, &original, raw, words)? {
            let Some(paragraphs) = source_of(raw, source, &key) else { continue };
            let target = words.and_then(|words| words.texts.get(&key));
            let seen = seen.and_then(|all| all.get(&key)).filter(|seen| seen.len() == paragraphs.len());
            // A language's texts about itself are no translations, and have no record.
            let is_translation = stale::source_of(raw, source, &key).is_some();
            for (position, source) in paragraphs.iter().enumerate() {
                let target = target.and_then(|target| target.get(position)).filter(|text| !text.trim().is_empty());
                let is_read = seen.is_some_and(|seen| seen.get(position) == Some(source));
                let state = match target {
                    None => State::Missing,
                    Some(_) if is_read || !is_translation => State::Translated,
                    Some(_) => State::NeedsReview,
                };
                let letters = source.chars().count();
                units.push(Unit {
                    id: format!("{key}#{}", position + 1),
                    position,
                    source: source.clone(),
                    target: target.cloned(),
                    state,
                    notes: owner(read, &key).into_iter().collect(),
                    shown: placeholders(source).iter().filter_map(|mark| shown(raw, mark)).collect(),
                    longest: (letters >= LABEL).then_some((letters as f64 * LONGEST) as usize),
                    key: key.clone(),
                });
            }
        }
        files.push(Units { original, translated, units });
    }
    Ok(files)
}

/// Whether this may be the code of a language, and the name of a file (a simple form of BCP 47).
pub(super) fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let is_first = |part: &str| (2..=3).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_lowercase());
    let is_other =
        |part: &str| (2..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric());
    parts.next().is_some_and(is_first) && parts.all(is_other)
}

/// The keys of a source file in its order, then the values that a language may write in its own way.
fn keys(questions: &Path, original: &str, raw: &RawPack, words: Option<&RawWords>) -> Result<Vec<String>, String> {
    let told = |error: String| format!("questions/{original} cannot be read: {error}\n");
    let text = fs::read_to_string(questions.join(original)).map_err(|error| told(error.to_string()))?;
    let mut keys: Vec<String> = words_file::leaves(&text).map_err(told)?.into_iter().map(|leaf| leaf.key).collect();
    if !original.starts_with("interface/") {
        for value in &raw.values {
            let key = format!("values.{}", value.value.id);
            let has_words = value.value.value.chars().any(char::is_alphabetic);
            let has_form = words.is_some_and(|words| words.texts.contains_key(&key));
            if (has_words || has_form) && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    Ok(keys)
}

/// What a translator translates: all texts but those that say how the source itself is written.
fn source_of(raw: &RawPack, source: &RawWords, key: &str) -> Option<Vec<String>> {
    if key == "language-name" {
        return source.texts.get(key).cloned();
    }
    stale::source_of(raw, source, key)
}

/// Where the rule stands that asks for a text.
fn owner(read: &ReadPack, key: &str) -> Option<String> {
    let raw = &read.raw;
    let (kind, rest) = key.split_once('.')?;
    let id = rest.split('.').next()?;
    macro_rules! find {
        ($list:ident) => {
            raw.$list.iter().find(|one| one.value.id == id).map(|one| &one.place)
        };
    }
    let place: &Place = match kind {
        "pack" => &raw.pack.as_ref()?.place,
        "paths" => find!(paths)?,
        "expectations" => find!(expectations)?,
        "questions" => find!(questions)?,
        "domains" => find!(domains)?,
        "advice" => find!(advice)?,
        "help" => find!(help)?,
        "arrangements" => find!(arrangements)?,
        "requirements" => find!(requirements)?,
        "values" => find!(values)?,
        "phones" => find!(phones)?,
        "links" => find!(links)?,
        "services" => find!(services)?,
        _ => return None,
    };
    let line = read.files.get(&place.file).map_or(1, |file| file.line(place));
    Some(format!("questions/{}:{line}", place.file))
}

/// What people read in place of a placeholder.
fn shown(raw: &RawPack, mark: &str) -> Option<(String, String)> {
    let (kind, id) = mark.trim_matches(['{', '}']).split_once(':')?;
    let shown = match kind {
        "value" => raw.values.iter().find(|one| one.value.id == id)?.value.value.clone(),
        "phone" => raw.phones.iter().find(|one| one.value.id == id)?.value.shown.clone(),
        "link" => raw.links.iter().find(|one| one.value.id == id)?.value.url.clone(),
        _ => return None,
    };
    Some((mark.to_owned(), shown))
}
