//! Puts every fact of a new pack into its to-do list, so that none is forgotten.

use anyhow::{Context, Result};
use toml_edit::{DocumentMut, Table};

use super::proofs::entries;

/// The facts of a new pack, as lines to tick off.
#[derive(Debug, Default)]
pub struct Facts(Vec<(String, Vec<String>)>);

impl Facts {
    /// Takes in the facts of one file.
    pub fn read(&mut self, path: &str, text: &str) -> Result<()> {
        let document: DocumentMut = text.parse().with_context(|| format!("{path} is not TOML"))?;
        let lines: Vec<String> = entries(&document).filter_map(|entry| line(path, entry)).collect();
        let name = path.trim_start_matches("directory/").trim_end_matches(".toml");
        let name = if name == "facts" { "requirements" } else { name };
        self.0.push((name.to_owned(), lines));
        Ok(())
    }

    /// The list with the facts in the place of `{phones}`, `{links}` and so on.
    pub fn fill(&self, list: &str) -> String {
        let fill = |list: String, (name, lines): &(String, Vec<String>)| {
            list.replace(&format!("{{{name}}}"), &lines.join("\n"))
        };
        self.0.iter().fold(list.to_owned(), fill)
    }
}

/// One fact. What has no proof is none.
fn line(path: &str, entry: &Table) -> Option<String> {
    let text = |key: &str| entry.get(key).and_then(|item| item.as_str());
    let (id, source, status) = (text("id")?, text("source")?, text("status")?);
    let what = ["shown", "url", "name"].into_iter().find_map(text).map(|what| format!(": {what}"));
    let what = what.unwrap_or_default();
    Some(format!("- [ ] Confirm or replace `{id}`{what}. File: `{path}`. Now {status}, from <{source}>."))
}
