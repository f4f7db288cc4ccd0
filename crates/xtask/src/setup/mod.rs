//! Sets up what a fresh machine lacks; each part says what it installs, or which command would.

pub mod browsers;
pub mod crates;
pub mod nginx;
mod node;
mod rust;

pub use rust::TARGET;

use anyhow::Result;

use crate::steps::Steps;
use crate::workspace::Workspace;

/// Everything that a build needs beyond cargo.
pub fn for_build(workspace: &Workspace, steps: &Steps) -> Result<()> {
    rust::wasm_target(workspace, steps)?;
    node::packages(workspace, steps)
}
