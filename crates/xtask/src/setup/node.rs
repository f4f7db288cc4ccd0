//! The npm packages that shrink the module and the scripts, and drive the browsers.

use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

const OLDEST_NODE: u32 = 20;

/// Installs exactly what package-lock.json names, if it is not there or older than the lock file.
pub fn packages(workspace: &Workspace, steps: &Steps) -> Result<()> {
    node_is_new_enough(workspace)?;
    // npm writes this file last, so an install that was cut off is not taken for a whole one.
    let installed = modified(&workspace.node_module(".package-lock.json"));
    let locked = modified(&workspace.root.join("package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    steps.say("Installing the npm packages of package-lock.json");
    process::run(workspace.command("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("the npm packages could not be installed. Run: npm ci --ignore-scripts")
}

fn node_is_new_enough(workspace: &Workspace) -> Result<()> {
    let version = process::capture(workspace.command("node").arg("--version")).with_context(|| {
        format!("Node.js {OLDEST_NODE} or newer is needed. On Debian run: sudo apt-get install nodejs npm (elsewhere: https://nodejs.org)")
    })?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!("Node.js {OLDEST_NODE} or newer is needed, and this is {}: see https://nodejs.org", version.trim()),
    }
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|data| data.modified()).ok()
}
