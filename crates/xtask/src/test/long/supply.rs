//! Where the crates come from, under which licences, and whether anyone knows something bad about them.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::{Rows, planted, row};
use crate::build::{self, Sites, Weight, files, imports, papers, ways_out};
use crate::process;
use crate::setup::crates::{self, CARGO_AUDIT, CARGO_DENY};
use crate::steps::Steps;
use crate::test::day_of_last_commit;
use crate::workspace::Workspace;

/// How many crates the module may be made of. A new one is looked at by a person, who then raises this.
const MOST_LIBRARIES: usize = 58;

/// Looks at all crates, those of the build tool and of the tests, too.
pub fn run(workspace: &Workspace, steps: &Steps) -> Rows {
    let deny = crates::program(workspace, steps, &CARGO_DENY)?;
    let audit = crates::program(workspace, steps, &CARGO_AUDIT)?;

    steps.say("Looking at licences and sources of all crates");
    planted::deny(&deny)?;
    process::run(workspace.command(&deny).args(["--locked", "check", "bans", "licenses", "sources"]))?;
    for lock in ["Cargo.lock", "package-lock.json", "fuzz/Cargo.lock"] {
        process::capture(workspace.command("git").args(["ls-files", "--error-unmatch", lock]))
            .with_context(|| format!("{lock} is not committed, so nobody else builds what we build"))?;
    }

    steps.say("Looking the crates up in the advisories of RustSec");
    planted::audit(workspace, &audit)?;
    let advisories = match looked_up(workspace, &audit, &[])? {
        Some(found) => {
            // The same advisories, and what was taken back from the registry.
            process::run(workspace.command(&deny).args(["--locked", "check", "advisories"]))?;
            found.green()?
        }
        None => "not looked up: the advisories could not be fetched".to_owned(),
    };

    steps.say("Building dist/, which checks the imports, the scripts, the paths and the list of libraries");
    match build::build(workspace, steps, day_of_last_commit(workspace), Sites::Published)? {
        Weight::WithinBudgets | Weight::Over(_) => {}
    }
    let libraries = libraries(&workspace.dist())?;
    if libraries > MOST_LIBRARIES {
        bail!(
            "the module is made of {libraries} crates, and {MOST_LIBRARIES} were reviewed: look at the new ones in sbom.cdx.json, then raise MOST_LIBRARIES in supply.rs"
        );
    }
    Ok(vec![
        row(
            "Crates of all kinds, each from the registry, under a permissive licence, with a checksum",
            crates_in(workspace)?,
        ),
        row("Crates in the module, listed in sbom.cdx.json and licenses.txt", libraries),
        row("Known vulnerabilities and warnings about any crate", advisories),
        row("Imports of the module, each reviewed", imports::reviewed_count(&workspace.root)?),
        row("Words of ways out looked for in the loader, the scripts and the glue", ways_out::WORDS.len()),
    ])
}

/// What cargo-audit found.
#[derive(Debug)]
pub struct Found {
    advisories: u64,
    pub wrong: Vec<String>,
}

impl Found {
    fn green(&self) -> Result<String> {
        if !self.wrong.is_empty() {
            bail!("the advisories name crates of Cargo.lock: {}. Run: cargo audit", self.wrong.join(", "));
        }
        Ok(format!("0 in {} advisories", self.advisories))
    }
}

/// Looks up; `None` when there are no advisories to look in.
pub fn looked_up(workspace: &Workspace, audit: &Path, more: &[&str]) -> Result<Option<Found>> {
    // It fails both when it finds something and when it finds no advisories; what it prints tells which.
    let output = workspace
        .command(audit)
        .args(["audit", "--json"])
        .args(more)
        .output()
        .context("cargo-audit could not be started")?;
    read(&output.stdout)
}

fn read(printed: &[u8]) -> Result<Option<Found>> {
    let Ok(report) = serde_json::from_slice::<Value>(printed) else { return Ok(None) };
    let advisories = report.pointer("/database/advisory-count").and_then(Value::as_u64);
    let advisories = advisories.ok_or_else(|| anyhow!("cargo-audit wrote an unknown form"))?;
    let listed = |list: &Value| -> Vec<String> {
        let name = |one: &Value| one.pointer("/package/name").and_then(Value::as_str).map(str::to_owned);
        list.as_array().into_iter().flatten().map(|one| name(one).unwrap_or_else(|| "a crate".to_owned())).collect()
    };
    let mut wrong = report.pointer("/vulnerabilities/list").map(listed).unwrap_or_default();
    let warnings = report.pointer("/warnings").and_then(Value::as_object);
    wrong.extend(warnings.into_iter().flat_map(|kinds| kinds.values().flat_map(listed)));
    // Without a single advisory, nothing was looked up.
    Ok((advisories > 0).then_some(Found { advisories, wrong }))
}

fn crates_in(workspace: &Workspace) -> Result<usize> {
    let lock: toml::Table = toml::from_str(&files::read(&workspace.root.join("Cargo.lock"))?)?;
    let packages = lock.get("package").and_then(toml::Value::as_array).ok_or_else(|| anyhow!("Cargo.lock is empty"))?;
    // Those without a source are our own.
    Ok(packages.iter().filter(|package| package.get("source").is_some()).count())
}

fn libraries(dist: &Path) -> Result<usize> {
    let sbom: Value = serde_json::from_str(&files::read(&dist.join(papers::SBOM))?)?;
    let components =
        sbom.get("components").and_then(Value::as_array).ok_or_else(|| anyhow!("sbom.cdx.json is empty"))?;
    Ok(components.iter().filter(|component| component.get("purl").is_some()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_audit_prints_is_read() {
        let report = |list: &str, warnings: &str| {
            let text = format!(
                r#"{{"database":{{"advisory-count":9}},"vulnerabilities":{{"list":[{list}]}},"warnings":{{{warnings}}}}}"#
            );
            read(text.as_bytes()).unwrap().unwrap()
        };
        assert_eq!(report("", "").green().unwrap(), "0 in 9 advisories");
        let package = r#"{"package":{"name":"yew"}}"#;
        assert!(report(package, "").green().unwrap_err().to_string().contains("yew"));
        assert!(report("", &format!("\"yanked\":[{package}]")).green().is_err());
        assert!(read(b"error: couldn't fetch advisory database").unwrap().is_none());
    }

    #[test]
    fn both_programs_accept_the_same_advisories() {
        let ids = |text: &str| -> Vec<String> {
            let table: toml::Table = toml::from_str(text).unwrap();
            let ignored = table["advisories"]["ignore"].as_array().unwrap().iter();
            ignored.map(|one| one.get("id").unwrap_or(one).as_str().unwrap().to_owned()).collect()
        };
        let denied = ids(include_str!("../../../../../deny.toml"));
        assert_eq!(denied, ids(include_str!("../../../../../.cargo/audit.toml")));
    }
}
