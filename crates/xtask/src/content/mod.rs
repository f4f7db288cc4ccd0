//! Reads, checks and builds the content of all packs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use guide::content::{Checked, RawPack, check};
use guide::{Date, Pack};

pub use command::{day_of, today};
pub(crate) use lint::Avoided;
use lint::{Finding, Severity};
use read::ReadPack;
pub(crate) use toml_file::TomlFile;

mod command;
mod dates;
pub mod laid;
pub(crate) mod lint;
pub(crate) mod read;
pub(crate) mod report;
mod shape;
pub(crate) mod stale;
mod toml_file;

#[cfg(test)]
mod hostile;
#[cfg(test)]
pub(crate) mod planted;

/// The day for which the example sessions of `tests/directory` were made: a Sunday.
pub const EXAMPLES: Date = Date { year: 2026, month: 11, day: 22 };

/// The content has problems; they are printed already.
pub struct Failed;

/// One pack, ready for the document.
pub struct Built {
    /// The pack's permanent id.
    pub id: String,
    /// Whether it is shown where a tag names no pack that is there.
    pub fallback: bool,
    /// The pack without its words, as the widget reads it.
    pub pack: Vec<u8>,
    /// The words of each language; the first is the one that people get without asking.
    pub words: Vec<Language>,
}

/// The words of one language.
pub struct Language {
    /// BCP 47, for `lang`.
    pub code: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// One text a line, no '<'.
    pub lines: String,
}

/// Reads and checks all packs, as they may be published on a day.
pub fn load_all(root: &Path, today: Date) -> Result<Vec<Built>, Failed> {
    let questions = root.join("questions");
    let mut built = Vec::new();
    let mut failed = false;
    for folder in folders(&questions).map_err(print)? {
        let looked = look(&questions, &folder, today).map_err(print)?;
        eprint!("{}", report::text(&looked.findings, &looked.files));
        match looked.checked.filter(|_| looked.errors == 0) {
            Some(checked) => built.push(build(checked).map_err(print)?),
            None => failed = true,
        }
    }
    let fallbacks: Vec<&str> = built.iter().filter(|pack| pack.fallback).map(|pack| pack.id.as_str()).collect();
    if fallbacks.len() > 1 {
        let packs = fallbacks.join(" and ");
        return Err(print(format!(
            "The packs {packs} have `fallback = true` in pack.toml: take it out of all but one."
        )));
    }
    if failed { Err(Failed) } else { Ok(built) }
}

/// Louisiana's pack in English with the example sessions of `tests/directory`, as of the day for which these were made.
pub fn load_examples(root: &Path) -> Result<Vec<Built>, String> {
    let laid = laid::Laid::with_examples(root).map_err(|error| format!("the examples could not be laid: {error}"))?;
    Ok(vec![build(load_on(&laid.0, "louisiana", EXAMPLES)?)?])
}

/// Checks the content of all packs, or of the one that is named, and prints all problems.
pub fn check_command(root: &Path, arguments: &[String]) -> ExitCode {
    command::run(&root.join("questions"), arguments)
}

/// Writes down that translations were read again beside their source as it is now.
pub fn translated_command(root: &Path, arguments: &[String]) -> ExitCode {
    stale::run(&root.join("questions"), arguments)
}

/// Reads and checks one pack below the folder of all content; the error is the whole report.
///
/// This says whether the pack can be built. [`lint`] says whether it may be published on a given day.
pub fn load(questions: &Path, folder: &str) -> Result<Checked, String> {
    load_on(questions, folder, today())
}

/// The same on a given day: sessions before it are past, and are not built.
pub fn load_on(questions: &Path, folder: &str, today: Date) -> Result<Checked, String> {
    load_with_raw(questions, folder, today).map(|(checked, _)| checked)
}

/// The same, with the entries as they are written.
pub(crate) fn load_with_raw(questions: &Path, folder: &str, today: Date) -> Result<(Checked, RawPack), String> {
    let (checked, read) = check_one(questions, folder, today)?;
    match checked.filter(|_| read.problems.is_empty()) {
        Some(checked) => Ok((checked, read.raw)),
        None => {
            let count = read.problems.len();
            let findings: Vec<Finding> = read.problems.into_iter().map(Finding::from).collect();
            let text = report::text(&findings, &read.files);
            let noun = if count == 1 { "problem" } else { "problems" };
            Err(format!("{text}\nThe pack {folder} has {count} {noun}. Nothing is built from it.\n"))
        }
    }
}

/// How many errors `cargo xtask check` finds in a pack on a given day, and the report that it prints.
pub fn told(questions: &Path, folder: &str, today: Date) -> Result<(usize, String), String> {
    look(questions, folder, today).map(|looked| (looked.errors, report::text(&looked.findings, &looked.files)))
}

/// A pack with all that was found in it.
pub(crate) struct Looked {
    checked: Option<Checked>,
    pub(crate) findings: Vec<Finding>,
    errors: usize,
    grades: Vec<(String, Vec<lint::Grade>)>,
    lengths: Vec<lint::Length>,
    files: BTreeMap<String, TomlFile>,
}

/// Reads, checks and lints one pack.
pub(crate) fn look(questions: &Path, folder: &str, today: Date) -> Result<Looked, String> {
    let (checked, read) = check_one(questions, folder, today)?;
    let mut findings: Vec<Finding> = read.problems.into_iter().map(Finding::from).collect();
    let linted = lint::lint(&read.raw, checked.as_ref(), today, &read.avoided);
    findings.extend(linted.findings);
    findings.extend(stale::check(questions, &read.raw));
    let errors = findings.iter().filter(|one| one.severity == Severity::Error).count();
    Ok(Looked { checked, findings, errors, grades: linted.grades, lengths: linted.lengths, files: read.files })
}

fn check_one(questions: &Path, folder: &str, today: Date) -> Result<(Option<Checked>, ReadPack), String> {
    let mut read = read::pack(questions, folder)?;
    let (dates, problems) = dates::work_out(&read.raw.schedules, today);
    read.raw.dates = dates;
    read.problems.extend(problems);
    let (checked, problems) = check(&read.raw);
    read.problems.extend(problems);
    report::once_a_line(&mut read.problems, &read.files);
    Ok((checked, read))
}

fn build(checked: Checked) -> Result<Built, String> {
    let pack = checked.pack.write();
    let read = Pack::read(&pack).ok_or("the built pack cannot be read back")?;
    if format!("{read:?}") != format!("{:?}", checked.pack) {
        return Err("the built pack reads back as another one".into());
    }
    let words = checked.languages.into_iter();
    Ok(Built {
        id: checked.pack.id,
        fallback: checked.fallback,
        pack,
        words: words.map(|one| Language { code: one.code, direction: one.direction, lines: one.lines }).collect(),
    })
}

/// The folders of all packs.
pub(crate) fn folders(questions: &Path) -> Result<Vec<String>, String> {
    let packs = questions.join("packs");
    let entries = fs::read_dir(&packs).map_err(|error| format!("{} cannot be read: {error}", packs.display()))?;
    let folders = entries.flatten().filter(|entry| entry.path().is_dir());
    let mut folders: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    folders.sort();
    if folders.is_empty() { Err(format!("{} holds no pack", packs.display())) } else { Ok(folders) }
}

fn print(error: String) -> Failed {
    eprintln!("{error}");
    Failed
}
