//! `cargo xtask bench`: what the dist/ that is there weighs.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::build::sizes;
use crate::workspace::Workspace;

/// Prints the size table without building anything.
pub fn command(workspace: &Workspace) -> Result<ExitCode> {
    if !workspace.dist().is_dir() {
        bail!("there is no dist/ yet. Run: cargo xtask build");
    }
    let table = sizes::measure(&workspace.dist())?;
    println!("{table}");
    match table.over_budget() {
        Some(over) => bail!("over budget: {over}"),
        None => Ok(ExitCode::SUCCESS),
    }
}
