//! The training sessions of a pack as HSDS schedules.

use std::str::FromStr;

use chrono::{NaiveDateTime, Offset, TimeZone};
use guide::content::raw::RawSchedule;
use rrule::{RRule, RRuleSet, Unvalidated};
use serde_json::{Value, json};

use super::rule;

/// The columns of a schedule, and what only our attributes can say: code and value.
pub struct Exported {
    pub columns: Vec<(&'static str, Value)>,
    pub beyond: Vec<(&'static str, String)>,
}

/// The form of `starts` and `ends`.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

/// How many sessions are looked at to find the last one. Nobody teaches a class more often than that.
const MOST_SESSIONS: u16 = 2000;

/// Writes a schedule as HSDS says it. `link` is the address of its page, `notes` the words that stand with it.
pub fn export(schedule: &RawSchedule, link: &str, notes: String) -> Exported {
    let (starts, ends) = (moment(&schedule.starts), moment(&schedule.ends));
    let offset = starts.and_then(|starts| offset(starts, &schedule.zone));
    let day = |moment: NaiveDateTime| json!(moment.date().to_string());
    let clock = |moment: Option<NaiveDateTime>| moment.map_or(Value::Null, |one| json!(clock(one, offset)));
    let mut columns = vec![
        ("valid_from", starts.map_or(Value::Null, day)),
        ("valid_to", last_day(schedule).map_or(Value::Null, |day| json!(day))),
        ("dtstart", starts.map_or(Value::Null, day)),
        ("timezone", offset.map_or(Value::Null, hours)),
        ("opens_at", clock(starts)),
        ("closes_at", clock(ends)),
        ("schedule_link", json!(link)),
        ("attending_type", json!(attending(schedule))),
        ("notes", json!(notes)),
    ];
    let mut beyond = vec![("zone", schedule.zone.clone())];
    match schedule.repeats.as_deref().map(|repeats| (repeats, rule::fields(repeats))) {
        Some((_, Some(fields))) => columns.extend(fields),
        Some((repeats, None)) => beyond.push(("repeats", repeats.to_owned())),
        None => {}
    }
    beyond.extend(schedule.except.iter().map(|day| ("except", day.clone())));
    beyond.push(("language", schedule.language.clone()));
    beyond.extend(schedule.paths.iter().map(|path| ("path", path.clone())));
    beyond.extend(schedule.phone.iter().map(|phone| ("phone", phone.clone())));
    Exported { columns, beyond }
}

/// How to take part. The words are read back by the import.
pub fn attending(schedule: &RawSchedule) -> &'static str {
    match (&schedule.location, schedule.online) {
        (Some(_), true) => "in person or online",
        (Some(_), false) => "in person",
        (None, _) => "online",
    }
}

/// A moment as a clock on the wall shows it.
pub fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, MOMENT).ok()
}

/// How far a zone's clocks are ahead of UTC at a moment, in seconds.
fn offset(moment: NaiveDateTime, zone: &str) -> Option<i32> {
    let zone = chrono_tz::Tz::from_str(zone).ok()?;
    let moment = zone.from_local_datetime(&moment).earliest()?;
    Some(moment.offset().fix().local_minus_utc())
}

/// The offset in hours, as HSDS counts it: -6, 5.5.
fn hours(offset: i32) -> Value {
    if offset % 3600 == 0 { json!(offset / 3600) } else { json!(f64::from(offset) / 3600.0) }
}

/// The time of a moment with its distance from UTC, as HSDS asks for it: 09:00:00-06:00.
fn clock(moment: NaiveDateTime, offset: Option<i32>) -> String {
    let time = moment.time().format("%H:%M:%S");
    let Some(offset) = offset else { return time.to_string() };
    let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.abs() / 60);
    format!("{time}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The day of the last session, where there is a last one.
fn last_day(schedule: &RawSchedule) -> Option<String> {
    let starts = moment(&schedule.starts)?;
    let Some(repeats) = &schedule.repeats else { return Some(starts.date().to_string()) };
    let dates = follow(repeats, starts)?.all(MOST_SESSIONS);
    let last = dates.dates.last().filter(|_| !dates.limited)?;
    Some(last.date_naive().to_string())
}

/// Whether a rule can be followed from a first session on.
pub fn is_rule(rule: &str, starts: NaiveDateTime) -> bool {
    follow(rule, starts).is_some()
}

/// The sessions of a rule on the clock on the wall, which is written as if it were UTC: a class at nine stays at nine
/// when the clocks change. A rule without an end has no last session, and is followed all the same.
fn follow(rule: &str, starts: NaiveDateTime) -> Option<RRuleSet> {
    let first = rrule::Tz::UTC.from_utc_datetime(&starts);
    let part = |part: &str| match part.split_once('=') {
        Some((name, day)) if name.eq_ignore_ascii_case("UNTIL") && day.len() == 8 => format!("{name}={day}T235959Z"),
        Some((name, _)) if name.eq_ignore_ascii_case("UNTIL") && !part.ends_with('Z') => format!("{part}Z"),
        _ => part.to_owned(),
    };
    let rule = rule.split(';').map(part).collect::<Vec<_>>().join(";");
    let rule = rule.parse::<RRule<Unvalidated>>().ok()?.validate(first).ok()?;
    Some(RRuleSet::new(first).limit().rrule(rule))
}

/// The time in a text such as 09:00, 09:00:00 or 09:00:00-06:00. What follows, the distance from UTC, is not read: the
/// zone says it for every day of the year.
pub fn time(text: &str) -> Option<chrono::NaiveTime> {
    let clock = text.split(['Z', '+', '-']).next()?;
    let seconds = clock.matches(':').count() == 2;
    chrono::NaiveTime::parse_from_str(clock, if seconds { "%H:%M:%S" } else { "%H:%M" }).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use guide::content::raw::RawStatus;

    use super::*;

    fn schedule(starts: &str, zone: &str, repeats: Option<&str>) -> RawSchedule {
        RawSchedule {
            id: "x".to_owned(),
            service: "y".to_owned(),
            starts: starts.to_owned(),
            ends: starts.replace("T09", "T10"),
            zone: zone.to_owned(),
            repeats: repeats.map(str::to_owned),
            except: Vec::new(),
            location: None,
            online: true,
            language: "en".to_owned(),
            paths: Vec::new(),
            link: None,
            phone: None,
            source: String::new(),
            checked: String::new(),
            status: RawStatus::Unconfirmed,
        }
    }

    fn column(schedule: &RawSchedule, name: &str) -> Value {
        let columns = export(schedule, "", String::new()).columns;
        columns.into_iter().find(|(column, _)| *column == name).map(|(_, value)| value).unwrap()
    }

    #[test]
    fn the_offset_is_that_of_the_first_day() {
        for (starts, zone, offset, opens) in [
            ("2027-01-09T09:00:00", "America/Chicago", json!(-6), "09:00:00-06:00"),
            ("2027-07-09T09:00:00", "America/Chicago", json!(-5), "09:00:00-05:00"),
            ("2027-07-09T09:00:00", "Asia/Kolkata", json!(5.5), "09:00:00+05:30"),
            ("2027-07-09T09:00:00", "UTC", json!(0), "09:00:00+00:00"),
        ] {
            let one = schedule(starts, zone, None);
            assert_eq!(column(&one, "timezone"), offset, "{starts} {zone}");
            assert_eq!(column(&one, "opens_at"), json!(opens), "{starts} {zone}");
        }
        assert_eq!(column(&schedule("soon", "Mars/Olympus", None), "opens_at"), Value::Null);
    }

    #[test]
    fn the_last_day_is_worked_out() {
        let first = "2027-01-09T09:00:00";
        for (repeats, last) in [
            (None, json!("2027-01-09")),
            (Some("FREQ=WEEKLY;COUNT=8"), json!("2027-02-27")),
            // Over the day on which the clocks change, and at nine all the same.
            (Some("FREQ=MONTHLY;COUNT=4;BYDAY=2SA"), json!("2027-04-10")),
            (Some("FREQ=WEEKLY;UNTIL=20270123"), json!("2027-01-23")),
            (Some("FREQ=WEEKLY"), Value::Null),
            (Some("FREQ=WEEKLY;COUNT=60000"), Value::Null),
            (Some("no rule"), Value::Null),
        ] {
            assert_eq!(column(&schedule(first, "America/Chicago", repeats), "valid_to"), last, "{repeats:?}");
        }
    }

    #[test]
    fn a_rule_without_a_day_ends_soon() {
        let begin = Instant::now();
        for rule in ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "FREQ=SECONDLY;COUNT=60000;BYMONTH=2;BYMONTHDAY=30"]
        {
            column(&schedule("2027-01-09T09:00:00", "America/Chicago", Some(rule)), "valid_to");
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    }
}
