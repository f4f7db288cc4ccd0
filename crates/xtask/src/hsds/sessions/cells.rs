//! Cells of a spreadsheet as people and spreadsheet programs write them: days, times, rules.

use chrono::{NaiveDate, NaiveTime};

/// A day: `2027-01-09`, or month first, `1/9/2027`.
pub fn day(text: &str) -> Option<NaiveDate> {
    let numbers = |parts: Vec<&str>| {
        let each = parts.iter().map(|part| part.trim().parse::<u32>().ok().filter(|_| part.len() <= 4));
        each.collect::<Option<Vec<u32>>>()
    };
    let (year, month, day) = if text.contains('/') {
        let parts = numbers(text.split('/').collect())?;
        let [month, day, year] = parts.as_slice() else { return None };
        (*year, *month, *day)
    } else {
        let parts = numbers(text.split('-').collect())?;
        let [year, month, day] = parts.as_slice() else { return None };
        (*year, *month, *day)
    };
    // A year of two digits can be read in two ways.
    (1970..=2999).contains(&year).then(|| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day))?
}

/// A time: `9:00 AM`, `9 am`, `18:30`, `18:30:00`.
pub fn time(text: &str) -> Option<NaiveTime> {
    let small = text.to_lowercase().replace('.', "");
    let (clock, half) = match (small.strip_suffix("am"), small.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (small.as_str(), None),
    };
    let parts: Vec<&str> = clock.trim().split(':').collect();
    let number = |text: &str, most: u32| {
        let whole = !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|number| whole && *number <= most)
    };
    let (hour, minute) = match parts.as_slice() {
        [hour] if half.is_some() => (number(hour, 12)?, 0),
        [hour, minute] | [hour, minute, "00"] => (number(hour, 23)?, number(minute, 59)?),
        _ => return None,
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// How a session recurs, as an RRULE: written as one, or in words such as `weekly`, `every 2 weeks, 8 times`.
pub fn rule(text: &str) -> Option<String> {
    let capitals = text.trim().to_uppercase();
    let capitals = capitals.strip_prefix("RRULE:").unwrap_or(&capitals);
    if capitals.starts_with("FREQ=") {
        return Some(capitals.to_owned());
    }
    let small = text.to_lowercase().replace([',', ';'], " ");
    let words: Vec<&str> = small.split_whitespace().collect();
    let (how, rest) = match words.as_slice() {
        ["daily", rest @ ..] | ["every", "day", rest @ ..] => ("FREQ=DAILY".to_owned(), rest),
        ["weekly", rest @ ..] | ["every", "week", rest @ ..] => ("FREQ=WEEKLY".to_owned(), rest),
        ["monthly", rest @ ..] | ["every", "month", rest @ ..] => ("FREQ=MONTHLY".to_owned(), rest),
        ["every", number, unit, rest @ ..] => {
            let number = number.parse::<u8>().ok().filter(|number| *number > 0)?;
            let unit = match *unit {
                "days" => "DAILY",
                "weeks" => "WEEKLY",
                "months" => "MONTHLY",
                _ => return None,
            };
            (format!("FREQ={unit};INTERVAL={number}"), rest)
        }
        _ => return None,
    };
    match rest {
        [] => Some(how),
        [number, "times"] => Some(format!("{how};COUNT={}", number.parse::<u16>().ok().filter(|number| *number > 0)?)),
        _ => None,
    }
}

/// `yes` or `no`, also as spreadsheets write it.
pub fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "x" | "1" => Some(true),
        "no" | "n" | "false" | "0" | "" => Some(false),
        _ => None,
    }
}

/// The words of a list, parted by spaces, commas or semicolons.
pub fn words(text: &str) -> Vec<String> {
    text.split([' ', ',', ';']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_two_forms() {
        let ninth = NaiveDate::from_ymd_opt(2027, 1, 9);
        assert_eq!(day("2027-01-09"), ninth);
        assert_eq!(day("1/9/2027"), ninth);
        assert_eq!(day("01/09/2027"), ninth);
        for text in
            ["", "1/9/27", "2027-02-30", "9 January 2027", "2027-1", "-1/9/2027", "99999999999/1/1", "2027-01-09T"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for (text, time_of) in [
            ("9:00 AM", at(9, 0)),
            ("9 am", at(9, 0)),
            ("12:30 AM", at(0, 30)),
            ("12:00 PM", at(12, 0)),
            ("6:30 p.m.", at(18, 30)),
            ("18:30", at(18, 30)),
            ("18:30:00", at(18, 30)),
            ("9", None),
            ("25:00", None),
            ("13:00 PM", None),
            ("9:60", None),
            ("noon", None),
            ("", None),
        ] {
            assert_eq!(time(text), time_of, "{text}");
        }
    }

    #[test]
    fn rules_are_read_as_words_or_as_rules() {
        for (text, rule_of) in [
            ("weekly", Some("FREQ=WEEKLY")),
            ("Weekly, 8 times", Some("FREQ=WEEKLY;COUNT=8")),
            ("every 2 weeks", Some("FREQ=WEEKLY;INTERVAL=2")),
            ("RRULE:FREQ=MONTHLY;BYDAY=2TU", Some("FREQ=MONTHLY;BYDAY=2TU")),
            ("freq=daily;count=3", Some("FREQ=DAILY;COUNT=3")),
            ("every 0 weeks", None),
            ("weekly, 0 times", None),
            ("sometimes", None),
        ] {
            assert_eq!(rule(text).as_deref(), rule_of, "{text}");
        }
    }
}
