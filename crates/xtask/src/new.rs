//! `cargo xtask new pack NAME`: begins a pack from a template that passes the check as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use guide::Date;
use guide::id::is_id;
use include_dir::{Dir, include_dir};

use crate::content;
use proofs::Proofs;

mod proofs;
#[cfg(test)]
mod tests;
mod to_do;

/// A whole pack for no place in particular, with the help lines and the to-do list of the pack that it becomes.
static TEMPLATE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/new/template");
/// The template's name, wherever it stands in a file of the template.
const TEMPLATE_NAME: &str = "template";
/// The lines that the new pack adds to `questions/help-lines.toml`.
const HELP_LINES: &str = "help-lines.toml";
/// What the agency has to confirm, replace or add.
const TO_DO: &str = "TODO.md";

/// Makes a new pack, and checks it.
pub fn command(root: &Path, arguments: &[String]) -> Result<ExitCode> {
    let [what, name] = arguments else {
        bail!("write `cargo xtask new pack NAME`, such as `cargo xtask new pack new-mexico`");
    };
    if what != "pack" {
        bail!("there is no new `{what}`; write `cargo xtask new pack {name}`");
    }
    let questions = root.join("questions");
    make(&questions, name, content::today())?;
    println!("The pack {name} is in questions/packs/{name}.");
    println!("Its help lines are at the end of questions/{HELP_LINES}.");
    println!("What comes next is in questions/packs/{name}/{TO_DO}.");
    Ok(content::check_command(root, std::slice::from_ref(name)))
}

/// Makes the pack's folder and its help lines, or nothing at all.
fn make(questions: &Path, name: &str, today: Date) -> Result<()> {
    check_name(questions, name)?;
    let lines = help_lines(questions, name)?;
    // Everything is written beside its place first: what fails half-way goes away with this folder.
    let staging = tempfile::Builder::new()
        .prefix(".new-")
        .tempdir_in(questions)
        .with_context(|| format!("nothing can be written in {}", questions.display()))?;
    let (pack, new_lines) = (staging.path().join(name), staging.path().join(HELP_LINES));
    write_pack(&pack, name, &Proofs::read(questions, today)?)?;
    write(&new_lines, &lines)?;
    put(&pack, &place_of(questions, name), &new_lines, &questions.join(HELP_LINES))
}

/// Puts both in their places. Without the help lines the check would refuse the pack, so it goes away again.
fn put(pack: &Path, place: &Path, new_lines: &Path, lines: &Path) -> Result<()> {
    rename(pack, place)?;
    rename(new_lines, lines).or_else(|error| {
        fs::remove_dir_all(place).with_context(|| format!("{} is half a pack: take it away", place.display()))?;
        Err(error)
    })
}

fn place_of(questions: &Path, name: &str) -> PathBuf {
    questions.join("packs").join(name)
}

fn check_name(questions: &Path, name: &str) -> Result<()> {
    if !is_id(name) {
        bail!(
            "`{name}` is no name for a pack: write small letters, digits and single hyphens, \
             beginning with a letter, at most 48: `new-mexico`"
        );
    }
    // Published packs are folders beside the folder of the loader.
    if name == "v1" {
        bail!("`v1` is where the loader is published: choose another name");
    }
    if place_of(questions, name).symlink_metadata().is_ok() {
        bail!("there is a pack `{name}` already, in questions/packs/{name}: choose another name");
    }
    Ok(())
}

/// The file of all help lines with those of the new pack.
fn help_lines(questions: &Path, name: &str) -> Result<String> {
    let file = questions.join(HELP_LINES);
    let before = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let read: toml_edit::DocumentMut =
        before.parse().with_context(|| format!("{} has to be mended first", file.display()))?;
    let lines = read.get("line").and_then(toml_edit::Item::as_array_of_tables);
    let names = lines.iter().flat_map(|lines| lines.iter()).filter_map(|line| line.get("pack")?.as_str());
    if names.into_iter().any(|pack| pack == name) {
        bail!(
            "questions/{HELP_LINES} has help lines of a pack `{name}` already: take them out, or choose another name"
        );
    }
    let added = text(HELP_LINES)?.replace(&quoted(TEMPLATE_NAME), &quoted(name));
    Ok(format!("{}\n{added}", before.trim_end()) + if added.ends_with('\n') { "" } else { "\n" })
}

fn write_pack(folder: &Path, name: &str, proofs: &Proofs) -> Result<()> {
    let mut facts = to_do::Facts::default();
    for (path, template) in files()? {
        let written = match path.as_str() {
            HELP_LINES | TO_DO => continue,
            // What has a proof is as fresh as in the packs that are there.
            toml if toml.ends_with(".toml") && !toml.starts_with("words/") => {
                let fresh = proofs.refresh(toml, template)?;
                facts.read(toml, &fresh)?;
                fresh
            }
            _ => template.to_owned(),
        };
        let written = match path.as_str() {
            "pack.toml" => written.replace(&quoted(TEMPLATE_NAME), &quoted(name)),
            "words/en.toml" => written.replace("name = \"Template\"", &format!("name = \"{}\"", in_words(name))),
            _ => written,
        };
        write(&folder.join(&path), &written)?;
    }
    write(&folder.join(TO_DO), &facts.fill(&text(TO_DO)?.replace(TEMPLATE_NAME, name)))
}

/// Every file of the template: its path below the pack's folder, with `/`, and its text.
fn files() -> Result<Vec<(String, &'static str)>> {
    let mut folders = vec![&TEMPLATE];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let text = file.contents_utf8().with_context(|| format!("the template's {path} is not UTF-8"))?;
            files.push((path, text));
        }
    }
    files.sort();
    Ok(files)
}

fn text(path: &str) -> Result<&'static str> {
    TEMPLATE
        .get_file(path)
        .and_then(include_dir::File::contents_utf8)
        .with_context(|| format!("the template has no {path}"))
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// `new-mexico` as people write it: New Mexico.
fn in_words(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    name.split('-').map(word).collect::<Vec<_>>().join(" ")
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| format!("{} cannot be written", to.display()))
}
