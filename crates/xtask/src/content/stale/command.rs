//! `cargo xtask translated`: writes down the source from which texts are translated now.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::{record, translated};
use crate::content::{folders, lint::Finding, read, report};

/// Records the source of the named texts, or of all texts of a language.
pub fn run(questions: &Path, arguments: &[String]) -> ExitCode {
    match write_down(questions, arguments) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}", error.trim_end());
            ExitCode::FAILURE
        }
    }
}

fn write_down(questions: &Path, arguments: &[String]) -> Result<String, String> {
    let packs = folders(questions)?;
    let [pack, language, keys @ ..] = arguments else {
        return Err(format!(
            "Write: cargo xtask translated PACK LANGUAGE [KEY...]. The packs are: {}.",
            packs.join(", ")
        ));
    };
    if !packs.contains(pack) {
        return Err(format!("There is no pack `{pack}`. The packs are: {}.", packs.join(", ")));
    }
    let read = read::pack(questions, pack)?;
    let languages = read.raw.pack.as_ref().map(|pack| pack.value.languages.as_slice()).unwrap_or_default();
    let Some((first, others)) = languages.split_first() else {
        return Err(format!("The pack {pack} names no language. Run: cargo xtask check {pack}"));
    };
    if !others.contains(language) {
        let known = if others.is_empty() { "none".to_owned() } else { others.join(", ") };
        return Err(format!("`{language}` is no translation of the pack {pack}. The translations are: {known}."));
    }
    let (all, mut problems) = translated(questions, &read.raw, first, language);
    let files: Vec<&String> = all.iter().map(|one| &one.words.file.file).collect();
    let unread = read.problems.iter().filter(|problem| files.contains(&&problem.place.file));
    problems.extend(unread.cloned());
    if !problems.is_empty() {
        let findings: Vec<Finding> = problems.into_iter().map(Finding::from).collect();
        return Err(format!("{}\nNothing is written.", report::text(&findings, &read.files)));
    }
    let written = record(&all, keys).map_err(|wrong| format!("{}\nNothing is written.", wrong.join("\n")))?;
    let mut said = Vec::new();
    for (file, text) in written {
        if save(&questions.join(&file), &text)? {
            said.push(format!("questions/{file} is written."));
        }
    }
    Ok(if said.is_empty() { "All of this was written down already.".to_owned() } else { said.join("\n") })
}

/// Writes a file if it says something new, and makes its folder. Says whether it wrote.
pub fn save(file: &Path, text: &str) -> Result<bool, String> {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    let told = |error: std::io::Error| format!("{} cannot be written: {error}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(told)?;
    }
    // First beside it: a file is whole, or it is as it was.
    let beside = file.with_extension("toml.new");
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, file)).map_err(told)?;
    Ok(true)
}
