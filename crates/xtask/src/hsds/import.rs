//! `cargo xtask import hsds`: takes an HSDS package over into a pack's directory, and says what it cannot take.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use guide::content::raw::RawPack;

use super::edit::{Change, Fact, Kind, PackFiles, new_id};
use super::identity;
use super::input;
use super::options::Options;
use super::problem::{Problem, list};
use super::read;
use super::records::{Left, Record, Records};
use super::sessions::after;

mod entries;
mod leftover;
mod sessions;
mod texts;

/// Reads a package into a pack. The error is the list of all problems, and then nothing is written.
pub fn command(folder: &Path, path: &Path, options: &Options) -> Result<String, String> {
    let records = read::package(path).map_err(|problems| list(&problems))?;
    let files = PackFiles::read(folder).map_err(|problems| list(&problems))?;
    let raw = raw(folder)?;
    let mut import = Import::new(&records, files, &raw, options);
    import.all();
    if !import.problems.is_empty() {
        return Err(list(&import.problems));
    }
    let report = import.report();
    let written = import.files.write()?;
    Ok(format!("{report}\n{}", after(&written, &import.files.pack)))
}

/// The pack as it is, whatever is wrong with it.
fn raw(folder: &Path) -> Result<RawPack, String> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let questions = folder.parent().and_then(Path::parent).unwrap_or(folder);
    Ok(crate::content::read::pack(questions, name)?.raw)
}

struct Import<'a> {
    records: &'a Records,
    files: PackFiles,
    raw: &'a RawPack,
    options: &'a Options,
    /// The HSDS id of each entry that the pack has.
    known: BTreeMap<String, (Kind, String)>,
    /// The entry of each object that was taken over, by table and id.
    taken: BTreeMap<(String, String), String>,
    /// Entries that were new.
    new: BTreeSet<(Kind, String)>,
    /// Columns that were taken over, by table and id.
    used: BTreeSet<(String, String, String)>,
    counts: BTreeMap<(Kind, &'static str), BTreeSet<String>>,
    left: Vec<Left>,
    to_do: Vec<String>,
    problems: Vec<Problem>,
}

impl<'a> Import<'a> {
    fn new(records: &'a Records, files: PackFiles, raw: &'a RawPack, options: &'a Options) -> Self {
        let known = known(&files);
        Self {
            records,
            files,
            raw,
            options,
            known,
            taken: BTreeMap::new(),
            new: BTreeSet::new(),
            used: BTreeSet::new(),
            counts: BTreeMap::new(),
            left: records.left.clone(),
            to_do: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn all(&mut self) {
        let records = self.records;
        for record in records.of("organization") {
            self.organization(record);
        }
        for record in records.of("phone") {
            self.phone(record);
        }
        for record in records.of("service_area") {
            self.area(record);
        }
        for record in records.of("service") {
            self.service(record);
        }
        for record in records.of("location") {
            self.location(record);
        }
        for record in records.of("schedule") {
            self.schedule(record);
        }
        self.leftover();
    }

    /// A value of an object; from now on it counts as taken over.
    fn take(&mut self, record: &'a Record, column: &str) -> &'a str {
        self.used.insert((record.table.clone(), record.id.clone(), column.to_owned()));
        record.field(column)
    }

    /// Leaves out a field of an object, or all of it.
    fn leave(&mut self, record: &Record, field: &str, why: &str) {
        self.used.insert((record.table.clone(), record.id.clone(), field.to_owned()));
        let (at, id) = (record.at.clone(), record.id.clone());
        self.left.push(Left { at, id, field: field.to_owned(), why: why.to_owned() });
    }

    /// Whether the object comes from an export of this very pack: then its own proof counts.
    fn is_own(&self, record: &Record) -> bool {
        let Some(id) = record.our("id") else { return false };
        let pack = self.files.pack.as_str();
        if identity::id(&[pack, &record.table, id]) == record.id {
            return true;
        }
        // Phones and areas have an id for each service.
        let services = record.points_to("service_id").iter();
        services
            .filter_map(|one| self.records.get("service", one)?.our("id"))
            .any(|service| identity::id(&[pack, &record.table, id, service]) == record.id)
    }

    /// The entry of an object that the pack has already.
    fn found(&self, kind: Kind, record: &Record, same: impl Fn(&PackFiles, &str) -> bool) -> Option<String> {
        if let Some((_, id)) = self.known.get(&record.id).filter(|(known, _)| *known == kind) {
            return Some(id.clone());
        }
        let ids = self.files.ids(kind);
        let own = record.our("id").filter(|_| self.is_own(record));
        if let Some(id) = ids.iter().find(|id| **id == record.id || own == Some(id)) {
            return Some(id.clone());
        }
        ids.into_iter().find(|id| same(&self.files, id))
    }

    /// Writes what an object says into its entry, or into a new one; the answer is the entry's id.
    fn put(
        &mut self,
        kind: Kind,
        record: &'a Record,
        found: Option<String>,
        name: &str,
        facts: Vec<(&'static str, Fact)>,
    ) -> Option<String> {
        let own = self.is_own(record);
        let (id, change) = match found {
            Some(id) => {
                // Who only repeats what the pack says already does not make it less sure.
                let says = !own && self.files.says(kind, &id, &facts);
                let mut facts = facts;
                if !says {
                    facts.extend(self.proof(record)?);
                }
                let change = self.files.update(kind, &id, &facts);
                (id, change)
            }
            None => {
                let taken = self.files.ids(kind);
                let wanted = record.our("id").filter(|id| is_id(id) && !taken.iter().any(|one| one == id));
                let id = wanted.map_or_else(|| new_id(name, kind, &taken), str::to_owned);
                let mut facts = facts;
                facts.extend(self.proof(record)?);
                self.new.insert((kind, id.clone()));
                let change = self.files.add(kind, &id, &facts);
                (id, change)
            }
        };
        self.count(kind, &id, change);
        self.taken.insert((record.table.clone(), record.id.clone()), id.clone());
        Some(id)
    }

    /// `source`, `checked` and `status`. `None`, with a problem, where nothing says where it comes from.
    fn proof(&mut self, record: &'a Record) -> Option<[(&'static str, Fact); 3]> {
        let source = self.source(record);
        let Some(source) = source else {
            let wrong = format!("nothing says which page this {} comes from", record.table);
            let mend = "give the page: --source https://…";
            self.problems.push(Problem::new(record.at.clone(), &record.id, wrong, mend));
            return None;
        };
        let own = self.is_own(record);
        let assured = Some(record.field("assured_date")).filter(|day| !day.is_empty());
        let checked = record.our("checked").or(assured).filter(|day| guide::Date::read(day).is_some());
        let mut proof = self.options.proof(&source, checked);
        let status = record.our("status").filter(|one| own && ["confirmed", "published", "unconfirmed"].contains(one));
        if let (Some(status), Some((_, fact))) = (status, proof.last_mut()) {
            *fact = Fact::Text(status.to_owned());
        }
        Some(proof)
    }

    /// The page that an object comes from: its own, or that of what it belongs to.
    fn source(&self, record: &Record) -> Option<String> {
        let page = |url: &str| Some(url.to_owned()).filter(|url| input::is_web(url));
        let own = record.our("source").and_then(page);
        own.or_else(|| page(record.field("url"))).or_else(|| page(record.field("website"))).or_else(|| {
            let holders = [("service_at_location_id", "service_at_location"), ("service_id", "service")];
            let organization = ("organization_id", "organization");
            let mut all = holders.into_iter().chain([organization]);
            let holder = all.find_map(|(column, table)| self.records.get(table, record.points_to(column).first()?));
            holder.map_or_else(|| self.options.source.clone(), |holder| self.source(holder))
        })
    }

    fn count(&mut self, kind: Kind, id: &str, change: Change) {
        let word = match change {
            Change::Added => "added",
            Change::Updated => "updated",
            Change::Same => "as they were",
        };
        // One entry can stand in several objects, such as a phone of two services.
        let is_new = self.new.contains(&(kind, id.to_owned()));
        let updated = self.counts.get(&(kind, "updated")).is_some_and(|ids| ids.contains(id));
        match (change, is_new, updated) {
            (Change::Updated | Change::Same, true, _) | (Change::Same, _, true) => {}
            _ => {
                self.counts.entry((kind, word)).or_default().insert(id.to_owned());
            }
        }
    }

    fn report(&mut self) -> String {
        let mut lines: Vec<String> = Vec::new();
        let counts = self.counts.iter().filter(|(_, ids)| !ids.is_empty());
        lines.extend(counts.map(|((kind, word), ids)| format!("{}: {} {word}", kind.plural(), ids.len())));
        if !self.left.is_empty() {
            self.left.sort();
            self.left.dedup();
            lines.push(format!("\nNot taken over ({}):", self.left.len()));
            let shown = |left: &Left| {
                let line = format!("{}: [{}] {}: {}", left.at, left.id, left.field, left.why);
                super::problem::visible(&line)
            };
            lines.extend(self.left.iter().map(shown));
        }
        if !self.to_do.is_empty() {
            self.to_do.dedup();
            lines.push("\nTo do by hand:".to_owned());
            lines.append(&mut self.to_do);
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

/// The HSDS ids of all entries of a pack.
fn known(files: &PackFiles) -> BTreeMap<String, (Kind, String)> {
    let mut known = BTreeMap::new();
    let pack = files.pack.as_str();
    let kinds = [
        (Kind::Organization, "organization"),
        (Kind::Service, "service"),
        (Kind::Phone, "phone"),
        (Kind::Area, "service_area"),
        (Kind::Location, "location"),
        (Kind::Schedule, "schedule"),
    ];
    for (kind, table) in kinds {
        for id in files.ids(kind) {
            known.insert(identity::id(&[pack, table, &id]), (kind, id));
        }
    }
    for service in files.ids(Kind::Service) {
        for (kind, table, field) in [(Kind::Phone, "phone", "phones"), (Kind::Area, "service_area", "areas")] {
            for id in files.list_field(Kind::Service, &service, field) {
                known.insert(identity::id(&[pack, table, &id, &service]), (kind, id));
            }
        }
    }
    known
}

/// Whether a text is an id: small letters, digits and hyphens.
fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= 64 && text.chars().all(plain) && !text.starts_with('-') && !text.ends_with('-')
}

#[cfg(test)]
mod tests;
