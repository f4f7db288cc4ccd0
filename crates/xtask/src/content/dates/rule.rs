//! Reads a rule of recurrence. Only what can be a session of training passes, so that following it always ends soon.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use guide::content::problem::suggest;
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

/// The parts that a rule may have. The time of the day comes from `starts`.
const PARTS: [&str; 11] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "BYWEEKNO",
    "BYYEARDAY",
    "WKST",
];
const OFTEN: [&str; 4] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
/// No training is held more seldom than each so many days, weeks, months or years, or more often in all.
const MOST: u32 = 1000;
/// A rule with all its parts is far shorter. A list of a million days would take a day to follow.
const LONGEST: usize = 500;
const EXAMPLE: &str = "write a rule such as `FREQ=WEEKLY;BYDAY=SA;COUNT=8` or `FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231`";

/// What is wrong with a field, and what would be right.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong, as a sentence without a full stop.
    pub wrong: String,
    /// What to do, in the same form.
    pub mend: String,
}

impl Wrong {
    /// What is wrong and what to do.
    pub fn new(wrong: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { wrong: wrong.into(), mend: mend.into() }
    }
}

/// The sessions from the first one on, their clocks on the wall written as if they were UTC. Without a rule there is
/// but one.
pub fn read(repeats: Option<&str>, zone: chrono_tz::Tz, start: NaiveDateTime) -> Result<RRuleSet, Wrong> {
    let first = Tz::UTC.from_utc_datetime(&start);
    let set = RRuleSet::new(first).limit();
    let Some(repeats) = repeats else { return Ok(set.rdate(first)) };
    let parts = parts(repeats)?;
    let find = |wanted: &str| parts.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let Some(often) = find("FREQ") else { return Err(Wrong::new("the rule does not say how often", EXAMPLE)) };
    if !OFTEN.contains(&often) {
        let wrong = format!("training cannot be held `{often}`");
        return Err(Wrong::new(wrong, format!("write `FREQ=` and one of `{}`", OFTEN.join("`, `"))));
    }
    for name in ["INTERVAL", "COUNT"] {
        let fits = |value: &str| value.parse().is_ok_and(|number: u32| (1..=MOST).contains(&number));
        if let Some(value) = find(name).filter(|value| !fits(value)) {
            return Err(Wrong::new(
                format!("`{name}` cannot be `{value}`"),
                format!("write a whole number from 1 to {MOST}"),
            ));
        }
    }
    if find("COUNT").is_some() && find("UNTIL").is_some() {
        let mend = "keep one of the two: how many sessions there are, or the last day";
        return Err(Wrong::new("`COUNT` and `UNTIL` stand in one rule", mend));
    }
    let plain: Vec<String> =
        parts.iter().filter(|(name, _)| name != "UNTIL").map(|(name, value)| format!("{name}={value}")).collect();
    let unreadable = |error: rrule::RRuleError| {
        let error = error.to_string();
        Wrong::new(format!("the rule cannot be worked out: {}", error.trim_end_matches('.')), EXAMPLE)
    };
    let mut rule: RRule<Unvalidated> = plain.join(";").parse().map_err(unreadable)?;
    if let Some(text) = find("UNTIL") {
        let until = until(text, zone).ok_or_else(|| {
            let mend = "write the last day: UNTIL=20271231; or a moment in UTC: UNTIL=20271231T235959Z";
            Wrong::new(format!("`UNTIL` cannot be `{text}`"), mend)
        })?;
        if until < start {
            let mend = "write a later day in `UNTIL`, or mend `starts`";
            return Err(Wrong::new("the rule ends before the first session", mend));
        }
        rule = rule.until(Tz::UTC.from_utc_datetime(&until));
    }
    Ok(set.rrule(rule.validate(first).map_err(unreadable)?))
}

/// Names and values in capitals, each name once.
fn parts(repeats: &str) -> Result<Vec<(String, String)>, Wrong> {
    if repeats.len() > LONGEST {
        return Err(Wrong::new(format!("the rule has more than {LONGEST} characters"), EXAMPLE));
    }
    let repeats = repeats.trim().to_ascii_uppercase();
    if repeats.starts_with("RRULE") {
        return Err(Wrong::new("`RRULE:` stands before the rule", EXAMPLE));
    }
    let mut parts: Vec<(String, String)> = Vec::new();
    for part in repeats.split(';') {
        let Some((name, value)) = part.split_once('=').filter(|(_, value)| !value.is_empty()) else {
            return Err(Wrong::new(format!("`{part}` is no part of a rule"), EXAMPLE));
        };
        if ["BYHOUR", "BYMINUTE", "BYSECOND"].contains(&name) {
            let mend = "take it out: the time is that of `starts`; write a schedule of its own for another time";
            return Err(Wrong::new(format!("`{name}` stands in the rule"), mend));
        }
        if !PARTS.contains(&name) {
            return Err(Wrong::new(format!("a rule has no part `{name}`"), suggest(name, PARTS, "take it out")));
        }
        if parts.iter().any(|(other, _)| other == name) {
            return Err(Wrong::new(format!("`{name}` stands twice in the rule"), "keep one of the two"));
        }
        parts.push((name.to_owned(), value.to_owned()));
    }
    Ok(parts)
}

/// The last moment on the clock on the wall: the end of a day, a time there, or with `Z` one in UTC.
fn until(text: &str, zone: chrono_tz::Tz) -> Option<NaiveDateTime> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"TZ".contains(&byte));
    let moment = |text: &str, length: usize| {
        NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok().filter(|_| is_plain && text.len() == length)
    };
    if let Some(utc) = text.strip_suffix('Z') {
        return moment(utc, 15).map(|utc| Utc.from_utc_datetime(&utc).with_timezone(&zone).naive_local());
    }
    if text.contains('T') {
        return moment(text, 15);
    }
    let day = NaiveDate::parse_from_str(text, "%Y%m%d").ok().filter(|_| is_plain && text.len() == 8)?;
    Some(day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?))
}
