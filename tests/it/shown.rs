//! Facts as people read them, held against the files that people write, and the names that tests of others hold on to.

use std::collections::BTreeMap;

use guide::bands::band;
use guide::condition::{Behavior, Clause, Condition};
use guide::journey::journey;
use guide::pack::{AdviceKind, BandKind, Form, ItemKind, Phone, Proof, Schedule, Slot, Status};
use guide::result::{given_place, result};
use guide::screen::{ActionKind, Body, Kind};
use guide::show::{OLD_AFTER_DAYS, Show};
use guide::text::{PARAGRAPH, Run};
use guide::whole::whole;
use guide::{Answer, Answers, Date, Label, Msg, Pack, Session, Setup};
use toml::Value;

use crate::louisiana::{self, TODAY};
use crate::oracle::{Shown, random_vector};
use crate::oracle_rules::Rules;
use crate::oracle_vectors::{choices, in_the_guide};
use crate::packs;

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
    let mut found = BTreeMap::from([('p', 0), ('l', 0)]);
    for name in packs::NAMES {
        let (pack, words) = (packs::pack(name), packs::words(name, "en"));
        let show = Show { pack: &pack, words: &words, today: None };
        for slot in (0..pack.slots).map(Slot) {
            for (written, paragraph) in words.line(slot).split(PARAGRAPH).zip(show.rich(slot)) {
                // Words and marks take turns: `Call {p3} or {l0}.`
                let parts: Vec<&str> = written.split(['{', '}']).collect();
                let marks = || parts.iter().skip(1).step_by(2);
                let is_mark = |mark: &&&str| mark.len() > 1 && mark[1..].bytes().all(|byte| byte.is_ascii_digit());
                if !marks().all(|mark| is_mark(&mark)) {
                    continue;
                }
                let wanted = parts.iter().enumerate().filter(|(place, part)| place % 2 == 1 || !part.is_empty());
                let wanted: Vec<String> = wanted.map(|(_, part)| (*part).to_owned()).collect();
                let shown = paragraph.iter().map(|run| match run {
                    Run::Words(words) => words.clone(),
                    Run::Phone(phone) => {
                        let digits =
                            |one: &Phone| phone.href.split(':').nth(1).unwrap().split('?').next() == Some(&one.number);
                        format!("p{}", pack.phones.iter().position(digits).unwrap())
                    }
                    Run::Link(link) => format!("l{}", pack.links.iter().position(|one| one.url == link.href).unwrap()),
                });
                assert_eq!(shown.collect::<Vec<_>>(), wanted, "{name}: {written}");
                marks().for_each(|mark| *found.get_mut(&mark.chars().next().unwrap()).unwrap() += 1);
            }
        }
    }
    assert!(found[&'p'] >= 10 && found[&'l'] >= 1, "{found:?}");
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
        for (minutes, told) in [
            (0, " 12:00 AM to "),
            (719, " 11:59 AM to "),
            (610, " 10:10 AM to "),
            (720, " 12:00 PM to "),
            (785, " 1:05 PM to "),
        ] {
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

/// A small sample of what the tests of the second reading compare at length.
#[test]
fn what_was_said_stands_behind_each_finding() {
    for name in packs::NAMES {
        let rules = Rules::read(&packs::folder(name));
        let shown = Shown::new(packs::pack(name), &rules);
        let choices = choices(&rules);
        (0..200).for_each(|person| random_vector(&rules, &choices, person).compare(&rules, &shown));
    }
}

/// Answers can come from elsewhere than a question's own buttons: from another day's content, or from a file.
#[test]
fn a_place_counts_only_where_a_place_was_asked() {
    let pack = louisiana::pack();
    let place = Answer::Place(pack.places[0].id.clone());
    let mut asked = 0;
    for path in &pack.paths {
        for item in path.parts.iter().flat_map(|part| &part.show).filter_map(|index| pack.item(*index)) {
            let ItemKind::Question(question) = &item.kind else { continue };
            let mut answers = Answers::default();
            answers.set(item.id.clone(), place.clone());
            let is_place = matches!(question.form, Form::Place);
            let journey = journey(&pack, path, &answers);
            if journey.stops.iter().any(|stop| stop.item.id == item.id) {
                assert_eq!(given_place(&journey).is_some(), is_place, "{}", item.id.as_str());
                asked += usize::from(is_place);
            }
        }
    }
    assert!(asked >= 3, "only {asked} places");
}

#[test]
fn a_band_stands_behind_an_advice_only_where_it_was_reached() {
    let (rules, mut pack, words) =
        (Rules::read(&packs::folder("louisiana")), packs::pack("louisiana"), packs::words("louisiana", "en"));
    let mut advice = pack.advice.iter().find(|one| one.kind == AdviceKind::Talk).unwrap().clone();
    let bands = [BandKind::Strong, BandKind::Talk, BandKind::Learn];
    let clauses = bands.map(|band| Clause::Band(0, band)).to_vec();
    (advice.paths, advice.when) = (Vec::new(), Condition { behavior: Behavior::Any, clauses });
    pack.advice = vec![advice];
    let show = Show { pack: &pack, words: &words, today: None };
    let (title, domain) = (show.plain(pack.advice[0].title.unwrap()), show.plain(pack.domains[0].name));
    let choices = choices(&rules);
    let mut given = 0;
    for person in 0..60 {
        let vector = random_vector(&rules, &choices, person);
        let answers = in_the_guide(&vector.said, person);
        let journey = journey(&pack, pack.path(&vector.path.as_str().into()).unwrap(), &answers);
        let result = result(&show, &journey, None);
        let found = result.findings.iter().flat_map(|group| &group.findings).find(|one| one.title == title);
        assert_eq!(found.map(|one| one.from.clone()), band(&journey, 0).map(|_| vec![domain.clone()]));
        given += usize::from(found.is_some());
    }
    assert!((10..60).contains(&given), "{given}");
}

#[test]
fn a_pack_of_another_build_or_with_an_address_that_is_no_page_is_not_read() {
    type Change = fn(&mut Pack);
    let changes: [(&str, Change); 4] = [
        ("nothing", |_| {}),
        ("another build", |pack| pack.format += 1),
        ("the way out", |pack| pack.leave = "http://example.org/".to_owned()),
        ("the last link", |pack| pack.links.last_mut().unwrap().url = "javascript:alert(1)".to_owned()),
    ];
    for (what, change) in changes {
        let mut pack = Pack::clone(&louisiana::pack());
        change(&mut pack);
        assert_eq!(Pack::read(&pack.write()).is_some(), what == "nothing", "{what}");
    }
}

/// As ISO 8601 has it, and as the README of the questions asks for.
#[test]
fn a_day_is_written_with_all_its_digits() {
    assert_eq!(Date::read("2026-01-05"), Some(Date { year: 2026, month: 1, day: 5 }));
    for short in ["226-01-05", "2026-1-05", "2026-01-5", "02026-01-05", "2026-001-05", "2026-01-005"] {
        assert_eq!(Date::read(short), None, "{short}");
    }
}
