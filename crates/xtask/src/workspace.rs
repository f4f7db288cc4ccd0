//! Where things lie: the root of the repository, what cargo builds, and what we write.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::process;

/// The folders that the build reads and writes.
pub struct Workspace {
    /// The root of the repository.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo where its target folder is; the environment or a personal configuration may have moved it.
    pub fn find() -> Result<Self> {
        let root = Self::find_root()?;
        let text = process::capture(
            process::cargo().args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(&root),
        )?;
        let metadata: serde_json::Value = serde_json::from_str(&text).context("`cargo metadata` gave no JSON")?;
        let target = metadata
            .get("target_directory")
            .and_then(serde_json::Value::as_str)
            .ok_or_else(|| anyhow!("`cargo metadata` named no target folder"))?;
        Ok(Self { root, target: PathBuf::from(target) })
    }

    /// The root of the repository. Cargo says where this crate lies; without cargo, the working directory counts.
    pub fn find_root() -> Result<PathBuf> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().context("the working directory cannot be read")?,
        };
        start
            .ancestors()
            .find(|folder| folder.join("crates/xtask").is_dir() && folder.join("questions").is_dir())
            .map(Path::to_path_buf)
            .ok_or_else(|| anyhow!("{} is not inside the repository of Porchlight", start.display()))
    }

    /// What is published.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Files between two steps of the build.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("porchlight")
    }

    /// What is published, with pseudo-languages: for tests alone.
    pub fn pseudo_dist(&self) -> PathBuf {
        self.scratch().join("pseudo")
    }

    /// A file of one of the npm packages that the build runs.
    pub fn node_module(&self, path: &str) -> PathBuf {
        self.root.join("node_modules").join(path)
    }

    /// A command that runs at the root.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, run at the root.
    pub fn cargo(&self) -> Command {
        let mut command = process::cargo();
        command.current_dir(&self.root);
        command
    }
}
