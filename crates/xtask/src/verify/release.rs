//! What a release should be: its manifest, and the headers of the file `_headers` beside it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::build::listing::Release;
use crate::build::{files, hash, headers};

/// All that is known of a release.
pub struct Expected {
    pub release: Release,
    pub files: Vec<File>,
    headers: String,
}

/// manifest.json.
#[derive(Deserialize)]
pub struct Manifest {
    pub release: Release,
    pub files: Vec<File>,
}

/// One file of a release.
#[derive(Deserialize)]
pub struct File {
    pub path: String,
    pub size: usize,
    pub sha384: String,
}

impl Expected {
    /// Reads a manifest and the `_headers` beside it, which the manifest must prove.
    pub fn read(manifest: &Path) -> Result<Self> {
        let text = files::read(manifest).context("There is no manifest to compare with. Run: cargo xtask build")?;
        let Manifest { release, files: listed } =
            serde_json::from_str(&text).with_context(|| format!("{} is no manifest", manifest.display()))?;
        let beside = manifest.with_file_name("_headers");
        let headers = files::read(&beside)?;
        let expected = Self { release, files: listed, headers };
        match expected.file("_headers") {
            Some(file) if file.is(expected.headers.as_bytes()) => Ok(expected),
            _ => bail!("{} does not belong to {}", beside.display(), manifest.display()),
        }
    }

    /// A file by its path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// What browsers ask for: not what web servers read, and not the copies, which are proved by being decoded.
    pub fn served(&self) -> impl Iterator<Item = &File> {
        let is_copy = |path: &str| path.ends_with(".br") || path.ends_with(".gz");
        self.files.iter().filter(move |file| {
            !["_headers", "nginx.conf", ".htaccess"].contains(&file.path.as_str()) && !is_copy(&file.path)
        })
    }

    /// The headers that a file must have.
    pub fn headers_of(&self, file: &File) -> Vec<(&str, &str)> {
        headers::of_file(&self.headers, &format!("/{}", file.path))
    }
}

impl File {
    /// Whether these are its bytes.
    pub fn is(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.size && hash::integrity(bytes) == self.sha384
    }
}
