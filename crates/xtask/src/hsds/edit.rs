//! Changes the files of a pack in place: what an editor wrote around an entry, and the comments, stay as they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

use super::problem::Problem;

/// A kind of entry: its file and its key in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Organization,
    Service,
    Phone,
    Link,
    Area,
    Place,
    Location,
    Schedule,
}

/// What a field of an entry holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    Text(String),
    /// A day or a moment, written without quotes.
    Date(String),
    List(Vec<String>),
    Dates(Vec<String>),
    True,
}

/// What became of an entry or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Added,
    Updated,
    Same,
}

/// The files of a pack's directory and the words of its first language.
pub struct PackFiles {
    folder: PathBuf,
    /// The pack's permanent id.
    pub pack: String,
    /// The language whose words are written.
    pub language: String,
    files: BTreeMap<String, File>,
    /// Where each entry stands in its list.
    index: BTreeMap<Kind, BTreeMap<String, usize>>,
    /// The last number that made an id of its own, by the id without it.
    numbers: BTreeMap<(Kind, String), usize>,
}

struct File {
    document: DocumentMut,
    was: String,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Organization,
        Self::Service,
        Self::Phone,
        Self::Link,
        Self::Area,
        Self::Place,
        Self::Location,
        Self::Schedule,
    ];

    /// The key of its entries, such as `phone`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Service => "service",
            Self::Phone => "phone",
            Self::Link => "link",
            Self::Area => "area",
            Self::Place => "place",
            Self::Location => "location",
            Self::Schedule => "schedule",
        }
    }

    /// The key of its words, and the stem of its file.
    pub fn plural(self) -> String {
        format!("{}s", self.key())
    }

    fn file(self) -> String {
        format!("directory/{}.toml", self.plural())
    }
}

impl PackFiles {
    /// Reads the files of a pack. Files that are not there yet are empty.
    pub fn read(folder: &Path) -> Result<Self, Vec<Problem>> {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let mut files = Self {
            folder: folder.to_owned(),
            pack: name.to_owned(),
            language: String::new(),
            files: BTreeMap::new(),
            index: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        let mut problems = Vec::new();
        problems.extend(files.load("pack.toml").err());
        let pack = files.files.remove("pack.toml").map(|file| file.document).unwrap_or_default();
        if let Some(id) = pack.get("id").and_then(Item::as_str) {
            files.pack = id.to_owned();
        }
        let first = pack.get("languages").and_then(Item::as_array).and_then(|list| list.get(0));
        files.language = first.and_then(Value::as_str).unwrap_or("en").to_owned();
        for kind in Kind::ALL {
            problems.extend(files.load(&kind.file()).err());
            let list = files.files.get(&kind.file()).and_then(|file| file.document.get(kind.key()));
            if list.is_some_and(|list| !list.is_array_of_tables()) {
                let wrong = format!("`{}` is not written as a list of entries", kind.key());
                problems.push(Problem::new(kind.file(), "", wrong, format!("write `[[{}]]`", kind.key())));
            }
        }
        problems.extend(files.load(&files.words_file()).err());
        for kind in Kind::ALL {
            let list = files.list(kind).into_iter().flat_map(ArrayOfTables::iter).enumerate();
            let id = |table: &Table| table.get("id").and_then(Item::as_str).map(str::to_owned);
            let index = list.filter_map(|(position, table)| Some((id(table)?, position))).collect();
            files.index.insert(kind, index);
        }
        if problems.is_empty() { Ok(files) } else { Err(problems) }
    }

    fn load(&mut self, name: &str) -> Result<(), Problem> {
        let path = self.folder.join(name);
        let was = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                return Err(Problem::new(name, "", format!("the file cannot be read: {error}"), "look at the file"));
            }
        };
        let document = was.parse::<DocumentMut>().map_err(|error| {
            let line =
                error.span().map_or(1, |span| was.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
            Problem::new(format!("{name}:{line}"), "", error.message(), "mend it first: cargo xtask check tells more")
        })?;
        self.files.insert(name.to_owned(), File { document, was });
        Ok(())
    }

    fn words_file(&self) -> String {
        format!("words/{}.toml", self.language)
    }

    fn list(&self, kind: Kind) -> Option<&ArrayOfTables> {
        self.files.get(&kind.file())?.document.get(kind.key())?.as_array_of_tables()
    }

    /// The ids of all entries of a kind, in order.
    pub fn ids(&self, kind: Kind) -> Vec<String> {
        let tables = self.list(kind).into_iter().flat_map(ArrayOfTables::iter);
        tables.filter_map(|table| table.get("id").and_then(Item::as_str).map(str::to_owned)).collect()
    }

    /// Whether there is an entry with this id.
    pub fn has(&self, kind: Kind, id: &str) -> bool {
        self.position(kind, id).is_some()
    }

    /// An id made from a name, that no entry has.
    pub fn new_id(&mut self, kind: Kind, name: &str) -> String {
        let id = plain_id(name, kind);
        if !self.has(kind, &id) {
            return id;
        }
        // Thousands of entries can have one name: the search goes on where it ended.
        let last = self.numbers.get(&(kind, id.clone())).copied().unwrap_or(1);
        let found = (last + 1..).find(|number| !self.has(kind, &format!("{id}-{number}"))).unwrap_or_default();
        let numbered = format!("{id}-{found}");
        self.numbers.insert((kind, id), found);
        numbered
    }

    fn position(&self, kind: Kind, id: &str) -> Option<usize> {
        self.index.get(&kind)?.get(id).copied()
    }

    fn entry(&self, kind: Kind, id: &str) -> Option<&Table> {
        self.list(kind)?.get(self.position(kind, id)?)
    }

    /// A text or date of an entry.
    pub fn field(&self, kind: Kind, id: &str, field: &str) -> Option<String> {
        match self.entry(kind, id)?.get(field)?.as_value()? {
            Value::String(text) => Some(text.value().clone()),
            Value::Datetime(date) => Some(date.value().to_string()),
            Value::Boolean(is) => Some(is.value().to_string()),
            _ => None,
        }
    }

    /// A list of texts of an entry.
    pub fn list_field(&self, kind: Kind, id: &str, field: &str) -> Vec<String> {
        let list = self.entry(kind, id).and_then(|entry| entry.get(field)).and_then(Item::as_array);
        let text = |value: &Value| value.as_str().map(str::to_owned).or_else(|| Some(value.as_datetime()?.to_string()));
        list.into_iter().flatten().filter_map(text).collect()
    }

    /// Whether an entry says all of this already.
    pub fn says(&self, kind: Kind, id: &str, facts: &[(&str, Fact)]) -> bool {
        facts.iter().all(|(field, fact)| match fact {
            Fact::Text(text) | Fact::Date(text) => self.field(kind, id, field).as_ref() == Some(text),
            Fact::True => self.field(kind, id, field).as_deref() == Some("true"),
            Fact::List(list) | Fact::Dates(list) => self.list_field(kind, id, field) == *list,
        })
    }

    /// Writes facts into an entry that is there. Other fields stay.
    pub fn update(&mut self, kind: Kind, id: &str, facts: &[(&str, Fact)]) -> Change {
        let changed: Vec<(&str, Fact)> =
            facts.iter().filter(|fact| !self.says(kind, id, core::slice::from_ref(fact))).cloned().collect();
        let position = self.position(kind, id);
        let document = self.files.get_mut(&kind.file()).map(|file| &mut file.document);
        let list = document.and_then(|document| document.get_mut(kind.key())?.as_array_of_tables_mut());
        let Some(entry) = list.zip(position).and_then(|(list, position)| list.get_mut(position)) else {
            return Change::Same;
        };
        for (field, fact) in &changed {
            put(entry, field, value(fact));
        }
        if changed.is_empty() { Change::Same } else { Change::Updated }
    }

    /// Adds an entry at the end of its file.
    pub fn add(&mut self, kind: Kind, id: &str, facts: &[(&str, Fact)]) -> Change {
        let mut entry = Table::new();
        put(&mut entry, "id", Value::from(id));
        for (field, fact) in facts {
            put(&mut entry, field, value(fact));
        }
        if let Some(file) = self.files.get_mut(&kind.file()) {
            if !file.document.is_empty() || !file.was.trim().is_empty() {
                entry.decor_mut().set_prefix("\n");
            }
            let list = file.document.entry(kind.key()).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
            if let Some(list) = list.as_array_of_tables_mut() {
                self.index.entry(kind).or_default().insert(id.to_owned(), list.len());
                list.push(entry);
            }
        }
        Change::Added
    }

    /// The paragraphs of a text in the words.
    pub fn text(&self, kind: Kind, id: &str, name: &str) -> Vec<String> {
        let words = self.files.get(&self.words_file()).map(|file| file.document.as_table());
        let entry = words.and_then(|words| words.get(&kind.plural())?.get(id)?.get(name));
        match entry.and_then(Item::as_value) {
            Some(Value::String(text)) => vec![text.value().clone()],
            Some(Value::Array(list)) => list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        }
    }

    /// Writes a text into the words.
    pub fn set_text(&mut self, kind: Kind, id: &str, name: &str, paragraphs: &[String]) {
        let Some(file) = self.files.get_mut(&self.words_file()) else { return };
        if file.was.is_empty() && !file.document.contains_key("review") {
            // Nobody has read these words yet.
            file.document.insert("review", toml_edit::value("none yet"));
        }
        let kinds = file.document.entry(&kind.plural()).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let Some(kinds) = kinds.as_table_like_mut() else { return };
        if kinds.get(id).is_none() {
            let mut table = Table::new();
            table.decor_mut().set_prefix("\n");
            kinds.insert(id, Item::Table(table));
        }
        let Some(entry) = kinds.get_mut(id).and_then(Item::as_table_like_mut) else { return };
        let value = match paragraphs {
            [one] => Value::from(one.as_str()),
            all => Value::Array(all.iter().map(String::as_str).collect::<Array>()),
        };
        put(entry, name, value);
    }

    /// The files that are to change, with their new texts.
    fn changed(&self) -> impl Iterator<Item = (&String, String)> {
        let texts = self.files.iter().map(|(name, file)| (name, file, file.document.to_string()));
        texts.filter(|(_, file, text)| *text != file.was).map(|(name, _, text)| (name, text))
    }

    /// Writes all that changed. A file is whole at every moment: it is written beside the old one and moved over it.
    pub fn write(&self) -> Result<Vec<String>, String> {
        let mut written = Vec::new();
        for (name, text) in self.changed() {
            let path = self.folder.join(name);
            let beside = path.with_extension("toml.new");
            let wrong = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(wrong)?;
            }
            fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path)).map_err(wrong)?;
            written.push(name.clone());
        }
        Ok(written)
    }
}

/// Sets a value; the comments around an old one stay.
fn put(table: &mut dyn TableLike, field: &str, mut value: Value) {
    match table.get_mut(field) {
        Some(item) => {
            if let Some(old) = item.as_value() {
                *value.decor_mut() = old.decor().clone();
            }
            *item = Item::Value(value);
        }
        None => {
            table.insert(field, Item::Value(value));
        }
    }
}

fn value(fact: &Fact) -> Value {
    // A text that is no date stays a text: the check tells what is wrong with it.
    let date =
        |text: &String| text.parse::<toml_edit::Datetime>().map_or_else(|_| Value::from(text.as_str()), Value::from);
    match fact {
        Fact::Text(text) => Value::from(text.as_str()),
        Fact::Date(text) => date(text),
        Fact::List(list) => Value::Array(list.iter().map(String::as_str).collect::<Array>()),
        Fact::Dates(list) => Value::Array(list.iter().map(date).collect::<Array>()),
        Fact::True => Value::from(true),
    }
}

/// An id in small letters with hyphens, made from a name.
fn plain_id(name: &str, kind: Kind) -> String {
    let mut id = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => id.push_str(letters.encode_utf8(&mut [0; 4])),
            None if c == '\'' || c == '’' || c == '.' => {}
            None if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            None => {}
        }
        if id.len() >= 48 {
            break;
        }
    }
    let id = id.trim_matches('-');
    let id = if id.is_empty() { kind.key() } else { id };
    id.to_owned()
}

/// A letter or digit that may stand in an id; letters with marks lose them.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        _ => return None,
    })
}
