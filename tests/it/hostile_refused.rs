//! Each string of tests/hostile-strings.txt in each text of a pack, before the check: what would hide something, or be
//! more than words, is refused with the name of the text.

use std::fs;
use std::path::Path;

use toml::Value;
use xtask::content::laid::Laid;

use crate::evidence::{count, evidence};
use crate::hostile_strings::all;
use crate::louisiana::{TODAY, root};

/// What stands in words when it is meant so: facts, and what the guide fills into some texts.
const GOOD_SLOTS: [&str; 5] = ["{value:kcsp-amount}", "{phone:report}", "{name}", "{place}", "{now} of {all}"];

/// What words must never hold, said a second time: signs of tags and slots, control characters, marks of direction.
fn must_be_refused(text: &str) -> bool {
    if GOOD_SLOTS.contains(&text) {
        return false;
    }
    let hidden = ['\u{200b}', '\u{2028}', '\u{2029}', '\u{2060}', '\u{feff}'];
    let is_mark = |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    text.chars().any(|c| "<>{}".contains(c) || c.is_control() || hidden.contains(&c) || is_mark(c))
        || text.contains("://")
        || text.trim().is_empty()
}

/// What the check says of the pack in this folder; `None` when it has no complaint.
fn report(questions: &Path) -> Option<String> {
    xtask::content::load_on(questions, "louisiana", TODAY).err()
}

fn read(file: &Path) -> toml::Table {
    fs::read_to_string(file).unwrap().parse().unwrap()
}

fn write(file: &Path, table: &toml::Table) {
    fs::write(file, toml::to_string(table).unwrap()).unwrap();
}

/// Puts the next string into each text of a file, and gives the names of the texts with what stands in them now.
fn put(table: &mut toml::Table, way: &str, next: &mut dyn FnMut() -> String, done: &mut Vec<(String, String)>) {
    for (key, value) in table.iter_mut() {
        let way = if way.is_empty() { key.clone() } else { format!("{way}.{key}") };
        match value {
            Value::Table(inside) => put(inside, &way, next, done),
            // Who has read a translation, and how a language writes a number: no texts of their own.
            _ if way == "review" || way.starts_with("values.") => {}
            value => {
                let text = next();
                done.push((way, text.clone()));
                *value = Value::String(text);
            }
        }
    }
}

#[test]
fn each_string_in_each_text_is_refused() {
    let strings = all();
    let laid = Laid::plain(&root()).unwrap();
    laid.english_alone().unwrap();
    assert_eq!(report(&laid.0), None, "before anything was changed");
    let file = laid.0.join("packs/louisiana/words/en.toml");
    let good = read(&file);
    let mut refused = 0;
    let mut texts = 0;
    for turn in 0..count(2, strings.len()) {
        let mut words = good.clone();
        let mut done = Vec::new();
        // Steps that share no divisor with their number, so that all turns together put each string into each text.
        let mut number = turn;
        let mut next = || {
            number += 1;
            strings[number % strings.len()].clone()
        };
        put(&mut words, "", &mut next, &mut done);
        write(&file, &words);
        let report = report(&laid.0).expect("a pack of hostile words was built");
        for (key, text) in done.iter().filter(|(_, text)| must_be_refused(text)) {
            let named = report.contains(&format!("[{key}]"));
            assert!(named, "{key} may be {text:?}");
            refused += 1;
        }
        texts = done.len();
    }
    assert!(refused > texts, "only {refused} of {texts}");
    let rows = [("Hostile strings in the texts of a pack that the check refused by name", refused.to_string())];
    evidence("core-hostile-refused", "The core", &rows);
}

/// In `file`, each entry of the list `key` gets the next string as its `field`.
fn put_fields(questions: &Path, file: &str, key: &str, field: &str, strings: &[&String]) -> usize {
    let file = questions.join("packs/louisiana").join(file);
    let good = fs::read_to_string(&file).unwrap();
    let entries = read(&file)[key].as_array().unwrap().len();
    let mut planted = 0;
    for some in strings.chunks(entries) {
        let mut table = read(&file);
        let list = table.get_mut(key).and_then(Value::as_array_mut).unwrap();
        let mut ids = Vec::new();
        for (entry, text) in list.iter_mut().zip(some) {
            let entry = entry.as_table_mut().unwrap();
            ids.push(entry["id"].as_str().unwrap().to_owned());
            entry.insert(field.to_owned(), Value::String((*text).clone()));
            // The clock of the toml crate writes dates as text; the check reads them so.
            entry.retain(|_, value| !matches!(value, Value::Datetime(_)));
            entry.insert("checked".to_owned(), Value::String("2026-11-15".to_owned()));
        }
        write(&file, &table);
        let report = report(questions).unwrap_or_default();
        for (id, text) in ids.iter().zip(some) {
            assert!(report.contains(&format!("[{id}] ")), "the {field} of {id} may be {text:?}:\n{report:.3000}");
            planted += 1;
        }
    }
    fs::write(&file, good).unwrap();
    planted
}

#[test]
fn names_and_addresses_in_the_rules_are_refused() {
    let laid = Laid::plain(&root()).unwrap();
    laid.english_alone().unwrap();
    let all = all();
    let few = count(40, all.len());
    let dangerous: Vec<&String> = all.iter().filter(|text| must_be_refused(text)).collect();
    let addresses: Vec<&String> = all.iter().filter(|text| !text.starts_with("https://agency")).collect();
    let some = |list: &[&String]| -> usize { list.len().min(few) };
    let mut planted = 0;
    for (file, key, field) in [
        ("directory/organizations.toml", "organization", "name"),
        ("directory/places.toml", "place", "name"),
        ("directory/areas.toml", "area", "name"),
    ] {
        planted += put_fields(&laid.0, file, key, field, &dangerous[..some(&dangerous)]);
    }
    for (file, key, field) in [
        ("directory/links.toml", "link", "url"),
        ("directory/phones.toml", "phone", "number"),
        ("directory/phones.toml", "phone", "shown"),
        ("directory/organizations.toml", "organization", "source"),
    ] {
        planted += put_fields(&laid.0, file, key, field, &addresses[..some(&addresses)]);
    }
    assert_eq!(report(&laid.0), None, "after everything was put back");
    let rows = [("Hostile names, numbers and addresses in the rules, each refused by name", planted.to_string())];
    evidence("core-hostile-rules", "The core", &rows);
}

#[test]
fn what_is_no_text_at_all_is_refused() {
    let laid = Laid::plain(&root()).unwrap();
    laid.english_alone().unwrap();
    let file = laid.0.join("packs/louisiana/words/en.toml");
    let good = fs::read_to_string(&file).unwrap();
    for half in ["\\ud800", "\\udc00", "\\ud83d", "\\udfff\\ud800"] {
        fs::write(&file, format!("half = \"{half}\"\n{good}")).unwrap();
        let report = report(&laid.0).expect("half of a surrogate pair was built");
        assert!(report.contains("words/en.toml:1: this is not TOML"), "{half}: {report}");
    }
    for bytes in [&b"\0"[..], b"\xff", b"\xed\xa0\x80", b"\xc0\xaf"] {
        fs::write(&file, [b"title = \"", bytes, b"\"\n", good.as_bytes()].concat()).unwrap();
        assert!(report(&laid.0).is_some(), "{bytes:?}");
    }
}
