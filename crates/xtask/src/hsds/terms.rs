//! The terms of our attributes, read from `terms.toml`: what a package says of an entry beyond the fields of HSDS.

use serde::Deserialize;
use serde_json::json;

use super::identity;
use super::package::Package;

/// All terms.
#[derive(Debug, Deserialize)]
struct Terms {
    taxonomy: Taxonomy,
    term: Vec<Term>,
}

#[derive(Debug, Deserialize)]
struct Taxonomy {
    name: String,
    description: String,
}

#[derive(Debug, Deserialize)]
struct Term {
    code: String,
    name: String,
    description: String,
}

/// The name of the taxonomy that our attributes belong to: how an import tells them from others.
pub fn taxonomy() -> Result<String, String> {
    Ok(read()?.taxonomy.name)
}

fn read() -> Result<Terms, String> {
    toml::from_str(include_str!("terms.toml")).map_err(|error| format!("terms.toml: {error}"))
}

/// The id of a term. It is the same in every package.
pub fn id(code: &str) -> String {
    identity::id(&["term", code])
}

/// Adds the terms that are used, and their taxonomy.
pub fn push(package: &mut Package, used: &[&str]) -> Result<(), String> {
    let Terms { taxonomy, term: terms } = read()?;
    let of = identity::id(&["taxonomy"]);
    for term in terms.iter().filter(|term| used.contains(&term.code.as_str())) {
        let values = [
            ("id", json!(id(&term.code))),
            ("code", json!(term.code)),
            ("name", json!(term.name)),
            ("description", json!(term.description)),
            ("taxonomy", json!(taxonomy.name)),
            ("language", json!("en")),
            ("taxonomy_id", json!(of)),
        ];
        package.push("taxonomy_term", values);
    }
    let values = [("id", json!(of)), ("name", json!(taxonomy.name)), ("description", json!(taxonomy.description))];
    package.push("taxonomy", values);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once() {
        let terms = read().unwrap().term;
        for (position, term) in terms.iter().enumerate() {
            assert!(!terms[..position].iter().any(|other| other.code == term.code), "{}", term.code);
        }
    }
}
