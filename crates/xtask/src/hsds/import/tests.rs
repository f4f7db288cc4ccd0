//! Packages there and back, and packages from elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::super::export::{Exported, export, write};
use super::super::fixture::{Scratch, root};
use super::super::input;
use super::*;

mod bad;

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
    let with_comment = scratch.read("directory/schedules.toml").replace("T12:30:00", "T12:30:00 # at noon or so");
    fs::write(scratch.pack().join("directory/schedules.toml"), &with_comment).unwrap();
    let before = scratch.files();
    let mut json = export(&scratch.raw()).unwrap().json;
    let text = json["organizations.json"].replace("https://example.org/sign-up", "https://example.org/new-page");
    let text = text
        .replace("Somebody listens, in the example.", "Somebody else listens.")
        .replace("The second one.", "Another one.")
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
    assert_eq!(changed, ["links.toml", "schedules.toml", "services.toml", "en.toml"], "{said}");
    let schedules = scratch.read("directory/schedules.toml");
    assert!(
        schedules.contains("ends = 2027-01-09T13:00:00 # at noon or so\n") && schedules.contains("# A rule that HSDS"),
        "{schedules}"
    );
    let changed = schedules.split("[[schedule]]").find(|one| one.contains("13:00:00")).unwrap();
    assert!(changed.contains("status = \"unconfirmed\""), "a changed fact has lost its proof:\n{changed}");
    assert!(said.contains("schedules: 1 updated: example-saturdays"), "{said}");
    let services = scratch.read("directory/services.toml");
    assert!(services.contains("# ours") && !services.contains("published"), "a new text has no proof yet:\n{services}");
    assert!(said.contains("services: 2 updated"), "{said}");
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
        for entry in fs::read_dir(from.join(folder)).unwrap().flatten().filter(|entry| entry.path().is_file()) {
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
}
