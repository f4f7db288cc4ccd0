//! Reads, checks and builds the content of all packs.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use guide::Pack;
use guide::content::{Checked, check};

mod read;
mod report;
mod shape;
mod toml_file;

#[cfg(test)]
mod planted;

/// The content has problems; they are printed already.
pub struct Failed;

/// One pack, ready for the document.
pub struct Built {
    /// The pack's permanent id.
    pub id: String,
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

/// Reads and checks all packs.
pub fn load_all(root: &Path) -> Result<Vec<Built>, Failed> {
    let mut built = Vec::new();
    let mut failed = false;
    for folder in folders(&root.join("questions")).map_err(print)? {
        match load(&root.join("questions"), &folder) {
            Ok(checked) => built.push(build(checked).map_err(print)?),
            Err(report) => {
                eprint!("{report}");
                failed = true;
            }
        }
    }
    if failed { Err(Failed) } else { Ok(built) }
}

/// Checks the content of all packs, or of the one that is named, and prints all problems.
pub fn check_command(root: &Path, arguments: &[String]) -> ExitCode {
    let questions = root.join("questions");
    let folders = match folders(&questions) {
        Ok(folders) => folders,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let wanted: Vec<&String> = folders.iter().filter(|one| arguments.is_empty() || arguments.contains(one)).collect();
    if let Some(unknown) = arguments.iter().find(|one| !folders.contains(one)) {
        eprintln!("There is no pack `{unknown}`. There are: {}", folders.join(", "));
        return ExitCode::FAILURE;
    }
    let mut code = ExitCode::SUCCESS;
    for folder in wanted {
        let begin = Instant::now();
        match load(&questions, folder) {
            Ok(checked) => println!("{}, checked in {} ms", summary(&checked), begin.elapsed().as_millis()),
            Err(report) => {
                print!("{report}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

/// Reads and checks one pack below the folder of all content; the error is the whole report.
pub fn load(questions: &Path, folder: &str) -> Result<Checked, String> {
    let mut read = read::pack(questions, folder)?;
    let (checked, problems) = check(&read.raw);
    read.problems.extend(problems);
    report::once_a_line(&mut read.problems, &read.files);
    match checked.filter(|_| read.problems.is_empty()) {
        Some(checked) => Ok(checked),
        None => {
            let count = read.problems.len();
            let text = report::text(&read.problems, &read.files);
            let noun = if count == 1 { "problem" } else { "problems" };
            Err(format!("{text}\nThe pack {folder} has {count} {noun}. Nothing is built from it.\n"))
        }
    }
}

fn summary(checked: &Checked) -> String {
    let pack = &checked.pack;
    format!(
        "The pack {} is good: {} paths, {} help pages, expectations and questions, {} advice, {} phones, {} links, {} languages",
        pack.id,
        pack.paths.len(),
        pack.items.len(),
        pack.advice.len(),
        pack.phones.len(),
        pack.links.len(),
        checked.languages.len(),
    )
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
        pack,
        words: words.map(|one| Language { code: one.code, direction: one.direction, lines: one.lines }).collect(),
    })
}

/// The folders of all packs.
fn folders(questions: &Path) -> Result<Vec<String>, String> {
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
