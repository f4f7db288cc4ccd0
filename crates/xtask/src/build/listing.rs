//! packs.json: which release this is, which packs there are, in which languages, and at which addresses.

use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::files;

/// All packs of one dist/.
#[derive(Serialize, Deserialize)]
pub struct Listing {
    /// What these files are, and how to name them for ever.
    pub release: Release,
    /// In the order of their ids.
    pub packs: Vec<ListedPack>,
}

/// One release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The version in Cargo.toml.
    pub version: String,
    /// Over all documents; the name of their folder.
    pub content_hash: String,
    /// The loader that stays at its address and follows the releases.
    pub loader: String,
    /// The same loader at an address where it never changes.
    pub pinned_loader: String,
    /// Of the loader's bytes, in the form of the attribute `integrity`. It fits only with the pinned address.
    pub integrity: String,
}

/// One pack.
#[derive(Serialize, Deserialize)]
pub struct ListedPack {
    /// Its permanent id.
    pub id: String,
    /// The first is the one that people get without asking.
    pub languages: Vec<ListedLanguage>,
}

/// One pack in one language.
#[derive(Serialize, Deserialize)]
pub struct ListedLanguage {
    /// BCP 47.
    pub code: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The title of the document.
    pub title: String,
    /// Where people find it; the address stays.
    pub page: String,
    /// What frames show; the address changes with the content.
    pub document: String,
}

impl Release {
    /// The release of a loader, before its hash is known to anyone else.
    pub fn new(content_hash: &str, integrity: String) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        Self {
            version: version.to_owned(),
            content_hash: content_hash.to_owned(),
            loader: "v1/porchlight.js".to_owned(),
            pinned_loader: format!("v{version}/porchlight.js"),
            integrity,
        }
    }
}

impl Listing {
    /// Reads the list of a dist/.
    pub fn read(dist: &Path) -> Result<Self> {
        let file = dist.join("packs.json");
        serde_json::from_str(&files::read(&file)?).with_context(|| {
            format!("{} has another form than this build writes. Run: cargo xtask build", file.display())
        })
    }
}
