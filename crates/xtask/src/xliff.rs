//! `cargo xtask export xliff` and `cargo xtask import xliff`: texts go to a translator's tool and come back (XLIFF 1.2).
//!
//! One unit a paragraph, named by the text's key and the paragraph's position: `questions.partner.ask#1`.

use std::fs;
use std::path::Path;

use crate::content::{folders, read};

mod inline;
mod read_xml;
mod take_back;
mod units;
mod write_xml;

pub(crate) use take_back::import;

/// Writes all texts of a pack and of the interface for the translator of one language.
pub(crate) fn export(root: &Path, arguments: &[String]) -> Result<(), String> {
    let questions = root.join("questions");
    let packs = folders(&questions)?;
    let (pack, language, out) = match arguments {
        [pack, language] => (pack, language, None),
        [pack, language, option, out] if option == "--out" => (pack, language, Some(out)),
        _ => return Err("Write: cargo xtask export xliff PACK LANGUAGE [--out FILE]\n".to_owned()),
    };
    if !packs.contains(pack) {
        return Err(format!("There is no pack `{pack}`. The packs are: {}.\n", packs.join(", ")));
    }
    let text = text_of(&questions, pack, language)?;
    match out {
        Some(out) => fs::write(out, text).map_err(|error| format!("{out} cannot be written: {error}\n")),
        None => {
            print!("{text}");
            Ok(())
        }
    }
}

fn text_of(questions: &Path, pack: &str, language: &str) -> Result<String, String> {
    let read = read::pack(questions, pack)?;
    let first = read.raw.pack.as_ref().and_then(|pack| pack.value.languages.first());
    let first = first.ok_or_else(|| format!("The pack {pack} names no language. Run: cargo xtask check {pack}\n"))?;
    if !units::is_language(language) || language == first {
        return Err(format!("`{language}` is no language to translate into. Write a code such as `es` or `pt-BR`.\n"));
    }
    let files = units::files(questions, &read, first, language)?;
    write_xml::document(pack, first, language, &files)
}

#[cfg(test)]
mod tests;
