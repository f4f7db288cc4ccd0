//! Facts as people read them, held against the files that people write, and the names that tests of others hold on to.

use std::collections::BTreeMap;

use guide::pack::{ItemKind, Proof, Schedule, Slot, Status};
use guide::screen::{ActionKind, Body, Kind};
use guide::show::{OLD_AFTER_DAYS, Show};
use guide::text::{Paragraph, Run};
use guide::whole::whole;
use guide::{Date, Label, Msg, Session, Setup};
use toml::Value;

use crate::louisiana::{self, TODAY};

/// The entries of a file of the directory by their ids.
fn entries(file: &str, key: &str) -> BTreeMap<String, Value> {
    let file = louisiana::toml(&format!("directory/{file}.toml"));
    let entries = file[key].as_array().unwrap().iter();
    entries.map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry.clone())).collect()
}

#[test]
fn each_service_has_its_organization_its_phones_and_its_links() {
    let services = louisiana::toml("directory/services.toml");
    let (organizations, links, phones) =
        (entries("organizations", "organization"), entries("links", "link"), entries("phones", "phone"));
    let whole = louisiana::show(|show| whole(show, &louisiana::languages()));
    let services = services["service"].as_array().unwrap();
    assert_eq!(whole.services.len(), services.len());
    for (card, service) in whole.services.iter().zip(services) {
        let name = organizations[service["organization"].as_str().unwrap()]["name"].as_str().unwrap();
        assert_eq!(card.organization.split(" · ").next(), Some(name));
        let of = |key: &str, from: &BTreeMap<String, Value>, field: &str| -> Vec<String> {
            let ids = service[key].as_array().unwrap().iter().map(|id| id.as_str().unwrap());
            ids.map(|id| from[id][field].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(card.links.iter().map(|link| link.href.clone()).collect::<Vec<_>>(), of("links", &links, "url"));
        for link in &card.links {
            assert_eq!(link.host, site(&link.href), "{}", link.href);
        }
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let called: Vec<String> =
            card.phones.iter().map(|row| digits(row.link.href.split('?').next().unwrap())).collect();
        let numbers: Vec<String> = of("phones", &phones, "number").iter().map(|number| digits(number)).collect();
        assert_eq!(called, numbers);
    }
}

/// The name of a site, found in another way than the guide does.
fn site(address: &str) -> &str {
    let after = address.split("//").nth(1).unwrap();
    let end = after.find(|letter| "/?#".contains(letter)).unwrap_or(after.len());
    after[..end].trim_start_matches("www.")
}

#[test]
fn phones_and_links_in_running_text_can_be_tapped() {
    let mut found = [0, 0];
    louisiana::show(|show| {
        for item in &show.pack.items {
            let ItemKind::Help(page) = &item.kind else { continue };
            let paragraphs: Vec<Paragraph> = page.points.map(|slot| show.rich(slot)).unwrap_or_default();
            for run in paragraphs.into_iter().flatten() {
                match run {
                    Run::Phone(phone) => {
                        assert!(show.pack.phones.iter().any(|one| phone.href.contains(&one.number)), "{}", phone.href);
                        found[0] += 1;
                    }
                    Run::Link(link) => {
                        assert!(show.pack.links.iter().any(|one| one.url == link.href), "{}", link.href);
                        found[1] += 1;
                    }
                    Run::Words(words) => assert!(!words.is_empty() && !words.contains('{'), "“{words}”"),
                }
            }
        }
    });
    assert!(found[0] >= 3, "{found:?}");
}

#[test]
fn a_fact_is_old_after_a_year_and_not_before() {
    let checked = Date { year: 2025, month: 11, day: 22 };
    let note = louisiana::show(|show| show.label(Label::Old));
    for (day, old) in [(22, false), (23, true)] {
        let today = Date { year: 2026, month: 11, day };
        assert_eq!(today.days_after(checked) > OLD_AFTER_DAYS, old);
        let proof = Proof { source: "https://www.example.org/a".to_owned(), checked, status: Status::Published };
        let (pack, languages) = (louisiana::pack(), louisiana::languages());
        let line = Show { pack: &pack, words: &languages[0], today: Some(today) }.proof(&proof);
        assert_eq!(line.notes, if old { vec![note.clone()] } else { Vec::new() }, "{day}");
        assert_eq!((line.source.host.as_str(), line.source.label.as_str()), ("example.org", "example.org"));
    }
}

#[test]
fn a_number_that_nobody_confirmed_says_so_behind_its_note() {
    let unconfirmed = louisiana::show(|show| show.label(Label::Unconfirmed));
    louisiana::show(|show| {
        let phone = show.pack.phones.iter().find(|phone| phone.note.is_some()).unwrap();
        let note = show.plain(phone.note.unwrap());
        let mut changed = phone.clone();
        for (status, said) in [
            (Status::Published, note.clone()),
            (Status::Confirmed, note.clone()),
            (Status::Unconfirmed, format!("{note} {unconfirmed}")),
        ] {
            changed.proof.status = status;
            assert_eq!(show.phone(&changed).note, said);
        }
        changed.note = None;
        assert_eq!(show.phone(&changed).note, unconfirmed);
    });
}

#[test]
fn noon_and_midnight_are_told_as_clocks_tell_them() {
    louisiana::show(|show| {
        let clock = |from: u16| {
            let schedule = Schedule {
                service: 0,
                paths: Vec::new(),
                days: Vec::new(),
                from,
                to: 1439,
                zone: Slot(0),
                place: String::new(),
                online: true,
                language: String::new(),
                note: None,
                phones: Vec::new(),
                links: Vec::new(),
                proof: Proof { source: String::new(), checked: TODAY, status: Status::Published },
            };
            show.session_time(&schedule, u32::try_from(TODAY.day_number()).unwrap())
        };
        for (minutes, told) in
            [(0, " 12:00 AM to "), (719, " 11:59 AM to "), (720, " 12:00 PM to "), (785, " 1:05 PM to ")]
        {
            let time = clock(minutes);
            assert!(time.contains(told) && time.contains("11:59 PM"), "{time}");
        }
    });
}

#[test]
fn each_screen_has_a_key_of_its_own_and_promised_names() {
    let mut session = Session::new(Setup { path: Some("foster".into()), ..louisiana::setup() });
    let mut keys = Vec::new();
    let mut names = BTreeMap::new();
    for _ in 0..200 {
        let screen = session.screen();
        let key = match &screen.body {
            Body::Expectation(body) => body.item.0.clone(),
            Body::Question(body) => body.item.0.clone(),
            Body::Help(body) => body.item.0.clone(),
            Body::Welcome(_) => "welcome".to_owned(),
            Body::Review(_) => "review".to_owned(),
            Body::Result(_) => "result".to_owned(),
            Body::Left(_) => "left".to_owned(),
        };
        assert_eq!(screen.key(), key);
        assert!(!keys.contains(&key), "{key} comes twice");
        keys.push(key);
        names.extend(screen.actions.iter().map(|action| (action.kind.name(), action.kind)));
        if screen.kind == Kind::Result {
            break;
        }
        let starts = screen.actions.iter().any(|action| action.kind == ActionKind::Start);
        session.update(if starts { Msg::Start } else { Msg::Next });
    }
    assert!(keys.len() > 20 && keys.last().is_some_and(|key| key == "result"), "{keys:?}");
    for (name, kind) in [
        ("start", ActionKind::Start),
        ("next", ActionKind::Next),
        ("back", ActionKind::Back),
        ("print", ActionKind::Print),
    ] {
        assert_eq!(names.get(name), Some(&kind), "{names:?}");
    }
}
