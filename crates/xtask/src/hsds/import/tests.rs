//! Packages there and back, packages from elsewhere, and packages that are none.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::super::export::{Exported, export, write};
use super::super::fixture::{Scratch, root};
use super::super::input;
use super::*;

fn options() -> Options {
    Options::read(&["--today", "2026-11-20", "--source", "https://example.org/package"]).unwrap()
}

/// Writes files beside a pack and imports them.
fn import_files(scratch: &Scratch, files: &BTreeMap<String, String>) -> Result<String, String> {
    let folder = scratch.folder.join("package");
    write(files, &folder).unwrap();
    let done = command(&scratch.pack(), &folder, &options());
    fs::remove_dir_all(folder).unwrap();
    done
}

/// Imports one file of these bytes.
fn import_bytes(scratch: &Scratch, name: &str, bytes: &[u8]) -> Result<String, String> {
    let file: PathBuf = scratch.folder.join(name);
    fs::write(&file, bytes).unwrap();
    let done = command(&scratch.pack(), &file, &options());
    fs::remove_file(file).unwrap();
    done
}

fn import_text(scratch: &Scratch, text: &str) -> Result<String, String> {
    import_bytes(scratch, "package.json", text.as_bytes())
}

fn raw_of(questions: &str, pack: &str) -> RawPack {
    crate::content::read::pack(&root().join(questions), pack).unwrap().raw
}

/// Exports, imports into an empty pack and exports again: all three must be the same.
fn there_and_back(raw: &RawPack, form: impl Fn(&Exported) -> BTreeMap<String, String>) {
    let first = export(raw).unwrap();
    let scratch = Scratch::empty(&raw.pack.as_ref().unwrap().value.id);
    let said = import_files(&scratch, &form(&first)).unwrap();
    assert!(!said.contains("Not taken over") && !said.contains("To do"), "{said}");
    // The name of the whole area stands in the words of the pack, of which an import writes the directory only.
    let words = scratch.read("words/en.toml");
    let name = raw.words.get("en").unwrap().texts.get("pack.name").unwrap().join(" ");
    fs::write(scratch.pack().join("words/en.toml"), format!("{words}\n[pack]\nname = \"{name}\"\n")).unwrap();
    let second = export(&scratch.raw()).unwrap();
    for (name, text) in first.json.iter().chain(&first.csv) {
        let other = second.json.get(name).or_else(|| second.csv.get(name));
        if Some(text) != other {
            let other = other.map_or("", String::as_str);
            let line = text.lines().zip(other.lines()).position(|(left, right)| left != right);
            let at = |text: &str| {
                text.lines().skip(line.unwrap_or_default().saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n")
            };
            panic!("{name} differs at line {line:?}:\n{}\n---\n{}", at(text), at(other));
        }
    }
    assert_eq!(first, second);
    let again = import_files(&scratch, &form(&second)).unwrap();
    assert!(again.contains("Nothing had to be written"), "{again}");
}

#[test]
fn packs_come_back_from_json() {
    there_and_back(&raw_of("tests/hsds", "demonstration"), |exported| exported.json.clone());
    there_and_back(&raw_of("questions", "louisiana"), |exported| exported.json.clone());
}

#[test]
fn packs_come_back_from_tables() {
    there_and_back(&raw_of("tests/hsds", "demonstration"), |exported| exported.csv.clone());
    there_and_back(&raw_of("questions", "louisiana"), |exported| exported.csv.clone());
}

#[test]
fn an_export_is_the_same_every_time() {
    let raw = raw_of("tests/hsds", "demonstration");
    assert_eq!(export(&raw).unwrap(), export(&raw).unwrap());
}

#[test]
fn an_own_package_changes_nothing_in_its_pack() {
    let scratch = Scratch::demonstration();
    let files = scratch.files();
    let exported = export(&scratch.raw()).unwrap();
    let out = scratch.folder.join("out");
    write(&exported.json, &out.join("json")).unwrap();
    write(&exported.csv, &out.join("csv")).unwrap();
    let said = command(&scratch.pack(), &out, &options()).unwrap();
    assert!(said.contains("Nothing had to be written"), "{said}");
    for files in [exported.json, exported.csv] {
        let said = import_files(&scratch, &files).unwrap();
        assert!(said.contains("Nothing had to be written"), "{said}");
    }
    assert_eq!(scratch.files(), files);
}

#[test]
fn a_change_is_made_in_place_and_comments_stay() {
    let scratch = Scratch::demonstration();
    let with_comment =
        scratch.read("directory/services.toml").replace("kind = \"training\"", "kind = \"training\" # ours");
    fs::write(scratch.pack().join("directory/services.toml"), &with_comment).unwrap();
    let before = scratch.files();
    let mut json = export(&scratch.raw()).unwrap().json;
    let text = json["organizations.json"].replace("https://example.org/sign-up", "https://example.org/new-page");
    let text = text
        .replace("Somebody listens, in the example.", "Somebody else listens.")
        .replace("12:30:00-06:00", "13:00:00-06:00");
    json.insert("organizations.json".to_owned(), text);
    let said = import_files(&scratch, &json).unwrap();
    assert!(said.contains("schedules: 1 updated") && said.contains("links: 1 added"), "{said}");
    let after = scratch.files();
    let changed: Vec<_> = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text))
        .map(|(path, _)| input::name(path))
        .collect();
    assert_eq!(changed, ["links.toml", "schedules.toml", "en.toml"], "{said}");
    let schedules = scratch.read("directory/schedules.toml");
    assert!(
        schedules.contains("ends = 2027-01-09T13:00:00\n") && schedules.contains("# A rule that HSDS"),
        "{schedules}"
    );
    let changed = schedules.split("[[schedule]]").find(|one| one.contains("13:00:00")).unwrap();
    assert!(changed.contains("status = \"unconfirmed\""), "a changed fact has lost its proof:\n{changed}");
    assert!(said.contains("schedules: 1 updated: example-saturdays"), "{said}");
    assert!(scratch.read("directory/services.toml").contains("# ours"));
    assert!(scratch.read("words/en.toml").contains("text = \"Somebody else listens.\""));
    assert!(scratch.read("directory/links.toml").contains("example.org/sign-up"), "the old link stays");
}

#[test]
fn a_fact_in_braces_stays_where_the_package_has_its_value() {
    let raw = raw_of("questions", "louisiana");
    let scratch = Scratch::empty("louisiana");
    let from = root().join("questions/packs/louisiana");
    for folder in ["directory", "words"] {
        fs::create_dir_all(scratch.pack().join(folder)).unwrap();
        for entry in fs::read_dir(from.join(folder)).unwrap().flatten() {
            fs::copy(entry.path(), scratch.pack().join(folder).join(entry.file_name())).unwrap();
        }
    }
    for file in ["pack.toml", "facts.toml"] {
        fs::copy(from.join(file), scratch.pack().join(file)).unwrap();
    }
    let said = import_files(&scratch, &export(&raw).unwrap().json).unwrap();
    assert!(said.contains("Nothing had to be written"), "{said}");
}

const FOREIGN: &str = r#"{"contents": [{
  "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610", "name": "Example Elsewhere", "description": "They help.",
  "website": "https://elsewhere.example.com/", "email": "a@example.com",
  "services": [{
    "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Café for Kin", "status": "active",
    "description": "<p>Come in.</p>\n\nStay.", "assured_date": "2026-09-01", "url": "http://elsewhere.example.com/cafe",
    "fees_description": "Free",
    "phones": [{"id": "1554f2e2-a373-45db-a3fa-9fc48a61c15e", "number": "(225) 555-0150", "type": "voice", "extension": 7},
               {"id": "1554f2e2-a373-45db-a3fa-9fc48a61c15f", "number": "+44 1234 234567"}],
    "schedules": [{"id": "48102e86-bb50-41c4-8f1e-e269368c41d1", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00"}],
    "contacts": [{"id": "1e7efce3-639b-4880-940c-b95cd30cdb50", "name": "Ann Persona"}],
    "service_areas": [{"id": "381c64f1-a724-4884-9c21-ac96c21cca3e", "name": "The East"}],
    "service_at_locations": [{"id": "e94c9f38-1e8f-4564-91d4-d53501ab1765", "location": {
      "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5", "location_type": "physical", "name": "Example Café",
      "addresses": [{"id": "74706e55-df26-4b84-80fe-ecc30b5befb4", "address_1": "4 Example Street", "city": "Example City",
        "state_province": "LA", "postal_code": "70004-1234", "country": "US", "address_type": "physical"}]}}]
  }]}]}"#;

#[test]
fn a_package_from_elsewhere_is_added_unconfirmed() {
    let scratch = Scratch::demonstration();
    let said = import_text(&scratch, FOREIGN).unwrap();
    let services = scratch.read("directory/services.toml");
    for text in [
        "id = \"cafe-for-kin\"",
        "kind = \"support\"",
        "paths = []",
        "areas = [\"the-east\"]",
        "checked = 2026-09-01",
        "status = \"unconfirmed\"",
        "source = \"http://elsewhere.example.com/cafe\"",
    ] {
        assert!(services.contains(text), "{text} is not in\n{services}");
    }
    assert!(scratch.read("words/en.toml").contains("text = [\"Come in.\", \"Stay.\"]"));
    assert!(scratch.read("directory/locations.toml").contains("zip = \"70004\""));
    for left in [
        "description: the directory has no place",
        "email:",
        "fees_description:",
        "extension:",
        "other countries",
        "these are the hours of another service",
        "guide has no people",
        "https pages only",
        "tags of text",
    ] {
        assert!(said.contains(left), "{left} is not in\n{said}");
    }
    assert!(said.contains("cafe-for-kin: choose its `kind`"), "{said}");
    let files = scratch.files();
    let again = import_text(&scratch, FOREIGN).unwrap();
    assert!(again.contains("Nothing had to be written"), "{again}");
    assert_eq!(scratch.files(), files);
}

#[test]
fn a_service_that_is_over_is_not_taken() {
    let scratch = Scratch::demonstration();
    let files = scratch.files();
    let package = slip("\"active\"", "\"defunct\"");
    let said = import_text(&scratch, &package).unwrap();
    assert!(said.contains("the service is defunct") && said.contains("its service is not active"), "{said}");
    assert!(!scratch.read("directory/phones.toml").contains("555-0150"));
    assert_eq!(
        scratch.read("directory/services.toml").as_bytes(),
        files[&scratch.pack().join("directory/services.toml")]
    );
}

#[test]
fn two_services_with_one_name_stay_two() {
    let scratch = Scratch::demonstration();
    let service = |id: &str, text: &str| {
        format!(r#"{{"id": "{id}", "name": "Help", "status": "active", "description": "{text}"}}"#)
    };
    let package = format!(
        r#"{{"id": "o", "name": "Example", "description": "x", "services": [{}, {}]}}"#,
        service("a", "First."),
        service("b", "Second.")
    );
    import_text(&scratch, &package).unwrap();
    let files = scratch.files();
    let words = scratch.read("words/en.toml");
    assert!(words.contains("[services.help]") && words.contains("[services.help-2]"), "{words}");
    import_text(&scratch, &package).unwrap();
    assert_eq!(scratch.files(), files);
}

#[test]
fn a_foreign_package_cannot_say_that_it_is_confirmed() {
    let scratch = Scratch::demonstration();
    let json = export(&scratch.raw()).unwrap().json;
    let other = Scratch::empty("another-pack");
    let said = import_files(&other, &json).unwrap();
    assert!(said.contains("added"), "{said}");
    assert!(!other.read("directory/phones.toml").contains("\"confirmed\""));
    assert!(!other.read("directory/services.toml").contains("\"published\""));
}

#[test]
fn a_schedule_of_another_system_becomes_a_session_of_known_training() {
    let scratch = Scratch::demonstration();
    let service = identity::id(&["demonstration", "service", "example-training"]);
    let organization = identity::id(&["demonstration", "organization", "example-agency"]);
    let package = format!(
        r#"{{"id": "{service}", "organization_id": "{organization}", "name": "Example class", "status": "active",
        "organization": {{"id": "{organization}", "name": "Example Agency", "description": "Example Agency"}},
        "languages": [{{"id": "l", "name": "Spanish", "code": "es"}}],
        "schedules": [{{"id": "s", "freq": "WEEKLY", "byday": "SA", "dtstart": "2027-08-07", "valid_to": "2027-08-28",
          "opens_at": "09:00-05:00", "closes_at": "10:30", "attending_type": "Remotely, via video"}}]}}"#
    );
    let file = scratch.folder.join("service.json");
    fs::write(&file, package).unwrap();
    let options = |words: &[&str]| Options::read(words).unwrap();
    let said = command(&scratch.pack(), &file, &options(&["--source", "https://example.org/x"])).unwrap();
    assert!(said.contains("--zone"), "{said}");
    let zone = ["--source", "https://example.org/x", "--zone", "America/Chicago"];
    let said = command(&scratch.pack(), &file, &options(&zone)).unwrap();
    assert!(said.contains("schedules: 1 added"), "{said}");
    let schedules = scratch.read("directory/schedules.toml");
    assert!(
        schedules.contains("repeats = \"FREQ=WEEKLY;BYDAY=SA;UNTIL=20270828\"\nonline = true\nlanguage = \"es\""),
        "{schedules}"
    );
}

/// The foreign package with one slip.
fn slip(find: &str, replace: &str) -> String {
    assert!(FOREIGN.contains(find), "{find}");
    FOREIGN.replacen(find, replace, 1)
}

#[test]
fn bad_json_is_told_and_nothing_is_written() {
    let scratch = Scratch::demonstration();
    let files = scratch.files();
    let deep = format!("{{\"contents\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let deep_objects = format!("{}1{}", "{\"services\": [{\"organization\":".repeat(10_000), "}]}".repeat(10_000));
    let twice = FOREIGN.replace("1554f2e2-a373-45db-a3fa-9fc48a61c15f", "1554f2e2-a373-45db-a3fa-9fc48a61c15e");
    let circle = r#"[{"id": "a", "name": "A", "description": "x", "parent_organization_id": "b"},
        {"id": "b", "name": "B", "description": "x", "parent_organization_id": "a"}]"#;
    let cases = [
        ("not JSON", "name: x".to_owned(), "no JSON"),
        ("nothing", String::new(), "no JSON"),
        ("a number", "7".to_owned(), "no list of objects"),
        ("a list of numbers", "[1, 2]".to_owned(), "no object"),
        ("deep lists", deep, "no JSON"),
        ("deep objects", deep_objects, "no JSON"),
        ("a lone surrogate", slip("They help.", "\\ud800"), "no JSON"),
        ("a control character", slip("They help.", "a\\u0007b"), "U+0007"),
        ("a bidi character", slip("Example Elsewhere", "a\\u202eb"), "U+202E"),
        ("a null byte in an id", slip("ac148810", "\\u0000"), "no id"),
        ("a javascript link", slip("https://elsewhere.example.com/", "javascript:alert(1)"), "is no uri"),
        ("a data link", slip("http://elsewhere.example.com/cafe", "data:text/html,x"), "is no uri"),
        ("letters for a number", slip("(225) 555-0150", "call us"), "cannot be dialled"),
        ("too few digits", slip("(225) 555-0150", "555-0150-"), "cannot be dialled"),
        ("no number", slip("\"number\": \"(225) 555-0150\", ", ""), "number: a value is missing"),
        ("no name", slip("\"name\": \"Café for Kin\", ", ""), "name: a value is missing"),
        ("no status", slip("\"status\": \"active\",", ""), "status: a value is missing"),
        ("no id", slip("\"id\": \"ac148810-d857-441c-9679-408f346de14b\", ", ""), "no id"),
        ("a wrong status", slip("\"active\"", "\"open\""), "is not allowed"),
        ("a day that does not exist", slip("2026-09-01", "2026-09-31"), "is no date"),
        ("a time that does not exist", slip("09:00", "29:00"), "is no time"),
        ("a number that is none", slip("\"extension\": 7", "\"extension\": \"seven\""), "is no number"),
        ("a table for a name", slip("\"Café for Kin\"", "{\"en\": \"x\"}"), "no single value"),
        (
            "a text for a list",
            slip(
                "\"contacts\": [{\"id\": \"1e7efce3-639b-4880-940c-b95cd30cdb50\", \"name\": \"Ann Persona\"}]",
                "\"contacts\": \"x\"",
            ),
            "holds something else",
        ),
        ("an id that stands twice", twice, "an id belongs to one object"),
        ("a circle", circle.to_owned(), "leads in a circle"),
        ("a service of nobody", r#"{"id": "s", "name": "S", "status": "active"}"#.to_owned(), "`organization_id`"),
        (
            "a reference to nothing",
            r#"{"services": [{"id": "s", "name": "S", "status": "active", "organization_id": "o"}]}"#.to_owned(),
            "the package has none",
        ),
    ];
    for (name, text, expect) in cases {
        let report = import_text(&scratch, &text).map_or_else(|report| report, |said| panic!("{name}: {said}"));
        assert!(report.contains(expect), "{name}: `{expect}` is not in\n{report}");
        assert!(report.contains("mend:") && report.contains("Nothing was written"), "{name}: {report}");
        assert_eq!(scratch.files(), files, "{name}: something was written");
    }
    for (name, bytes, expect) in
        [("large.json", vec![b' '; 10_000_001], "bytes"), ("bytes.json", b"\xC3\x28{}".to_vec(), "UTF-8")]
    {
        assert!(import_bytes(&scratch, name, &bytes).unwrap_err().contains(expect), "{name}");
    }
    assert!(
        import_text(&scratch, &format!("\u{FEFF}{}", FOREIGN.replace('\n', "\r\n"))).is_ok(),
        "BOM and CRLF are fine"
    );
}

#[test]
fn nothing_says_where_it_comes_from() {
    let scratch = Scratch::demonstration();
    let files = scratch.files();
    let file = scratch.folder.join("package.json");
    fs::write(&file, r#"{"id": "o", "name": "Nobody", "description": "x"}"#).unwrap();
    let report = command(&scratch.pack(), &file, &Options::read(&[]).unwrap()).unwrap_err();
    assert!(report.contains("--source"), "{report}");
    assert_eq!(scratch.files(), files);
}

#[test]
fn bad_tables_are_told_and_nothing_is_written() {
    let scratch = Scratch::demonstration();
    let good = export(&scratch.raw()).unwrap().csv;
    let files = scratch.files();
    let spoilt = |file: &str, find: &str, replace: &str| {
        let mut tables = good.clone();
        let text = tables[file].replacen(find, replace, 1);
        assert_ne!(text, tables[file], "{file}: {find}");
        tables.insert(file.to_owned(), text);
        tables
    };
    let mut twice = good.clone();
    let phones = twice["phones.csv"].clone();
    twice.insert("phones.csv".to_owned(), phones.clone() + phones.split_once('\n').unwrap().1);
    let mut loose = good.clone();
    loose.remove("organizations.csv");
    let cases = [
        ("a wrong column", spoilt("services.csv", "assured_date", "sure_on"), "there is no column `sure_on`"),
        ("a missing column", spoilt("services.csv", "status,", ""), "the column `status` is missing"),
        ("an open quote", spoilt("services.csv", "Example class", "\"Example class"), "cells stand under"),
        ("a cell too many", spoilt("addresses.csv", ",US,", ",US,,"), "cells stand under"),
        ("a wrong day", spoilt("schedules.csv", "2027-01-09", "9 January"), "is no date"),
        ("an id that stands twice", twice, "already"),
        ("rows of nobody", loose, "the package has none"),
        (
            "a javascript link",
            spoilt("organizations.csv", "https://example.org/fostering", "javascript:x"),
            "is no uri",
        ),
    ];
    for (name, tables, expect) in cases {
        let report = import_files(&scratch, &tables).map_or_else(|report| report, |said| panic!("{name}: {said}"));
        assert!(report.contains(expect), "{name}: `{expect}` is not in\n{report}");
        assert!(report.contains("Nothing was written"), "{name}: {report}");
        assert_eq!(scratch.files(), files, "{name}");
    }
    // As Excel saves it: with a byte order mark; and with line feeds only.
    let excel = good.iter().map(|(name, text)| (name.clone(), format!("\u{FEFF}{text}")));
    let unix = good.iter().map(|(name, text)| (name.clone(), text.replace("\r\n", "\n")));
    for tables in [excel.filter(|(name, _)| name.ends_with(".csv")).collect(), unix.collect()] {
        let said = import_files(&scratch, &tables).unwrap();
        assert!(said.contains("Nothing had to be written"), "{said}");
    }
}

#[test]
fn a_pack_that_is_broken_is_told() {
    let scratch = Scratch::demonstration();
    fs::write(scratch.pack().join("directory/phones.toml"), "[[phone]\nid = ").unwrap();
    let report = import_text(&scratch, FOREIGN).unwrap_err();
    assert!(report.contains("directory/phones.toml:1"), "{report}");
    let empty = scratch.folder.join("empty");
    fs::create_dir_all(&empty).unwrap();
    assert!(command(&scratch.pack(), &empty, &options()).unwrap_err().contains("no JSON files and no CSV files"));
    assert!(
        command(&scratch.pack(), &scratch.folder.join("nothing"), &options()).unwrap_err().contains("cannot be read")
    );
}

#[test]
fn a_large_package_ends_soon() {
    let services: Vec<String> = (0..1500)
        .map(|number| {
            format!(
                r#"{{"id": "s{number}", "name": "Service {number}", "status": "active", "description": "Text.",
                "phones": [{{"id": "p{number}", "number": "225-555-{number:04}"}}]}}"#
            )
        })
        .collect();
    let text = format!(
        r#"{{"id": "o", "name": "Large", "description": "x", "website": "https://example.org/", "services": [{}]}}"#,
        services.join(",")
    );
    let scratch = Scratch::demonstration();
    let begin = std::time::Instant::now();
    let said = import_text(&scratch, &text).unwrap();
    assert!(said.contains("services: 1500 added"), "{said}");
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is visible comes back.
    #[test]
    fn any_text_comes_back(texts in prop::collection::vec("[^\\p{C}\\p{Z}<>{}][^\\p{C}\\p{Zl}\\p{Zp}<>{}]{0,30}", 6)) {
        let mut raw = raw_of("tests/hsds", "demonstration");
        let texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
        raw.organizations[1].value.name = texts[0].clone();
        raw.locations[1].value.name = texts[1].clone();
        raw.locations[1].value.address = texts[2].clone();
        let words = &mut raw.words.get_mut("en").unwrap().texts;
        words.insert("services.example-training.text".to_owned(), vec![texts[3].clone(), texts[4].clone()]);
        words.insert("phones.example-line.note".to_owned(), vec![texts[5].clone()]);
        words.insert("schedules.example-week.note".to_owned(), vec![texts[0].clone()]);
        there_and_back(&raw, |exported| exported.json.clone());
        there_and_back(&raw, |exported| exported.csv.clone());
    }

    /// One value of a good package is replaced by another one: it is read or told, and never a panic.
    #[test]
    fn no_slip_makes_it_panic(at in 0usize..80, value in "[\\x00-\\u{2FFF}]{0,24}", kind in 0u8..5) {
        let mut package: serde_json::Value = serde_json::from_str(FOREIGN).unwrap();
        let value = match kind {
            0 => serde_json::Value::Null,
            1 => serde_json::json!(value.len()),
            2 => serde_json::json!([value]),
            3 => serde_json::json!({ "id": value }),
            _ => serde_json::json!(value),
        };
        replace(&mut package, &mut { at }, &value);
        let scratch = Scratch::demonstration();
        let before = scratch.files();
        if import_text(&scratch, &package.to_string()).is_err() {
            assert_eq!(scratch.files(), before);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,300}") {
        let scratch = Scratch::demonstration();
        let _ = import_text(&scratch, &text);
        let _ = import_bytes(&scratch, "phones.csv", text.as_bytes());
    }
}

/// Replaces the value at a position, counted through the whole tree.
fn replace(value: &mut serde_json::Value, at: &mut usize, other: &serde_json::Value) {
    if *at == 0 {
        *at = usize::MAX;
        *value = other.clone();
        return;
    }
    *at = at.saturating_sub(1);
    match value {
        serde_json::Value::Array(list) => list.iter_mut().for_each(|value| replace(value, at, other)),
        serde_json::Value::Object(map) => map.values_mut().for_each(|value| replace(value, at, other)),
        _ => {}
    }
}
