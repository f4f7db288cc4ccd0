//! Changes each decision of the core, one at a time, and asks the tests whether they notice.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Rows, row};
use crate::build::files;
use crate::process;
use crate::setup::crates::{self, CARGO_MUTANTS};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Tests that are asked about changes.
struct Round {
    saying: &'static str,
    /// Which test programs.
    packages: &'static [&'static str],
    targets: &'static [&'static str],
    /// What these are told: which tests.
    tests: &'static [&'static str],
    /// After how many seconds a test is taken to go on for ever.
    longest: u32,
}

/// Each is asked only about what those before it did not notice, so the slow tests come last.
/// The tests of content plant slips of an editor's pen.
const ROUNDS: [Round; 4] = [
    Round {
        saying: "Changing the core, one decision at a time (hours)",
        packages: &["porchlight"],
        targets: &["--test=it"],
        tests: &[
            "--skip=oracle",
            "--skip=properties",
            "--skip=hostile",
            "--skip=damaged",
            "--skip=model",
            "--skip=every_screen",
            "--skip=changing",
        ],
        longest: 20,
    },
    Round {
        saying: "Asking the tests of content about what was not noticed",
        packages: &["xtask"],
        targets: &["--lib"],
        tests: &["content::", "new::"],
        longest: 120,
    },
    Round {
        saying: "Asking the model of a session and the core's own tests about what was not noticed",
        packages: &["porchlight", "porchlight-guide"],
        targets: &["--lib", "--test=it"],
        tests: &["model", "every_screen", "changing", "tests"],
        longest: 120,
    },
    Round {
        saying: "Asking all the rest, which takes longest",
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
    begin(&folder, &core(workspace)?)?;
    let mut outcomes = Outcomes::default();
    for round in ROUNDS {
        steps.say(round.saying);
        // Without the tables for debuggers each change is built in half the time; where each of many failed tests failed
        // takes longer to tell than to find.
        let quick = |command: &mut Command| {
            command.env("CARGO_PROFILE_DEV_DEBUG", "none").env("CARGO_PROFILE_TEST_DEBUG", "none");
            command.env("RUST_BACKTRACE", "0").env_remove("CARGO");
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
        outcomes = Outcomes::read(&folder)?;
        if outcomes.missed.is_empty() {
            break;
        }
    }
    if !outcomes.missed.is_empty() {
        bail!(
            "{} changes to the core are noticed by no test. Write one for each, or exclude it in .cargo/mutants.toml \
             with the reason why it changes nothing:\n  {}",
            outcomes.missed.len(),
            outcomes.missed.join("\n  ")
        );
    }
    Ok(vec![
        row("Changes to the core that the tests noticed, or that do not compile", outcomes.noticed),
        row("Changes to the core that no test noticed", 0),
    ])
}

/// Keeps what was noticed before in the same core. The tests may have become more since; nobody makes them less.
fn begin(folder: &Path, core: &str) -> Result<()> {
    let stamp = folder.join("core.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|before| before == core) {
        return Ok(());
    }
    files::empty_folder(folder)?;
    files::write(&stamp, core.as_bytes())
}

/// The core as it is committed, and what differs from that.
fn core(workspace: &Workspace) -> Result<String> {
    const FOLDER: &str = "crates/guide/src";
    let committed = process::capture(workspace.command("git").args(["rev-parse", &format!("HEAD:{FOLDER}")]))?;
    let changed = process::capture(workspace.command("git").args(["diff", "HEAD", "--", FOLDER]))?;
    Ok(committed + &changed)
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Outcomes {
    /// By a test, by a test that went on for ever, or by the compiler.
    noticed: usize,
    missed: Vec<String>,
}

impl Outcomes {
    fn read(folder: &Path) -> Result<Self> {
        let list = |name: &str| -> Result<Vec<String>> {
            let file = folder.join("mutants.out").join(name);
            let text = std::fs::read_to_string(&file).with_context(|| format!("{} is not there", file.display()))?;
            Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
        };
        let mut noticed = 0;
        for name in ["caught.txt", "timeout.txt", "unviable.txt"] {
            noticed += list(name)?.len();
        }
        // Written from the second round on: what was noticed in all rounds before.
        noticed += list("previously_caught.txt").map_or(0, |before| before.len());
        let missed = list("missed.txt")?;
        if noticed + missed.len() == 0 {
            bail!("no change was tried: .cargo/mutants.toml excludes all");
        }
        Ok(Self { noticed, missed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noticed_is_kept_for_the_same_core_alone() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("mutants");
        begin(&folder, "core").unwrap();
        std::fs::write(folder.join("noticed"), "a").unwrap();
        begin(&folder, "core").unwrap();
        assert!(folder.join("noticed").exists());
        begin(&folder, "another core").unwrap();
        assert!(!folder.join("noticed").exists());
    }

    #[test]
    fn outcomes_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("mutants.out");
        std::fs::create_dir(&out).unwrap();
        Outcomes::read(folder.path()).unwrap_err();
        for (name, text) in
            [("caught.txt", "a\nb\n"), ("timeout.txt", "c\n"), ("unviable.txt", "d\n"), ("missed.txt", "e\n")]
        {
            std::fs::write(out.join(name), text).unwrap();
        }
        let outcomes = Outcomes::read(folder.path()).unwrap();
        assert_eq!(outcomes, Outcomes { noticed: 4, missed: vec!["e".to_owned()] });
        std::fs::write(out.join("previously_caught.txt"), "f\ng\n").unwrap();
        assert_eq!(Outcomes::read(folder.path()).unwrap().noticed, 6);
    }
}
