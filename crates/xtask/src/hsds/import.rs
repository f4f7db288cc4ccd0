//! `cargo xtask import hsds`: takes an HSDS package over into a pack's directory, and says what it cannot take.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use guide::content::raw::RawPack;

use super::edit::{Change, Fact, Kind, PackFiles};
use super::identity;
use super::natural::Natural;
use super::options::Options;
use super::problem::{Problem, in_order, list};
use super::read;
use super::records::{Left, Record, Records};
use super::sessions::after;

mod entries;
mod leftover;
mod proof;
mod sessions;
mod texts;

use proof::Sure;

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

/// Entries about which there was nothing new.
const SAME: &str = "as they were";

/// So many entries are named in the report of what changed.
const MOST_NAMED: usize = 20;

struct Import<'a> {
    records: &'a Records,
    files: PackFiles,
    raw: &'a RawPack,
    options: &'a Options,
    natural: Natural,
    /// The objects that belong to each service, or to each location, by table and id.
    held: BTreeMap<(&'static str, &'a str), Vec<&'a Record>>,
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
        let (known, natural) = (known(&files), Natural::of(&files));
        Self {
            records,
            files,
            natural,
            held: held(records),
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

    /// Whether an object belongs to services only that are not there any more.
    fn is_over(&self, record: &Record) -> bool {
        let services = record.points_to("service_id");
        let over = |id: &String| self.records.get("service", id).is_some_and(|one| one.field("status") != "active");
        !services.is_empty() && services.iter().all(over)
    }

    /// Leaves out a field of an object, or all of it.
    fn leave(&mut self, record: &Record, field: &str, why: &str) {
        self.used.insert((record.table.clone(), record.id.clone(), field.to_owned()));
        let (at, id) = (record.at.clone(), record.id.clone());
        self.left.push(Left { at, id, field: field.to_owned(), why: why.to_owned() });
    }

    /// The entry of an object that the pack has already: by its ids, or by what it says.
    fn found(&mut self, kind: Kind, record: &Record, key: &str) -> Option<String> {
        if let Some((_, id)) = self.known.get(&record.id).filter(|(known, _)| *known == kind) {
            return Some(id.clone());
        }
        let own = record.our("id").filter(|_| self.is_own(record));
        if let Some(id) = [Some(record.id.as_str()), own].into_iter().flatten().find(|id| self.files.has(kind, id)) {
            return Some(id.to_owned());
        }
        match kind {
            // Two objects with one name are two.
            Kind::Organization | Kind::Service => self.natural.claim(kind, key),
            _ => self.natural.get(kind, key),
        }
    }

    /// Writes what an object says into its entry, or into a new one; the answer is the entry's id.
    fn put(
        &mut self,
        kind: Kind,
        record: &'a Record,
        found: Option<String>,
        (name, key): (&str, String),
        facts: Vec<(&'static str, Fact)>,
    ) -> Option<String> {
        let (id, change) = match found {
            // Who only repeats what the pack says already makes it neither more nor less sure.
            Some(id) if self.files.says(kind, &id, &facts) => (id, Change::Same),
            Some(id) => {
                let mut facts = facts;
                facts.extend(self.proof(record, Sure::AsTold)?);
                let change = self.files.update(kind, &id, &facts);
                (id, change)
            }
            None => {
                let wanted = record.our("id").filter(|id| is_id(id) && !self.files.has(kind, id));
                let id = wanted.map_or_else(|| self.files.new_id(kind, name), str::to_owned);
                let mut facts = facts;
                facts.extend(self.proof(record, Sure::AsWritten)?);
                self.new.insert((kind, id.clone()));
                if !matches!(kind, Kind::Organization | Kind::Service) {
                    self.natural.add(kind, key, &id);
                }
                let change = self.files.add(kind, &id, &facts);
                (id, change)
            }
        };
        self.count(kind, &id, change);
        self.taken.insert((record.table.clone(), record.id.clone()), id.clone());
        Some(id)
    }

    fn count(&mut self, kind: Kind, id: &str, change: Change) {
        let word = match change {
            Change::Added => "added",
            Change::Updated => "updated",
            Change::Same => SAME,
        };
        // One entry can stand in several objects, such as a phone of two services.
        let is_new = self.new.contains(&(kind, id.to_owned()));
        let updated = self.counts.get(&(kind, "updated")).is_some_and(|ids| ids.contains(id));
        match (change, is_new, updated) {
            (Change::Updated | Change::Same, true, _) | (Change::Same, _, true) => {}
            _ => {
                if change == Change::Updated {
                    self.counts.entry((kind, SAME)).or_default().remove(id);
                }
                self.counts.entry((kind, word)).or_default().insert(id.to_owned());
            }
        }
    }

    fn report(&mut self) -> String {
        let mut lines: Vec<String> = Vec::new();
        let counts = self.counts.iter().filter(|(_, ids)| !ids.is_empty());
        lines.extend(counts.map(|((kind, word), ids)| {
            let named = ids.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = if ids.len() > MOST_NAMED { ", …" } else { "" };
            let named = if *word == SAME { String::new() } else { format!(": {named}{more}") };
            format!("{}: {} {word}{named}", kind.plural(), ids.len())
        }));
        if self.counts.is_empty() {
            lines.push("Nothing of it belongs into the directory.".to_owned());
        }
        if !self.left.is_empty() {
            self.left.sort_by_cached_key(|left| (in_order(&left.at), left.clone()));
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

/// What belongs to each service, itself or at one of its locations, and the addresses of each location.
fn held(records: &Records) -> BTreeMap<(&'static str, &str), Vec<&Record>> {
    let mut held: BTreeMap<(&'static str, &str), Vec<&Record>> = BTreeMap::new();
    for table in ["phone", "service_area", "language"] {
        for record in records.of(table) {
            let places = record.points_to("service_at_location_id").iter();
            let places = places.filter_map(|id| records.get("service_at_location", id));
            let through = places.flat_map(|place| place.points_to("service_id"));
            for service in record.points_to("service_id").iter().chain(through) {
                held.entry((table, service.as_str())).or_default().push(record);
            }
        }
    }
    for record in records.of("address") {
        for location in record.points_to("location_id") {
            held.entry(("address", location.as_str())).or_default().push(record);
        }
    }
    held
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
