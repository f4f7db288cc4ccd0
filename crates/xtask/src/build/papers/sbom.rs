//! The software bill of materials: CycloneDX 1.6, the same bytes for the same sources. It holds no time, no number of
//! its own and no name of a machine, and is held against the schema of CycloneDX before it is written.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use jsonschema::Registry;
use serde_json::{Value, json};

use super::parts::{Part, Parts};
use crate::build::files;
use crate::workspace::Workspace;

/// Where the schemas lie, which the npm package of CycloneDX carries.
const SCHEMAS: &str = "@cyclonedx/cyclonedx-library/res/schema";
/// The schema, and those that it points to.
const SCHEMA: &str = "bom-1.6.SNAPSHOT.schema.json";
const BESIDE: [&str; 2] = ["spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json"];

/// The file's text.
pub fn write(workspace: &Workspace, parts: &Parts) -> Result<String> {
    let list = list(parts);
    check(&workspace.node_module(SCHEMAS), &list)?;
    Ok(format!("{}\n", serde_json::to_string_pretty(&list)?))
}

fn list(parts: &Parts) -> Value {
    let rust = json!({
        "type": "library",
        "bom-ref": standard_library(parts),
        "name": "rust-std",
        "version": parts.rust,
        "description": "The standard library of Rust, with the libraries that it holds.",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "externalReferences": [{ "type": "vcs", "url": "https://github.com/rust-lang/rust" }],
    });
    let mut components: Vec<Value> = parts.libraries.iter().map(|part| component(part, "library")).collect();
    components.push(rust);
    let mut uses: Vec<Value> =
        std::iter::once(&parts.own).chain(&parts.libraries).map(|part| dependencies(part, parts)).collect();
    uses.push(json!({ "ref": standard_library(parts), "dependsOn": [] }));
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{ "phase": "build" }],
            "component": component(&parts.own, "application"),
        },
        "components": components,
        "dependencies": uses,
    })
}

fn component(part: &Part, kind: &str) -> Value {
    let mut component = json!({
        "type": kind,
        "bom-ref": reference(&part.name, &part.version),
        "name": part.name,
        "version": part.version,
        "description": part.description,
    });
    let Some(fields) = component.as_object_mut() else { return component };
    if let Some(checksum) = &part.checksum {
        fields.insert("hashes".to_owned(), json!([{ "alg": "SHA-256", "content": checksum }]));
        fields.insert("purl".to_owned(), json!(reference(&part.name, &part.version)));
    }
    if let Some(licence) = &part.licence {
        fields.insert("licenses".to_owned(), json!([{ "expression": licence }]));
    }
    // Our own packages are in no registry; where their sources are is said by who publishes them.
    if let (Some(repository), Some(_)) = (&part.repository, &part.checksum) {
        fields.insert("externalReferences".to_owned(), json!([{ "type": "vcs", "url": repository }]));
    }
    component
}

fn dependencies(part: &Part, parts: &Parts) -> Value {
    let mut uses: Vec<String> = part.uses.iter().map(|(name, version)| reference(name, version)).collect();
    if part.name == parts.own.name {
        uses.push(standard_library(parts));
    }
    json!({ "ref": reference(&part.name, &part.version), "dependsOn": uses })
}

/// The package's name in the whole world.
fn reference(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

fn standard_library(parts: &Parts) -> String {
    format!("rust-std@{}", parts.rust)
}

/// Fails unless the schema of CycloneDX takes the list. Nothing is fetched.
fn check(schemas: &Path, list: &Value) -> Result<()> {
    let read = |name: &str| -> Result<Value> {
        let file = schemas.join(name);
        serde_json::from_str(&files::read(&file)?).with_context(|| format!("{} is not JSON", file.display()))
    };
    let (schema, beside) = (read(SCHEMA)?, [read(BESIDE[0])?, read(BESIDE[1])?]);
    let mut registry = Registry::new();
    for (name, other) in BESIDE.iter().zip(&beside) {
        registry = registry.add(format!("http://cyclonedx.org/schema/{name}"), other)?;
    }
    let registry = registry.prepare()?;
    let validator = jsonschema::options()
        .with_registry(&registry)
        .offline()
        .build(&schema)
        .map_err(|error| anyhow!("the schema of CycloneDX cannot be used: {error}"))?;
    let wrong: Vec<String> = validator
        .iter_errors(list)
        .take(5)
        .map(|error| format!("{}: {}", error.instance_path(), error.masked()))
        .collect();
    if !wrong.is_empty() {
        bail!("the list of libraries is not CycloneDX:\n  {}", wrong.join("\n  "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::papers::parts::tests::example;

    fn parts() -> Parts {
        example("registry+https://github.com/rust-lang/crates.io-index", Some("MIT/Apache-2.0")).unwrap()
    }

    fn schemas() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules").join(SCHEMAS)
    }

    #[test]
    fn the_list_is_cyclonedx_and_the_same_each_time() {
        let (list, again) = (list(&parts()), list(&parts()));
        check(&schemas(), &list).unwrap();
        assert_eq!(list.to_string(), again.to_string());
        assert_eq!(list["components"][1]["purl"], "pkg:cargo/yew@1.0.0");
        assert_eq!(list["dependencies"][0]["dependsOn"][2], "rust-std@1.95.0");
        // It tells nothing of the machine or the hour.
        assert!(!list.to_string().contains("nowhere") && list["metadata"].get("timestamp").is_none());
    }

    #[test]
    fn what_is_not_cyclonedx_is_refused() {
        let refused = |change: &dyn Fn(&mut Value)| {
            let mut list = list(&parts());
            change(&mut list);
            assert!(check(&schemas(), &list).is_err(), "{list}");
        };
        refused(&|list| list["components"][0]["type"] = json!("book"));
        refused(&|list| list["components"][1]["hashes"][0]["content"] = json!("short"));
        refused(&|list| list["components"][1]["licenses"] = json!([{ "license": { "id": "No-Such-Licence" } }]));
        refused(&|list| list["bomFormat"] = json!("another"));
    }
}
