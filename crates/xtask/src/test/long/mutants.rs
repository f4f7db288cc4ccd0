//! Changes each decision of the core, one at a time, and asks the tests whether they notice.

use anyhow::{Context, Result, bail};

use super::{Rows, row};
use crate::build::files;
use crate::process;
use crate::setup::crates::{self, CARGO_MUTANTS};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// These take long, so they are asked only about what the others did not notice.
const SLOW: [&str; 4] = ["oracle::", "properties::", "hostile::", "damaged::"];

/// Asks the quick tests first, then all of them.
pub fn run(workspace: &Workspace, steps: &Steps) -> Rows {
    let program = crates::program(workspace, steps, &CARGO_MUTANTS)?;
    let folder = workspace.scratch().join("mutants");
    files::empty_folder(&folder)?;
    let mutants = |more: &[&str], skip: &[&str]| {
        let mut command = workspace.command(&program);
        command.args(["mutants", "--package", "porchlight-guide", "--no-shuffle", "--output"]).arg(&folder).args(more);
        command.args(["--", "--package", "porchlight", "--lib", "--test", "it", "--"]);
        command.args(skip.iter().flat_map(|test| ["--skip", test]));
        // Without the tables for debuggers each change is built in half the time.
        command.env("CARGO_PROFILE_DEV_DEBUG", "none").env("CARGO_PROFILE_TEST_DEBUG", "none").env_remove("CARGO");
        // It fails when there is something to tell; what, stands in its files.
        process::watch_all(&mut command, |_| {})
    };
    steps.say("Changing the core, one decision at a time (hours)");
    mutants(&[], &SLOW)?;
    let quick = Outcomes::read(&folder)?;
    if !quick.missed.is_empty() {
        steps.say("Asking the slow tests about what the quick ones did not notice");
        mutants(&["--iterate"], &[])?;
    }
    let last = if quick.missed.is_empty() { quick.clone() } else { Outcomes::read(&folder)? };
    if !last.missed.is_empty() {
        bail!(
            "{} changes to the core are noticed by no test. Write one for each, or exclude it in .cargo/mutants.toml \
             with the reason why it changes nothing:\n  {}",
            last.missed.len(),
            last.missed.join("\n  ")
        );
    }
    let late = if quick.missed.is_empty() { 0 } else { last.noticed };
    Ok(vec![
        row("Changes to the core that the tests noticed", quick.noticed + late),
        row("Changes to the core that no test noticed", 0),
        row("Changes that do not compile, and were not counted", quick.unviable),
    ])
}

#[derive(Clone, Debug, PartialEq)]
struct Outcomes {
    noticed: usize,
    unviable: usize,
    missed: Vec<String>,
}

impl Outcomes {
    fn read(folder: &std::path::Path) -> Result<Self> {
        let list = |name: &str| -> Result<Vec<String>> {
            let file = folder.join("mutants.out").join(name);
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("{} is not there: the tests fail without any change, too", file.display()))?;
            Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
        };
        let noticed = list("caught.txt")?.len() + list("timeout.txt")?.len();
        let (unviable, missed) = (list("unviable.txt")?.len(), list("missed.txt")?);
        if noticed + missed.len() == 0 {
            bail!("no change was tried: the tests fail without any change, too, or .cargo/mutants.toml excludes all");
        }
        Ok(Self { noticed, unviable, missed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(outcomes, Outcomes { noticed: 3, unviable: 1, missed: vec!["e".to_owned()] });
    }
}
