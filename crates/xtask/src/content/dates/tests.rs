//! The days of the example schedules and of other rules, compared with those that another program worked out.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use guide::Date;
use guide::content::raw::{Dates, Placed, RawSchedule};
use guide::content::{Place, Problem};

use super::work_out;
use crate::content::laid::Laid;
use crate::content::lint::Severity;
use crate::content::planted::{TODAY, root};
use crate::content::{look, read};

fn file(name: &str) -> toml::Table {
    fs::read_to_string(root().join("tests/directory").join(name)).unwrap().parse().unwrap()
}

/// Expected days by day of the build or `rules`, and by schedule or rule.
fn expected() -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    toml::Value::Table(file("expected.toml")).try_into().unwrap()
}

fn schedule(starts: &str, repeats: Option<&str>, except: &[&str]) -> Placed<RawSchedule> {
    let ends = format!("{}T23:59:00", starts.split('T').next().unwrap_or_default());
    let mut entry = serde_json::json!({
        "id": "x", "service": "s", "starts": starts, "ends": ends, "zone": "America/Chicago", "online": true,
        "language": "en", "except": except, "source": "https://example.org", "checked": "2026-11-15",
        "status": "published",
    });
    if let Some(repeats) = repeats {
        entry["repeats"] = repeats.into();
    }
    Placed { place: Place::file("schedules.toml"), value: serde_json::from_value(entry).unwrap() }
}

fn worked_out(one: Placed<RawSchedule>, today: Date) -> (Dates, Vec<Problem>) {
    let (mut dates, problems) = work_out(&[one], today);
    (dates.pop().unwrap(), problems)
}

fn written(dates: &Dates) -> Vec<String> {
    let Dates::Days(days) = dates else { panic!("{dates:?}") };
    days.iter().map(|day| format!("{}-{:02}-{:02}", day.year, day.month, day.day)).collect()
}

#[test]
fn the_examples_have_the_days_that_another_program_finds() {
    let laid = Laid::with_examples(&root()).unwrap();
    let raw = read::pack(&laid.0, "louisiana").unwrap().raw;
    let mut expected = expected();
    expected.remove("rules");
    assert!(expected.len() >= 5, "{expected:?}");
    for (today, wanted) in expected {
        let (dates, problems) = work_out(&raw.schedules, Date::read(&today).unwrap());
        assert_eq!(problems, []);
        let ids = raw.schedules.iter().map(|one| one.value.id.clone());
        let found: BTreeMap<String, Vec<String>> = ids.zip(dates.iter().map(written)).collect();
        assert_eq!(found, wanted, "on {today}");
    }
}

#[test]
fn rules_have_the_days_that_another_program_finds() {
    let wanted = expected().remove("rules").unwrap();
    let rules: Vec<(String, String)> = file("rules.toml")["rules"].clone().try_into().unwrap();
    assert_eq!(wanted.len(), rules.len());
    for (starts, repeats) in rules {
        let (dates, problems) = worked_out(schedule(&starts, Some(&repeats), &[]), TODAY);
        assert_eq!(problems, []);
        assert_eq!(written(&dates), wanted[&format!("{starts} {repeats}")], "{starts} {repeats}");
    }
}

#[test]
fn no_rule_takes_long_or_gives_too_many_days() {
    // Every frequency with the parts that fit least; most never come to a day, or come to one in a thousand years.
    let parts = [
        "",
        ";INTERVAL=1000",
        ";INTERVAL=0",
        ";COUNT=1000",
        ";COUNT=4294967296",
        ";UNTIL=99991231",
        ";UNTIL=00000101",
        ";BYMONTH=2;BYMONTHDAY=30",
        ";BYMONTHDAY=-31",
        ";BYDAY=53MO",
        ";BYDAY=-53MO",
        ";BYDAY=5SU;BYMONTH=2",
        ";BYSETPOS=366",
        ";BYDAY=MO;BYSETPOS=-366",
        ";BYWEEKNO=53",
        ";BYWEEKNO=-53;BYMONTH=6",
        ";BYYEARDAY=366;BYMONTH=1",
        ";BYYEARDAY=-366",
        ";BYDAY=XX",
        ";BYMONTH=13",
        ";BYMONTHDAY=0",
        ";WKST=QQ",
        ";=",
        ";;",
        ";BYDAY=",
        ";FREQ=DAILY",
        ";BYEASTER=1",
        ";RRULE:FREQ=DAILY",
        "\u{0}",
        ";COUNT=-1",
        ";INTERVAL=65536",
        ";BYDAY=99999999999999MO",
        ";UNTIL=20270101T240000Z",
        ";UNTIL=2027-01-01",
        ";BYMONTHDAY=31;INTERVAL=12",
    ];
    let long = format!("FREQ=DAILY;BYMONTHDAY={}31", "31,".repeat(300_000));
    assert_eq!(worked_out(schedule("2026-12-31T09:00:00", Some(&long), &[]), TODAY).1.len(), 1);
    for starts in ["2000-01-01T00:00:00", "2026-12-31T23:58:00", "2096-02-29T02:30:00"] {
        for often in ["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", "MINUTELY", "SECONDLY", "", "Ω"] {
            for part in parts {
                let rule = format!("FREQ={often}{part}");
                let begin = Instant::now();
                let (dates, problems) = worked_out(schedule(starts, Some(&rule), &[]), TODAY);
                let took = begin.elapsed();
                assert!(took < Duration::from_secs(3), "{rule} from {starts} takes {took:?}");
                match dates {
                    Dates::Days(days) => {
                        assert!(problems.is_empty() && days.len() <= 60, "{rule}: {problems:?}");
                        let ends = days.first().zip(days.last());
                        assert!(ends.is_none_or(|(first, last)| last.days_after(*first) <= 366), "{rule}: {days:?}");
                        assert!(days.first().is_none_or(|first| *first >= TODAY), "{rule}");
                    }
                    _ => assert_eq!(problems.len(), 1, "{rule}: {problems:?}"),
                }
                assert!(problems.iter().all(|one| !one.mend.is_empty() && !one.wrong.ends_with('.')), "{problems:?}");
            }
        }
    }
}

#[test]
fn an_hour_that_the_clocks_leave_out_is_told_only_where_it_is_near() {
    let weekly = |starts, except: &[&str]| worked_out(schedule(starts, Some("FREQ=WEEKLY"), except), TODAY);
    let (dates, problems) = weekly("2026-11-22T02:30:00", &[]);
    assert_eq!(dates, Dates::NoRule);
    assert_eq!(problems[0].wrong, "on 2027-03-14 no clock in America/Chicago shows 02:30: the clocks go forward then");
    // The hour that comes twice in autumn is there.
    assert_eq!(weekly("2026-11-22T01:30:00", &[]).1, []);
    assert_eq!(weekly("2026-11-22T03:00:00", &[]).1, []);
    let (dates, problems) = weekly("2026-11-22T02:30:00", &["2027-03-14"]);
    assert_eq!(problems, []);
    assert!(!written(&dates).contains(&"2027-03-14".to_owned()));
}

#[test]
fn days_that_are_left_out_must_be_days_of_the_rule() {
    let told = |repeats, except: &[&str]| {
        let (_, problems) = worked_out(schedule("2026-12-05T09:00:00", repeats, except), TODAY);
        problems.into_iter().map(|one| one.wrong).collect::<Vec<_>>()
    };
    let weekly = Some("FREQ=WEEKLY;UNTIL=20270130");
    assert_eq!(told(weekly, &["2026-12-12", "2027-01-30"]), [""; 0]);
    assert_eq!(told(weekly, &["2026-12-13"]), ["`x` has no session on 2026-12-13 that could be left out"]);
    assert_eq!(told(weekly, &["2027-02-06"]), ["`x` has no session on 2027-02-06 that could be left out"]);
    assert_eq!(told(weekly, &["2026-11-28"]), ["`x` has no session on 2026-11-28 that could be left out"]);
    assert_eq!(told(weekly, &["2027-02-30"]), ["`2027-02-30` is not a day that exists"]);
    // Nobody knows yet what lies behind the days that are kept.
    assert_eq!(told(Some("FREQ=WEEKLY"), &["2029-12-22"]), [""; 0]);
}

#[test]
fn a_schedule_without_a_day_left_is_a_warning() {
    let laid = Laid::with_examples(&root()).unwrap();
    let looked = look(&laid.0, "louisiana", TODAY).unwrap();
    let ours = looked.findings.iter().filter(|one| one.problem.id.contains("example"));
    let told: Vec<_> = ours.map(|one| (one.severity, one.problem.wrong.as_str(), one.problem.mend.as_str())).collect();
    assert_eq!(told, [(Severity::Warning, "`example-past` has no date left", "take it out or write new ones")]);
    assert!(looked.checked.is_some(), "it does not keep the pack from being built");
}
