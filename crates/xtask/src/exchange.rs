//! `cargo xtask export KIND` and `cargo xtask import KIND`: what goes to other programs, and what comes back from them.

use std::path::Path;
use std::process::ExitCode;

use crate::{fhir, xliff};

/// Writes content in a form that other programs read.
pub fn export(root: &Path, arguments: &[String]) -> ExitCode {
    let (kind, rest) = kind_of(arguments);
    told(match kind {
        "xliff" => xliff::export(root, rest),
        "fhir" => fhir::export(root, rest),
        _ => Err("Write one of: cargo xtask export xliff, cargo xtask export fhir\n".to_owned()),
    })
}

/// Takes content back from another program.
pub fn import(root: &Path, arguments: &[String]) -> ExitCode {
    let (kind, rest) = kind_of(arguments);
    told(match kind {
        "xliff" => xliff::import(root, rest),
        _ => Err("Write: cargo xtask import xliff FILE\n".to_owned()),
    })
}

fn kind_of(arguments: &[String]) -> (&str, &[String]) {
    arguments.split_first().map_or(("", arguments), |(kind, rest)| (kind.as_str(), rest))
}

fn told(done: Result<(), String>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            eprint!("{problems}");
            ExitCode::FAILURE
        }
    }
}
