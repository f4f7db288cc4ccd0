//! `cargo xtask test`: sets up everything, runs every test, and ends with the counts on one line.

mod counts;
mod evidence;
mod long;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use guide::Date;
use xtask::content;

use crate::build::{self, Sites, Weight};
use crate::npm;
use crate::process;
use crate::setup;
use crate::setup::crates::{GECKODRIVER, WASM_PACK};
use crate::steps::Steps;
use crate::workspace::Workspace;
use counts::Counts;
use evidence::Evidence;

/// Runs all tests; those before a failed one do not hide those after it.
pub fn command(workspace: &Workspace, steps: &Steps, arguments: &[String]) -> Result<ExitCode> {
    let plan = Plan::read(arguments)?;
    setup::for_build(workspace, steps)?;
    let tools = if plan.browsers() { Some(Tools::find(workspace, steps)?) } else { None };
    let evidence = Evidence::begin(workspace, plan.extent == Extent::All)?;

    let mut counts = Counts::default();
    forget_replays(workspace)?;
    if plan.wants("host") {
        host_tests(workspace, steps, &evidence, &mut counts)?;
    } else if plan.wants(REPLAYS) {
        steps.say("Writing down the sessions that browsers replay");
        cargo_test(workspace, &["--package", "porchlight", "--test", "it", "model_replays"], &evidence, &mut counts)?;
    }
    if let Some(tools) = tools {
        browser_tests(workspace, steps, &tools, &plan, &evidence, &mut counts)?;
    }
    if plan.extent == Extent::All {
        long::run(workspace, steps, &|part| plan.wants(part), &evidence, &mut counts)?;
    }
    if plan.parts.is_empty() && counts.is_success() {
        evidence.count("tests", "Tests", vec![("Tests that passed".to_owned(), counts.passed.to_string())])?;
    }
    println!("\nWhat was counted stands in {}", evidence.write(workspace)?.display());

    println!("\n{counts}");
    let only_page = plan.parts == [PAGE] && counts.failed == 0;
    Ok(if only_page || counts.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is to be tested.
#[derive(Debug, PartialEq)]
struct Plan {
    extent: Extent,
    /// With `--all`: only these parts. Empty means every part.
    parts: Vec<String>,
}

/// A part that tests nothing: it only writes the page of what was counted so far.
const PAGE: &str = "page";

/// The browser test that needs what a host test writes: the sequences of the model.
const REPLAYS: &str = "model-replays";

/// How much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Without browsers.
    HostOnly,
    /// What every change must pass.
    Usual,
    /// As many walks, sequences and vectors as the bars ask for, and the programs that take hours.
    All,
}

impl Plan {
    fn read(arguments: &[String]) -> Result<Self> {
        let (extent, parts) = match arguments.split_first() {
            None => (Extent::Usual, &[][..]),
            Some((first, [])) if first == "--host-only" => (Extent::HostOnly, &[][..]),
            Some((first, parts)) if first == "--all" => (Extent::All, parts),
            _ => bail!("`cargo xtask test` takes --host-only or --all [PART...], but got `{}`", arguments.join(" ")),
        };
        Ok(Self { extent, parts: parts.to_vec() })
    }

    /// Parts are `host`, the names of the browser tests without `.test.mjs`, and those of `long.rs`.
    fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }

    fn browsers(&self) -> bool {
        let is_browser_test = |part: &String| part != "host" && part != PAGE && !long::is_part(part);
        self.extent != Extent::HostOnly && (self.parts.is_empty() || self.parts.iter().any(is_browser_test))
    }
}

/// Installed before anything is tested, so that what is missing is told in the first minute.
struct Tools {
    geckodriver: PathBuf,
    wasm_pack: PathBuf,
    nginx: PathBuf,
}

impl Tools {
    fn find(workspace: &Workspace, steps: &Steps) -> Result<Self> {
        setup::browsers::browsers(workspace, steps)?;
        Ok(Self {
            geckodriver: setup::crates::program(workspace, steps, &GECKODRIVER)?,
            wasm_pack: setup::crates::program(workspace, steps, &WASM_PACK)?,
            nginx: setup::nginx::nginx(workspace, steps)?,
        })
    }
}

/// What needs no browser.
fn host_tests(workspace: &Workspace, steps: &Steps, evidence: &Evidence, counts: &mut Counts) -> Result<()> {
    steps.say("Checking the form of the Rust files");
    counts.step("cargo fmt --check", process::run(workspace.cargo().args(["fmt", "--all", "--check"])));

    steps.say("Checking the Rust files with clippy");
    counts.step(
        "cargo clippy",
        process::run(workspace.cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])),
    );

    steps.say("Running the host tests");
    cargo_test(workspace, &["--workspace", "--no-fail-fast"], evidence, counts)
}

/// The tests of cargo with these arguments. They write down the sequences that browsers replay.
fn cargo_test(workspace: &Workspace, arguments: &[&str], evidence: &Evidence, counts: &mut Counts) -> Result<()> {
    let before = counts.failed;
    let mut command = workspace.cargo();
    command.arg("test").args(arguments).env("PORCHLIGHT_REPLAYS", replays(workspace)).envs(evidence.environment());
    let passed = process::watch(&mut command, |line| counts.cargo_line(line))?;
    if !passed && counts.failed == before {
        counts.failed_step("cargo test", "it could not run all tests; its own words are above");
    }
    Ok(())
}

/// What is shown in real browsers, on the files of dist/.
fn browser_tests(
    workspace: &Workspace,
    steps: &Steps,
    tools: &Tools,
    plan: &Plan,
    evidence: &Evidence,
    counts: &mut Counts,
) -> Result<()> {
    match build::build(workspace, steps, day_of_last_commit(workspace), Sites::WithPseudoLanguages) {
        Ok(Weight::WithinBudgets) => {}
        Ok(Weight::Over(what)) => counts.failed_step("budgets", &what),
        Err(problem) => {
            counts.failed_step("cargo xtask build", &format!("{problem:#}"));
            println!("The browser tests were not run, for there is no dist/ that fits the sources.");
            return Ok(());
        }
    }

    steps.say("Making the npm package with wasm-pack, to see that it works");
    counts.step("wasm-pack build", npm::package(workspace, &tools.wasm_pack, &workspace.scratch().join("npm")));

    let mut files = browser_test_files(&workspace.root.join("tests/browser"))?;
    files.retain(|file| plan.wants(&name_of(file)));
    if files.is_empty() {
        counts.failed_step("browser tests", "tests/browser/ holds no such file *.test.mjs");
        return Ok(());
    }
    steps.say("Running the browser tests on dist/");
    let before = counts.failed;
    let passed = process::watch(
        workspace
            .command("node")
            // One at a time: a browser that shares the processor answers too late.
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
            .args(&files)
            .env("PORCHLIGHT_DIST", workspace.dist())
            .env("PORCHLIGHT_PSEUDO", workspace.pseudo_dist())
            .env("PORCHLIGHT_REPLAYS", replays(workspace))
            .env("GECKODRIVER", &tools.geckodriver)
            .env("NGINX", &tools.nginx)
            .envs(evidence.environment()),
        |line| counts.node_line(line),
    )?;
    if !passed && counts.failed == before {
        counts.failed_step("browser tests", "node could not run all of them; its own words are above");
    }
    Ok(())
}

/// Where the host tests write the sequences of the model for the browser tests.
fn replays(workspace: &Workspace) -> PathBuf {
    workspace.scratch().join("replays.jsonl")
}

/// Those of an earlier run, of other content perhaps, must not be replayed when this run writes none.
fn forget_replays(workspace: &Workspace) -> Result<()> {
    let file = replays(workspace);
    match std::fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} could not be taken away", file.display()))
        }
        _ => Ok(()),
    }
}

/// The tests prove the code, and must say the same of a commit for ever. Whether its facts are still fresh today is
/// said by `cargo xtask check` and `cargo xtask build`.
fn day_of_last_commit(workspace: &Workspace) -> Date {
    seconds_of_last_commit(workspace).and_then(content::day_of).unwrap_or_else(content::today)
}

/// When the last commit was made, in seconds since 1970; none where git cannot tell.
fn seconds_of_last_commit(workspace: &Workspace) -> Option<i64> {
    let output = workspace.command("git").args(["log", "-1", "--format=%ct"]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.trim_end_matches(".test.mjs").to_owned()
}

fn browser_test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry?.path();
        if file.to_string_lossy().ends_with(".test.mjs") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(line: &str) -> Result<Plan> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Plan::read(&words)
    }

    #[test]
    fn parts_are_chosen() {
        let usual = plan("").unwrap();
        assert!(usual.wants("host") && usual.browsers());
        assert!(!plan("--host-only").unwrap().browsers());
        let host = plan("--all host").unwrap();
        assert!(host.wants("host") && !host.wants("faults") && !host.browsers());
        let one = plan("--all faults").unwrap();
        assert!(!one.wants("host") && one.wants("faults") && one.browsers() && !one.wants(REPLAYS));
        assert!(usual.wants(REPLAYS) && plan("--all model-replays").unwrap().browsers());
        assert!(plan("--al").unwrap_err().to_string().contains("`--al`"));
    }
}
