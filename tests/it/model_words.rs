//! The words of a pack in one language, read from the files that people write, and put together as questions/README.md
//! says: nothing of it comes from the guide.

use std::fs;

use toml::{Table, Value};

use crate::louisiana;
use crate::oracle_rules::{Said, text};
use crate::packs;

/// What stands where a text holds a number, a phone or a link: only a built pack knows these.
const UNKNOWN: Option<String> = None;

pub struct Texts {
    pack: Table,
    interface: Table,
    places: Vec<Value>,
    areas: Vec<Value>,
    /// The links that stand at the end of each result.
    partners: Vec<String>,
}

impl Texts {
    pub fn read(pack: &str, code: &str) -> Self {
        let folder = packs::folder(pack);
        let list = |file: &str, key: &str| read(&folder.join(file)).get(key).and_then(Value::as_array).cloned();
        let partners = read(&folder.join("pack.toml"))["partners"].clone();
        Self {
            pack: read(&folder.join(format!("words/{code}.toml"))),
            interface: read(&louisiana::root().join(format!("questions/interface/{code}.toml"))),
            places: list("directory/places.toml", "place").unwrap_or_default(),
            areas: list("directory/areas.toml", "area").unwrap_or_default(),
            partners: partners.try_into().unwrap(),
        }
    }

    /// One of the widget's own texts.
    pub fn own(&self, key: &str) -> String {
        self.interface[key].as_str().unwrap_or_else(|| panic!("{key} is no text")).to_owned()
    }

    /// The same with names in braces filled in.
    pub fn filled(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.own(key), values)
    }

    /// A text of the pack: `expectations`, `privacy`, `title`.
    pub fn of(&self, kind: &str, id: &str, key: &str) -> String {
        self.pack[kind][id][key].as_str().unwrap_or_else(|| panic!("{kind}.{id}.{key} is no text")).to_owned()
    }

    /// A text of the pack that is not one of many: its title, what it calls a place.
    pub fn of_pack(&self, key: &str) -> String {
        self.pack["pack"][key].as_str().unwrap_or_else(|| panic!("pack.{key} is no text")).to_owned()
    }

    /// Each paragraph of a text, if it has no facts in it.
    pub fn paragraphs(&self, kind: &str, id: &str, key: &str) -> Vec<Option<String>> {
        let whole = |one: &Value| one.as_str().map(str::to_owned).filter(|text| !text.contains('{')).or(UNKNOWN);
        match &self.pack[kind][id][key] {
            Value::Array(all) => all.iter().map(whole).collect(),
            one => vec![whole(one)],
        }
    }

    pub fn option(&self, item: &str, option: &str) -> String {
        match self.pack["questions"].get(item) {
            Some(question) => question["options"][option].as_str().unwrap().to_owned(),
            None => self.own(match option {
                "see" => "see",
                "help" => "want-help",
                _ => "unsure",
            }),
        }
    }

    /// Chosen options, in the order in which they are given.
    pub fn options(&self, item: &str, options: &[String]) -> String {
        let words: Vec<String> = options.iter().map(|option| self.option(item, option)).collect();
        words.join(&self.own("list-and"))
    }

    pub fn place(&self, id: &str) -> String {
        fill(self.of_pack("place-of"), &[("name", &name(&self.places, id))])
    }

    /// What is said about a place whose area is known, and about one whose is not.
    pub fn near(&self, place: &str, area: Option<&str>) -> String {
        let place = self.place(place);
        match area {
            Some(area) => fill(self.of_pack("area"), &[("place", &place), ("area", &name(&self.areas, area))]),
            None => fill(self.of_pack("no-area"), &[("place", &place)]),
        }
    }

    pub fn partners(&self) -> Vec<String> {
        self.partners.iter().map(|id| self.of("links", id, "label")).collect()
    }

    /// An answer as the list of all answers names it. `to` is the end of a scale.
    pub fn answer(&self, item: &str, said: &Said, to: Option<i64>) -> String {
        match said {
            Said::Options(options) => self.options(item, options),
            Said::Number(number) => format!("{number} / {}", to.unwrap()),
            Said::Place(place) => self.place(place),
            Said::Nothing => self.own("not-answered"),
        }
    }
}

fn name(list: &[Value], id: &str) -> String {
    let one = list.iter().find(|one| text(one, "id") == id).unwrap_or_else(|| panic!("there is no {id}"));
    text(one, "name").to_owned()
}

fn fill(text: String, values: &[(&str, &str)]) -> String {
    let filled = values.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
    assert!(!filled.contains('{'), "{filled} holds what the model cannot say");
    filled
}

fn read(file: &std::path::Path) -> Table {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
