//! The table package of HSDS (Frictionless Data), and what it says against our CSV files.
//!
//! No kept Rust library checks Table Schemas; what HSDS uses of them is small: types, required, unique, enum, keys.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime};
use guide::Date;
use serde_json::Value;

use super::{Files, load};

/// The resources of `datapackage.json`.
pub struct DataPackage {
    resources: Vec<Value>,
}

impl DataPackage {
    /// Reads the package's description.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let package = load(&folder.join("datapackage.json"))?;
        let resources = package.get("resources").and_then(Value::as_array).cloned().unwrap_or_default();
        if resources.is_empty() {
            return Err(format!("{} names no tables", folder.join("datapackage.json").display()));
        }
        Ok(Self { resources })
    }

    /// All that is wrong with the CSV files of an export. A table without a file is an empty one.
    pub fn violations(&self, files: &Files) -> Vec<String> {
        let known: Vec<&str> = self.resources.iter().map(|resource| text(resource, "path")).collect();
        let mut violations: Vec<String> = files
            .keys()
            .filter(|file| file.ends_with(".csv") && !known.contains(&file.as_str()))
            .map(|file| format!("{file}: HSDS has no such table"))
            .collect();
        let ids: BTreeMap<&str, BTreeSet<String>> = self
            .resources
            .iter()
            .map(|resource| (text(resource, "name"), files.get(text(resource, "path")).map(|text| first_column(text))))
            .map(|(name, ids)| (name, ids.unwrap_or_default()))
            .collect();
        for resource in &self.resources {
            if let Some(csv) = files.get(text(resource, "path")) {
                table(resource, csv, &ids, &mut violations);
            }
        }
        violations
    }
}

/// The rows of a CSV text, its heading too.
pub fn records(csv: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_bytes());
    reader.records().flatten().collect()
}

fn first_column(csv: &str) -> BTreeSet<String> {
    records(csv).iter().filter_map(|record| record.get(0).map(str::to_owned)).collect()
}

fn table(resource: &Value, csv: &str, ids: &BTreeMap<&str, BTreeSet<String>>, violations: &mut Vec<String>) {
    let file = text(resource, "path");
    let fields = list(resource.pointer("/schema/fields"));
    let names: Vec<&str> = fields.iter().map(|field| text(field, "name")).collect();
    let heading = csv.lines().next().unwrap_or_default();
    if heading.split(',').ne(names.iter().copied()) {
        violations.push(format!("{file}:1: the columns are not `{}`", names.join(",")));
        return;
    }
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for record in records(csv) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != fields.len() {
            violations.push(format!("{file}:{line}: {} cells for {} columns", record.len(), fields.len()));
            continue;
        }
        for (field, cell) in fields.iter().zip(record.iter()) {
            let name = text(field, "name");
            if let Some(wrong) = cell_is_wrong(field, cell) {
                violations.push(format!("{file}:{line}: {name}: {wrong}"));
            }
            let is_unique = field.pointer("/constraints/unique") == Some(&Value::Bool(true));
            if is_unique && !cell.is_empty() && !seen.entry(name).or_default().insert(cell.to_owned()) {
                violations.push(format!("{file}:{line}: {name}: `{cell}` stands twice"));
            }
        }
        for key in list(resource.pointer("/schema/foreignKeys")) {
            let position = names.iter().position(|name| *name == text(key, "fields"));
            let cell = position.and_then(|position| record.get(position)).unwrap_or_default();
            let target = key.pointer("/reference/resource").and_then(Value::as_str).unwrap_or_default();
            if !cell.is_empty() && !ids.get(target).is_some_and(|ids| ids.contains(cell)) {
                let column = text(key, "fields");
                violations.push(format!("{file}:{line}: {column}: no row of {target} is `{cell}`"));
            }
        }
    }
}

fn cell_is_wrong(field: &Value, cell: &str) -> Option<String> {
    if cell.is_empty() {
        let required = field.pointer("/constraints/required") == Some(&Value::Bool(true));
        return required.then(|| "a value is missing".to_owned());
    }
    let kind = (text(field, "type"), text(field, "format"));
    let good = match kind {
        ("number", _) => cell.parse::<f64>().is_ok_and(f64::is_finite),
        ("date", _) => cell.parse::<NaiveDate>().is_ok() && Date::read(cell).is_some(),
        // With or without the distance from UTC, which HSDS asks for.
        ("time", _) => match cell.get(8..) {
            Some("" | "Z") | None => cell.trim_end_matches('Z').parse::<NaiveTime>().is_ok(),
            Some(_) => DateTime::parse_from_rfc3339(&format!("2027-01-01T{cell}")).is_ok(),
        },
        ("datetime", _) => DateTime::parse_from_rfc3339(cell).is_ok(),
        (_, "uuid") => uuid::Uuid::try_parse(cell).is_ok_and(|id| id.hyphenated().to_string() == cell),
        (_, "uri") => cell.contains("://") && !cell.contains(char::is_whitespace),
        (_, "email") => cell.contains('@'),
        _ => true,
    };
    if !good {
        return Some(format!("`{cell}` is no {}", if kind.1.is_empty() { kind.0 } else { kind.1 }));
    }
    let choices = list(field.pointer("/constraints/enum"));
    let allowed = choices.is_empty() || choices.iter().any(|choice| choice.as_str() == Some(cell));
    (!allowed).then(|| format!("`{cell}` is not one of the words that are allowed"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
