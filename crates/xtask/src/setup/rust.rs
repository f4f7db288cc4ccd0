//! The compile target for browsers.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the target if the toolchain in use lacks it.
pub fn wasm_target(workspace: &Workspace, steps: &Steps) -> Result<()> {
    let folder = process::capture(workspace.command("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if PathBuf::from(folder.trim()).is_dir() {
        return Ok(());
    }
    steps.say("Installing Rust's compile target for browsers");
    process::run(workspace.command("rustup").args(["target", "add", TARGET])).with_context(|| {
        format!(
            "Rust's compile target for browsers is missing and could not be installed. Run: rustup target add {TARGET}"
        )
    })
}
