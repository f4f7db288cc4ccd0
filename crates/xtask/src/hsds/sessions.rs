//! `cargo xtask import sessions`: training sessions from a plain spreadsheet, as Excel and Google Sheets save it.

use std::collections::BTreeMap;
use std::path::Path;

use super::edit::{Change, Fact, Kind, PackFiles};
use super::input;
use super::natural::{Natural, key};
use super::options::Options;
use super::problem::{Problem, list};

mod cells;
mod row;

use row::{Place, Session};

/// The columns, in the order of the template.
pub const COLUMNS: [&str; 19] = [
    "service", "date", "starts", "ends", "zone", "repeats", "until", "place", "address", "city", "state", "zip",
    "online", "language", "paths", "note", "link", "phone", "source",
];

/// Without these a table is no table of sessions.
const NEEDED: [&str; 6] = ["service", "date", "starts", "ends", "zone", "language"];

/// More rows than that are no spreadsheet of one agency.
const MOST_ROWS: usize = 5_000;

/// Reads a spreadsheet into a pack. The error is the list of all problems, and then nothing is written.
pub fn command(folder: &Path, file: &Path, options: &Options) -> Result<String, String> {
    let mut files = PackFiles::read(folder).map_err(|problems| list(&problems))?;
    let sessions = read(file, &files, folder, options).map_err(|problems| list(&problems))?;
    let natural = Natural::of(&files);
    let mut import = Import { files: &mut files, natural, options, counts: BTreeMap::new() };
    for session in &sessions {
        import.session(session);
    }
    let counts = import.said();
    let written = files.write()?;
    Ok(format!("{counts}\n{}", after(&written, &files.pack)))
}

/// What was written, and what to do next.
pub fn after(written: &[String], pack: &str) -> String {
    if written.is_empty() {
        return "Nothing had to be written: the pack is as it was.".to_owned();
    }
    format!("Written: {}.\nNow run: cargo xtask check {pack}", written.join(", "))
}

/// The sessions of a spreadsheet, or all that is wrong with it.
fn read(file: &Path, files: &PackFiles, folder: &Path, options: &Options) -> Result<Vec<Session>, Vec<Problem>> {
    let text = input::text(file).map_err(|problem| vec![problem])?;
    let name = input::name(file);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            let wrong = format!("this is no table: {error}");
            return Err(vec![Problem::new(format!("{name}:1"), "", wrong, "save the spreadsheet as CSV")]);
        }
    };
    let columns: Vec<String> = header.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let mut problems = heading(&name, &columns);
    if !problems.is_empty() {
        return Err(problems);
    }
    let lines = input::Lines::of(&text);
    let known = row::Known::of(files, folder);
    let mut sessions = Vec::new();
    for (position, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) if position < MOST_ROWS => record,
            Ok(_) => {
                let wrong = format!("the table has more than {MOST_ROWS} rows");
                problems.push(Problem::new(name.clone(), "", wrong, "split it"));
                break;
            }
            Err(error) => {
                problems.push(Problem::new(name.clone(), "", error.to_string(), "save the spreadsheet as CSV anew"));
                continue;
            }
        };
        let line = lines.line(&text, &record);
        let at = format!("{name}:{line}");
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() > columns.len() && record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
            let wrong = format!("{} cells stand under {} columns", record.len(), columns.len());
            problems.push(Problem::new(at.clone(), "", wrong, "put a text with a comma in it in \"quotes\""));
            continue;
        }
        let cells = columns.iter().map(String::as_str).zip(record.iter().map(str::trim)).collect();
        match row::read(&at, &cells, &known, options) {
            Ok(session) => sessions.push(session),
            Err(found) => problems.extend(found),
        }
    }
    problems.extend(twice(&sessions));
    if problems.is_empty() { Ok(sessions) } else { Err(problems) }
}

/// What is wrong with the line of column names.
fn heading(name: &str, columns: &[String]) -> Vec<Problem> {
    let at = format!("{name}:1");
    let all = COLUMNS.join(",");
    if columns.len() == 1 && columns.iter().any(|column| column.contains([';', '\t'])) {
        let mend = "save it as CSV with commas between the cells";
        return vec![Problem::new(at, "", "the cells are not parted by commas", mend)];
    }
    let mut problems = Vec::new();
    for (position, column) in columns.iter().enumerate() {
        let earlier = columns.iter().take(position).any(|other| other == column);
        if earlier && !column.is_empty() {
            problems.push(Problem::new(at.clone(), column, "this column stands twice", "keep one of the two"));
        } else if !column.is_empty() && !COLUMNS.contains(&column.as_str()) {
            let wrong = format!("there is no column `{column}`");
            problems.push(Problem::new(at.clone(), column, wrong, format!("the columns are: {all}")));
        }
    }
    for needed in NEEDED.iter().filter(|needed| !columns.iter().any(|column| column == *needed)) {
        let wrong = format!("the column `{needed}` is missing");
        let mend = format!("begin the table with this line, in any order: {all}");
        problems.push(Problem::new(at.clone(), needed, wrong, mend));
    }
    problems
}

/// Rows that say the same session.
fn twice(sessions: &[Session]) -> Vec<Problem> {
    let mut seen: BTreeMap<_, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for session in sessions {
        let what = (&session.service, &session.starts, format!("{:?}", session.place));
        if let Some(first) = seen.insert(what, &session.at) {
            let wrong = format!("this session stands at {first} already");
            problems.push(Problem::new(session.at.clone(), &session.service, wrong, "keep one of the two rows"));
        }
    }
    problems
}

struct Import<'a> {
    files: &'a mut PackFiles,
    natural: Natural,
    options: &'a Options,
    counts: BTreeMap<(Kind, &'static str), usize>,
}

impl Import<'_> {
    fn session(&mut self, session: &Session) {
        let proof = self.options.proof(&session.source, None);
        let location = session.place.as_ref().map(|place| self.location(place, &proof));
        let title = self.files.text(Kind::Service, &session.service, "name").join(" ");
        let link = session.link.as_ref().map(|url| self.link(url, &title, &proof));
        let phone = session.phone.as_ref().map(|number| self.phone(number, &title, &proof));
        let mut facts = vec![
            ("service", Fact::Text(session.service.clone())),
            ("starts", Fact::Date(session.starts.clone())),
            ("ends", Fact::Date(session.ends.clone())),
            ("zone", Fact::Text(session.zone.clone())),
        ];
        facts.extend(session.repeats.clone().map(|rule| ("repeats", Fact::Text(rule))));
        facts.extend(location.clone().map(|id| ("location", Fact::Text(id))));
        facts.extend(session.online.then_some(("online", Fact::True)));
        facts.push(("language", Fact::Text(session.language.clone())));
        if !session.paths.is_empty() {
            facts.push(("paths", Fact::List(session.paths.clone())));
        }
        facts.extend(link.map(|id| ("link", Fact::Text(id))));
        facts.extend(phone.map(|id| ("phone", Fact::Text(id))));
        let key = key(&[&session.service, &session.starts, location.as_deref().unwrap_or_default()]);
        let id = match self.natural.get(Kind::Schedule, &key) {
            Some(id) => {
                let has_new_note =
                    !session.note.is_empty() && self.files.text(Kind::Schedule, &id, "note") != session.note;
                if has_new_note || !self.files.says(Kind::Schedule, &id, &facts) {
                    facts.extend(proof);
                }
                let change = self.files.update(Kind::Schedule, &id, &facts);
                self.count(Kind::Schedule, change);
                id
            }
            None => {
                let day = session.starts.split('T').next().unwrap_or_default();
                let id = self.files.new_id(Kind::Schedule, &format!("{} {day}", session.service));
                self.natural.add(Kind::Schedule, key, &id);
                facts.extend(proof);
                let change = self.files.add(Kind::Schedule, &id, &facts);
                self.count(Kind::Schedule, change);
                id
            }
        };
        if !session.note.is_empty() && self.files.text(Kind::Schedule, &id, "note") != session.note {
            self.files.set_text(Kind::Schedule, &id, "note", &session.note);
        }
    }

    fn location(&mut self, place: &Place, proof: &[(&'static str, Fact)]) -> String {
        match place {
            Place::Known(id) => id.clone(),
            Place::New { name, address, city, state, zip } => {
                let mut facts =
                    vec![("name", name), ("address", address), ("city", city), ("state", state), ("zip", zip)];
                let texts = |facts: &[(&'static str, &String)]| {
                    facts.iter().map(|(field, text)| (*field, Fact::Text((*text).clone()))).collect::<Vec<_>>()
                };
                // The same house at the same place is the same location, however its city is written.
                let key = key(&[name, address, zip]);
                if let Some(id) = self.natural.get(Kind::Location, &key) {
                    return id;
                }
                facts.retain(|(_, text)| !text.is_empty());
                let id = self.files.new_id(Kind::Location, name);
                self.natural.add(Kind::Location, key, &id);
                let all: Vec<(&str, Fact)> = texts(&facts).into_iter().chain(proof.iter().cloned()).collect();
                let change = self.files.add(Kind::Location, &id, &all);
                self.count(Kind::Location, change);
                id
            }
        }
    }

    fn link(&mut self, url: &str, title: &str, proof: &[(&'static str, Fact)]) -> String {
        if self.files.has(Kind::Link, url) {
            return url.to_owned();
        }
        let key = url.to_owned();
        if let Some(id) = self.natural.get(Kind::Link, &key) {
            return id;
        }
        let fact = ("url", Fact::Text(url.to_owned()));
        let id = self.files.new_id(Kind::Link, title);
        self.natural.add(Kind::Link, key, &id);
        let all: Vec<(&str, Fact)> = core::iter::once(fact).chain(proof.iter().cloned()).collect();
        let change = self.files.add(Kind::Link, &id, &all);
        self.count(Kind::Link, change);
        self.files.set_text(Kind::Link, &id, "label", &[title.to_owned()]);
        id
    }

    fn phone(&mut self, number: &str, title: &str, proof: &[(&'static str, Fact)]) -> String {
        if self.files.has(Kind::Phone, number) {
            return number.to_owned();
        }
        let key = key(&["call", number]);
        if let Some(id) = self.natural.get(Kind::Phone, &key) {
            return id;
        }
        let facts = [("kind", Fact::Text("call".to_owned())), ("number", Fact::Text(number.to_owned()))];
        let id = self.files.new_id(Kind::Phone, title);
        self.natural.add(Kind::Phone, key, &id);
        let shown = ("shown", Fact::Text(input::shown(number)));
        let all: Vec<(&str, Fact)> = facts.into_iter().chain([shown]).chain(proof.iter().cloned()).collect();
        let change = self.files.add(Kind::Phone, &id, &all);
        self.count(Kind::Phone, change);
        self.files.set_text(Kind::Phone, &id, "label", &[title.to_owned()]);
        id
    }

    fn count(&mut self, kind: Kind, change: Change) {
        let change = match change {
            Change::Added => "added",
            Change::Updated => "updated",
            Change::Same => "as they were",
        };
        *self.counts.entry((kind, change)).or_default() += 1;
    }

    fn said(&self) -> String {
        let each = self.counts.iter().map(|((kind, change), count)| format!("{}: {count} {change}", kind.plural()));
        each.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests;
