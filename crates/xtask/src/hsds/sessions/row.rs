//! One row of a spreadsheet as a session, or all that is wrong with it.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use chrono::NaiveDateTime;

use super::super::edit::{Kind, PackFiles};
use super::super::input::{self, Number};
use super::super::options::Options;
use super::super::problem::{Problem, is_hidden};
use super::super::schedules;
use super::cells;

/// A session as a row tells it.
#[derive(Clone, Debug)]
pub struct Session {
    /// The file and the line.
    pub at: String,
    pub service: String,
    pub starts: String,
    pub ends: String,
    pub zone: String,
    pub repeats: Option<String>,
    pub place: Option<Place>,
    pub online: bool,
    pub language: String,
    pub paths: Vec<String>,
    pub note: Vec<String>,
    /// The id of a link, or its address.
    pub link: Option<String>,
    /// The id of a phone, or its number.
    pub phone: Option<String>,
    pub source: String,
}

/// Where a session is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A location of the directory.
    Known(String),
    /// Another one.
    New { name: String, address: String, city: String, state: String, zip: String },
}

/// What a row may name.
pub struct Known {
    /// Ids of services of training, each with its name.
    services: Vec<(String, String)>,
    /// Ids of locations, each with its name.
    locations: Vec<(String, String)>,
    links: Vec<String>,
    phones: Vec<String>,
    paths: Vec<String>,
}

impl Known {
    /// What stands in a pack.
    pub fn of(files: &PackFiles, folder: &Path) -> Self {
        let named = |kind: Kind, name: &dyn Fn(&str) -> String| {
            files.ids(kind).into_iter().map(|id| (id.clone(), name(&id))).collect::<Vec<_>>()
        };
        let text = std::fs::read_to_string(folder.join("paths.toml")).unwrap_or_default();
        let paths = text.parse::<toml::Table>().ok().and_then(|table| table.get("path")?.as_array().cloned());
        let id = |path: toml::Value| path.get("id").and_then(toml::Value::as_str).map(str::to_owned);
        Self {
            services: trainings(named(Kind::Service, &|id| files.text(Kind::Service, id, "name").join(" ")), files),
            locations: named(Kind::Location, &|id| files.field(Kind::Location, id, "name").unwrap_or_default()),
            links: files.ids(Kind::Link),
            phones: files.ids(Kind::Phone),
            paths: paths.unwrap_or_default().into_iter().filter_map(id).collect(),
        }
    }
}

/// Sessions belong to training.
fn trainings(services: Vec<(String, String)>, files: &PackFiles) -> Vec<(String, String)> {
    let is = |id: &str| files.field(Kind::Service, id, "kind").as_deref() == Some("training");
    services.into_iter().filter(|(id, _)| is(id)).collect()
}

/// Reads a row, by column.
pub fn read(at: &str, cells: &BTreeMap<&str, &str>, known: &Known, options: &Options) -> Result<Session, Vec<Problem>> {
    let mut row = Row { at, cells, problems: Vec::new() };
    row.hidden();
    let service = row.service(known);
    let (starts, ends) = row.moments();
    let zone = row.zone();
    let repeats = row.repeats(starts);
    let online = row.online();
    let place = row.place(known);
    if place.is_none() && !online && !row.has_place() {
        row.problem(
            "place",
            "nobody knows where this is",
            "name the place with its address, or write `yes` under online",
        );
    }
    let session = Session {
        at: at.to_owned(),
        service: service.unwrap_or_default(),
        starts: starts.map(written).unwrap_or_default(),
        ends: ends.map(written).unwrap_or_default(),
        zone,
        repeats,
        place,
        online,
        language: row.language(),
        paths: row.paths(known),
        note: row.cell("note").lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect(),
        link: row.link(known),
        phone: row.phone(known),
        source: row.source(options),
    };
    if row.problems.is_empty() { Ok(session) } else { Err(row.problems) }
}

fn written(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S").to_string()
}

struct Row<'a> {
    at: &'a str,
    cells: &'a BTreeMap<&'a str, &'a str>,
    problems: Vec<Problem>,
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> &'a str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    fn problem(&mut self, column: &str, wrong: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(Problem::new(self.at, column, wrong, mend));
    }

    /// Characters that nobody sees, and such that no text of a guide may have.
    fn hidden(&mut self) {
        for (column, cell) in self.cells {
            let hidden = cell.chars().find(|c| is_hidden(*c) && !matches!(c, '\n' | '\r' | '\t'));
            if let Some(found) = hidden {
                let wrong = format!("the hidden character U+{:04X} stands in the cell", u32::from(found));
                self.problems.push(Problem::new(self.at, column, wrong, "type the cell anew"));
            }
            if cell.contains(['<', '>', '{', '}']) {
                let mend = "words are plain text: take it out";
                self.problems.push(Problem::new(self.at, column, "a tag or a brace stands in the cell", mend));
            }
        }
    }

    fn service(&mut self, known: &Known) -> Option<String> {
        let cell = self.cell("service");
        let found = known.services.iter().find(|(id, name)| id == cell || name.eq_ignore_ascii_case(cell));
        if let Some((id, _)) = found.filter(|_| !cell.is_empty()) {
            return Some(id.clone());
        }
        let ids: Vec<&str> = known.services.iter().map(|(id, _)| id.as_str()).collect();
        let mend = format!("write the id or the name of a service of training: {}", ids.join(", "));
        self.problem("service", format!("there is no training `{cell}`"), mend);
        None
    }

    fn moments(&mut self) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
        let day = cells::day(self.cell("date"));
        if day.is_none() {
            let wrong = format!("`{}` is no day", self.cell("date"));
            self.problem("date", wrong, "write 2027-01-09 or, month first, 1/9/2027");
        }
        let mut time = |column: &str| {
            let time = cells::time(self.cell(column));
            if time.is_none() {
                let wrong = format!("`{}` is no time", self.cell(column));
                self.problem(column, wrong, "write 9:00 AM or 18:30");
            }
            time
        };
        let (starts, ends) = (time("starts"), time("ends"));
        if starts.zip(ends).is_some_and(|(starts, ends)| ends <= starts) {
            self.problem("ends", "it ends before it begins", "write AM or PM, or hours from 0 to 23");
        }
        let moment = |time: Option<chrono::NaiveTime>| Some(day?.and_time(time?));
        (moment(starts), moment(ends))
    }

    fn zone(&mut self) -> String {
        let cell = self.cell("zone");
        if chrono_tz::Tz::from_str(cell).is_err() || !cell.contains('/') {
            let wrong = format!("`{cell}` is no time zone of the IANA list");
            self.problem("zone", wrong, "write such as America/Chicago, America/New_York");
        }
        cell.to_owned()
    }

    fn repeats(&mut self, starts: Option<NaiveDateTime>) -> Option<String> {
        let (cell, until) = (self.cell("repeats"), self.cell("until"));
        let how = "write `weekly`, `every 2 weeks, 8 times`, or an RRULE such as FREQ=WEEKLY;COUNT=8";
        if cell.is_empty() {
            if !until.is_empty() {
                self.problem("until", "it has a last day, but nothing says how it repeats", how);
            }
            return None;
        }
        let Some(mut rule) = cells::rule(cell) else {
            self.problem("repeats", format!("nobody can tell what `{cell}` means"), how);
            return None;
        };
        if !until.is_empty() {
            match cells::day(until) {
                None => self.problem("until", format!("`{until}` is no day"), "write 2027-01-09 or 1/9/2027"),
                Some(_) if rule.contains("COUNT=") || rule.contains("UNTIL=") => {
                    self.problem("until", "two cells say when it ends", "keep one of the two");
                }
                Some(last) if starts.is_some_and(|starts| last < starts.date()) => {
                    self.problem("until", "the last day lies before the first", "write the day of the last session");
                }
                Some(last) => rule.push_str(&last.format(";UNTIL=%Y%m%d").to_string()),
            }
        }
        if starts.is_some_and(|starts| !schedules::is_rule(&rule, starts)) {
            self.problem("repeats", format!("`{rule}` is no rule of RFC 5545"), how);
        }
        Some(rule)
    }

    fn online(&mut self) -> bool {
        let cell = self.cell("online");
        cells::yes(cell).unwrap_or_else(|| {
            self.problem("online", format!("`{cell}` is neither yes nor no"), "write yes or no");
            true
        })
    }

    fn has_place(&self) -> bool {
        ["place", "address", "city", "state", "zip"].iter().any(|column| !self.cell(column).is_empty())
    }

    fn place(&mut self, known: &Known) -> Option<Place> {
        let [name, address, city, state, zip] =
            ["place", "address", "city", "state", "zip"].map(|column| self.cell(column).to_owned());
        if !self.has_place() {
            return None;
        }
        if address.is_empty() {
            let found = known.locations.iter().find(|(id, other)| *id == name || other.eq_ignore_ascii_case(&name));
            if let Some((id, _)) = found {
                return Some(Place::Known(id.clone()));
            }
        }
        let before = self.problems.len();
        for (column, text) in [("place", &name), ("address", &address), ("city", &city)] {
            if text.is_empty() {
                self.problem(column, "a part of the address is missing", "write place, address, city, state and zip");
            }
        }
        if state.len() != 2 || !state.bytes().all(|byte| byte.is_ascii_uppercase()) {
            self.problem("state", format!("`{state}` is no state"), "write its two letters: LA");
        }
        if zip.len() != 5 || !zip.bytes().all(|byte| byte.is_ascii_digit()) {
            let mend = "write five digits; format the column as text where the spreadsheet drops a zero";
            self.problem("zip", format!("`{zip}` is no ZIP code"), mend);
        }
        (self.problems.len() == before).then_some(Place::New { name, address, city, state, zip })
    }

    fn language(&mut self) -> String {
        let cell = self.cell("language");
        let good = (2..=12).contains(&cell.len()) && cell.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !good || cell.chars().next().is_some_and(|c| c.is_ascii_uppercase()) {
            let wrong = format!("`{cell}` is no language code");
            self.problem("language", wrong, "write the code of the language that is spoken: en, es, vi, fr");
        }
        cell.to_owned()
    }

    fn paths(&mut self, known: &Known) -> Vec<String> {
        let paths = cells::words(self.cell("paths"));
        for path in paths.iter().filter(|path| !known.paths.contains(path)) {
            let mend =
                format!("write one or more of: {}; or nothing, for those of the service", known.paths.join(", "));
            self.problem("paths", format!("there is no path `{path}`"), mend);
        }
        paths
    }

    fn link(&mut self, known: &Known) -> Option<String> {
        let cell = self.cell("link");
        if cell.is_empty() {
            return None;
        }
        if !input::is_https(cell) && !known.links.iter().any(|id| id == cell) {
            let wrong = format!("`{cell}` is neither a link of the pack nor an https address");
            self.problem("link", wrong, "write the page's own address, from https:// on");
        }
        Some(cell.to_owned())
    }

    fn phone(&mut self, known: &Known) -> Option<String> {
        let cell = self.cell("phone");
        if cell.is_empty() || known.phones.iter().any(|id| id == cell) && input::number(cell) == Number::Wrong {
            return Some(cell.to_owned()).filter(|cell| !cell.is_empty());
        }
        if let Number::Good(number) = input::number(cell) {
            return Some(number);
        }
        let mend = "write ten digits, such as 225-555-0100, or the id of a phone of the pack";
        self.problem("phone", format!("`{cell}` cannot be dialled"), mend);
        None
    }

    fn source(&mut self, options: &Options) -> String {
        let cell = self.cell("source");
        match (cell.is_empty(), &options.source) {
            (true, Some(source)) => return source.clone(),
            (true, None) => {
                let mend = "write the page that says it, or give one for all rows: --source https://…";
                self.problem("source", "nothing says where this comes from", mend);
            }
            (false, _) if !input::is_web(cell) => {
                self.problem("source", format!("`{cell}` is no address of a page"), "write it from https:// on");
            }
            _ => {}
        }
        cell.to_owned()
    }
}
