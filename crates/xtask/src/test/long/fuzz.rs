//! Ten minutes of libFuzzer for each target of `fuzz/`.

use anyhow::{Context, Result, anyhow, bail};

use super::{Rows, row};
use crate::build::files;
use crate::process;
use crate::setup::crates::{self, CARGO_FUZZ};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// For each target.
const SECONDS: u32 = 600;
/// With its checks of memory, libFuzzer makes our code two to three times slower; so this is a second for a person.
const LONGEST: u32 = 3;
/// In megabytes, for the whole process with its tables.
const MEMORY: u32 = 2048;

/// Runs them all.
pub fn run(workspace: &Workspace, steps: &Steps) -> Rows {
    let program = crates::program(workspace, steps, &CARGO_FUZZ)?;
    crates::nightly(workspace, steps)?;
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for target in targets(workspace)? {
        steps.say(&format!("Fuzzing {target} for {SECONDS} seconds"));
        let mut runs = None;
        // What libFuzzer adds while it looks goes into a folder that nobody commits.
        let found = workspace.scratch().join("fuzz").join(&target);
        std::fs::create_dir_all(&found).with_context(|| format!("{} could not be made", found.display()))?;
        let mut command = workspace.command(&program);
        command
            .args(["run", &target])
            .arg(&found)
            .args([format!("fuzz/corpus/{target}"), "--".to_owned()])
            .args([
                format!("-max_total_time={SECONDS}"),
                format!("-timeout={LONGEST}"),
                format!("-rss_limit_mb={MEMORY}"),
            ])
            .env("RUSTUP_TOOLCHAIN", "nightly")
            .env_remove("CARGO");
        // libFuzzer talks on standard error.
        let good = process::watch_all(&mut command, |line| runs = done(line).or(runs))?.success();
        match runs {
            Some(runs) if good => rows.push(row(&format!("Inputs that libFuzzer gave to `{target}`"), runs)),
            _ => wrong.push(target),
        }
    }
    if !wrong.is_empty() {
        bail!("libFuzzer found what is told above in {}; the inputs are in fuzz/artifacts/", wrong.join(", "));
    }
    Ok(rows)
}

/// `Done 12345 runs in 601 second(s)`.
fn done(line: &str) -> Option<u64> {
    line.strip_prefix("Done ")?.split_once(" runs in ")?.0.parse().ok()
}

/// The names of `fuzz/Cargo.toml`.
fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let manifest: toml::Table = toml::from_str(&files::read(&workspace.root.join("fuzz/Cargo.toml"))?)?;
    let bins = manifest.get("bin").and_then(toml::Value::as_array).ok_or_else(|| anyhow!("fuzz/ has no targets"))?;
    Ok(bins.iter().filter_map(|bin| Some(bin.get("name")?.as_str()?.to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_read() {
        assert_eq!(done("Done 12345 runs in 601 second(s)"), Some(12_345));
        assert_eq!(done("#8192 pulse  cov: 12"), None);
    }
}
