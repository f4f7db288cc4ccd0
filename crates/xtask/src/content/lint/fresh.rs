//! How old proofs are: a fact that nobody has looked at for too long may not be published.

use guide::Date;
use guide::content::raw::{Dates, Placed};
use guide::content::{Place, RawPack};

use super::Finding;

/// Days after which help lines are too old (Inform USA's yearly rule, held tighter for lines in a crisis).
const HELP_LINE: i64 = 90;
/// Days after which phones, links and places to go are too old.
const CONTACT: i64 = 180;
/// Days after which rules, amounts and texts that follow from policy are too old.
const POLICY: i64 = 365;
/// So many days before, the check begins to warn.
const WARN: i64 = 30;

/// Finds proofs that are too old on a day, or soon will be.
pub(super) fn check(raw: &RawPack, today: Date) -> Vec<Finding> {
    let help_lines = raw.pack.as_ref().map(|pack| pack.value.help_lines.clone()).unwrap_or_default();
    let mut findings = Vec::new();
    let mut look =
        |place: &Place, id: &str, checked: &str, days: i64| findings.extend(age(place, id, checked, days, today));
    for phone in &raw.phones {
        let days = if help_lines.contains(&phone.value.id) { HELP_LINE } else { CONTACT };
        look(&phone.place, &phone.value.id, &phone.value.checked, days);
    }
    macro_rules! look_at {
        ($($list:ident: $days:expr),+) => {$(
            for Placed { place, value } in &raw.$list {
                look(place, &value.id, &value.checked, $days);
            }
        )+};
    }
    look_at!(links: CONTACT, organizations: CONTACT, services: CONTACT, areas: POLICY, help: POLICY);
    look_at!(locations: CONTACT, schedules: CONTACT);
    look_at!(arrangements: POLICY, values: POLICY, requirements: POLICY, expectations: POLICY);
    findings.extend(past(raw));
    findings
}

/// Schedules that nobody can go to any more.
fn past(raw: &RawPack) -> Vec<Finding> {
    let pairs = raw.schedules.iter().zip(&raw.dates);
    let past = pairs.filter(|(_, dates)| matches!(dates, Dates::Days(days) if days.is_empty()));
    past.map(|(one, _)| {
        let wrong = format!("`{}` has no date left", one.value.id);
        Finding::warning(one.place.clone(), &one.value.id, wrong, "take it out or write new ones")
    })
    .collect()
}

fn age(place: &Place, id: &str, checked: &str, days: i64, today: Date) -> Option<Finding> {
    let age = today.days_after(Date::read(checked)?);
    let at = place.at("checked");
    if age < 0 {
        let wrong = format!("`{id}` was checked on a day that has not come yet");
        return Some(Finding::error(at, id, wrong, "write the day on which you read it at its source"));
    }
    let mend = "read it again at its source, mend it if it changed, and write the new day";
    if age > days {
        Some(Finding::error(at, id, format!("`{id}` was checked {age} days ago; {days} is the most"), mend))
    } else if age > days - WARN {
        let left = days - age;
        Some(Finding::warning(at, id, format!("`{id}` was checked {age} days ago; {left} days are left"), mend))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::*;

    #[test]
    fn ages_are_told_to_the_day() {
        let found = |today: &str| {
            let today = Date::read(today).unwrap();
            age(&Place::file("f"), "x", "2026-01-01", 90, today).map(|finding| finding.severity)
        };
        assert_eq!(found("2026-01-01"), None);
        assert_eq!(found("2026-03-02"), None, "60 days");
        assert_eq!(found("2026-03-03"), Some(Severity::Warning), "61 days");
        assert_eq!(found("2026-04-01"), Some(Severity::Warning), "90 days");
        assert_eq!(found("2026-04-02"), Some(Severity::Error), "91 days");
        assert_eq!(found("2025-12-31"), Some(Severity::Error), "before it was checked");
    }
}
