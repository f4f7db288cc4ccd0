//! A person's walk as data: what they do, and what they must see. `tests/journeys/README.md` explains the files.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::louisiana;

/// One file in `tests/journeys/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Case {
    /// The file's name, without its ending.
    #[serde(skip)]
    pub name: String,
    /// Who walks.
    #[allow(dead_code, reason = "for the reader of the file")]
    pub who: String,
    /// The area that the tag names.
    pub region: Option<String>,
    /// What the person does.
    pub walk: Vec<String>,
    /// What is shown, in order.
    pub screens: Vec<String>,
    /// How far the person is told to be at some items: now and all.
    #[serde(default)]
    pub progress: BTreeMap<String, (u32, u32)>,
    /// The domains that have a band.
    #[serde(default)]
    pub bands: BTreeMap<String, String>,
    /// What stands in the result; a walk that ends before it has none.
    pub result: Option<Expected>,
}

/// What stands in a result, by ids.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Expected {
    pub area: Option<Area>,
    pub services: Vec<String>,
    pub strong: Vec<String>,
    pub talk: Vec<String>,
    pub learn: Vec<String>,
    pub ask: Vec<String>,
    /// Family questions with the options that are told.
    #[serde(default)]
    pub family: Vec<String>,
}

/// The sentence about the area of a place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub place: String,
    /// None where no source ties the place to an area.
    pub area: Option<String>,
}

/// All cases, in the order of their names.
pub fn all() -> Vec<Case> {
    let folder = louisiana::root().join("tests/journeys");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        Case { name: file.file_stem().unwrap().to_string_lossy().into_owned(), ..case }
    };
    files.iter().map(read).collect()
}
