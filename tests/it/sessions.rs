//! Sessions of training, from the example files of `tests/directory` to the drawn result.

use std::collections::BTreeMap;
use std::fs;
use std::rc::Rc;
use std::sync::LazyLock;

use guide::content::Checked;
use guide::screen::{Body, ServiceCard, SessionCard};
use guide::show::Show;
use guide::whole::whole;
use guide::{Date, Msg, Pack, Session, Setup, Words};
use proptest::prelude::*;

use crate::html::{self, single};
use crate::louisiana::{self, TODAY};
use crate::random::config;
use crate::render::{self, Content};
use crate::transcript::plain;
use crate::words;
use xtask::content::laid::Laid;

static CHECKED: LazyLock<Checked> = LazyLock::new(|| built(TODAY));

fn built(today: Date) -> Checked {
    let laid = Laid::with_examples(&louisiana::root()).unwrap();
    checked(&laid, today)
}

fn checked(laid: &Laid, today: Date) -> Checked {
    xtask::content::load_on(&laid.0, "louisiana", today).unwrap_or_else(|report| panic!("{report}"))
}

fn setup(checked: &Checked) -> Setup {
    let words = checked.languages.iter().map(|one| Words::new(&one.code, &one.direction, &one.lines)).collect();
    Setup { pack: Rc::new(checked.pack.clone()), languages: Rc::new(words), ..louisiana::setup() }
}

fn day(text: &str) -> Option<Date> {
    Some(Date::read(text).unwrap())
}

/// The result of a path in which nothing is answered.
fn result(setup: &Setup, path: &str, today: Option<Date>) -> guide::Screen {
    let mut session = Session::new(Setup { path: Some(path.into()), today, ..setup.clone() });
    session.update(Msg::Start);
    session.update(Msg::Result);
    session.screen()
}

fn cards(setup: &Setup, path: &str, today: Option<Date>) -> Vec<ServiceCard> {
    let Body::Result(body) = result(setup, path, today).body else { panic!("no result of {path}") };
    body.next.groups.into_iter().flat_map(|(_, cards)| cards).chain(body.support.entries).collect()
}

fn sessions(setup: &Setup, path: &str, today: Option<Date>, service: &str) -> Vec<SessionCard> {
    let card = cards(setup, path, today).into_iter().find(|card| card.name == service);
    card.unwrap_or_else(|| panic!("{path} does not show {service}")).sessions
}

/// A session as lines, as a person reads them.
fn lines(one: &SessionCard) -> Vec<String> {
    let mut lines = vec![one.time.clone()];
    lines.extend(one.lines.iter().cloned());
    lines.extend(one.phones.iter().map(|row| format!("{}: {} {}", row.label, row.verb, row.link.href)));
    lines.extend(one.links.iter().map(|row| format!("{}: {}", row.label, row.href)));
    lines.push(format!("{}, {}", one.proof.source.href, one.proof.checked));
    lines
}

#[test]
fn a_card_says_when_where_and_how() {
    let setup = setup(&CHECKED);
    let shown = sessions(&setup, "foster", Some(TODAY), "Example training");
    let shown: Vec<Vec<String>> = shown.iter().map(lines).collect();
    let proof = "https://example.org/training, checked November 15, 2026";
    let weekly = |time: &str| {
        let hall = "Example Hall, 100 Example Street, Baton Rouge, LA 70801";
        let link = "Example School: sign up: https://example.org/sign-up";
        [time, hall, "In English", "Sign up:", link, proof].map(str::to_owned).to_vec()
    };
    let online = [
        "Wednesday, November 25, 2026, 5:30 PM to 7:00 PM Eastern time",
        "Online",
        "In Español",
        "There are 20 seats.",
        "Sign up:",
        "Example School, front desk: Call tel:+12255550142",
        "Example School: sign up: https://example.org/sign-up",
        proof,
    ];
    assert_eq!(
        shown,
        [
            weekly("Tuesday, November 24, 2026, 6:00 PM to 8:30 PM Central time"),
            online.map(str::to_owned).to_vec(),
            weekly("Tuesday, December 1, 2026, 6:00 PM to 8:30 PM Central time"),
        ]
    );
    // In a place and online at once, in the morning and at noon.
    let january = sessions(&setup, "foster", day("2027-01-06"), "Example training").remove(0);
    assert_eq!(
        lines(&january)[..5],
        [
            "Saturday, January 9, 2027, 9:00 AM to 12:00 PM Central time",
            "Example Library, Room B, 2 Sample Road, Monroe, LA 71201",
            "Online",
            "In English",
            "Sign up:",
        ]
    );
    // Midnight, and the last minute of a leap day; nobody has to sign up.
    let leap = sessions(&setup, "foster", day("2028-01-01"), "Example course");
    let leap: Vec<Vec<String>> = leap.iter().map(lines).collect();
    let time = "Tuesday, February 29, 2028, 12:00 AM to 11:59 PM Central time";
    assert_eq!(leap, [[time, "Example Hall, 100 Example Street, Baton Rouge, LA 70801", "In English", proof]]);
}

#[test]
fn a_language_is_named_as_it_names_itself_where_the_guide_has_it() {
    let laid = Laid::with_examples(&louisiana::root()).unwrap();
    fs::write(laid.0.join("interface/es.toml"), "language-name = \"Español\"\n").unwrap();
    let setup = setup(&checked(&laid, TODAY));
    let shown = sessions(&setup, "kin", Some(TODAY), "Example training");
    assert_eq!(shown[1].lines[..2], ["Online", "In Español"]);
}

#[test]
fn no_other_service_has_sessions() {
    let setup = setup(&CHECKED);
    let mut with_sessions = 0;
    for path in ["foster", "kin", "kin-now", "explore"] {
        for card in cards(&setup, path, Some(TODAY)) {
            let is_example = card.name.starts_with("Example ");
            assert_eq!(!card.sessions.is_empty(), is_example, "{} on {path}", card.name);
            with_sessions += usize::from(is_example);
        }
    }
    assert_eq!(with_sessions, 6, "the training on four paths, the course on two");
}

/// A session that a person may be shown: day, minute, line in the file, text.
type Known = ((Date, u16), usize, String);

/// The sessions of a service on a path, worked out from the files, in order.
fn known(service: &str, path: &str) -> Vec<Known> {
    let read = |name: &str| -> toml::Table {
        fs::read_to_string(louisiana::root().join("tests/directory").join(name)).unwrap().parse().unwrap()
    };
    let days: BTreeMap<String, Vec<String>> = read("expected.toml")["2026-11-22"].clone().try_into().unwrap();
    let mut known = Vec::new();
    for (line, one) in read("directory/schedules.toml")["schedule"].as_array().unwrap().iter().enumerate() {
        let paths = one.get("paths").and_then(toml::Value::as_array);
        let fits = paths.is_none_or(|paths| paths.iter().any(|other| other.as_str() == Some(path)));
        if one["service"].as_str() != Some(service) || !fits {
            continue;
        }
        let clock = |field: &str| {
            let time = one[field].as_datetime().unwrap().time.unwrap();
            let half = if time.hour < 12 { "AM" } else { "PM" };
            let hour = if time.hour.is_multiple_of(12) { 12 } else { time.hour % 12 };
            (u16::from(time.hour) * 60 + u16::from(time.minute), format!("{hour}:{:02} {half}", time.minute))
        };
        let zone = if one["zone"].as_str() == Some("America/New_York") { "Eastern" } else { "Central" };
        for text in &days[one["id"].as_str().unwrap()] {
            let date = Date::read(text).unwrap();
            let ((begin, from), (_, to)) = (clock("starts"), clock("ends"));
            let text = format!("{}, {from} to {to} {zone} time", long(date));
            known.push(((date, begin), line, text));
        }
    }
    known.sort();
    known
}

/// "Saturday, January 9, 2027", the weekday by Sakamoto's way.
fn long(date: Date) -> String {
    const MONTHS: [(&str, u16); 12] = [
        ("January", 0),
        ("February", 3),
        ("March", 2),
        ("April", 5),
        ("May", 0),
        ("June", 3),
        ("July", 5),
        ("August", 1),
        ("September", 4),
        ("October", 6),
        ("November", 2),
        ("December", 4),
    ];
    const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    let (month, shift) = MONTHS[usize::from(date.month) - 1];
    let year = date.year - u16::from(date.month < 3);
    let weekday = (year + year / 4 - year / 100 + year / 400 + shift + u16::from(date.day)) % 7;
    format!("{}, {month} {}, {}", DAYS[usize::from(weekday)], date.day, date.year)
}

#[test]
fn on_each_day_the_next_three_are_shown_and_none_that_is_past() {
    let setup = setup(&CHECKED);
    let known: BTreeMap<(&str, &str), Vec<Known>> = ["foster", "kin", "kin-now", "explore"]
        .into_iter()
        .flat_map(|path| [("Example training", path), ("Example course", path)])
        .map(|(service, path)| ((service, path), known(&service.to_lowercase().replace(' ', "-"), path)))
        .collect();
    let first = u32::try_from(Date { year: 2026, month: 9, day: 1 }.day_number()).unwrap();
    let days = (first..first + 600).map(|number| Some(Date::of_number(number)));
    let odd = [(0, 0, 0), (1970, 1, 1), (2028, 3, 1), (2999, 12, 31), (u16::MAX, 255, 255)];
    let odd = odd.map(|(year, month, day)| Some(Date { year, month, day }));
    let mut seen = 0;
    for today in days.chain(odd).chain([None]) {
        for path in ["foster", "kin", "kin-now", "explore"] {
            for card in cards(&setup, path, today) {
                let Some(known) = known.get(&(card.name.as_str(), path)) else { continue };
                let next = known.iter().filter(|((date, _), ..)| today.is_none_or(|today| *date >= today));
                let wanted: Vec<&String> = next.map(|(_, _, text)| text).take(3).collect();
                let shown: Vec<&String> = card.sessions.iter().map(|one| &one.time).collect();
                assert_eq!(shown, wanted, "{} on {path} on {today:?}", card.name);
                seen += shown.len();
            }
        }
    }
    assert!(seen > 8_000, "only {seen} sessions were shown");
}

#[test]
fn on_one_day_the_earlier_session_stands_first() {
    let mut setup = setup(&CHECKED);
    let mut pack = Pack::clone(&setup.pack);
    let mut morning = pack.schedules[0].clone();
    (morning.from, morning.to) = (8 * 60, 9 * 60);
    pack.schedules.push(morning);
    setup.pack = Rc::new(pack);
    let shown = sessions(&setup, "foster", Some(TODAY), "Example training");
    let times: Vec<&str> = shown.iter().map(|one| one.time.as_str()).collect();
    assert_eq!(
        times[..2],
        [
            "Tuesday, November 24, 2026, 8:00 AM to 9:00 AM Central time",
            "Tuesday, November 24, 2026, 6:00 PM to 8:30 PM Central time",
        ]
    );
}

#[test]
fn what_is_shown_does_not_depend_on_the_day_of_the_build() {
    let (early, late) = (setup(&built(Date { year: 2026, month: 9, day: 3 })), setup(&CHECKED));
    for path in ["foster", "kin", "kin-now", "explore"] {
        for today in [day("2026-11-22"), day("2026-12-25"), day("2027-03-14"), day("2027-06-01")] {
            assert_eq!(result(&early, path, today), result(&late, path, today), "{path} on {today:?}");
        }
    }
}

#[test]
fn a_pack_with_sessions_comes_back_from_its_bytes_and_is_small() {
    let pack = &CHECKED.pack;
    let bytes = pack.write();
    assert_eq!(format!("{:?}", Pack::read(&bytes).unwrap()), format!("{pack:?}"));
    // The one that is all past is not there.
    assert_eq!(pack.schedules.len(), 8);
    let days: usize = pack.schedules.iter().map(|one| one.days.len()).sum();
    let mut without = pack.clone();
    without.schedules.iter_mut().for_each(|one| one.days.clear());
    // A byte for each day, and two more for the first one of a schedule.
    assert_eq!(bytes.len() - without.write().len(), days + 8 * 2);
}

#[test]
fn sessions_are_drawn_in_the_result_and_in_the_whole_content() {
    let setup = setup(&CHECKED);
    let show = Show { pack: &setup.pack, words: &setup.languages[0], today: None };
    let all = whole(&show, &[]);
    let screens = ["foster", "kin", "kin-now", "explore"].map(|path| result(&setup, path, Some(TODAY)));
    let mut contents: Vec<Content> = screens.iter().map(|one| Content::Screen(Box::new(one.clone()))).collect();
    contents.push(Content::Whole(Box::new(all.clone())));
    let texts = screens.iter().map(|one| words::of(one).body).chain([words::of_whole(&all)]);
    for (html, texts) in render::html(contents).iter().zip(texts) {
        let page = html::read(html);
        assert!(texts.iter().any(|text| text.ends_with("Central time")));
        let text = page.text();
        let missing: Vec<&String> = texts.iter().filter(|one| !text.contains(&single(one))).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let lists = page.all().into_iter().filter(|(_, one)| one.has_class("sessions"));
        for (around, list) in lists {
            assert!((1..=3).contains(&list.named("li").iter().filter(|one| !one.named("strong").is_empty()).count()));
            let heading = around.last().unwrap().named("h5");
            assert_eq!(heading.iter().map(|one| one.text()).collect::<Vec<_>>(), ["Next dates"]);
            let tells = |link: &&html::Element| link.attribute("href").starts_with("http");
            assert!(list.named("a").into_iter().filter(tells).all(|one| one.attribute("rel").contains("noreferrer")));
        }
    }
    // Without a clock these are the first that the pack holds.
    let times = |card: &ServiceCard| card.sessions.iter().map(|one| one.time.clone()).collect::<Vec<_>>();
    let course = all.services.iter().find(|card| card.name == "Example course").unwrap();
    assert_eq!(
        times(course),
        [
            "Sunday, November 22, 2026, 9:00 AM to 11:00 AM Central time",
            "Monday, November 30, 2026, 6:00 PM to 8:00 PM Central time",
            "Wednesday, December 2, 2026, 6:00 PM to 8:00 PM Central time",
        ]
    );
    assert_eq!(plain(&course.text[0]), "A made-up course for tests.");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn damaged_sessions_never_panic(
        slips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
        year in any::<u16>(),
    ) {
        let mut setup = setup(&CHECKED);
        let mut bytes = setup.pack.write();
        // What follows the first place of a schedule: schedules and all behind them.
        let start = bytes.windows(12).position(|part| part == b"Example Hall").unwrap();
        for (index, byte) in &slips {
            let at = start + index.index(bytes.len() - start);
            let before = core::mem::replace(&mut bytes[at], *byte);
            if Pack::read(&bytes).is_none() {
                bytes[at] = before;
            }
        }
        setup.pack = Rc::new(Pack::read(&bytes).unwrap());
        for today in [None, Some(Date { year, month: 13, day: 0 })] {
            for path in &setup.pack.paths {
                let _ = result(&setup, path.id.as_str(), today);
            }
            let _ = whole_of(&setup, today);
        }
    }
}

fn whole_of(setup: &Setup, today: Option<Date>) -> guide::whole::Whole {
    whole(&Show { pack: &setup.pack, words: &setup.languages[0], today }, &setup.languages)
}
