//! Writes a package as tables: one CSV file a table, and the `datapackage.json` that describes them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::package::{Package, Row};
use super::tables::{Table, Tables, choices};

/// The files of the table form by name. Every table has its file, also the empty ones.
pub fn files(package: &Package, tables: &Tables) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    for table in &tables.all {
        files.insert(table.file.clone(), csv(table, package.rows(&table.name))?);
    }
    let descriptor = json!({
        "name": "human_services_data",
        "title": "Human Services Data",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "homepage": "https://docs.openreferral.org",
        "resources": tables.all.iter().map(resource).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&descriptor).map_err(|error| error.to_string())?;
    files.insert("datapackage.json".to_owned(), text + "\n");
    Ok(files)
}

fn csv(table: &Table, rows: &[Row]) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let wrong = |error: csv::Error| format!("{}: {error}", table.file);
    writer.write_record(table.columns().map(|column| column.name)).map_err(wrong)?;
    for row in rows {
        let cells = table.columns().map(|column| cell(row.get(column.name)));
        writer.write_record(cells).map_err(wrong)?;
    }
    let bytes = writer.into_inner().map_err(|error| format!("{}: {error}", table.file))?;
    String::from_utf8(bytes).map_err(|error| format!("{}: {error}", table.file))
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// The description of a table (Frictionless Tabular Data Resource).
fn resource(table: &Table) -> Value {
    let fields = table.columns().map(|column| {
        let (kind, format) = column.kind.in_table_schema();
        let mut constraints = Map::new();
        constraints.insert("required".to_owned(), json!(column.required));
        constraints.insert("unique".to_owned(), json!(column.name == "id"));
        let choices = choices(&table.name, column.name);
        if !choices.is_empty() {
            constraints.insert("enum".to_owned(), json!(choices));
        }
        let mut field = Map::new();
        field.insert("name".to_owned(), json!(column.name));
        field.insert("type".to_owned(), json!(kind));
        if let Some(format) = format {
            field.insert("format".to_owned(), json!(format));
        }
        field.insert("constraints".to_owned(), Value::Object(constraints));
        Value::Object(field)
    });
    let keys = table
        .refers
        .iter()
        .map(|(column, target)| json!({ "fields": column, "reference": { "resource": target, "fields": "id" } }));
    json!({
        "name": table.name,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {
            "primaryKey": "id",
            "fields": fields.collect::<Vec<_>>(),
            "foreignKeys": keys.collect::<Vec<_>>(),
        },
    })
}
