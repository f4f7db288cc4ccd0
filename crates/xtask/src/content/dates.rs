//! Works out on which days sessions of training are held: RFC 5545's rules by `rrule`, the zones by `chrono-tz`.
//!
//! A rule is followed on the clock on the wall, as if the place had no zone: a class at nine stays at nine when the
//! clocks change. The zone then says whether that time exists on each day.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;
use guide::Date;
use guide::content::raw::{Dates, Placed, RawSchedule};
use guide::content::{Moment, Problem};

use rule::Wrong;

mod rule;

#[cfg(test)]
mod tests;

/// At most so many days travel with a pack for each schedule. People are shown the next three.
const MOST: usize = 60;
/// No day lies further than this after the first one that is still to come.
const WINDOW: u64 = 366;
/// Years in which a first session is no slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2099;

/// The days of each schedule from a day on, and what keeps them from being known.
pub fn work_out(schedules: &[Placed<RawSchedule>], today: Date) -> (Vec<Dates>, Vec<Problem>) {
    let mut problems = Vec::new();
    let dates = schedules.iter().map(|one| one_schedule(one, today, &mut problems)).collect();
    (dates, problems)
}

fn one_schedule(one: &Placed<RawSchedule>, today: Date, problems: &mut Vec<Problem>) -> Dates {
    let schedule = &one.value;
    let Ok(zone) = schedule.zone.parse::<Tz>() else {
        problems.push(problem(one, "zone", unknown_zone(&schedule.zone)));
        return Dates::NoZone;
    };
    // What cannot be read, the check in `guide` tells.
    let [start, end] = [&schedule.starts, &schedule.ends].map(|text| Moment::read(text).and_then(on_the_wall));
    let (Some(start), Some(end), Some(today)) = (start, end, day(today)) else { return Dates::NoRule };
    if !YEARS.contains(&start.year()) {
        let mend = "write the day of a session that people can still remember, or go to";
        let wrong = Wrong::new(format!("the first session is in the year {}", start.year()), mend);
        problems.push(problem(one, "starts", wrong));
        return Dates::NoRule;
    }
    let except = excepted(one, problems);
    let found = match follow(schedule, zone, start, today, &except) {
        Ok(found) => found,
        Err((field, wrong)) => {
            problems.push(problem(one, field, wrong));
            return Dates::NoRule;
        }
    };
    for (position, day) in found.unused {
        let wrong = format!("`{}` has no session on {day} that could be left out", schedule.id);
        let mend = "write a day on which the rule has one, or take it out";
        problems.push(in_except(one, position, Wrong::new(wrong, mend)));
    }
    let times = [start.time(), end.time()];
    if let Some(wrong) = found.days.iter().find_map(|day| missing_hour(zone, *day, times)) {
        problems.push(problem(one, "starts", wrong));
        return Dates::NoRule;
    }
    Dates::Days(found.days.into_iter().map(date).collect())
}

/// Days that were found, and excepted ones on which nothing would have been, with their positions.
struct Found {
    days: Vec<NaiveDate>,
    unused: Vec<(usize, NaiveDate)>,
}

/// The days from today on. The error names the field that is wrong.
fn follow(
    schedule: &RawSchedule,
    zone: Tz,
    start: NaiveDateTime,
    today: NaiveDate,
    except: &[Option<NaiveDate>],
) -> Result<Found, (&'static str, Wrong)> {
    let set = rule::read(schedule.repeats.as_deref(), zone, start).map_err(|wrong| ("repeats", wrong))?;
    let left_out: BTreeSet<NaiveDate> = except.iter().flatten().copied().collect();
    let (mut days, mut seen) = (Vec::new(), BTreeSet::new());
    let mut last = None;
    for found in &set {
        let day = found.naive_utc().date();
        if seen.is_empty() && day != start.date() {
            let mend = format!("write the day of the first session; by `repeats` that is {day}");
            return Err(("starts", Wrong::new(format!("`repeats` has no session on {}", start.date()), mend)));
        }
        let too_far = days.first().and_then(|first: &NaiveDate| first.checked_add_days(Days::new(WINDOW)));
        if days.len() == MOST || too_far.is_some_and(|limit| day > limit) {
            last = Some(day);
            break;
        }
        seen.insert(day);
        if day >= today && !left_out.contains(&day) {
            days.push(day);
        }
    }
    if seen.is_empty() {
        let mend = "compare it with a calendar; a year has no 30 February";
        return Err(("repeats", Wrong::new("this rule never comes to a day", mend)));
    }
    let unused = except.iter().enumerate().filter_map(|(position, day)| Some((position, (*day)?)));
    let unused = unused.filter(|(_, day)| !seen.contains(day) && last.is_none_or(|last| *day < last)).collect();
    Ok(Found { days, unused })
}

/// The days that are left out, each at its position; one that does not exist is told and stays empty.
fn excepted(one: &Placed<RawSchedule>, problems: &mut Vec<Problem>) -> Vec<Option<NaiveDate>> {
    let mut days = Vec::new();
    for (position, text) in one.value.except.iter().enumerate() {
        let found = Date::read(text).and_then(day);
        if found.is_none() {
            let wrong = format!("`{text}` is not a day that exists");
            problems.push(in_except(one, position, Wrong::new(wrong, "write year, month and day: 2027-05-31")));
        }
        days.push(found);
    }
    days
}

/// When the clocks go forward, an hour is left out.
fn missing_hour(zone: Tz, day: NaiveDate, times: [NaiveTime; 2]) -> Option<Wrong> {
    let is_missing = |time: &NaiveTime| zone.from_local_datetime(&day.and_time(*time)).earliest().is_none();
    let time = times.into_iter().find(is_missing)?;
    let wrong = format!(
        "on {day} no clock in {zone} shows {:02}:{:02}: the clocks go forward then",
        time.hour(),
        time.minute()
    );
    Some(Wrong::new(wrong, format!("write another time, or leave the day out: `except = [{day}]`")))
}

fn unknown_zone(zone: &str) -> Wrong {
    let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let mend = match guide::content::problem::nearest(zone, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write its name in the IANA list: `America/Chicago`, `America/New_York`".to_owned(),
    };
    Wrong::new(format!("there is no time zone `{zone}`"), mend)
}

fn problem(one: &Placed<RawSchedule>, field: &str, wrong: Wrong) -> Problem {
    Problem { place: one.place.at(field), id: one.value.id.clone(), wrong: wrong.wrong, mend: wrong.mend }
}

fn in_except(one: &Placed<RawSchedule>, position: usize, wrong: Wrong) -> Problem {
    Problem { place: one.place.at("except").at(position), ..problem(one, "except", wrong) }
}

fn on_the_wall(moment: Moment) -> Option<NaiveDateTime> {
    let seconds = u32::from(moment.minute) * 60;
    Some(day(moment.date)?.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?))
}

fn day(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

fn date(day: NaiveDate) -> Date {
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    Date { year: u16::try_from(day.year()).unwrap_or(u16::MAX), month: small(day.month()), day: small(day.day()) }
}
