//! Reads a pack's folder into raw entries. What cannot be read is a problem, and the rest is read all the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use guide::content::raw::{Placed, RawPack, RawWords};
use guide::content::{Place, Problem};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::lint::Avoided;
use super::shape::Shape;
use super::toml_file::TomlFile;

/// A pack as it was read, with the problems of reading and the lines of all files.
pub struct ReadPack {
    /// The entries.
    pub raw: RawPack,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The files by name, for finding lines.
    pub files: BTreeMap<String, TomlFile>,
    /// Words that do not stand in any pack.
    pub avoided: Vec<Avoided>,
}

/// Reads the pack in `questions/packs/<folder>`.
pub fn pack(questions: &Path, folder: &str) -> Result<ReadPack, String> {
    let mut reader = Reader {
        questions,
        prefix: format!("packs/{folder}/"),
        problems: Vec::new(),
        files: BTreeMap::new(),
        broken: Vec::new(),
        unread: Vec::new(),
    };
    let mut raw = RawPack { folder: folder.to_owned(), ..RawPack::default() };
    raw.pack = reader.single("pack.toml")?;
    raw.paths = reader.list("paths.toml", "path", &["path"])?;
    raw.expectations = reader.list("expectations.toml", "expectation", &["expectation"])?;
    raw.questions = reader.list("questions.toml", "question", &["question"])?;
    raw.domains = reader.list("advice.toml", "domain", &["domain", "advice"])?;
    raw.advice = reader.list("advice.toml", "advice", &[])?;
    raw.help = reader.list("help.toml", "help", &["help", "arrangement"])?;
    raw.arrangements = reader.list("help.toml", "arrangement", &[])?;
    raw.values = reader.list("facts.toml", "value", &["value", "requirement"])?;
    raw.requirements = reader.list("facts.toml", "requirement", &[])?;
    raw.phones = reader.list("directory/phones.toml", "phone", &["phone"])?;
    raw.links = reader.list("directory/links.toml", "link", &["link"])?;
    raw.organizations = reader.list("directory/organizations.toml", "organization", &["organization"])?;
    raw.services = reader.list("directory/services.toml", "service", &["service"])?;
    raw.locations = reader.list_if_there("directory/locations.toml", "location", &["location"])?;
    raw.schedules = reader.list_if_there("directory/schedules.toml", "schedule", &["schedule"])?;
    raw.areas = reader.list("directory/areas.toml", "area", &["area"])?;
    raw.places = reader.list("directory/places.toml", "place", &["place"])?;
    raw.zips = reader.zips();
    let packs_folder = std::mem::take(&mut reader.prefix);
    raw.reviewed = reader.list("help-lines.toml", "line", &["line"])?;
    let avoided: Vec<Placed<Avoided>> = reader.list("words-to-avoid.toml", "avoid", &["avoid"])?;
    raw.interface = reader.languages("interface");
    reader.prefix = packs_folder;
    raw.words = reader.languages("words");
    raw.broken = reader.broken;
    raw.unread = reader.unread;
    let avoided = avoided.into_iter().map(|one| one.value).collect();
    Ok(ReadPack { raw, problems: reader.problems, files: reader.files, avoided })
}

/// The texts of one file, and what in it is no text.
pub fn texts(questions: &Path, file: &str) -> (RawWords, Vec<Problem>) {
    let mut reader = Reader {
        questions,
        prefix: String::new(),
        problems: Vec::new(),
        files: BTreeMap::new(),
        broken: Vec::new(),
        unread: Vec::new(),
    };
    let words = reader.words(file);
    (words, reader.problems)
}

struct Reader<'a> {
    questions: &'a Path,
    /// The pack's folder below `questions`, with a slash at the end.
    prefix: String,
    problems: Vec<Problem>,
    files: BTreeMap<String, TomlFile>,
    broken: Vec<String>,
    unread: Vec<String>,
}

impl Reader<'_> {
    fn problem(&mut self, place: Place, id: &str, wrong: impl Into<String>, mend: impl Into<String>) {
        self.problems.push(Problem { place, id: id.to_owned(), wrong: wrong.into(), mend: mend.into() });
    }

    /// The values of a file, read once. A missing or unreadable file is a problem and has no values.
    fn values(&mut self, name: &str) -> Map<String, Value> {
        let file = format!("{}{name}", self.prefix);
        if let Some(known) = self.files.get(&file) {
            return known.values.clone();
        }
        let place = Place::file(&file);
        let text = match fs::read(self.questions.join(&file)) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_else(|_| {
                self.problem(place.clone(), "", "the file is not UTF-8 text", "save it as UTF-8 in your editor");
                String::new()
            }),
            Err(error) => {
                let wrong = format!("the file cannot be read: {error}");
                self.problem(place.clone(), "", wrong, "write it; questions/README.md shows what stands in it");
                self.unread.push(name.to_owned());
                String::new()
            }
        };
        let read = TomlFile::read(&text);
        for (line, error) in &read.errors {
            let mut at = place.clone();
            at.way.push(format!("\u{0}line {line}"));
            let written = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim_start();
            let mend = if written.starts_with("checked") {
                "write year, month and day: 2026-11-15"
            } else {
                "compare the line with the ones around it: quotes, brackets, `=`"
            };
            self.problem(at, "", format!("this is not TOML: {error}"), mend);
        }
        if !read.errors.is_empty() {
            self.unread.push(name.to_owned());
        }
        let values = read.values.clone();
        self.files.insert(file, read);
        values
    }

    fn single<T: JsonSchema + DeserializeOwned>(&mut self, name: &str) -> Result<Option<Placed<T>>, String> {
        let values = Value::Object(self.values(name));
        let place = Place::file(&format!("{}{name}", self.prefix));
        if self.unread.iter().any(|unread| unread == name) {
            return Ok(None);
        }
        match Shape::of::<T>()?.read(&values, &place) {
            Ok(value) => Ok(Some(Placed { place, value })),
            Err(problems) => {
                self.problems.extend(problems);
                Ok(None)
            }
        }
    }

    /// The entries `[[key]]` of a file. `known` names all keys that the file may have; it is given once a file.
    fn list<T: JsonSchema + DeserializeOwned>(
        &mut self,
        name: &str,
        key: &str,
        known: &[&str],
    ) -> Result<Vec<Placed<T>>, String> {
        let values = self.values(name);
        let file = Place::file(&format!("{}{name}", self.prefix));
        for other in values.keys().filter(|other| !known.is_empty() && !known.contains(&other.as_str())) {
            let mend = format!("write `[[{}]]`", known.join("]]` or `[["));
            self.problem(file.at(other), other, format!("`{other}` does not belong into this file"), mend);
            self.unread.push(name.to_owned());
        }
        let shape = Shape::of::<T>()?;
        let mut entries = Vec::new();
        let list = match values.get(key) {
            Some(Value::Array(list)) => list.clone(),
            Some(_) => {
                self.problem(file.at(key), key, format!("`{key}` is not a list"), format!("write `[[{key}]]`"));
                self.unread.push(name.to_owned());
                Vec::new()
            }
            None => Vec::new(),
        };
        for (position, value) in list.iter().enumerate() {
            let place = file.at(key).at(position);
            match shape.read(value, &place) {
                Ok(value) => entries.push(Placed { place, value }),
                Err(problems) => {
                    self.problems.extend(problems);
                    match value.get("id").and_then(Value::as_str) {
                        // What a path shows, and what an entry without a name is, nobody knows.
                        Some(id) if key != "path" => self.broken.push(id.to_owned()),
                        _ => self.unread.push(name.to_owned()),
                    }
                }
            }
        }
        Ok(entries)
    }

    /// The entries of a file that a pack need not have.
    fn list_if_there<T: JsonSchema + DeserializeOwned>(
        &mut self,
        name: &str,
        key: &str,
        known: &[&str],
    ) -> Result<Vec<Placed<T>>, String> {
        if !self.questions.join(format!("{}{name}", self.prefix)).exists() {
            return Ok(Vec::new());
        }
        self.list(name, key, known)
    }

    fn zips(&mut self) -> Vec<Placed<(String, String)>> {
        let name = format!("{}directory/zip.csv", self.prefix);
        let place = Place::file(&name);
        let heading = "begin it with the line `zip,place`; each further line is a ZIP code, a comma and a place's id";
        let text = match fs::read_to_string(self.questions.join(&name)) {
            Ok(text) => text,
            Err(error) => {
                self.problem(place, "", format!("the file cannot be read: {error}"), heading);
                return Vec::new();
            }
        };
        if text.lines().next().map(str::trim) != Some("zip,place") {
            self.problem(place.clone(), "", "the first line is not `zip,place`", heading);
        }
        let mut zips = Vec::new();
        for (number, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let mut at = place.clone();
            at.way.push(format!("\u{0}line {}", number + 1));
            match line.split_once(',') {
                Some((zip, id)) => {
                    zips.push(Placed { place: at, value: (zip.trim().to_owned(), id.trim().to_owned()) });
                }
                None => self.problem(
                    at,
                    "",
                    format!("`{line}` has no comma"),
                    "write the ZIP code, a comma and the place's id",
                ),
            }
        }
        zips
    }

    /// All `<language>.toml` of a folder.
    fn languages(&mut self, folder: &str) -> BTreeMap<String, RawWords> {
        let directory = self.questions.join(format!("{}{folder}", self.prefix));
        let mut codes: Vec<String> = fs::read_dir(directory)
            .map(|entries| {
                let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
                names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect()
            })
            .unwrap_or_default();
        codes.sort();
        codes.into_iter().map(|code| (code.clone(), self.words(&format!("{folder}/{code}.toml")))).collect()
    }

    fn words(&mut self, name: &str) -> RawWords {
        let values = self.values(name);
        let file = Place::file(&format!("{}{name}", self.prefix));
        let mut words = RawWords { file: file.clone(), texts: BTreeMap::new() };
        self.flatten(&Value::Object(values), &file, &mut words.texts);
        words
    }

    fn flatten(&mut self, value: &Value, place: &Place, texts: &mut BTreeMap<String, Vec<String>>) {
        let key = place.way.join(".");
        match value {
            Value::String(text) => {
                texts.insert(key, vec![text.clone()]);
            }
            Value::Array(list) if list.iter().all(Value::is_string) => {
                texts.insert(key, list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect());
            }
            Value::Object(table) => {
                for (name, value) in table {
                    self.flatten(value, &place.at(name), texts);
                }
            }
            _ => {
                let mend = "write a text in quotes, or a list of texts";
                self.problem(place.clone(), &key, format!("`{key}` is not a text"), mend);
                self.broken.push(key);
            }
        }
    }
}
