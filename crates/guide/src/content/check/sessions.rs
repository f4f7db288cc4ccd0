//! Checks locations and schedules: where and when training is held.

use super::directory::proof_of;
use super::{Checker, Names};
use crate::content::moment::Moment;
use crate::content::plain;
use crate::content::problem::Place as At;
use crate::content::raw::{Dates, RawSchedule, RawServiceKind};
use crate::date::Date;
use crate::pack::Schedule;

/// The locations as people read them. An address is the same in every language.
pub(super) fn locations(checker: &mut Checker) -> Vec<String> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.locations {
        let (at, location) = (&one.place, &one.value);
        let id = &location.id;
        for (field, text) in [("name", &location.name), ("address", &location.address), ("city", &location.city)] {
            plain::name(checker, at, id, field, text);
        }
        if location.state.len() != 2 || !location.state.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let wrong = format!("`{}` is not a state's two letters", location.state);
            checker.problem(&at.at("state"), id, wrong, "write two capital letters: LA");
        }
        if location.zip.len() != 5 || !location.zip.bytes().all(|byte| byte.is_ascii_digit()) {
            let wrong = format!("`{}` is not a ZIP code", location.zip);
            checker.problem(&at.at("zip"), id, wrong, "write five digits");
        }
        checker.proof(at, id, &proof_of(&location.source, &location.checked, location.status));
        let (name, address, city) = (&location.name, &location.address, &location.city);
        built.push(format!("{name}, {address}, {city}, {} {}", location.state, location.zip));
    }
    built
}

/// The schedules that have a day left.
pub(super) fn schedules(checker: &mut Checker, locations: &[String]) -> Vec<Schedule> {
    let raw = checker.raw;
    let mut names = Names::new("schedule", "directory/schedules.toml");
    let mut built = Vec::new();
    for (position, one) in raw.schedules.iter().enumerate() {
        let (at, schedule) = (&one.place, &one.value);
        let id = &schedule.id;
        checker.id(&mut names, at, id);
        let dates = raw.dates.get(position).cloned().unwrap_or_default();
        let [from, to] = hours(checker, at, schedule);
        training(checker, at, schedule);
        if schedule.location.is_none() && !schedule.online {
            let mend = "name a `location` from directory/locations.toml, or write `online = true`";
            checker.problem(at, id, format!("nobody is told where `{id}` is held"), mend);
        }
        let location = schedule.location.as_ref();
        let location = location.map(|name| checker.refer(|all| &all.locations, &at.at("location"), id, name));
        let built_one = Schedule {
            service: checker.refer(|checker| &checker.services, &at.at("service"), id, &schedule.service),
            paths: checker.path_ids(&at.at("paths"), id, &schedule.paths),
            days: gaps(&dates),
            from,
            to,
            zone: match dates {
                // Nothing is asked of the words for a zone that there is not. Such a pack is not built.
                Dates::NoZone => crate::pack::Slot(0),
                _ => checker.slots.slot(&at.at("zone"), format!("zones.{}", zone_key(&schedule.zone))),
            },
            place: location.and_then(|index| locations.get(usize::from(index))).cloned().unwrap_or_default(),
            online: schedule.online,
            language: language(checker, at, schedule),
            note: checker.slots.optional(at, format!("schedules.{id}.note")),
            phones: schedule
                .phone
                .iter()
                .map(|phone| checker.refer(|all| &all.phones, &at.at("phone"), id, phone))
                .collect(),
            links: schedule.link.iter().map(|link| checker.refer(|all| &all.links, &at.at("link"), id, link)).collect(),
            proof: checker.proof(at, id, &proof_of(&schedule.source, &schedule.checked, schedule.status)),
        };
        if !built_one.days.is_empty() {
            built.push(built_one);
        }
    }
    built
}

/// Begin and end in minutes of the day.
fn hours(checker: &mut Checker, at: &At, schedule: &RawSchedule) -> [u16; 2] {
    let id = &schedule.id;
    let mut read = |field: &str, text: &str| {
        let moment = Moment::read(text);
        if moment.is_none() {
            let wrong = format!("`{text}` is not a day and a time that exist");
            let mend = "write what a clock on the wall shows there, to the minute: 2027-01-09T09:00:00";
            checker.problem(&at.at(field), id, wrong, mend);
        }
        moment
    };
    let (starts, ends) = (read("starts", &schedule.starts), read("ends", &schedule.ends));
    let (Some(starts), Some(ends)) = (starts, ends) else { return [0, 0] };
    if ends.date != starts.date {
        let wrong = format!("`{id}` begins on one day and ends on another");
        let mend = "write the end of the first session; write a schedule of its own for each further day";
        checker.problem(&at.at("ends"), id, wrong, mend);
    } else if ends.minute <= starts.minute {
        let wrong = format!("`{id}` ends before it begins");
        checker.problem(&at.at("ends"), id, wrong, "write a later time: hours count from 0 to 23, 1 PM is 13:00:00");
    }
    [starts.minute, ends.minute]
}

/// Sessions belong to training, and to paths that show it.
fn training(checker: &mut Checker, at: &At, schedule: &RawSchedule) {
    let (raw, id) = (checker.raw, &schedule.id);
    let Some(service) = raw.services.iter().find(|one| one.value.id == schedule.service) else { return };
    let service = &service.value;
    if service.kind != RawServiceKind::Training {
        let wrong = format!("`{}` is not training", service.id);
        checker.problem(&at.at("service"), id, wrong, "name a service with `kind = \"training\"`");
    }
    for (position, path) in schedule.paths.iter().enumerate() {
        if !service.paths.is_empty()
            && !service.paths.contains(path)
            && raw.paths.iter().any(|one| one.value.id == *path)
        {
            let wrong = format!("the path `{path}` does not show `{}`", service.id);
            let mend = format!("take it out, or write `{path}` in the `paths` of that service, too");
            checker.problem(&at.at("paths").at(position), id, wrong, mend);
        }
    }
}

/// The language's own name for itself, where the guide has words in it; otherwise its code.
fn language(checker: &mut Checker, at: &At, schedule: &RawSchedule) -> String {
    let code = &schedule.language;
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    let is_code = (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !is_code {
        let mend = "write its code: `en` English, `es` Spanish, `fr` French, `vi` Vietnamese";
        checker.problem(&at.at("language"), &schedule.id, format!("`{code}` is not the code of a language"), mend);
    }
    let name = checker.raw.interface.get(code).and_then(|words| words.texts.get("language-name"));
    name.and_then(|name| name.first()).unwrap_or(code).clone()
}

/// `America/New_York` in the words: `america-new-york`.
fn zone_key(zone: &str) -> String {
    zone.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// Days as a built pack has them; see [`Schedule::days`].
fn gaps(dates: &Dates) -> Vec<u32> {
    let Dates::Days(days) = dates else { return Vec::new() };
    let mut before = 0;
    let gap = |day: &Date| {
        let gap = day.day_number() - before;
        before = day.day_number();
        u32::try_from(gap).unwrap_or_default()
    };
    days.iter().map(gap).collect()
}
