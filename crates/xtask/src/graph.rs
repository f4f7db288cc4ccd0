//! `cargo xtask graph PACK`: draws each path of a pack, with its conditions and the advice that answers lead to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};

use crate::content::{folders, load_with_raw, today};

mod draw;
mod flow;
mod items;
#[cfg(test)]
mod tests;

/// What was asked for.
struct Wanted {
    pack: String,
    path: Option<String>,
    out: Option<PathBuf>,
}

/// Writes an SVG for each path, or for the one that is named, and prints the names of the files.
pub fn command(root: &Path, target: &Path, arguments: &[String]) -> Result<ExitCode> {
    let questions = root.join("questions");
    let wanted = wanted(&questions, arguments)?;
    let (_, raw) = load_with_raw(&questions, &wanted.pack, today()).map_err(|report| anyhow!("{report}"))?;
    let all = || raw.paths.iter().map(|one| &one.value);
    let chosen: Vec<_> = all().filter(|path| wanted.path.as_ref().is_none_or(|id| *id == path.id)).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = all().map(|path| path.id.as_str()).collect();
        let id = wanted.path.unwrap_or_default();
        bail!("the pack {} has no path `{id}`. It has: {}", wanted.pack, known.join(", "));
    }
    for path in chosen {
        let default = || target.join("graphs").join(format!("{}-{}.svg", wanted.pack, path.id));
        let file = wanted.out.clone().unwrap_or_else(default);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        let svg = draw::svg(&flow::flow(&raw, path));
        fs::write(&file, svg).with_context(|| format!("{} cannot be written", file.display()))?;
        println!("{}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn wanted(questions: &Path, arguments: &[String]) -> Result<Wanted> {
    let known = folders(questions).map_err(|error| anyhow!(error))?;
    let mut wanted = Wanted { pack: String::new(), path: None, out: None };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--path" => {
                wanted.path = Some(arguments.next().context("write a path after --path, such as --path kin")?.clone());
            }
            "--out" => wanted.out = Some(arguments.next().context("write a file after --out")?.into()),
            pack if known.iter().any(|one| one == pack) && wanted.pack.is_empty() => wanted.pack = pack.to_owned(),
            other => bail!(
                "`{other}` is not understood. Write `cargo xtask graph PACK [--path PATH] [--out FILE]`. The packs are: {}",
                known.join(", ")
            ),
        }
    }
    if wanted.pack.is_empty() {
        bail!("name a pack: {}", known.join(", "));
    }
    if wanted.out.is_some() && wanted.path.is_none() {
        bail!("--out names one file, so name one path too: --path kin");
    }
    Ok(wanted)
}
