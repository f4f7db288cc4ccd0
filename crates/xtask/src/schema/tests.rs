//! The schemas that are committed are those of the types; they take all content that is there, and refuse slips.

use std::collections::BTreeSet;
use std::path::PathBuf;

use glob::{MatchOptions, Pattern};
use serde::Deserialize;

use super::*;
use crate::content::TomlFile;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Taplo {
    rule: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    include: Vec<String>,
    schema: RuleSchema,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSchema {
    path: String,
    enabled: bool,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn rules() -> Vec<Rule> {
    toml::from_str::<Taplo>(&fs::read_to_string(root().join(".taplo.toml")).unwrap()).unwrap().rule
}

/// All TOML files of all packs and of the questions folder, drafts and schemas aside.
fn content() -> Vec<PathBuf> {
    let questions = root().join("questions");
    let mut folders = vec![questions.join("packs"), questions.join("interface")];
    let mut files = vec![questions.join("help-lines.toml"), questions.join("words-to-avoid.toml")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // What is in `source` is written by `cargo xtask translated`, not by an editor.
                folders.extend((!path.ends_with("source")).then_some(path));
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
        }
    }
    files
}

/// The schemas that an editor's tool finds for a file. A star does not stand for a slash, as in taplo.
fn found(rules: &[Rule], file: &Path) -> Vec<String> {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
    let fits = |glob: &String| Pattern::new(glob).unwrap().matches_path_with(file, options);
    rules.iter().filter(|rule| rule.include.iter().any(fits)).map(|rule| rule.schema.path.clone()).collect()
}

fn problems(schema: &str, text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let read = TomlFile::read(text);
    assert!(read.errors.is_empty(), "{:?}", read.errors);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let values = Value::Object(read.values);
    validator.iter_errors(&values).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let folder = root().join("questions").join(FOLDER);
    let written: BTreeMap<String, String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    let made = all().unwrap();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&made), "run `cargo xtask schema`, and take away what is too much");
    for (name, text) in &made {
        assert!(written.get(name) == Some(text), "{name} is not that of the types: run `cargo xtask schema`");
    }
}

#[test]
fn every_file_has_one_schema_and_fits_it() {
    let rules = rules();
    let mut used = BTreeSet::new();
    for file in content() {
        let found = found(&rules, &file);
        assert_eq!(found.len(), 1, "{}: {found:?}", file.display());
        let schema = fs::read_to_string(root().join(&found[0])).unwrap_or_else(|error| panic!("{}: {error}", found[0]));
        let problems = problems(&schema, &fs::read_to_string(&file).unwrap());
        assert!(problems.is_empty(), "{}: {problems:#?}", file.display());
        used.insert(found[0].clone());
    }
    // A new pack's files are found, too: those that no pack has yet.
    for later in ["locations", "schedules"] {
        let file = root().join(format!("questions/packs/new/directory/{later}.toml"));
        assert_eq!(found(&rules, &file), [format!("questions/schema/{later}.schema.json")]);
        used.insert(format!("questions/schema/{later}.schema.json"));
    }
    assert!(rules.iter().all(|rule| rule.schema.enabled));
    let made: BTreeSet<String> = all().unwrap().keys().map(|name| format!("questions/schema/{name}")).collect();
    assert_eq!(used, made, "every schema is named by a rule");
    assert!(found(&rules, &root().join("Cargo.toml")).is_empty());
}

#[test]
fn the_template_of_a_new_pack_fits() {
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/new/template");
    for (path, schema) in [("pack.toml", "pack"), ("directory/areas.toml", "areas"), ("words/en.toml", "words")] {
        let text = fs::read_to_string(template.join(path)).unwrap();
        let problems = problems(&all().unwrap()[&format!("{schema}.schema.json")], &text);
        assert!(problems.is_empty(), "{path}: {problems:?}");
    }
}

#[test]
fn slips_are_found() {
    let all = all().unwrap();
    let refuses = |name: &str, text: &str| !problems(&all[&format!("{name}.schema.json")], text).is_empty();
    let phone = "[[phone]]\nid = \"a\"\nkind = \"call\"\nnumber = \"911\"\nshown = \"911\"\nsource = \"https://a.example/\"\nchecked = 2026-11-15\nstatus = \"published\"\n";
    assert!(!refuses("phones", phone));
    assert!(refuses("phones", &phone.replace("kind", "kinds")));
    assert!(refuses("phones", &phone.replace("\"call\"", "\"shout\"")));
    assert!(refuses("phones", &phone.replace("status = \"published\"\n", "")));
    assert!(refuses("phones", &phone.replace("[[phone]]", "[[phones]]")));
    assert!(refuses("questions", "[[question]]\nid = \"a\"\nkind = \"single\"\nwhen = 3\n"));
    assert!(refuses("words", "[pack]\nname = \"nobody says who has read it\"\n"));
    assert!(refuses("words", "review = \"none yet\"\n[pack]\nname = 3\n"));
    assert!(!refuses("words", "review = \"none yet\"\n[a.b.c]\nd = [\"e\", \"f\"]\n"));
}

/// An editor shows what a field means while it is written.
#[test]
fn every_field_says_what_it_means() {
    for (name, text) in all().unwrap() {
        let schema: Value = serde_json::from_str(&text).unwrap();
        let mut open = vec![&schema];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(map) => {
                    if let Some(Value::Object(fields)) = map.get("properties") {
                        for (field, of) in fields {
                            assert!(of.get("description").is_some(), "{name}: {field} says nothing");
                        }
                    }
                    open.extend(map.values());
                }
                Value::Array(list) => open.extend(list),
                _ => {}
            }
        }
    }
}
