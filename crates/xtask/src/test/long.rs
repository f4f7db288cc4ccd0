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

/// Their names: `cargo xtask test --all NAME` runs one of them alone.
pub const PARTS: [&str; 5] = ["supply", "reproducible", "coverage", "fuzz", "mutants"];

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
    type Part = fn(&Workspace, &Steps) -> Rows;
    let parts: [(&str, Part); 5] = [
        ("Supply chain", supply::run),
        ("Supply chain", reproducible::run),
        ("The core", coverage::run),
        ("The core", fuzz::run),
        ("The core", mutants::run),
    ];
    for (name, (section, part)) in PARTS.into_iter().zip(parts) {
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
