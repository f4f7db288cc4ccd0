//! Programs of the crates registry that the tests run.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};

use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// A program with the version that the tests were written for.
pub struct Program {
    name: &'static str,
    version: &'static str,
}

/// Drives Firefox.
pub const GECKODRIVER: Program = Program { name: "geckodriver", version: "0.37.1" };

/// Makes the npm package.
pub const WASM_PACK: Program = Program { name: "wasm-pack", version: "0.15.1" };

/// Gives the program of PATH or of our own folder, or installs it there (a few minutes, once).
pub fn program(workspace: &Workspace, steps: &Steps, wanted: &Program) -> Result<PathBuf> {
    let Program { name, version } = wanted;
    if let Some(file) = process::find_program(name) {
        return Ok(file);
    }
    let folder = folder()?;
    let file = folder.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if file.is_file() {
        return Ok(file);
    }
    steps.say(&format!("Installing {name} {version} into {} (a few minutes, once)", folder.display()));
    process::run(
        workspace
            .cargo()
            .args(["install", "--quiet", "--locked", name, "--version", version, "--root"])
            .arg(&folder)
            // In a folder of its own, which cargo removes afterwards.
            .env_remove("CARGO_TARGET_DIR"),
    )
    .with_context(|| {
        format!("{name} could not be installed. Run: cargo install --locked {name} --version {version}")
    })?;
    Ok(file)
}

/// Ours, and nobody else's: no program that is on PATH is replaced.
pub fn folder() -> Result<PathBuf> {
    let cache = match std::env::var_os("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => {
            std::env::home_dir().ok_or_else(|| anyhow!("there is no home folder; set XDG_CACHE_HOME"))?.join(".cache")
        }
    };
    Ok(cache.join("porchlight"))
}
