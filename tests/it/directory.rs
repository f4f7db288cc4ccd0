//! Places, ZIP codes and next steps, compared with the files as they are written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use guide::directory::{Lookup, area_of, by_zip, services};
use guide::id::PathId;
use guide::pack::ServiceKind;
use guide::{Date, Session, Setup};

use crate::louisiana;

fn zips() -> BTreeMap<String, String> {
    let file = louisiana::root().join("questions/packs/louisiana/directory/zip.csv");
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().skip(1).map(|line| line.split_once(',').unwrap());
    lines.map(|(zip, place)| (zip.to_owned(), place.to_owned())).collect()
}

#[test]
fn every_zip_code_leads_to_its_parish_and_no_other_number_does() {
    let (pack, zips) = (louisiana::pack(), zips());
    for number in 0..100_000 {
        let zip = format!("{number:05}");
        match (by_zip(&pack, &zip), zips.get(&zip)) {
            (Lookup::Found(found), Some(place)) => assert_eq!(found.id.as_str(), place, "{zip}"),
            (Lookup::Unknown, None) => {}
            (found, written) => panic!("{zip} leads to {found:?}, and {written:?} is written"),
        }
    }
    let parishes: BTreeSet<&String> = zips.values().collect();
    assert_eq!((pack.places.len(), parishes.len()), (64, 64), "each parish has a ZIP code");
}

#[test]
fn areas_are_not_guessed() {
    let pack = louisiana::pack();
    let areas = louisiana::toml("directory/areas.toml");
    let mut written = BTreeMap::new();
    for area in areas["area"].as_array().unwrap() {
        for place in area["places"].as_array().unwrap() {
            written.insert(place.as_str().unwrap().to_owned(), area["id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(written.len(), 31, "a source ties 31 parishes to a region");
    for place in &pack.places {
        let found = area_of(&pack, place).map(|area| area.id.0.clone());
        assert_eq!(found.as_ref(), written.get(place.id.as_str()), "{}", place.id.as_str());
    }
}

/// In every parish, on every path, there is somebody to call or write, and training.
#[test]
fn everywhere_there_is_a_next_step() {
    let pack = louisiana::pack();
    let fallback: BTreeMap<&str, [&str; 2]> = [
        ("foster", ["contact-dcfs", "contact-211"]),
        ("explore", ["contact-dcfs", "contact-211"]),
        ("kin", ["contact-kin-navigator", "contact-kin-foster"]),
        ("kin-now", ["contact-kin-navigator", "contact-kin-foster"]),
    ]
    .into();
    for path in &pack.paths {
        for place in pack.places.iter().map(Some).chain([None]) {
            let area = place.and_then(|place| area_of(&pack, place));
            let found = services(&pack, &PathId(path.id.0.clone()), area);
            let mut named = pack.services.iter().zip(louisiana::services());
            let mut id = |service| named.find(|(one, _)| core::ptr::eq(*one, service)).map(|(_, id)| id.clone());
            let kinds: Vec<ServiceKind> = found.iter().map(|service| service.kind).collect();
            assert!(kinds.contains(&ServiceKind::Training));
            let contacts =
                found.iter().filter(|service| service.kind == ServiceKind::Contact && service.areas.is_empty());
            let ids: Vec<String> = contacts.filter_map(|service| id(*service)).collect();
            assert_eq!(ids, fallback[path.id.as_str()], "{} in {place:?}", path.id.as_str());
        }
    }
}

#[test]
fn help_lines_do_not_depend_on_the_date() {
    let day = |year, month, day| Some(Date { year, month, day });
    let lines = |today| Session::new(Setup { today, ..louisiana::setup() }).screen().help_lines;
    let now = lines(None);
    assert_eq!(now.len(), 5);
    for today in [day(0, 0, 0), day(1970, 1, 1), day(2026, 11, 22), day(2999, 12, 31), day(u16::MAX, 255, 255)] {
        assert_eq!(lines(today), now, "{today:?}");
    }
}
