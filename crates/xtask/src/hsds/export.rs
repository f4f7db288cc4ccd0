//! `cargo xtask export hsds`: writes a pack's directory as an HSDS package, as JSON and as tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use guide::content::raw::RawPack;

use super::tables::Tables;
use super::{csv_out, from_pack, json_out};

/// Both forms of a package: the texts of the files by name.
#[derive(Debug, PartialEq)]
pub struct Exported {
    /// `organizations.json` and the files of what has no organization.
    pub json: BTreeMap<String, String>,
    /// `datapackage.json` and one CSV file a table.
    pub csv: BTreeMap<String, String>,
}

/// Writes both forms of a pack's directory. The same pack gives the same bytes.
pub fn export(raw: &RawPack) -> Result<Exported, String> {
    let tables = Tables::read()?;
    let package = from_pack::package(raw)?;
    Ok(Exported { json: json_out::files(&package, &tables)?, csv: csv_out::files(&package, &tables)? })
}

/// Exports the pack in `questions/packs/<folder>` into `out/json` and `out/csv`; says what was written.
pub fn command(questions: &Path, folder: &str, out: &Path) -> Result<String, String> {
    crate::content::load(questions, folder)?;
    let read = crate::content::read::pack(questions, folder)?;
    let exported = export(&read.raw)?;
    write(&exported.json, &out.join("json"))?;
    write(&exported.csv, &out.join("csv"))?;
    let count = exported.json.len() + exported.csv.len();
    Ok(format!("The directory of {folder} is in {}, as an HSDS package: {count} files in json and csv.", out.display()))
}

/// Writes files into a folder and takes away those of an earlier export that are not among them.
pub fn write(files: &BTreeMap<String, String>, folder: &Path) -> Result<(), String> {
    let wrong = |error: std::io::Error| format!("{} cannot be written: {error}", folder.display());
    fs::create_dir_all(folder).map_err(wrong)?;
    let tables = Tables::read()?;
    for table in &tables.all {
        for name in [table.file.clone(), table.file.replace(".csv", ".json")] {
            if !files.contains_key(&name) && folder.join(&name).exists() {
                fs::remove_file(folder.join(&name)).map_err(wrong)?;
            }
        }
    }
    for (name, text) in files {
        fs::write(folder.join(name), text).map_err(wrong)?;
    }
    Ok(())
}
