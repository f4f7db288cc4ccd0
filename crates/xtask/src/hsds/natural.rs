//! Finds entries by what they say, where their ids are not known: the same number is the same phone.

use std::collections::BTreeMap;

use super::edit::{Kind, PackFiles};

/// The entries of a pack by what tells them apart.
pub struct Natural {
    entries: BTreeMap<(Kind, String), Vec<String>>,
}

impl Natural {
    /// All entries that a pack has.
    pub fn of(files: &PackFiles) -> Self {
        let mut natural = Self { entries: BTreeMap::new() };
        for kind in Kind::ALL {
            for id in files.ids(kind) {
                natural.add(kind, of_entry(files, kind, &id), &id);
            }
        }
        natural
    }

    /// The first entry that says this.
    pub fn get(&self, kind: Kind, key: &str) -> Option<String> {
        self.entries.get(&(kind, key.to_owned()))?.first().cloned()
    }

    /// The first entry that says this and was not claimed yet: two objects of a package are two entries.
    pub fn claim(&mut self, kind: Kind, key: &str) -> Option<String> {
        let ids = self.entries.get_mut(&(kind, key.to_owned()))?;
        (!ids.is_empty()).then(|| ids.remove(0))
    }

    /// Adds an entry.
    pub fn add(&mut self, kind: Kind, key: String, id: &str) {
        self.entries.entry((kind, key)).or_default().push(id.to_owned());
    }
}

/// The parts of a key as one text; capitals do not count.
pub fn key(parts: &[&str]) -> String {
    parts.join("\n").to_lowercase()
}

fn of_entry(files: &PackFiles, kind: Kind, id: &str) -> String {
    let fields: &[&str] = match kind {
        Kind::Organization | Kind::Area | Kind::Place => &["name"],
        Kind::Service => &["organization"],
        Kind::Phone => &["kind", "number"],
        Kind::Link => &["url"],
        Kind::Location => &["name", "address", "zip"],
        Kind::Schedule => &["service", "starts", "location"],
    };
    let mut parts: Vec<String> = fields.iter().map(|name| files.field(kind, id, name).unwrap_or_default()).collect();
    if kind == Kind::Link {
        // Capitals count in an address.
        return parts.concat();
    }
    if kind == Kind::Service {
        parts.push(files.text(kind, id, "name").join(" "));
    }
    key(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
