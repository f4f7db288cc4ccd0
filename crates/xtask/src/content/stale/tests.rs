use std::process::ExitCode;

use super::*;
use crate::content::report;
use crate::copied::Copied;

const WORDS: &str = "packs/louisiana/words/en.toml";
const RECORD: &str = "packs/louisiana/words/source/pt.toml";

fn told(copied: &Copied) -> Vec<String> {
    let read = read::pack(&copied.questions(), "louisiana").unwrap();
    let report = report::text(&check(&copied.questions(), &read.raw), &read.files);
    let mut told: Vec<String> = Vec::new();
    for line in report.lines() {
        match told.last_mut() {
            Some(last) if line.starts_with("    ") => *last = format!("{last}\n{line}"),
            _ => told.push(line.to_owned()),
        }
    }
    told
}

fn translated(copied: &Copied, keys: &[&str]) -> bool {
    let arguments: Vec<String> = ["louisiana", "pt"].iter().chain(keys).map(|one| (*one).to_owned()).collect();
    run(&copied.questions(), &arguments) == ExitCode::SUCCESS
}

#[test]
fn a_changed_source_is_told_until_the_translation_was_read_again() {
    let copied = Copied::new();
    let without = told(&copied);
    assert_eq!(without.len(), 2, "one for each file without a record: {without:?}");
    assert!(
        without[1].contains("mend: read the translation beside it, then run `cargo xtask translated louisiana pt`")
    );
    assert!(translated(&copied, &[]));
    assert_eq!(told(&copied), [] as [String; 0]);

    copied.change(WORDS, "Come to team meetings", "Come to the meetings");
    copied.change("interface/en.toml", "\"Monday\", \"Tuesday\"", "\"Mon\", \"Tuesday\"");
    let found = told(&copied);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("questions/interface/pt.toml:"), "{found:?}");
    assert!(found[0].contains("it was “Monday” “Tuesday”"), "{found:?}");
    let key = "expectations.team-meetings.title";
    let line =
        copied.read("packs/louisiana/words/pt.toml").lines().position(|line| line.contains("Come to team")).unwrap();
    assert!(
        found[1].starts_with(&format!("questions/packs/louisiana/words/pt.toml:{}: [{key}]", line + 1)),
        "{found:?}"
    );
    assert!(found[1].contains(
        "the English changed since this was translated; it was “Come to team meetings”, it is “Come to the meetings”\n    \
         mend: read the translation again, then run `cargo xtask translated louisiana pt expectations.team-meetings.title`"
    ));

    assert!(!translated(&copied, &[key, "expectations.team-meeting.title"]), "a key that is not there");
    assert_eq!(told(&copied).len(), 2, "nothing is written when one key is wrong");
    assert!(translated(&copied, &[key]));
    assert_eq!(told(&copied).len(), 1, "only the named one was read again");
    assert!(translated(&copied, &["weekdays"]));
    assert_eq!(told(&copied), [] as [String; 0]);
}

#[test]
fn a_text_without_a_record_is_told_and_a_record_without_a_text_is_dropped() {
    let copied = Copied::new();
    assert!(translated(&copied, &[]));
    let whole = copied.read(RECORD);
    copied.change(RECORD, "\"pack.name\" = \"Louisiana\"\n", "\"pack.nobody\" = \"asks\"\n");
    let found = told(&copied);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("[pack.name] nobody wrote down from which English"), "{found:?}");
    assert!(translated(&copied, &["pack.name"]));
    assert_eq!(copied.read(RECORD), whole);
}

#[test]
fn a_form_of_a_value_is_translated_from_the_fact() {
    let copied = Copied::new();
    let facts = copied.read("packs/louisiana/facts.toml");
    let id = facts.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')).unwrap().to_owned();
    let words = copied.read("packs/louisiana/words/pt.toml");
    let value = facts.lines().find_map(|line| line.strip_prefix("value = \"")?.strip_suffix('"')).unwrap().to_owned();
    copied.write("packs/louisiana/words/pt.toml", &format!("{words}\n[values]\n{id} = \"{value}\"\n"));
    assert!(translated(&copied, &[]));
    copied.change("packs/louisiana/facts.toml", &format!("value = \"{value}\""), "value = \"another\"");
    let found = told(&copied);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains(&format!("it was “{value}”, it is “another”")), "{found:?}");
}

#[test]
fn records_are_no_languages_and_damaged_ones_are_told() {
    let copied = Copied::new();
    assert!(translated(&copied, &[]));
    let read = read::pack(&copied.questions(), "louisiana").unwrap();
    assert_eq!(read.raw.words.keys().collect::<Vec<_>>(), ["en", "pt"]);
    assert_eq!(read.raw.interface.keys().collect::<Vec<_>>(), ["en", "pt"]);
    copied.write(RECORD, "\"pack.name\" = 3\n= oops\n");
    let found = told(&copied);
    assert!(found.iter().any(|one| one.contains("source/pt.toml:2: this is not TOML")), "{found:?}");
    assert!(found.iter().all(|one| one.contains("source/pt.toml")), "only the record is told of: {found:?}");
    assert!(!translated(&copied, &["pack.name"]));
    assert!(!translated(&copied, &[]), "a damaged record is not lost without a word");
}
