use std::collections::BTreeMap;

use proptest::prelude::*;

use super::read_xml::Wrong;
use super::take_back::{Plan, plan};
use super::units::{State, Unit, Units};
use super::*;
use crate::content::stale;
use crate::copied::Copied;

const WORDS: &str = "packs/louisiana/words/pt.toml";
const INTERFACE: &str = "interface/pt.toml";
const RECORD: &str = "packs/louisiana/words/source/pt.toml";

fn exported(copied: &Copied) -> String {
    text_of(&copied.questions(), "louisiana", "pt").unwrap()
}

fn planned(copied: &Copied, xliff: &str) -> Result<Plan, Vec<Wrong>> {
    plan(&copied.questions(), read_xml::read(xliff))
}

/// What is written, by file.
fn files(plan: Plan) -> BTreeMap<String, String> {
    plan.files.into_iter().collect()
}

fn said(wrong: &[Wrong]) -> Vec<String> {
    wrong.iter().map(|one| format!("{}: {}", one.unit, one.wrong)).collect()
}

fn translated(copied: &Copied) {
    let arguments = ["louisiana".to_owned(), "pt".to_owned()];
    assert_eq!(stale::run(&copied.questions(), &arguments), std::process::ExitCode::SUCCESS);
}

/// Gives the unit another target, with its state.
fn with_target(xliff: &str, id: &str, state: &str, target: &str) -> String {
    let start = xliff.find(&format!("<trans-unit id=\"{id}\"")).unwrap_or_else(|| panic!("no unit {id}"));
    let from = start + xliff[start..].find("<target").unwrap();
    let end = from + xliff[from..].find("</target>").unwrap();
    format!("{}<target state=\"{state}\">{target}{}", &xliff[..from], &xliff[end..])
}

#[test]
fn there_and_back_changes_not_one_byte() {
    let copied = Copied::new();
    copied.write(INTERFACE, &copied.read(INTERFACE).replace('\n', "\r\n"));
    for _ in 0..2 {
        let before = exported(&copied);
        let plan = planned(&copied, &before).unwrap();
        assert_eq!((plan.changed, plan.noted, plan.files.len()), (0, 0, 0), "{:?}", plan.files);
        // Once more with records: then the states are others.
        translated(&copied);
    }
    assert!(!exported(&copied).contains("needs-review-translation"));
}

#[test]
fn an_edited_file_changes_exactly_the_edited_texts() {
    let copied = Copied::new();
    translated(&copied);
    copied.change(
        "packs/louisiana/words/en.toml",
        "title = \"Work with the child's parents\"",
        "title = \"Work with parents\"",
    );
    let xliff = exported(&copied);
    assert_eq!(xliff.matches("needs-review-translation").count(), 1);
    let xliff =
        with_target(&xliff, "expectations.team-meetings.title#1", "translated", "Venha &quot;às&quot; reuni&#245;es");
    let xliff = with_target(&xliff, "weekdays#2", "needs-review-translation", "Terça");
    let xliff = with_target(&xliff, "expectations.work-with-parents.title#1", "final", "Trabalhe com os pais");
    let plan = planned(&copied, &xliff).unwrap();
    assert_eq!((plan.changed, plan.noted), (3, 1));
    let files = files(plan);
    assert_eq!(files.keys().collect::<Vec<_>>(), [INTERFACE, "interface/source/pt.toml", WORDS, RECORD]);
    let words = copied.read(WORDS).replace("\"Come to team meetings\"", "\"Venha \\\"às\\\" reuniões\"");
    assert_eq!(files[WORDS], words.replace("\"Work with the child's parents\"", "\"Trabalhe com os pais\""));
    assert_eq!(files[INTERFACE], copied.read(INTERFACE).replace("\"Tuesday\"", "\"Terça\""));
    assert_eq!(
        files[RECORD],
        copied.read(RECORD).replace("\"Work with the child's parents\"", "\"Work with parents\"")
    );
}

#[test]
fn a_missing_target_stays_missing() {
    let copied = Copied::new();
    translated(&copied);
    let line = "title = \"Come to team meetings\"\n";
    copied.change(WORDS, line, "");
    let xliff = exported(&copied);
    assert!(
        xliff.contains("<source>Come to team meetings</source>\n        <target state=\"needs-translation\"></target>")
    );
    assert_eq!(planned(&copied, &xliff).unwrap().changed, 0);
    let plan = planned(&copied, &with_target(&xliff, "weekdays#2", "translated", " ")).unwrap();
    assert_eq!((plan.changed, plan.unfinished), (0, vec!["weekdays".to_owned()]));
    let plan =
        planned(&copied, &with_target(&xliff, "expectations.team-meetings.title#1", "translated", "Venha")).unwrap();
    let words = &files(plan)[WORDS];
    let place = words.find("title = \"Venha\"").unwrap();
    let table = words.find("[expectations.team-meetings]").unwrap();
    assert!(table < place && place < words.find("[expectations.work-with-parents]").unwrap());
    assert_eq!(words.replace("title = \"Venha\"\n", ""), copied.read(WORDS));
}

#[test]
fn a_new_language_gets_its_files() {
    let copied = Copied::new();
    let xliff = text_of(&copied.questions(), "louisiana", "ar").unwrap();
    let xliff = with_target(&xliff, "start#1", "translated", "ابدأ");
    let xliff = with_target(&xliff, "pack.name#1", "translated", "لويزيانا");
    let files = files(planned(&copied, &xliff).unwrap());
    assert_eq!(files["interface/ar.toml"], "direction = \"rtl\"\nreview = \"none yet\"\nstart = \"ابدأ\"\n");
    assert_eq!(files["packs/louisiana/words/ar.toml"], "review = \"none yet\"\n\n[pack]\nname = \"لويزيانا\"\n");
    assert!(files["packs/louisiana/words/source/ar.toml"].ends_with("\"pack.name\" = \"Louisiana\"\n"));
}

#[test]
fn all_problems_are_told_at_once_and_nothing_is_written() {
    let copied = Copied::new();
    let good = exported(&copied);
    let mut bad = good.replacen("<source>Start</source>", "<source>Begin</source>", 1);
    bad = with_target(&bad, "pack.title#1", "translated", "<b>Call 1-800-555-0100</b>");
    bad = with_target(&bad, "pack.lead#1", "translated", "Turned &#x202E;round");
    bad = with_target(&bad, "pack.place#1", "translated", "Bell &#7;");
    bad = with_target(&bad, "pack.place-of#1", "translated", "without its name");
    bad = with_target(&bad, "minutes#1", "translated", "<x id=\"9\"/>");
    bad = with_target(&bad, "pack.name#1", "translated", "a &lt;b&gt;");
    bad = bad.replace("id=\"paths.kin.title#1\"", "id=\"paths.nobody.title#1\"");
    bad = bad.replacen("id=\"paths.foster.title#1\"", "id=\"paths.foster.text#1\"", 1);
    let wrong = planned(&copied, &bad).unwrap_err();
    let told = said(&wrong);
    for (unit, part) in [
        ("start#1", "the source is another one: here “Begin”, in our file “Start”"),
        ("pack.title#1", "the element <b> stands in a text"),
        ("pack.title", "a number without proof"),
        ("pack.lead", "the hidden character U+202E"),
        ("pack.place", "the hidden character U+0007"),
        ("pack.place-of", "the source has `name`, this text ``"),
        ("minutes#1", "the source has no placeholder `9`"),
        ("pack.name", "`<` or `>` stands in the words"),
        ("paths.nobody.title#1", "has no such text"),
        ("paths.foster.text#1", "the unit stands twice"),
    ] {
        assert!(
            told.iter().any(|one| one.starts_with(&format!("{unit}: ")) && one.contains(part)),
            "{unit}: {part}\n{told:#?}"
        );
    }
    let lines: Vec<&str> = bad.lines().collect();
    for one in wrong.iter().filter(|one| one.unit.contains('#')) {
        let around = lines[one.line - 1..(one.line + 2).min(lines.len())].join("\n");
        assert!(around.contains(&one.unit) || lines[one.line - 3..one.line].join("\n").contains(&one.unit), "{one:?}");
    }
    assert!(planned(&copied, &good).is_ok());
}

#[test]
fn placeholders_come_back_however_a_tool_writes_them() {
    let copied = Copied::new();
    let xliff = exported(&copied);
    for target in [
        "Uns <ph id=\"1\"/> minutos",
        "Uns <x id=\"1\"/> minutos",
        "<mrk mtype=\"seg\" mid=\"0\">Uns <ph id=\"1\">{minutes}</ph> minutos</mrk>",
        "<![CDATA[Uns {minutes} minutos]]>",
    ] {
        let plan = planned(&copied, &with_target(&xliff, "minutes#1", "translated", target)).unwrap();
        assert!(files(plan)[INTERFACE].contains("minutes = \"Uns {minutes} minutos\"\n"), "{target}");
    }
}

#[test]
fn nothing_is_expanded_fetched_or_nested_without_end() {
    let copied = Copied::new();
    let good = exported(&copied);
    let (_, body) = good.split_once('\n').unwrap();
    let deep = format!("<xliff version=\"1.2\">{}", "<g>".repeat(10_000));
    let laughs = format!("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>{body}");
    let outside = format!("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">{body}");
    let cases = [
        (laughs, "a document type is declared"),
        (outside, "a document type is declared"),
        (with_target(&good, "pack.name#1", "translated", "&secret;"), "the entity `&secret;` is not one of XML's own"),
        (with_target(&good, "pack.name#1", "translated", "&#0;"), "is no character"),
        (deep, "more than 60 deep"),
        (good[..good.len() / 2].to_owned(), ""),
        (good.replacen("</source>", "</sauce>", 1), "this is no XML"),
        (String::new(), "there is no XLIFF in this file"),
        ("{\"json\": true}".to_owned(), "there is no XLIFF in this file"),
        ("<html><body/></html>".to_owned(), "the file begins with <html>"),
        (good.replacen("version=\"1.2\"", "version=\"2.0\"", 1), "this is XLIFF 2.0"),
        (good.replace("packs/louisiana/", "packs/../../"), "is no file of a pack here"),
        (good.replace("packs/louisiana/", "packs/florida/"), "is no file of a pack here"),
        (good.replace("target-language=\"pt\"", "target-language=\"../../pt\""), "is no language"),
        (good.replace("target-language=\"pt\"", "target-language=\"en\""), "is no language"),
        (good.replacen("target-language=\"pt\"", "target-language=\"es\"", 1), "two languages"),
    ];
    for (xliff, part) in cases {
        let told = said(&planned(&copied, &xliff).expect_err(part));
        assert!(told.iter().any(|one| one.contains(part)), "{part}: {told:?}");
    }
    // Nothing takes longer than its length says.
    let attributes: String = (0..100_000).map(|number| format!(" a{number}=\"\"")).collect();
    let units = "<trans-unit id=\"start#1\"/>".repeat(100_000);
    let file = "<file original=\"interface/en.toml\" source-language=\"en\" target-language=\"pt\"><body>";
    for long in [format!("<xliff{attributes} version=\"1.2\">"), format!("<xliff version=\"1.2\">{file}{units}")] {
        let start = std::time::Instant::now();
        planned(&copied, &long).unwrap_err();
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
    for (name, bytes, part) in [
        ("large.xlf", vec![b' '; 10 * 1024 * 1024 + 1], "larger than 10 MB"),
        ("latin.xlf", b"<xliff>\xe9</xliff>".to_vec(), "is not UTF-8"),
    ] {
        let file = copied.0.join(name);
        fs::write(&file, bytes).unwrap();
        let error = import(&copied.0, &[file.display().to_string()]).unwrap_err();
        assert!(error.contains(part), "{error}");
    }
    assert!(import(&copied.0, &["/dev/zero".to_owned()]).unwrap_err().contains("is not a file"));
    assert!(import(&copied.0, &["nowhere.xlf".to_owned()]).unwrap_err().contains("cannot be read"));
}

fn any_text() -> impl Strategy<Value = String> {
    // All characters that a words file may hold, and those that XML and TOML write in another way more often.
    let part = prop_oneof!["\\PC{0,12}", "[<>&\"'{}\\\\\\]\\[ =#]{0,8}", "(\\{(value:[a-z]{1,4}|now)\\}){0,3}"];
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_as_it_went(source in any_text(), target in any_text()) {
        let unit = Unit {
            id: "a.b#1".into(), key: "a.b".into(), position: 0, source: source.clone(), target: Some(target.clone()),
            state: State::Translated, notes: vec![source.clone()], shown: vec![("{now}".into(), target.clone())],
            longest: None,
        };
        let units = Units { original: "x".into(), translated: "y".into(), units: vec![unit] };
        let xml = write_xml::document("p", "en", "pt", &[units]).unwrap();
        let read = read_xml::read(&xml);
        prop_assert_eq!(&read.problems, &[]);
        let back = &read.files[0].units[0];
        prop_assert_eq!((&back.source, &back.target), (&source, &target));
    }

    #[test]
    fn any_text_stands_in_a_words_file_as_it_is(texts in prop::collection::vec(any_text(), 1..4), other in any_text()) {
        let before = "# top\n[a]\nx = \"1\" # beside\ny = [\n  'p', # first\n  \"q\",\n]\n[c]\nx = 'c'\n";
        let order: Vec<String> = ["a.x", "a.y", "b.z", "c.x"].map(str::to_owned).to_vec();
        let changes: Vec<(&String, Vec<String>)> = vec![(&order[1], texts.clone()), (&order[2], vec![other])];
        let changes: Vec<(&String, &Vec<String>)> = changes.iter().map(|(key, text)| (*key, text)).collect();
        let after = crate::words_file::set_all(before, &changes, &order).unwrap();
        prop_assert!(after.starts_with("# top\n[a]\nx = \"1\" # beside\ny = ") && after.ends_with("[c]\nx = 'c'\n"));
    }

    #[test]
    fn damaged_files_are_told_and_never_panic(at in 0usize..4000, put in "\\PC{0,6}|[<>&;/\"]{1,4}", cut in 0usize..40) {
        let unit = "<xliff version=\"1.2\"><file original=\"a\"><body><trans-unit id=\"x\"><source>a <ph id=\"1\">{b}</ph></source>\
                    <target state=\"final\">c &amp; <ph id=\"1\"/></target></trans-unit></body></file></xliff>";
        let at = (0..=at % unit.len()).rev().find(|at| unit.is_char_boundary(*at)).unwrap();
        let rest = unit.get(at + cut..).unwrap_or_default();
        read_xml::read(&format!("{}{put}{rest}", &unit[..at]));
    }
}
