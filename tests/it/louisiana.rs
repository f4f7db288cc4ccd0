//! Louisiana's pack, read from its files as the build reads it, with the ids that a built pack no longer holds.

use std::cell::LazyCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::LazyLock;

use guide::content::Checked;
use guide::show::Show;
use guide::{Date, Pack, Setup, Words};

/// The day on which all tests are, soon after the facts were checked.
pub const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

static CHECKED: LazyLock<Checked> = LazyLock::new(|| {
    let questions = root().join("questions");
    xtask::content::load_on(&questions, "louisiana", TODAY).unwrap_or_else(|report| panic!("{report}"))
});

static SERVICES: LazyLock<Vec<String>> = LazyLock::new(|| ids("directory/services.toml", "service"));

thread_local! {
    static PACK: LazyCell<Rc<Pack>> = LazyCell::new(|| Rc::new(CHECKED.pack.clone()));
    static LANGUAGES: LazyCell<Rc<Vec<Words>>> = LazyCell::new(|| Rc::new(languages_of(&CHECKED)));
}

fn languages_of(checked: &Checked) -> Vec<Words> {
    checked.languages.iter().map(|one| Words::new(&one.code, &one.direction, &one.lines)).collect()
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The built pack.
pub fn pack() -> Rc<Pack> {
    PACK.with(|pack| Rc::clone(pack))
}

/// The words of its languages.
pub fn languages() -> Rc<Vec<Words>> {
    LANGUAGES.with(|languages| Rc::clone(languages))
}

/// What a session begins with.
pub fn setup() -> Setup {
    Setup {
        pack: pack(),
        languages: languages(),
        language: "en".to_owned(),
        path: None,
        region: None,
        today: Some(TODAY),
    }
}

/// Puts the pack into English words.
pub fn show<T>(ask: impl FnOnce(&Show) -> T) -> T {
    let (pack, languages) = (pack(), languages());
    ask(&Show { pack: &pack, words: &languages[0], today: Some(TODAY) })
}

/// A TOML file of the pack.
pub fn toml(file: &str) -> toml::Table {
    let file = root().join("questions/packs/louisiana").join(file);
    fs::read_to_string(&file).unwrap().parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn ids(file: &str, key: &str) -> Vec<String> {
    let table = toml(file);
    let entries = table[key].as_array().unwrap().iter();
    entries.map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids of the services, in the order of the built pack, which holds only their words.
pub fn services() -> &'static [String] {
    assert_eq!(SERVICES.len(), CHECKED.pack.services.len());
    &SERVICES
}
