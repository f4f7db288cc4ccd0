//! What `cargo xtask test --all` runs beyond the usual tests: programs that take longer than anyone wants to wait.

use anyhow::Result;

use super::counts::Counts;
use super::evidence::Evidence;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Their names: `cargo xtask test --all NAME` runs one of them alone.
pub const PARTS: [&str; 0] = [];

/// Runs those that are wanted; one that fails does not hide the others.
pub fn run(
    _workspace: &Workspace,
    _steps: &Steps,
    _wanted: &dyn Fn(&str) -> bool,
    _evidence: &Evidence,
    _counts: &mut Counts,
) -> Result<()> {
    Ok(())
}
