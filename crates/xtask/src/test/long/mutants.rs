//! Changes each decision of the core, one at a time, and asks the tests whether they notice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Rows, row};
use crate::build::{files, hash};
use crate::process;
use crate::setup::crates::{self, CARGO_MUTANTS};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Tests that are asked about changes.
struct Round {
    saying: &'static str,
    /// Whose changes these tests can notice.
    files: &'static [&'static str],
    /// Which test programs.
    packages: &'static [&'static str],
    targets: &'static [&'static str],
    /// What these are told: which tests.
    tests: &'static [&'static str],
    /// After how many seconds a test is taken to go on for ever.
    longest: u32,
}

/// The part of the core that reads and checks what people write.
const CONTENT: [&str; 2] = ["crates/guide/src/content.rs", "crates/guide/src/content/**"];

/// Each is asked only about what those before it did not notice, so the slow tests come last.
/// The tests of content plant slips of an editor's pen.
const ROUNDS: [Round; 5] = [
    Round {
        saying: "Changing the core, one decision at a time (hours)",
        files: &[],
        packages: &["porchlight", "porchlight-guide"],
        targets: &["--lib", "--test=it"],
        tests: &[
            "--skip=oracle",
            "--skip=properties",
            "--skip=hostile",
            "--skip=damaged::",
            "--skip=damaged_sessions",
            "--skip=model",
            "--skip=every_screen",
            "--skip=changing",
        ],
        longest: 20,
    },
    Round {
        saying: "Asking the tests of content about what was not noticed",
        files: &CONTENT,
        packages: &["xtask"],
        targets: &["--lib"],
        tests: &["content::", "new::", "--skip=harm"],
        longest: 120,
    },
    Round {
        saying: "Asking the model of a session about what was not noticed",
        files: &[],
        packages: &["porchlight"],
        targets: &["--test=it"],
        tests: &["model", "every_screen", "changing"],
        longest: 120,
    },
    Round {
        saying: "Asking what huge and damaged files do, about what was not noticed",
        files: &CONTENT,
        packages: &["xtask"],
        targets: &["--lib"],
        tests: &["harm"],
        longest: 600,
    },
    Round {
        saying: "Asking all the rest, which takes longest",
        files: &[],
        packages: &["porchlight"],
        targets: &["--test=it"],
        tests: &[],
        longest: 600,
    },
];

/// How cargo-mutants ends when it came to the last change: all noticed, some missed, some that went on for ever.
const TRIED_ALL: [i32; 3] = [0, 2, 3];

/// Asks the quick tests first. It takes hours; when it was broken off, it goes on where it was.
pub fn run(workspace: &Workspace, steps: &Steps) -> Rows {
    let program = crates::program(workspace, steps, &CARGO_MUTANTS)?;
    let folder = workspace.scratch().join("mutants");
    begin(&folder, &hashes(workspace, &[CORE])?)?;
    let out = folder.join("mutants.out");
    let all = changes(workspace, &program)?;
    let left = || -> Vec<&str> {
        let noticed = noticed(&out);
        all.iter().map(String::as_str).filter(|change| !noticed.contains(*change)).collect()
    };
    let tests = hashes(workspace, &TESTS)?;
    // Who was not noticed in a round need not be asked about there again, as long as the tests are the same.
    let begun = Reached::read(&folder).filter(|reached| reached.tests == tests).map_or(0, |reached| reached.rounds);
    for (number, round) in ROUNDS.iter().enumerate().skip(begun) {
        if left().is_empty() {
            break;
        }
        // What goes on for ever would do so in each round.
        move_lines(&out, "timeout.txt", "caught.txt")?;
        steps.say(round.saying);
        // Without the tables for debuggers each change is built in half the time; where each of many failed tests failed
        // takes longer to tell than to find.
        let quick = |command: &mut Command| {
            command.env("CARGO_PROFILE_DEV_DEBUG", "none").env("CARGO_PROFILE_TEST_DEBUG", "none");
            command.env("RUST_BACKTRACE", "0").env("PORCHLIGHT_FIRST", "1").env_remove("CARGO");
        };
        let mut unchanged = process::cargo();
        unchanged.arg("test").args(round.packages.iter().map(|name| format!("--package={name}")));
        unchanged.args(round.targets).arg("--").args(round.tests).current_dir(&workspace.root);
        quick(&mut unchanged);
        if !process::watch_all(&mut unchanged, |_| {})?.success() {
            bail!("the tests fail without any change, too");
        }
        let mut command = workspace.command(&program);
        command.args(["mutants", "--package=porchlight-guide", "--no-shuffle", "--iterate", "--baseline=skip"]);
        command.arg("--output").arg(&folder).arg(format!("--timeout={}", round.longest));
        command.args(round.files.iter().map(|file| format!("--file={file}")));
        command.args(round.packages.iter().map(|name| format!("--test-package={name}")));
        command.args(round.targets.iter().map(|target| format!("--cargo-arg={target}")));
        command.args(["--", "--"]).args(round.tests);
        quick(&mut command);
        // Each round changes a new copy of the repository, but builds the libraries once. These folders are not shared
        // with the one here: the tests would look for the content where an earlier copy stood.
        command.env("CARGO_TARGET_DIR", folder.join("target"));
        let end = process::watch_all(&mut command, |_| {})?;
        if !end.code().is_some_and(|code| TRIED_ALL.contains(&code)) {
            bail!("cargo-mutants stopped ({end}); the next run goes on from there");
        }
        Reached { tests: tests.clone(), rounds: number + 1 }.write(&folder)?;
    }
    let missed = left();
    if !missed.is_empty() {
        bail!(
            "{} changes to the core are noticed by no test. Write one for each, or exclude it in .cargo/mutants.toml \
             with the reason why it changes nothing:\n  {}",
            missed.len(),
            missed.join("\n  ")
        );
    }
    Ok(vec![
        row("Changes to the core that the tests noticed, or that do not compile", all.len()),
        row("Changes to the core that no test noticed", 0),
    ])
}

/// The lists of cargo-mutants in which a change stands that a test noticed, or that does not compile: one a line, each
/// beginning with its file.
const NOTICED: [&str; 4] = ["caught.txt", "timeout.txt", "unviable.txt", "previously_caught.txt"];

/// Files with their hashes.
type Hashes = BTreeMap<String, String>;

/// Keeps what was noticed before in files that are the same. The tests may have become more since; nobody makes them
/// less.
fn begin(folder: &Path, core: &Hashes) -> Result<()> {
    let stamp = folder.join("core.json");
    match read::<Hashes>(&stamp) {
        None => files::empty_folder(folder)?,
        Some(before) => {
            for list in NOTICED.map(|name| folder.join("mutants.out").join(name)) {
                let Ok(text) = std::fs::read_to_string(&list) else { continue };
                let same = |line: &&str| {
                    line.split_once(':')
                        .is_some_and(|(file, _)| core.contains_key(file) && core.get(file) == before.get(file))
                };
                files::write(&list, lines(text.lines().filter(same)).as_bytes())?;
            }
        }
    }
    files::write(&stamp, &serde_json::to_vec_pretty(core)?)
}

/// The core.
const CORE: &str = "crates/guide/src";

/// Where the tests stand that are asked, and what they read.
const TESTS: [&str; 7] = [
    "tests",
    ":!tests/browser",
    CORE,
    "crates/xtask/src/content",
    "crates/xtask/src/new",
    "questions",
    ".cargo/mutants.toml",
];

/// The files below these paths, as git understands paths.
fn hashes(workspace: &Workspace, paths: &[&str]) -> Result<Hashes> {
    let listed = process::capture(workspace.command("git").arg("ls-files").args(paths))?;
    let mut hashes = Hashes::new();
    for file in listed.lines().filter(|file| workspace.root.join(file).is_file()) {
        hashes.insert(file.to_owned(), hash::short(&[&std::fs::read(workspace.root.join(file))?]));
    }
    Ok(hashes)
}

/// How many rounds are done, and with which tests.
#[derive(Deserialize, Serialize)]
struct Reached {
    tests: Hashes,
    rounds: usize,
}

impl Reached {
    fn read(folder: &Path) -> Option<Self> {
        read(&folder.join("reached.json"))
    }

    fn write(&self, folder: &Path) -> Result<()> {
        files::write(&folder.join("reached.json"), &serde_json::to_vec(self)?)
    }
}

/// What an earlier run wrote down; nothing where that is missing or of an older form.
fn read<T: DeserializeOwned>(file: &Path) -> Option<T> {
    serde_json::from_slice(&std::fs::read(file).ok()?).ok()
}

fn move_lines(folder: &Path, from: &str, to: &str) -> Result<()> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    let (moved, kept) = (read(from), read(to));
    files::write(&folder.join(to), lines(kept.lines().chain(moved.lines())).as_bytes())?;
    files::write(&folder.join(from), b"")
}

fn lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(|line| format!("{line}\n")).collect()
}

/// Every change that can be made, as cargo-mutants names it.
fn changes(workspace: &Workspace, program: &Path) -> Result<Vec<String>> {
    let mut command = workspace.command(program);
    let listed = process::capture(command.args(["mutants", "--list", "--package=porchlight-guide"]))?;
    let all: Vec<String> = listed.lines().map(str::to_owned).collect();
    if all.is_empty() {
        bail!("there is no change to try: .cargo/mutants.toml excludes all");
    }
    Ok(all)
}

/// The changes that were noticed by a test, or do not compile.
fn noticed(out: &Path) -> BTreeSet<String> {
    let mut noticed = BTreeSet::new();
    for name in NOTICED {
        if let Ok(text) = std::fs::read_to_string(out.join(name)) {
            noticed.extend(text.lines().map(str::to_owned));
        }
    }
    noticed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noticed_is_kept_for_files_that_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("mutants");
        let core =
            |date: &str| BTreeMap::from([("a.rs".to_owned(), "1".to_owned()), ("date.rs".to_owned(), date.to_owned())]);
        let list = folder.join("mutants.out/caught.txt");
        let noticed = "a.rs:1:1: replace\ndate.rs:1:1: replace\ngone.rs:1:1: replace\n";
        begin(&folder, &core("1")).unwrap();
        std::fs::create_dir_all(folder.join("mutants.out")).unwrap();
        std::fs::write(&list, noticed).unwrap();
        begin(&folder, &core("1")).unwrap();
        assert_eq!(std::fs::read_to_string(&list).unwrap(), "a.rs:1:1: replace\ndate.rs:1:1: replace\n");
        begin(&folder, &core("2")).unwrap();
        assert_eq!(std::fs::read_to_string(&list).unwrap(), "a.rs:1:1: replace\n");
        std::fs::write(folder.join("core.json"), "of an older form").unwrap();
        begin(&folder, &core("2")).unwrap();
        assert!(!list.exists());
    }

    #[test]
    fn what_went_on_for_ever_is_not_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("timeout.txt"), "b\n").unwrap();
        std::fs::write(folder.path().join("caught.txt"), "a\n").unwrap();
        move_lines(folder.path(), "timeout.txt", "caught.txt").unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("caught.txt")).unwrap(), "a\nb\n");
        assert_eq!(std::fs::read_to_string(folder.path().join("timeout.txt")).unwrap(), "");
    }

    #[test]
    fn what_any_list_names_was_noticed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(noticed(folder.path()).is_empty());
        for (name, text) in [
            ("caught.txt", "a\nb\n"),
            ("unviable.txt", "c\n"),
            ("missed.txt", "d\n"),
            ("previously_caught.txt", "a\ne\n"),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        assert_eq!(noticed(folder.path()).into_iter().collect::<Vec<_>>(), ["a", "b", "c", "e"]);
    }
}
