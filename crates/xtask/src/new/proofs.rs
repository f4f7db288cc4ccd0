//! How fresh the facts of a new pack are: the packs that are there are read again and again, the template is not.
//!
//! An entry of the template takes day and status over from the entry of a pack with the same id and the same source.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use guide::Date;
use toml_edit::{Decor, DocumentMut, Table, Value};

use crate::content::folders;

/// Id and source: what says the same in two packs.
type Said = (String, String);
/// When it was last read there, and how far it is sure.
type Read = (String, String);

/// The newest proofs of all packs, by file.
#[derive(Debug, Default)]
pub struct Proofs(BTreeMap<String, BTreeMap<Said, Read>>);

impl Proofs {
    /// Reads the proofs of all packs. Files that cannot be read prove nothing; the check tells about them.
    pub fn read(questions: &Path, today: Date) -> Result<Self> {
        let mut proofs = Self::default();
        for folder in folders(questions).unwrap_or_default() {
            for (path, _) in super::files()?.into_iter().filter(|(path, _)| path.ends_with(".toml")) {
                let file = questions.join("packs").join(&folder).join(&path);
                let read = fs::read_to_string(file).ok().and_then(|text| text.parse::<DocumentMut>().ok());
                if let Some(document) = read {
                    proofs.take(&path, &document, today);
                }
            }
        }
        Ok(proofs)
    }

    fn take(&mut self, path: &str, document: &DocumentMut, today: Date) {
        let newest = self.0.entry(path.to_owned()).or_default();
        for entry in entries(document) {
            let (Some(said), Some(read)) = (said(entry), proof(entry)) else { continue };
            if Date::read(&read.0).is_none_or(|day| today.days_after(day) < 0) {
                continue;
            }
            match newest.get(&said) {
                // Days are written year first: the later one is the greater text.
                Some(known) if known.0 >= read.0 => {}
                _ => {
                    newest.insert(said, read);
                }
            }
        }
    }

    /// A file of the template, with newer proofs where there are some.
    pub fn refresh(&self, path: &str, template: &str) -> Result<String> {
        let mut document: DocumentMut =
            template.parse().with_context(|| format!("the template's {path} is not TOML"))?;
        let Some(newest) = self.0.get(path) else { return Ok(template.to_owned()) };
        for list in document.iter_mut().filter_map(|(_, item)| item.as_array_of_tables_mut()) {
            for entry in list.iter_mut() {
                let (Some(said), Some(before)) = (said(entry), proof(entry)) else { continue };
                if let Some(now) = newest.get(&said).filter(|now| now.0 > before.0) {
                    put(entry, now, &before);
                }
            }
        }
        Ok(document.to_string())
    }
}

fn put(entry: &mut Table, (day, status): &Read, before: &Read) {
    if let (Some(old), Ok(new)) = (entry.get_mut("checked").and_then(|item| item.as_value_mut()), day.parse()) {
        let decor = old.decor().clone();
        *old = Value::Datetime(toml_edit::Formatted::new(new));
        *old.decor_mut() = decor;
    }
    if *status != before.1
        && let Some(old) = entry.get_mut("status").and_then(|item| item.as_value_mut())
    {
        // A remark beside the old status need not hold for the new one.
        *old = Value::from(status.as_str());
        *old.decor_mut() = Decor::new(" ", "");
    }
}

/// All entries `[[key]]` of a file.
pub fn entries(document: &DocumentMut) -> impl Iterator<Item = &Table> {
    document.iter().filter_map(|(_, item)| item.as_array_of_tables()).flat_map(|list| list.iter())
}

fn said(entry: &Table) -> Option<Said> {
    Some((entry.get("id")?.as_str()?.to_owned(), entry.get("source")?.as_str()?.to_owned()))
}

fn proof(entry: &Table) -> Option<Read> {
    let day = entry.get("checked")?.as_datetime()?.to_string();
    Some((day, entry.get("status")?.as_str()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "[[phone]]\nid = \"a\"\nsource = \"https://x.example/\"\nchecked = 2026-11-15 # read\nstatus = \"unconfirmed\"  # why\n";

    fn refreshed(pack: &str, today: &str) -> String {
        let mut proofs = Proofs::default();
        proofs.take("f.toml", &pack.parse().unwrap(), Date::read(today).unwrap());
        proofs.refresh("f.toml", OLD).unwrap()
    }

    #[test]
    fn a_newer_proof_from_the_same_source_is_taken_over() {
        let newer = OLD.replace("11-15", "12-24");
        assert_eq!(refreshed(&newer, "2026-12-24"), newer, "and the remarks stay");
        assert_eq!(refreshed(&newer, "2026-12-23"), OLD, "not from the future");
        assert_eq!(refreshed(&OLD.replace("11-15", "11-14"), "2026-12-24"), OLD, "not an older one");
        assert_eq!(refreshed(&newer.replace("x.example", "y.example"), "2026-12-24"), OLD, "not from elsewhere");
        let confirmed = refreshed(&newer.replace("unconfirmed", "confirmed"), "2026-12-24");
        assert!(confirmed.ends_with("status = \"confirmed\"\n"), "{confirmed}");
    }
}
