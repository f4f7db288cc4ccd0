//! Planted errors: before an export is called good, each of these must be found in a spoilt one.

use super::Standard;
use crate::hsds::export::Exported;

/// A slip in one of our files, and what the validation must say about it.
struct Slip {
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    expect: &'static str,
}

const SLIPS: [Slip; 12] = [
    slip("organizations.json", "\"status\": \"active\"", "\"status\": \"open\"", "is not one of"),
    slip("organizations.json", "\"status\": \"active\",", "", "\"status\" is a required property"),
    slip("organizations.json", "\"freq\": \"WEEKLY\"", "\"freq\": \"DAILY\"", "is not one of"),
    slip("organizations.json", "\"count\": 8", "\"count\": \"8\"", "is not of type \"number\""),
    slip("organizations.json", "https://example.org/fostering", "no address", "is not a \"uri\""),
    slip("phones.json", "\"id\": \"", "\"id\": \"x", "is not a \"uuid\""),
    slip("services.csv", ",active,", ",open,", "not one of the words"),
    slip("services.csv", ",active,", ",,", "a value is missing"),
    slip("services.csv", "2026-11-15", "2026-11-31", "is no date"),
    slip("schedules.csv", ",WEEKLY,", ",DAILY,", "not one of the words"),
    slip("service_at_location.csv", "id,service_id", "id,servis_id", "the columns are not"),
    slip("addresses.csv", ",US,", ",,", "a value is missing"),
];

const fn slip(file: &'static str, find: &'static str, replace: &'static str, expect: &'static str) -> Slip {
    Slip { file, find, replace, expect }
}

/// Spoils the demonstration directory in every way that we know. The error names what was not found.
pub fn prove(standard: &Standard, good: &Exported) -> Result<String, String> {
    let mut unseen = Vec::new();
    for slip in &SLIPS {
        let mut spoilt = Exported { json: good.json.clone(), csv: good.csv.clone() };
        let files = if slip.file.ends_with(".json") { &mut spoilt.json } else { &mut spoilt.csv };
        let was = files.get(slip.file).cloned().unwrap_or_default();
        files.insert(slip.file.to_owned(), was.replacen(slip.find, slip.replace, 1));
        unseen.extend(missed(standard, good, &spoilt, slip.expect, &format!("{}: {}", slip.file, slip.replace)));
    }
    // Rows that stand twice, and rows that point to nothing.
    let mut twice = Exported { json: good.json.clone(), csv: good.csv.clone() };
    if let Some(phones) = twice.csv.get_mut("phones.csv") {
        let rows = phones.split_once('\n').map(|(_, rows)| rows.to_owned()).unwrap_or_default();
        phones.push_str(&rows);
    }
    unseen.extend(missed(standard, good, &twice, "stands twice", "phones.csv: every row twice"));
    let mut loose = Exported { json: good.json.clone(), csv: good.csv.clone() };
    loose.csv.remove("organizations.csv");
    unseen.extend(missed(standard, good, &loose, "no row of organization", "no organizations.csv"));
    match unseen.len() {
        0 => Ok(format!("The validation found all {} planted errors.", SLIPS.len() + 2)),
        _ => Err(format!("The validation is blind; it did not find:\n{}", unseen.join("\n"))),
    }
}

fn missed(standard: &Standard, good: &Exported, spoilt: &Exported, expect: &str, slip: &str) -> Option<String> {
    if spoilt == good {
        return Some(format!("{slip}: the text to spoil is not there"));
    }
    let found = standard.violations(spoilt);
    let seen = found.iter().any(|one| one.contains(expect));
    (!seen).then(|| format!("{slip}: expected `{expect}`, found {found:?}"))
}
