//! The sheets of a real pack and of a hostile one: everything is on them, and nothing gets out of its place.

use std::path::Path;

use guide::content::RawPack;
use html5gum::{Token, Tokenizer};

use super::*;
use crate::content::planted::TODAY;

fn questions() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questions")
}

fn louisiana() -> RawPack {
    load_with_raw(&questions(), "louisiana", TODAY).unwrap().1
}

fn day() -> Date {
    Date::read("2026-11-22").unwrap()
}

/// Louisiana with its English words once more as a language that is written from right to left.
fn with_arabic() -> RawPack {
    let mut raw = louisiana();
    raw.pack.as_mut().unwrap().value.languages = vec!["en".to_owned(), "ar".to_owned()];
    let words = raw.words["en"].clone();
    let mut interface = raw.interface["en"].clone();
    interface.texts.insert("direction".to_owned(), vec!["rtl".to_owned()]);
    interface.texts.insert("language-name".to_owned(), vec!["العربية".to_owned()]);
    raw.words.insert("ar".to_owned(), words);
    raw.interface.insert("ar".to_owned(), interface);
    raw
}

/// A tag's name and its attributes.
type Tag = (String, Vec<(String, String)>);

/// The tags with their attributes, and the text between them with one space for each gap.
fn read(sheet: &str) -> (Vec<Tag>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    let utf8 = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for Ok(token) in Tokenizer::new(sheet) {
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| (utf8(name), utf8(value)));
                tags.push((utf8(&tag.name), attributes.collect()));
                text.push(' ');
            }
            Token::String(words) => text.push_str(&utf8(&words)),
            Token::Error(error) => panic!("{error:?}"),
            _ => text.push(' '),
        }
    }
    (tags, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn every_text_and_every_fact_is_on_the_sheet() {
    let raw = louisiana();
    let (_, text) = read(&sheet(&raw, "en", day()).unwrap());
    for (key, paragraphs) in &raw.words["en"].texts {
        for paragraph in paragraphs.iter().filter(|_| key != "review") {
            for piece in paragraph.split('{').flat_map(|piece| piece.rsplit('}').take(1)) {
                let piece = piece.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(text.contains(&piece), "{key}: {piece}");
            }
        }
    }
    for fact in &raw.values {
        assert!(text.contains(&fact.value.value) && text.contains(&fact.value.source), "{}", fact.value.id);
    }
    for phone in &raw.phones {
        assert!(text.contains(&phone.value.shown) && text.contains(&phone.value.number), "{}", phone.value.id);
    }
    assert!(!text.contains("Other texts"), "each text has its own place on the sheet");
    assert!(text.contains("Shown only if “Another adult at home” is “Yes”"), "conditions in words");
    let one_breath = "“Bread under the pillow” is “Say the rule again”, “Take it away” or “I'm not sure”";
    assert!(text.contains(one_breath), "options of one question together");
    assert!(text.contains("as 1."), "a screen that was there already is not printed in full again");
    assert!(text.contains("No native reader has read these words yet."));
    let facts = raw.help.len()
        + raw.arrangements.len()
        + raw.expectations.len()
        + raw.requirements.len()
        + raw.services.len()
        + raw.schedules.len()
        + raw.locations.len()
        + raw.values.len()
        + raw.phones.len()
        + raw.links.len()
        + raw.organizations.len()
        + raw.areas.len();
    assert_eq!(text.matches("change to:").count(), facts, "each fact has a place to sign");
    assert!(text.contains(&format!("{facts} facts")));
}

#[test]
fn a_translation_stands_beside_its_source_in_its_own_direction() {
    let raw = with_arabic();
    let (tags, text) = read(&sheet(&raw, "ar", day()).unwrap());
    let cells = |lang: &str, dir: &str| {
        let has = |attributes: &[(String, String)], name: &str, value: &str| {
            attributes.iter().any(|(one, is)| one == name && is == value)
        };
        tags.iter().filter(|(tag, of)| tag == "td" && has(of, "lang", lang) && has(of, "dir", dir)).count()
    };
    assert!(cells("en", "ltr") > 200 && cells("en", "ltr") == cells("ar", "rtl"));
    assert!(text.contains("العربية"));
    let (tags, _) = read(&sheet(&raw, "en", day()).unwrap());
    assert!(!tags.iter().any(|(_, of)| of.iter().any(|(name, value)| name == "dir" && value == "rtl")));
    assert!(sheet(&raw, "xx", day()).is_none());
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    let mut raw = with_arabic();
    let evil = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & \\";
    for texts in raw.words.values_mut().chain(raw.interface.values_mut()).map(|words| &mut words.texts) {
        texts.iter_mut().filter(|(key, _)| *key != "direction").for_each(|(_, text)| *text = vec![evil.to_owned()]);
    }
    raw.phones.iter_mut().for_each(|one| one.value.shown = evil.to_owned());
    raw.links.iter_mut().for_each(|one| one.value.source = evil.to_owned());
    let (tags, text) = read(&sheet(&raw, "ar", day()).unwrap());
    for (tag, attributes) in &tags {
        assert!(!["script", "img", "link", "iframe", "object", "base"].contains(&tag.as_str()), "{tag}");
        assert!(attributes.iter().all(|(name, _)| !name.starts_with("on") && name != "src"), "{attributes:?}");
    }
    assert_eq!(tags.iter().filter(|(tag, _)| tag == "style").count(), 2);
    assert!(text.contains("alert(1)"), "it is shown as text");
    let css = include_str!("sheet.css");
    assert!(!css.contains("url(") && !css.contains("@import"));
}

#[test]
fn arguments_are_read_and_wrong_ones_told() {
    let ask = |words: &[&str]| {
        let arguments: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        wanted(&questions(), Path::new("target"), &arguments).map_err(|error| error.to_string())
    };
    let read = ask(&["louisiana", "--language", "es", "--out", "here"]).unwrap();
    assert_eq!(
        (read.pack.as_str(), read.language.as_deref(), read.out.as_path()),
        ("louisiana", Some("es"), Path::new("here"))
    );
    assert!(ask(&["louisiana"]).is_ok_and(|read| read.out.ends_with("target/sheets")));
    for wrong in
        [&[][..], &["atlantis"], &["louisiana", "--out"], &["louisiana", "--language"], &["louisiana", "louisiana"]]
    {
        assert!(ask(wrong).is_err(), "{wrong:?}");
    }
}
