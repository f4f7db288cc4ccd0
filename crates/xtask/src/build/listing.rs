//! packs.json: which packs there are, in which languages, and at which addresses.

use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::files;

/// All packs of one dist/.
#[derive(Serialize, Deserialize)]
pub struct Listing {
    /// In the order of their ids.
    pub packs: Vec<ListedPack>,
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

impl Listing {
    /// Reads the list of a dist/.
    pub fn read(dist: &Path) -> Result<Self> {
        let file = dist.join("packs.json");
        serde_json::from_str(&files::read(&file)?).with_context(|| {
            format!("{} has another form than this build writes. Run: cargo xtask build", file.display())
        })
    }
}
