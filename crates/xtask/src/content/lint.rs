//! What a pack must have beyond being valid: fresh facts, plain words, whole translations.
//!
//! The check in `guide` says whether a pack can be built. These say whether it may be published on a given day.

use std::collections::BTreeMap;

use guide::Date;
use guide::content::{Checked, Place, Problem, RawPack, RawWords};

mod avoid;
mod coverage;
mod fresh;
mod length;
mod reading;
pub(crate) mod translations;

pub use avoid::Avoided;
pub use length::Length;
pub use reading::{Grade, median};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack may not be published.
    Error,
    /// It may, but soon not any more, or somebody should look.
    Warning,
}

/// A problem and how much it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Where, what, and what to do.
    pub problem: Problem,
}

impl From<Problem> for Finding {
    fn from(problem: Problem) -> Self {
        Self { severity: Severity::Error, problem }
    }
}

impl Finding {
    /// A finding that keeps the pack from being published.
    pub fn error(place: Place, id: &str, wrong: String, mend: &str) -> Self {
        let problem = Problem { place, id: id.to_owned(), wrong, mend: mend.to_owned() };
        Self { severity: Severity::Error, problem }
    }

    /// A finding that does not.
    pub fn warning(place: Place, id: &str, wrong: String, mend: &str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, id, wrong, mend) }
    }
}

/// What all lints found, and how hard each language reads.
pub struct Linted {
    /// The findings.
    pub findings: Vec<Finding>,
    /// By language: the grades of its screens.
    pub grades: Vec<(String, Vec<Grade>)>,
    /// How long each path takes. Empty while the pack cannot be built.
    pub lengths: Vec<Length>,
}

/// Looks at a pack on a day.
pub fn lint(raw: &RawPack, checked: Option<&Checked>, today: Date, avoided: &[Avoided]) -> Linted {
    let mut findings = fresh::check(raw, today);
    let mut grades = Vec::new();
    for (code, words) in &raw.words {
        let of_language = reading::grades(code, &spoken(raw, words));
        findings.extend(reading::check(code, words, &of_language));
        findings.extend(avoid::check(code, words, avoided));
        grades.push((code.clone(), of_language));
    }
    findings.extend(translations::check(raw));
    let lengths = checked.map(length::lengths).unwrap_or_default();
    findings.extend(length::check(raw, &lengths));
    findings.extend(checked.map(|checked| coverage::check(raw, checked)).unwrap_or_default());
    Linted { findings, grades, lengths }
}

/// The texts of a language as a person reads them: values put in, phones and links as one word.
fn spoken(raw: &RawPack, words: &RawWords) -> BTreeMap<String, String> {
    let text = |paragraphs: &Vec<String>| {
        let filled = paragraphs.iter().map(|text| fill(raw, text));
        filled.collect::<Vec<_>>().join(" ")
    };
    words.texts.iter().map(|(key, paragraphs)| (key.clone(), text(paragraphs))).collect()
}

fn fill(raw: &RawPack, text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        match name.split_once(':') {
            Some(("value", id)) => {
                let value = raw.values.iter().find(|one| one.value.id == id);
                filled.push_str(value.map_or("number", |one| one.value.value.as_str()));
            }
            Some(("link", _)) => filled.push_str("page"),
            _ => filled.push_str("number"),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// The place of a text in its file.
fn place(words: &RawWords, key: &str) -> Place {
    key.split('.').fold(words.file.clone(), |place, step| place.at(step))
}
