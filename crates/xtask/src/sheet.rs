//! `cargo xtask sheet PACK`: the whole content of a pack on paper, for the agency's sign-off, one HTML file a language.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use guide::Date;
use guide::content::RawPack;

use crate::content::{folders, load_with_raw, today};

mod answers;
mod condition;
mod directory;
mod page;
mod rows;
mod screens;
#[cfg(test)]
mod tests;
mod text;

use text::Texts;

/// What was asked for.
struct Wanted {
    pack: String,
    language: Option<String>,
    out: PathBuf,
}

/// Writes the sheets below `target`, or into the folder that is named, and prints their names.
pub fn command(root: &Path, target: &Path, arguments: &[String]) -> Result<ExitCode> {
    let questions = root.join("questions");
    let wanted = wanted(&questions, target, arguments)?;
    let (_, raw) = load_with_raw(&questions, &wanted.pack, today()).map_err(|report| anyhow!("{report}"))?;
    let languages = raw.pack.as_ref().map(|pack| pack.value.languages.clone()).unwrap_or_default();
    let chosen: Vec<&String> =
        languages.iter().filter(|code| wanted.language.as_ref().is_none_or(|one| one == *code)).collect();
    if chosen.is_empty() {
        let language = wanted.language.unwrap_or_default();
        bail!("the pack {} has no language `{language}`. It has: {}", wanted.pack, languages.join(", "));
    }
    fs::create_dir_all(&wanted.out).with_context(|| format!("{} cannot be made", wanted.out.display()))?;
    for code in chosen {
        let file = wanted.out.join(format!("{}-{code}.html", wanted.pack));
        let sheet = sheet(&raw, code, today()).with_context(|| format!("the language {code} has no words"))?;
        fs::write(&file, sheet).with_context(|| format!("{} cannot be written", file.display()))?;
        println!("{}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The sheet of one language, beside the pack's first. `None` when one of the two has no words.
fn sheet(raw: &RawPack, code: &str, today: Date) -> Option<String> {
    Some(page::page(&Texts::new(raw, code)?, today).into_string())
}

fn wanted(questions: &Path, target: &Path, arguments: &[String]) -> Result<Wanted> {
    let known = folders(questions).map_err(|error| anyhow!(error))?;
    let mut wanted = Wanted { pack: String::new(), language: None, out: target.join("sheets") };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--language" => {
                let code = arguments.next().context("write a language after --language, such as --language es")?;
                wanted.language = Some(code.clone());
            }
            "--out" => wanted.out = arguments.next().context("write a folder after --out")?.into(),
            pack if known.iter().any(|one| one == pack) && wanted.pack.is_empty() => wanted.pack = pack.to_owned(),
            other => bail!(
                "`{other}` is not understood. Write `cargo xtask sheet PACK [--language CODE] [--out FOLDER]`. The packs are: {}",
                known.join(", ")
            ),
        }
    }
    if wanted.pack.is_empty() {
        bail!("name a pack: {}", known.join(", "));
    }
    Ok(wanted)
}
