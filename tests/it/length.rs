//! How long a walk takes: nobody with ten minutes, or with a child at the door, is kept longer.

use std::collections::BTreeSet;

use guide::id::PathId;
use guide::screen::{Body, Controls, Kind, Screen};
use guide::{Msg, Session};

use crate::louisiana;
use crate::random::Act;
use crate::transcript::name_of;
use crate::words;

/// A slow reader's pace on a phone.
const WORDS_A_MINUTE: f64 = 200.0;
/// To think and to tap.
const MINUTES_A_CHOICE: f64 = 10.0 / 60.0;

/// A person who reads every text, but the same one only once: the headings and the options of the fourteenth
/// expectation are those of the first.
#[derive(Default)]
struct Reader {
    read: BTreeSet<String>,
    taken: Vec<(String, f64)>,
}

impl Reader {
    fn look(&mut self, screen: &Screen) {
        let texts = words::of(&read_part(screen)).body;
        let new = texts.into_iter().filter(|text| self.read.insert(text.clone()));
        let words: usize = new.map(|text| text.split_whitespace().count()).sum();
        let chooses = matches!(screen.kind, Kind::Welcome | Kind::Expectation | Kind::Question);
        let minutes = words as f64 / WORDS_A_MINUTE + if chooses { MINUTES_A_CHOICE } else { 0.0 };
        self.taken.push((name_of(screen), minutes));
    }

    fn all(&self) -> f64 {
        self.taken.iter().map(|(_, minutes)| minutes).sum()
    }

    fn told(&self) -> String {
        let lines: Vec<String> = self.taken.iter().map(|(name, minutes)| format!("{minutes:5.2} {name}")).collect();
        format!("{:.2} minutes\n{}", self.all(), lines.join("\n"))
    }
}

/// A screen without what is looked up and tapped, not read: the parishes, the paths after the one that fits, and below
/// a help page its phones, links and sources, which the text has named already.
fn read_part(screen: &Screen) -> Screen {
    let mut screen = screen.clone();
    match &mut screen.body {
        Body::Welcome(welcome) => {
            let picked = welcome.paths.iter().position(|card| card.picked);
            welcome.paths.truncate(picked.map_or(usize::MAX, |picked| picked + 1));
        }
        Body::Help(page) => {
            (page.phones, page.links) = (Vec::new(), Vec::new());
            (page.proof.source.label, page.proof.checked) = (String::new(), String::new());
        }
        Body::Question(body) => {
            if let Controls::Place(place) = &mut body.controls {
                place.places.clear();
            }
        }
        _ => {}
    }
    screen
}

/// Walks a path until the review, or until `until` was read. Everything is answered by its first option, but for the
/// offer to note things about the family, which is extra.
fn walk(path: &str, until: &str) -> Reader {
    let pack = louisiana::pack();
    let mut session = Session::new(louisiana::setup());
    let mut reader = Reader::default();
    session.update(Msg::PickPath(PathId::from(path)));
    reader.look(&session.screen());
    session.update(Msg::Start);
    while session.screen().kind != Kind::Review && reader.taken.last().is_none_or(|(name, _)| name != until) {
        let screen = session.screen();
        reader.look(&screen);
        let option = usize::from(name_of(&screen) == "question family-offer");
        if let Some(msg) = Act::Here(option, true).msg(&session, &pack) {
            session.update(msg);
        }
        session.update(Msg::Next);
    }
    reader
}

#[test]
fn fostering_takes_no_longer_than_it_says() {
    let reader = walk("foster", "");
    assert!(reader.all() <= 12.0, "{}", reader.told());
}

#[test]
fn a_child_at_the_door_waits_no_minute() {
    let reader = walk("kin-now", "help call-first");
    assert_eq!(reader.taken.len(), 2, "{}", reader.told());
    assert!(reader.all() <= 1.0, "{}", reader.told());
}
