//! Each string of tests/hostile-strings.txt in each text of a pack, past the check, as in a document that somebody has
//! changed: the HTML has the elements of harmless words, and its texts are the strings.

use std::fs;
use std::rc::Rc;

use guide::{Pack, Words};

use crate::evidence::{count, evidence};
use crate::hostile;
use crate::html::{self, Element, Node};
use crate::louisiana;
use crate::render;

/// All strings. What no string of Rust can hold, half of a surrogate pair, is the sign for what cannot be read.
pub fn all() -> Vec<String> {
    let file = louisiana::root().join("tests/hostile-strings.txt");
    let text = fs::read_to_string(file).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(read).collect()
}

fn read(line: &str) -> String {
    let value: serde_json::Value = match serde_json::from_str(line) {
        Ok(value) => value,
        Err(_) => return halves(line.trim_matches('"')),
    };
    match value.as_str() {
        Some(text) => text.to_owned(),
        None => value["repeat"].as_str().unwrap().repeat(value["times"].as_u64().unwrap() as usize),
    }
}

fn halves(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (unit, length) = match rest.strip_prefix("\\u") {
            Some(hex) => (u16::from_str_radix(&hex[..4], 16).unwrap(), 6),
            None => (first as u16, 1),
        };
        units.push(unit);
        rest = &rest[length..];
    }
    String::from_utf16_lossy(&units)
}

/// A string as a line of words and a piece of HTML can hold it: the parser of HTML changes some characters, and a line
/// has no end of a line in it. Real browsers get them all: tests/browser/hostile-words.test.mjs.
fn in_a_line(text: &str) -> String {
    let lost = |c: char| {
        c.is_control() || c == '\u{2029}' || (u32::from(c) & 0xfffe) == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c)
    };
    let kept: String = text.chars().filter(|c| !lost(*c)).collect();
    if kept.is_empty() { "x".to_owned() } else { kept }
}

/// Whether the guide itself reads something in it: a phone, a link or a value that is filled in.
fn is_read(text: &str) -> bool {
    let mut marks = text.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(mark, _)| mark);
    marks.any(|mark| !mark.is_empty() && mark.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Words whose texts are what `text` gives for their numbers.
fn words(text: impl Fn(usize) -> String) -> Words {
    let lines: Vec<String> = (0..usize::from(louisiana::pack().slots)).map(text).collect();
    Words::new("en", "ltr", &lines.join("\n"))
}

/// The names that stand in the rules, too.
fn pack(text: impl Fn(usize) -> String) -> Pack {
    let mut pack = Pack::clone(&louisiana::pack());
    let mut number = usize::from(pack.slots);
    let mut next = || {
        number += 1;
        text(number)
    };
    pack.organizations.iter_mut().for_each(|name| *name = next());
    pack.places.iter_mut().for_each(|place| place.name = next());
    pack.areas.iter_mut().for_each(|area| area.name = next());
    for phone in &mut pack.phones {
        (phone.shown, phone.letters) = (next(), Some(next()));
    }
    let session = next();
    hostile::sessions(&mut pack, &session);
    pack
}

/// Every element, attribute and text, in order.
fn flat(html: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    gather(&html::read(html), &mut pieces);
    pieces
}

fn gather(element: &Element, pieces: &mut Vec<String>) {
    pieces.push(format!("<{}>", element.name));
    pieces.extend(element.attributes.iter().map(|(name, value)| format!("{name}={value}")));
    let mut text = String::new();
    for child in &element.children {
        match child {
            Node::Text(words) => text.push_str(words),
            Node::Element(child) => {
                pieces.push(core::mem::take(&mut text));
                gather(child, pieces);
            }
        }
    }
    pieces.push(text);
}

/// The marks in harmless words, each changed into its text.
fn changed(harmless: &str, text: &impl Fn(usize) -> String) -> String {
    let mut pieces = harmless.split('‹');
    let mut changed = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (number, after) = piece.split_once('›').unwrap();
        changed.push_str(&text(number.parse().unwrap()));
        changed.push_str(after);
    }
    changed
}

fn drawn(text: &impl Fn(usize) -> String) -> Vec<Vec<String>> {
    let contents = hostile::contents(pack(text), words(text));
    render::html(contents).iter().map(|html| flat(html)).collect()
}

/// What stands in another place than in the same screens with harmless words.
fn differences(harmless: &[Vec<String>], text: &impl Fn(usize) -> String) -> Vec<String> {
    let drawn = drawn(text);
    assert_eq!(drawn.len(), harmless.len(), "other screens");
    let mut wrong = Vec::new();
    for (one, other) in harmless.iter().zip(&drawn) {
        let wanted: Vec<String> = one.iter().map(|piece| changed(piece, text)).collect();
        if wanted != *other {
            let at = wanted.iter().zip(other).position(|(one, other)| one != other);
            wrong.push(at.map_or("more or fewer elements".to_owned(), |at| {
                format!("{}\n instead of {}", other[at], wanted[at])
            }));
        }
    }
    wrong
}

#[test]
fn each_string_in_each_text_stays_text() {
    let strings: Vec<String> = all().iter().map(|text| in_a_line(text)).filter(|text| !is_read(text)).collect();
    assert!(strings.len() > 300, "only {}", strings.len());
    let harmless = drawn(&|number| format!("‹{number}›"));
    let turns = count(3, strings.len());
    for turn in 0..turns {
        // The usual run takes others each time a text is added, and all of them meet some text.
        let text = |number: usize| strings[(number + turn) % strings.len()].clone();
        let wrong = differences(&harmless, &text);
        assert!(wrong.is_empty(), "{} of {} screens, the first: {:.2000}", wrong.len(), harmless.len(), wrong[0]);
    }
    let texts: usize = harmless.iter().flatten().map(|piece| piece.matches('‹').count()).sum();
    let slots = usize::from(louisiana::pack().slots);
    let rows = [
        ("Hostile strings, texts of a pack that held them, screens drawn with them", {
            format!("{}, {slots}, {}", strings.len(), turns * harmless.len())
        }),
        ("Hostile texts in drawn screens, each found again as it was", (turns * texts).to_string()),
    ];
    evidence("core-hostile-drawn", "The core", &rows);
}

#[test]
fn an_element_in_place_of_a_text_would_be_found() {
    let harmless = drawn(&|number| format!("‹{number}›"));
    let mut planted = harmless.clone();
    let at = planted[0].iter().position(|piece| piece.contains('‹')).unwrap();
    planted[0].insert(at, "<img>".to_owned());
    assert_eq!(differences(&planted, &|number| format!("‹{number}›")).len(), 1);
    let lead = usize::from(louisiana::pack().texts.lead.0);
    let phone = |number| if number == lead { "{p0}".to_owned() } else { format!("‹{number}›") };
    let wrong = differences(&harmless, &phone);
    assert!(!wrong.is_empty(), "a text that becomes a phone is another element");
}

#[test]
fn a_pack_with_another_kind_of_link_is_not_read() {
    let pack = Pack::clone(&louisiana::pack());
    assert!(Pack::read(&pack.write()).is_some());
    let refused = |change: &dyn Fn(&mut Pack)| {
        let mut pack = pack.clone();
        change(&mut pack);
        Pack::read(&pack.write()).is_none()
    };
    let mut addresses: Vec<String> = all().into_iter().filter(|text| !text.starts_with("https://")).collect();
    addresses.extend(["http://dcfs.la.gov/", "HTTPS//x", "tel:911", "https:/x", "https:x", ""].map(str::to_owned));
    for address in &addresses {
        assert!(refused(&|pack| pack.leave = address.clone()), "leaving leads to {address:?}");
        for at in [0, pack.links.len() - 1] {
            assert!(refused(&|pack| pack.links[at].url = address.clone()), "a link leads to {address:?}");
        }
    }
    // Phones have their scheme from the guide, and sources that are not https are named and not linked.
    let setup = guide::Setup { pack: Rc::new(pack), ..louisiana::setup() };
    let lines = guide::Session::new(setup).screen().help_lines;
    assert!(lines.iter().all(|line| line.link.href.starts_with("tel:") || line.link.href.starts_with("sms:")));
    let rows = [("Addresses of other kinds that make a document refuse its pack", addresses.len().to_string())];
    evidence("core-addresses", "The core", &rows);
}
