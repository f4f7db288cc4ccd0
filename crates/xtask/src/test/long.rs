//! What `cargo xtask test --all` runs beyond the usual tests: programs that take longer than anyone wants to wait.

mod coverage;
mod fuzz;
mod mutants;
mod planted;
mod reproducible;
mod supply;

use anyhow::Result;

use super::counts::Counts;
use super::evidence::Evidence;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// What one of them is called, where its counts stand in docs/evidence.md, and what it does.
type Part = (&'static str, &'static str, fn(&Workspace, &Steps) -> Rows);

const PARTS: [Part; 5] = [
    ("supply", "Supply chain", supply::run),
    ("reproducible", "Supply chain", reproducible::run),
    ("coverage", "The core", coverage::run),
    ("fuzz", "The core", fuzz::run),
    ("mutants", "The core", mutants::run),
];

/// Whether `cargo xtask test --all NAME` runs one of them alone.
pub fn is_part(name: &str) -> bool {
    PARTS.iter().any(|(part, _, _)| *part == name)
}

/// What a part counted, and how much; or why it failed.
type Rows = Result<Vec<(String, String)>>;

/// Runs those that are wanted; one that fails does not hide the others.
pub fn run(
    workspace: &Workspace,
    steps: &Steps,
    wanted: &dyn Fn(&str) -> bool,
    evidence: &Evidence,
    counts: &mut Counts,
) -> Result<()> {
    for (name, section, part) in PARTS {
        if !wanted(name) {
            continue;
        }
        match part(workspace, steps) {
            Ok(rows) => {
                counts.passed += 1;
                evidence.count(name, section, rows)?;
            }
            Err(problem) => counts.failed_step(name, &format!("{problem:#}")),
        }
    }
    Ok(())
}

fn row(what: &str, count: impl ToString) -> (String, String) {
    (what.to_owned(), count.to_string())
}
