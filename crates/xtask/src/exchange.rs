//! `cargo xtask export`, `import` and `conformance`: content in the formats of other systems, by the kind word.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::{content, fhir, hsds, xliff};

const EXPORTS: &str = "\
cargo xtask export fhir PACK [--path PATH] [--out FILE]
cargo xtask export hsds PACK [--out FOLDER]
cargo xtask export xliff PACK LANGUAGE [--out FILE]";
const IMPORTS: &str = "\
cargo xtask import xliff FILE
cargo xtask import hsds PACK PATH [--today DAY] [--source URL] [--zone ZONE] [--status STATUS]
cargo xtask import sessions PACK FILE.csv [--today DAY] [--source URL] [--status STATUS]";

/// `cargo xtask export KIND …`.
pub fn export_command(root: &Path, arguments: &[String]) -> ExitCode {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let questions = root.join("questions");
    ended(match words.as_slice() {
        ["fhir", ..] => fhir::export(root, rest).map(|()| String::new()),
        ["xliff", ..] => xliff::export(root, rest).map(|()| String::new()),
        ["hsds", pack] => folder(root, pack)
            .and_then(|_| hsds::export::command(&questions, pack, &root.join("target/hsds").join(pack))),
        ["hsds", pack, "--out", out] => {
            folder(root, pack).and_then(|_| hsds::export::command(&questions, pack, &PathBuf::from(out)))
        }
        _ => Err(format!("Write one of:\n{EXPORTS}")),
    })
}

/// `cargo xtask import KIND …`.
pub fn import_command(root: &Path, arguments: &[String]) -> ExitCode {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    ended(match words.as_slice() {
        ["xliff", ..] => xliff::import(root, rest).map(|()| String::new()),
        ["hsds", pack, path, options @ ..] => hsds::Options::read(options)
            .and_then(|options| hsds::import::command(&folder(root, pack)?, Path::new(path), &options)),
        ["sessions", pack, file, options @ ..] => hsds::Options::read(options)
            .and_then(|options| hsds::sessions::command(&folder(root, pack)?, Path::new(file), &options)),
        _ => Err(format!("Write one of:\n{IMPORTS}")),
    })
}

/// `cargo xtask conformance --STANDARD PATH`: the files of the standard are not ours and lie elsewhere.
pub fn conformance_command(root: &Path, arguments: &[String]) -> ExitCode {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    ended(match words.as_slice() {
        ["--hsds", path] => hsds::conformance::command(root, &PathBuf::from(path)),
        _ => Err("Write: cargo xtask conformance --hsds PATH, the folder with HSDS's schema/ and datapackage.json"
            .to_owned()),
    })
}

/// The folder of a pack that is there.
fn folder(root: &Path, pack: &str) -> Result<PathBuf, String> {
    let questions = root.join("questions");
    let known = content::folders(&questions)?;
    if known.iter().any(|one| one == pack) {
        return Ok(questions.join("packs").join(pack));
    }
    Err(format!("There is no pack `{pack}`. The packs are: {}.", known.join(", ")))
}

/// Prints how it went. All that went wrong is in the text of the error.
fn ended(result: Result<String, String>) -> ExitCode {
    match result {
        Ok(said) => {
            // Who closes the pipe early, as `head` does, has read enough.
            if !said.is_empty() {
                let _ = writeln!(std::io::stdout(), "{said}");
            }
            ExitCode::SUCCESS
        }
        Err(wrong) => {
            let _ = writeln!(std::io::stderr(), "{}", wrong.trim_end());
            ExitCode::FAILURE
        }
    }
}
