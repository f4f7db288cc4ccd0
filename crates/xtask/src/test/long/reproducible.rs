//! Builds the last commit twice, in two folders, with two homes and two homes of cargo, and compares every file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::{Rows, row};
use crate::build::files;
use crate::process;
use crate::steps::Steps;
use crate::test::seconds_of_last_commit;
use crate::workspace::Workspace;

/// Two folders whose names are of different lengths, and what is said while each is built.
const FOLDERS: [(&str, &str); 2] = [("a", "first"), ("another-folder-with-a-longer-name/and one below it", "second")];

/// Builds and compares.
pub fn run(workspace: &Workspace, steps: &Steps) -> Rows {
    let scratch = tempfile::tempdir().context("no temporary folder could be made")?;
    let mut manifests = Vec::new();
    for (name, which) in FOLDERS {
        let folder = scratch.path().join(name);
        steps.say(&format!("Building the last commit for the {which} time, from nothing"));
        clone(workspace, &folder)?;
        build(workspace, &folder, &scratch.path().join(format!("home-{which}")))?;
        manifests.push(manifest(&folder.join("dist"))?);
    }
    let [first, second] = manifests.as_slice() else { bail!("two builds were wanted") };
    if let Some(difference) = difference(first, second) {
        // The folders stay, so that a person can look.
        let kept = scratch.keep();
        bail!("two builds of the same commit differ: {difference}. Both are in {}", kept.display());
    }
    Ok(vec![row("Files of dist/ that are the same bytes after two builds in two places", first.len())])
}

/// Only what is committed is built.
fn clone(workspace: &Workspace, folder: &Path) -> Result<()> {
    process::run(workspace.command("git").args(["clone", "--quiet", "--no-hardlinks", "."]).arg(folder))
}

/// As another user would, who has an empty home, and in it a home of cargo that knows only from where to load.
fn build(workspace: &Workspace, folder: &Path, home: &Path) -> Result<()> {
    let cargo_home = home.join(".cargo");
    std::fs::create_dir_all(&cargo_home).with_context(|| format!("{} could not be made", cargo_home.display()))?;
    let own = |variable: &str, below: &str| {
        std::env::var_os(variable)
            .map_or_else(|| std::env::home_dir().map(|home| home.join(below)), |own| Some(PathBuf::from(own)))
    };
    for name in ["config.toml", "config"] {
        if let Some(file) = own("CARGO_HOME", ".cargo").map(|own| own.join(name)).filter(|file| file.is_file()) {
            std::fs::copy(file, cargo_home.join(name))?;
        }
    }
    let mut command = process::cargo();
    command.args(["xtask", "build"]).current_dir(folder);
    command.env("HOME", home).env("CARGO_HOME", &cargo_home).env("USER", "somebody").env("LOGNAME", "somebody");
    // The compiler itself is the same one.
    if let Some(rustup) = own("RUSTUP_HOME", ".rustup") {
        command.env("RUSTUP_HOME", rustup);
    }
    // Midnight may come between the two.
    let committed = seconds_of_last_commit(workspace).context("git does not tell when the last commit was made")?;
    command.env("SOURCE_DATE_EPOCH", committed.to_string());
    // Whoever runs us has set these for the other workspace.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_TARGET_DIR", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    process::run(&mut command)
}

/// The hash of each file, and of the manifest itself.
fn manifest(dist: &Path) -> Result<BTreeMap<String, String>> {
    let text = files::read(&dist.join("manifest.json"))?;
    let manifest: Value = serde_json::from_str(&text).context("manifest.json is not JSON")?;
    let listed =
        manifest.get("files").and_then(Value::as_array).ok_or_else(|| anyhow!("manifest.json lists no files"))?;
    let field = |file: &Value, name: &str| file.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut files: BTreeMap<String, String> =
        listed.iter().filter_map(|file| Some((field(file, "path")?, field(file, "sha384")?))).collect();
    files.insert("manifest.json".to_owned(), text);
    Ok(files)
}

fn difference(first: &BTreeMap<String, String>, second: &BTreeMap<String, String>) -> Option<String> {
    let only = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| {
        one.keys().find(|path| !other.contains_key(*path)).map(|path| format!("{path} is only in one of them"))
    };
    let other = first.iter().find(|(path, hash)| second.get(*path).is_some_and(|one| one != *hash));
    only(first, second).or_else(|| only(second, first)).or_else(|| Some(format!("{} is another one", other?.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named() {
        let files = |list: &[(&str, &str)]| -> BTreeMap<String, String> {
            list.iter().map(|(path, hash)| ((*path).to_owned(), (*hash).to_owned())).collect()
        };
        let both = files(&[("a", "1"), ("b", "2")]);
        assert_eq!(difference(&both, &both.clone()), None);
        assert_eq!(difference(&both, &files(&[("a", "1"), ("b", "3")])).unwrap(), "b is another one");
        assert_eq!(difference(&files(&[("a", "1")]), &both).unwrap(), "b is only in one of them");
    }
}
