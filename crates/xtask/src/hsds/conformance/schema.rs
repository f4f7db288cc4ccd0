//! The JSON Schemas of HSDS, and what they say against an export.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::load;
use crate::hsds::tables::Tables;

/// Where the schemas lie for each other. Nothing is ever fetched from there.
const BASE: &str = "https://hsds.invalid/schema/";

/// The schemas by name, such as `organization`.
pub struct Schemas {
    validators: BTreeMap<String, Validator>,
    tables: Tables,
}

impl Schemas {
    /// Reads the schemas of all objects. They point to each other by file name.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
        let mut schemas = BTreeMap::new();
        let entries = fs::read_dir(folder).map_err(|error| wrong(&error))?;
        for file in entries.flatten().map(|entry| entry.path()) {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let is_json = file.extension().is_some_and(|ending| ending == "json");
            // The description of the API is no schema.
            if is_json && stem != "openapi" {
                schemas.insert(stem, load(&file)?);
            }
        }
        let mut registry = Registry::new();
        for (name, schema) in &schemas {
            registry = registry.add(format!("{BASE}{name}.json"), schema).map_err(|error| wrong(&error))?;
        }
        let registry = registry.prepare().map_err(|error| wrong(&error))?;
        let mut validators = BTreeMap::new();
        for name in schemas.keys() {
            let validator = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .with_registry(&registry)
                .should_validate_formats(true)
                .offline()
                .build(&json!({ "$ref": format!("{BASE}{name}.json") }))
                .map_err(|error| wrong(&error))?;
            validators.insert(name.clone(), validator);
        }
        Ok(Self { validators, tables: Tables::read()? })
    }

    /// All that is wrong with a file of the JSON form.
    pub fn violations(&self, name: &str, text: &str) -> Vec<String> {
        let value: Value = match serde_json::from_str(text) {
            Ok(value) => value,
            Err(error) => return vec![format!("{name}: {error}")],
        };
        let table = name.strip_suffix(".json").and_then(|stem| self.tables.by_stem(stem));
        let (Some(table), Some(contents)) = (table, value.get("contents").and_then(Value::as_array)) else {
            return vec![format!("{name}: this is no page of objects that HSDS knows")];
        };
        let mut violations = Vec::new();
        for (position, object) in contents.iter().enumerate() {
            let at = format!("{name}/contents/{position}");
            violations.extend(self.object(&table.name, object, &at));
            // The schema of an organization does not look into its services.
            let services = object.get("services").and_then(Value::as_array).into_iter().flatten();
            for (position, service) in services.enumerate().filter(|_| table.name == "organization") {
                violations.extend(self.object("service", service, &format!("{at}/services/{position}")));
            }
        }
        violations
    }

    fn object(&self, table: &str, object: &Value, at: &str) -> Vec<String> {
        let Some(validator) = self.validators.get(table) else { return vec![format!("{at}: no schema `{table}`")] };
        let one = |error: jsonschema::ValidationError| format!("{at}{}: {error}", error.instance_path());
        validator.iter_errors(object).map(one).collect()
    }
}
