//! Lists what a package says and the directory has no place for.

use std::collections::BTreeSet;

use super::super::edit::Kind;
use super::super::records::Record;
use super::super::terms;
use super::Import;

/// Tables of which nothing is taken over, and why.
const TABLES: [(&str, &str); 12] = [
    ("program", "the directory has services, not programs"),
    ("contact", "the guide has no people, only services"),
    ("funding", "the directory has no place for funding"),
    ("required_document", "write it into the text of the service"),
    ("accessibility", "the directory has no place for it"),
    ("metadata", "the history of a package stays with it; a pack has its own"),
    ("meta_table_description", "it is about the tables of the package"),
    ("cost_option", "amounts belong into facts.toml, with their proof"),
    ("organization_identifier", "the directory has no place for numbers of registers"),
    ("language", "only sessions of training have a language"),
    ("taxonomy", "the directory has no place for other taxonomies"),
    ("taxonomy_term", "the directory has no place for terms of other taxonomies"),
];

impl Import<'_> {
    /// Adds all that was not taken over.
    pub fn leftover(&mut self) {
        let ours = terms::taxonomy().unwrap_or_default();
        let field = |id: &String, field| self.files.field(Kind::Schedule, id, field).unwrap_or_default();
        let sessions = self.files.ids(Kind::Schedule);
        let spoken: BTreeSet<_> = sessions.iter().map(|id| (field(id, "service"), field(id, "language"))).collect();
        for record in &self.records.all {
            let of_ours =
                record.field("taxonomy") == ours || record.table == "taxonomy" && record.field("name") == ours;
            if record.table == "attribute" || of_ours || self.has(record, "all of it") {
                continue;
            }
            if record.table == "language" && self.is_spoken(record, &spoken) {
                continue;
            }
            let table = TABLES.iter().find(|(name, _)| *name == record.table);
            let known = ["organization", "service", "phone", "service_area", "location", "address", "schedule"];
            match table {
                Some((name, why)) => self.leave_at(record, &format!("all of this {name}"), why),
                None if known.contains(&record.table.as_str()) => self.fields(record),
                None if record.table == "service_at_location" => self.fields(record),
                None => self.leave_at(record, "all of it", "HSDS has no such table, or the directory no place for it"),
            }
        }
    }

    fn fields(&mut self, record: &Record) {
        if record.table == "address" && !self.has(record, "address_type") {
            return self.leave_at(record, "all of it", "only the address that one can go to is taken over");
        }
        for column in record.fields.keys() {
            if !self.has(record, column) {
                self.leave_at(record, column, "the directory has no place for it");
            }
        }
        let holders = [("phone", "location_id"), ("phone", "contact_id")];
        let held = |(table, column): &(&str, &str)| record.table == *table && !record.points_to(column).is_empty();
        for (_, column) in holders.iter().filter(|one| held(one)) {
            self.leave_at(record, column, "a phone belongs to services only");
        }
        let only_organization = record.table == "phone"
            && record.points_to("service_id").is_empty()
            && !record.points_to("organization_id").is_empty();
        if only_organization {
            self.leave_at(record, "organization_id", "a phone belongs to services only; no service names this one yet");
        }
    }

    fn has(&self, record: &Record, field: &str) -> bool {
        self.used.contains(&(record.table.clone(), record.id.clone(), field.to_owned()))
    }

    /// Whether a language of a service stands in one of its sessions.
    fn is_spoken(&self, record: &Record, spoken: &BTreeSet<(String, String)>) -> bool {
        let mut of = record.points_to("service_id").iter().filter_map(|id| self.entry("service", id));
        record.field("name").is_empty()
            && of.any(|service| spoken.contains(&(service, record.field("code").to_owned())))
    }

    fn leave_at(&mut self, record: &Record, field: &str, why: &str) {
        let (at, id) = (record.at.clone(), record.id.clone());
        self.left.push(super::Left { at, id, field: field.to_owned(), why: why.to_owned() });
    }
}
