//! Faults that a check of the crates must find before its word is taken for the real ones.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::supply;
use crate::build::files;
use crate::process;
use crate::workspace::Workspace;

/// A licence that is not allowed, and a crate from a git repository: cargo-deny must find each.
pub fn deny(program: &Path) -> Result<()> {
    let scratch = tempfile::tempdir().context("no temporary folder could be made")?;
    let (folder, other) = (scratch.path().join("planted"), scratch.path().join("other"));
    crate_at(&other, "other", "MIT", "")?;
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]);
        process::capture(command.args(arguments).current_dir(&other))
    };
    git(&["init", "--quiet"])?;
    git(&["add", "."])?;
    git(&["commit", "--quiet", "--message", "Begin"])?;
    let used = format!("other = {{ git = \"file://{}\" }}", other.display());
    crate_at(&folder, "planted", "GPL-3.0-only", &used)?;
    files::write(&folder.join("deny.toml"), include_str!("../../../../../deny.toml").as_bytes())?;
    let told = |check: &str| -> Result<String> {
        let mut command = Command::new(program);
        command.args(["check", check]).current_dir(&folder).env_remove("CARGO_MANIFEST_DIR");
        let output = command.output().context("cargo-deny could not be started")?;
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    };
    // What it is asked, and the word with which it tells of such a fault.
    let kinds = [("licenses", "error[rejected]"), ("sources", "error[source-not-allowed]")];
    for (check, word) in kinds {
        let told = told(check)?;
        if !told.contains(word) {
            bail!(
                "cargo-deny does not find a planted fault of the kind `{check}`, so its word is worth nothing:\n{told}"
            );
        }
    }
    // The same crate without its faults passes: it was those that were found, and not something else.
    crate_at(&folder, "planted", "MIT", "other = { path = \"../other\" }")?;
    for (check, _) in kinds {
        let told = told(check)?;
        if !told.contains(&format!("{check} ok")) {
            bail!("cargo-deny finds a fault of the kind `{check}` where none is planted:\n{told}");
        }
    }
    Ok(())
}

fn crate_at(folder: &Path, name: &str, licence: &str, used: &str) -> Result<()> {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nlicense = \"{licence}\"\n\n\
         [dependencies]\n{used}\n\n[workspace]\n"
    );
    let manifest = if name == "other" { manifest.replace("[workspace]\n", "") } else { manifest };
    let _ = std::fs::remove_file(folder.join("Cargo.lock"));
    files::write(&folder.join("Cargo.toml"), manifest.as_bytes())?;
    files::write(&folder.join("src/lib.rs"), b"//! Planted.\n")
}

/// An advisory against a crate that we use: cargo-audit must find it.
pub fn audit(workspace: &Workspace, program: &Path) -> Result<()> {
    let scratch = tempfile::tempdir().context("no temporary folder could be made")?;
    let advisory = "```toml\n[advisory]\nid = \"RUSTSEC-2026-9999\"\npackage = \"yew\"\ndate = \"2026-11-22\"\n\n\
                    [versions]\npatched = []\n```\n\n# Planted\n\nTo see that it is found.\n";
    files::write(&scratch.path().join("crates/yew/RUSTSEC-2026-9999.md"), advisory.as_bytes())?;
    let folder = scratch.path().to_string_lossy().into_owned();
    match supply::looked_up(workspace, program, &["--no-fetch", "--stale", "--db", &folder])? {
        Some(found) if found.wrong.iter().any(|name| name == "yew") => Ok(()),
        _ => bail!("cargo-audit does not find a planted advisory, so its word is worth nothing"),
    }
}
