//! How much of the core runs in its tests: of its lines, and of its regions, which are the parts between two decisions.

use anyhow::{Context, bail};
use serde::Deserialize;

use super::{Rows, row};
use crate::process;
use crate::setup::crates::{self, CARGO_LLVM_COV};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// In percent, of what is counted and how it is called.
const LEAST: [(Kind, &str, f64); 2] =
    [(|summary| summary.lines, "lines", 98.0), (|summary| summary.regions, "regions", 95.0)];
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

#[derive(Clone, Copy, Deserialize)]
struct Summary {
    lines: Counted,
    regions: Counted,
}

#[derive(Clone, Copy, Deserialize)]
struct Counted {
    count: u64,
    covered: u64,
}

type Kind = fn(Summary) -> Counted;

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
    let files: Vec<(&str, Summary)> = report
        .data
        .iter()
        .flat_map(|data| &data.files)
        .filter_map(|file| Some((file.filename.split_once(CORE)?.1, file.summary)))
        .collect();
    let mut rows = Vec::new();
    for (kind, what, least) in LEAST {
        let counted: Vec<(&str, Counted)> = files.iter().map(|(name, summary)| (*name, kind(*summary))).collect();
        let all: u64 = counted.iter().map(|(_, one)| one.count).sum();
        let covered: u64 = counted.iter().map(|(_, one)| one.covered).sum();
        let percent = 100.0 * covered as f64 / all.max(1) as f64;
        if all == 0 || percent < least {
            let mut open: Vec<(u64, &str)> =
                counted.iter().map(|(name, one)| (one.count - one.covered, *name)).collect();
            open.sort_unstable_by(|a, b| b.cmp(a));
            let open: Vec<String> = open.iter().take(8).map(|(number, name)| format!("{number} in {name}")).collect();
            bail!(
                "{percent:.1} % of the core's {what} run in the tests, and {least} is the least. Not run: {}",
                open.join(", ")
            );
        }
        rows.push(row(&format!("Of {all} {what} of the core run in the tests"), format!("{covered} ({percent:.1} %)")));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(lines: u64, regions: u64) -> String {
        format!(
            r#"{{"data":[{{"files":[
                {{"filename":"/x/crates/guide/src/date.rs","summary":{{
                    "lines":{{"count":100,"covered":{lines}}},"regions":{{"count":100,"covered":{regions}}}}}}},
                {{"filename":"/x/crates/xtask/src/main.rs","summary":{{
                    "lines":{{"count":900,"covered":0}},"regions":{{"count":900,"covered":0}}}}}}]}}]}}"#
        )
    }

    #[test]
    fn only_the_core_is_measured() {
        let rows = measured(&report(98, 95)).unwrap();
        assert_eq!((rows[0].1.as_str(), rows[1].1.as_str()), ("98 (98.0 %)", "95 (95.0 %)"));
        for (told, wanted) in [(report(97, 99), "lines"), (report(99, 94), "regions")] {
            let problem = measured(&told).unwrap_err().to_string();
            assert!(problem.contains(wanted) && problem.contains("in date.rs"), "{problem}");
        }
        measured(r#"{"data":[]}"#).unwrap_err();
    }
}
