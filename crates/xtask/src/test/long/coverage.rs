//! How many lines of the core run in its tests.

use anyhow::{Context, bail};
use serde::Deserialize;

use super::{Rows, row};
use crate::process;
use crate::setup::crates::{self, CARGO_LLVM_COV};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// In percent.
const LEAST: f64 = 98.0;
/// Only this is counted; the tests of all crates run it.
const CORE: &str = "crates/guide/src/";

#[derive(Deserialize)]
struct Report {
    data: Vec<Data>,
}

#[derive(Deserialize)]
struct Data {
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    summary: Summary,
}

#[derive(Deserialize)]
struct Summary {
    lines: Lines,
}

#[derive(Clone, Copy, Deserialize)]
struct Lines {
    count: u64,
    covered: u64,
}

/// Measures it.
pub fn run(workspace: &Workspace, steps: &Steps) -> Rows {
    let program = crates::program(workspace, steps, &CARGO_LLVM_COV)?;
    crates::component(workspace, steps, "llvm-tools")?;
    steps.say("Counting the lines of the core that run in its tests");
    let output = workspace.scratch().join("coverage.json");
    let mut command = workspace.command(program);
    command.args(["llvm-cov", "--workspace", "--lib", "--test", "it", "--locked", "--json", "--summary-only"]);
    process::run(command.arg("--output-path").arg(&output))?;
    let text = std::fs::read_to_string(&output).context("cargo-llvm-cov wrote no report")?;
    measured(&text)
}

fn measured(text: &str) -> Rows {
    let report: Report = serde_json::from_str(text).context("cargo-llvm-cov wrote an unknown form")?;
    let files: Vec<(&str, Lines)> = report
        .data
        .iter()
        .flat_map(|data| &data.files)
        .filter_map(|file| Some((file.filename.split_once(CORE)?.1, file.summary.lines)))
        .collect();
    let lines: u64 = files.iter().map(|(_, lines)| lines.count).sum();
    let covered: u64 = files.iter().map(|(_, lines)| lines.covered).sum();
    let percent = 100.0 * covered as f64 / lines.max(1) as f64;
    if lines == 0 || percent < LEAST {
        let mut open: Vec<(u64, &str)> =
            files.iter().map(|(name, lines)| (lines.count - lines.covered, *name)).collect();
        open.sort_unstable_by(|a, b| b.cmp(a));
        let open: Vec<String> = open.iter().take(8).map(|(lines, name)| format!("{lines} in {name}")).collect();
        bail!(
            "{percent:.1} % of the core's lines run in the tests, and {LEAST} is the least. Not run: {}",
            open.join(", ")
        );
    }
    Ok(vec![
        row("Lines of the core", lines),
        row("Lines of the core that run in the tests", format!("{covered} ({percent:.1} %)")),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(covered: u64) -> String {
        format!(
            r#"{{"data":[{{"files":[
                {{"filename":"/x/crates/guide/src/date.rs","summary":{{"lines":{{"count":100,"covered":{covered}}}}}}},
                {{"filename":"/x/crates/xtask/src/main.rs","summary":{{"lines":{{"count":900,"covered":0}}}}}}]}}]}}"#
        )
    }

    #[test]
    fn only_the_core_is_measured() {
        assert_eq!(measured(&report(98)).unwrap()[1].1, "98 (98.0 %)");
        let problem = measured(&report(97)).unwrap_err().to_string();
        assert!(problem.contains("3 in date.rs"), "{problem}");
        measured(r#"{"data":[]}"#).unwrap_err();
    }
}
