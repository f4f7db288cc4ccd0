//! `cargo xtask conformance --hsds PATH`: holds what we export against the published schemas of HSDS.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::export::{Exported, export};
use super::{Options, import};

mod planted;
mod schema;
mod table_schema;

use schema::Schemas;
use table_schema::DataPackage;

/// The packs of the repository, and the demonstration directory of the tests.
const FOLDERS: [&str; 2] = ["questions", "tests/hsds"];

/// What an export is held against: the files of one version of HSDS.
pub struct Standard {
    schemas: Schemas,
    tables: DataPackage,
}

impl Standard {
    /// Reads `schema/*.json` and `datapackage.json`. Nothing is asked of the network.
    pub fn read(path: &Path) -> Result<Self, String> {
        Ok(Self { schemas: Schemas::read(&path.join("schema"))?, tables: DataPackage::read(path)? })
    }

    /// All that is wrong with an export.
    pub fn violations(&self, exported: &Exported) -> Vec<String> {
        let mut violations = Vec::new();
        for (name, text) in &exported.json {
            violations.extend(self.schemas.violations(name, text));
        }
        violations.extend(self.tables.violations(&exported.csv));
        violations
    }
}

/// Checks all packs and the demonstration directory. The error is the list of all violations.
pub fn command(root: &Path, path: &Path) -> Result<String, String> {
    let standard = Standard::read(path)?;
    let mut said = Vec::new();
    let demonstration = read(&root.join("tests/hsds"), "demonstration")?;
    said.push(planted::prove(&standard, &demonstration)?);
    let mut violations = Vec::new();
    for (questions, pack) in packs(root)? {
        let exported = read(&questions, &pack)?;
        let found = standard.violations(&exported);
        said.push(format!("{pack}: {}, {} violations", counted(&exported), found.len()));
        violations.extend(found.into_iter().map(|one| format!("{pack}: {one}")));
    }
    for (example, imported) in examples(&path.join("examples"))? {
        match imported {
            Ok(report) => said.push(format!("\nThe example {example}, taken into an empty pack:\n{report}")),
            Err(report) => violations.push(format!("the example {example} is refused:\n{report}")),
        }
    }
    let said = said.join("\n");
    if violations.is_empty() {
        return Ok(said);
    }
    Err(format!("{said}\n\n{}\n\n{} violations of HSDS.", violations.join("\n"), violations.len()))
}

/// The report of an import, or all that is wrong.
type Imported = Result<String, String>;

/// Takes the examples of the standard into a pack that is thrown away. The answers are their reports.
fn examples(folder: &Path) -> Result<Vec<(String, Imported)>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let options = Options::read(&["--source", "https://docs.openreferral.org/"])?;
    let mut reports = Vec::new();
    for (position, file) in files.iter().enumerate() {
        let scratch = std::env::temp_dir().join(format!("porchlight-conformance-{}-{position}", std::process::id()));
        let pack = scratch.join("packs/scratch");
        fs::create_dir_all(&pack).map_err(|error| format!("{} cannot be written: {error}", pack.display()))?;
        reports.push((super::input::name(file), import::command(&pack, file, &options)));
        // A folder for temporary files that stays is a nuisance, not a violation.
        let _ = fs::remove_dir_all(scratch);
    }
    Ok(reports)
}

fn packs(root: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    let mut packs = Vec::new();
    for questions in FOLDERS.map(|folder| root.join(folder)) {
        for pack in crate::content::folders(&questions)? {
            packs.push((questions.clone(), pack));
        }
    }
    Ok(packs)
}

fn read(questions: &Path, pack: &str) -> Result<Exported, String> {
    export(&crate::content::read::pack(questions, pack)?.raw)
}

fn counted(exported: &Exported) -> String {
    let rows = |file: &str| exported.csv.get(file).map_or(0, |text| table_schema::records(text).len());
    let shown =
        ["organizations.csv", "services.csv", "locations.csv", "phones.csv", "schedules.csv", "service_areas.csv"];
    let each = shown.map(|file| format!("{} {}", rows(file), file.trim_end_matches(".csv").replace('_', " ")));
    each.join(", ")
}

/// A file of the standard.
fn load(path: &Path) -> Result<serde_json::Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{} is no JSON: {error}", path.display()))
}

/// Files by name.
type Files = BTreeMap<String, String>;
