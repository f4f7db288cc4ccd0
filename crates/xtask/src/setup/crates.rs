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

/// Looks at licences, sources and duplicates of crates.
pub const CARGO_DENY: Program = Program { name: "cargo-deny", version: "0.20.2" };

/// Looks crates up among the known vulnerabilities.
pub const CARGO_AUDIT: Program = Program { name: "cargo-audit", version: "0.22.2" };

/// Counts the lines that run in tests.
pub const CARGO_LLVM_COV: Program = Program { name: "cargo-llvm-cov", version: "0.9.1" };

/// Builds and runs the fuzz targets.
pub const CARGO_FUZZ: Program = Program { name: "cargo-fuzz", version: "0.13.2" };

/// Changes the code and asks whether the tests notice.
pub const CARGO_MUTANTS: Program = Program { name: "cargo-mutants", version: "27.1.0" };

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

/// Adds a part of Rust that the toolchain in use lacks; rustup does nothing where it is there.
pub fn component(workspace: &Workspace, steps: &Steps, name: &str) -> Result<()> {
    steps.say(&format!("Making sure that Rust has its component {name}"));
    process::run(workspace.command("rustup").args(["component", "add", name]))
        .with_context(|| format!("Rust's component {name} could not be installed. Run: rustup component add {name}"))
}

/// Installs nightly Rust if it is not there: libFuzzer's checks of memory need it.
pub fn nightly(workspace: &Workspace, steps: &Steps) -> Result<()> {
    if process::capture(workspace.command("rustc").env("RUSTUP_TOOLCHAIN", "nightly").arg("--version")).is_ok() {
        return Ok(());
    }
    steps.say("Installing nightly Rust");
    process::run(workspace.command("rustup").args(["toolchain", "install", "nightly", "--profile", "minimal"]))
        .context("nightly Rust could not be installed. Run: rustup toolchain install nightly --profile minimal")
}

/// Ours, and nobody else's: no program that is on PATH is replaced.
fn folder() -> Result<PathBuf> {
    let cache = match std::env::var_os("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => {
            std::env::home_dir().ok_or_else(|| anyhow!("there is no home folder; set XDG_CACHE_HOME"))?.join(".cache")
        }
    };
    Ok(cache.join("porchlight"))
}
