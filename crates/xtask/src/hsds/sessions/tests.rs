//! Spreadsheets as people save them, good and bad, read into a copy of the demonstration pack.

use std::fs;
use std::path::PathBuf;

use super::super::fixture::Scratch;
use super::*;

const HEAD: &str = "service,date,starts,ends,zone,repeats,until,place,address,city,state,zip,online,language,paths,note,link,phone,source";
const SOURCE: &str = "https://example.org/about";

fn options() -> Options {
    Options::read(&["--today", "2026-11-20"]).unwrap()
}

fn import(scratch: &Scratch, table: &[u8]) -> Result<String, String> {
    let file: PathBuf = scratch.folder.join("table.csv");
    fs::write(&file, table).unwrap();
    let done = command(&scratch.pack(), &file, &options());
    fs::remove_file(file).unwrap();
    done
}

fn good() -> String {
    format!(
        "\u{FEFF}{HEAD}\r\nExample class,1/16/2027,9:00 AM,12:30 PM,America/Chicago,\"weekly, 6 times\",,\"Example Church, Hall B\",\"9 Example Road, Suite 1\",Example City,LA,70009,no,en,,\"Bring a \"\"pen\"\", please\",https://example.org/new,(225) 555-0199,{SOURCE}\r\nexample-training,2027-02-01,18:30,20:00,America/Chicago,monthly,4/30/2027,,,,,,yes,es,foster kin,,example-class,example-line,{SOURCE}\r\n,,,,,,,,,,,,,,,,,,\r\n"
    )
}

#[test]
fn a_spreadsheet_becomes_sessions() {
    let scratch = Scratch::demonstration();
    let said = import(&scratch, good().as_bytes()).unwrap();
    assert!(said.contains("schedules: 2 added") && said.contains("locations: 1 added"), "{said}");
    let schedules = scratch.read("directory/schedules.toml");
    for text in [
        "starts = 2027-01-16T09:00:00",
        "ends = 2027-01-16T12:30:00",
        "repeats = \"FREQ=WEEKLY;COUNT=6\"",
        "repeats = \"FREQ=MONTHLY;UNTIL=20270430\"",
        "location = \"example-church-hall-b\"",
        "online = true",
        "paths = [\"foster\", \"kin\"]",
        "phone = \"example-line\"",
        "link = \"example-class\"",
        "checked = 2026-11-20",
        "# Once, online, in another zone, and in summer.",
        "id = \"example-training-2027-01-16\"",
    ] {
        assert!(schedules.contains(text), "{text} is not in:\n{schedules}");
    }
    assert!(scratch.read("directory/locations.toml").contains("address = \"9 Example Road, Suite 1\""));
    assert!(scratch.read("directory/phones.toml").contains("number = \"+12255550199\""));
    assert!(scratch.read("words/en.toml").contains("note = 'Bring a \"pen\", please'"));
    let files = scratch.files();
    let again = import(&scratch, good().as_bytes()).unwrap();
    assert!(again.contains("Nothing had to be written"), "{again}");
    assert_eq!(scratch.files(), files);
}

#[test]
fn columns_may_come_in_any_order() {
    let scratch = Scratch::demonstration();
    let table = format!(
        "source,language,ends,starts,date,service,zone,online\n{SOURCE},en,10:00,9:00,2027-05-01,example-training,America/Chicago,yes\n"
    );
    import(&scratch, table.as_bytes()).unwrap();
}

#[test]
fn a_changed_row_changes_its_session_only() {
    let scratch = Scratch::demonstration();
    let table = format!(
        "service,date,starts,ends,zone,place,language,repeats,source\nexample-training,2027-01-09,9:00,13:00,America/Chicago,Example Hall,en,FREQ=WEEKLY;COUNT=8,{SOURCE}\n"
    );
    let said = import(&scratch, table.as_bytes()).unwrap();
    assert!(said.contains("schedules: 1 updated") && !said.contains("added"), "{said}");
    let schedules = scratch.read("directory/schedules.toml");
    assert!(schedules.contains("ends = 2027-01-09T13:00:00"), "{schedules}");
    assert!(schedules.contains("except = [2027-02-13]"), "what the table lacks stays:\n{schedules}");
}

#[test]
fn each_bad_cell_is_told_with_line_and_column() {
    let row = |column: &str, cell: &str| {
        let good: BTreeMap<&str, &str> = BTreeMap::from([
            ("service", "example-training"),
            ("date", "2027-01-16"),
            ("starts", "9:00"),
            ("ends", "10:00"),
            ("zone", "America/Chicago"),
            ("place", "Example Church"),
            ("address", "9 Example Road"),
            ("city", "Example City"),
            ("state", "LA"),
            ("zip", "70009"),
            ("language", "en"),
            ("source", SOURCE),
        ]);
        let cells = COLUMNS.map(|name| if name == column { cell } else { good.get(name).copied().unwrap_or_default() });
        cells.map(|cell| format!("\"{cell}\"")).join(",")
    };
    let bad = [
        ("service", "nothing"),
        ("date", "1/9/27"),
        ("date", "2027-02-30"),
        ("starts", "9"),
        ("starts", "11:00"),
        ("ends", ""),
        ("zone", "CST"),
        ("zone", "Mars/Olympus"),
        ("repeats", "sometimes"),
        ("service", "example-support"),
        ("repeats", "FREQ=WEEKLY;COUNT=-1"),
        ("until", "2027-03-01"),
        ("place", ""),
        ("address", ""),
        ("state", "Louisiana"),
        ("zip", "7000"),
        ("online", "perhaps"),
        ("language", "English language"),
        ("language", ""),
        ("paths", "forster"),
        ("note", "\u{202E}x"),
        ("note", "<b>x</b>"),
        ("link", "javascript:alert(1)"),
        ("link", "http://example.org"),
        ("phone", "call us"),
        ("source", "a friend"),
        ("source", ""),
        ("service", "\u{0}"),
    ];
    let scratch = Scratch::demonstration();
    let files = scratch.files();
    let rows: Vec<String> = bad.iter().map(|(column, cell)| row(column, cell)).collect();
    let report = import(&scratch, format!("{HEAD}\n{}\n", rows.join("\n")).as_bytes()).unwrap_err();
    for (position, (column, cell)) in bad.iter().enumerate() {
        let column = if *cell == "11:00" { "ends" } else { column };
        let line = format!("table.csv:{}: [{column}] ", position + 2);
        assert!(report.contains(&line), "{column} {cell:?}: no `{line}` in\n{report}");
    }
    assert!(report.contains("Nothing was written"), "{report}");
    assert_eq!(scratch.files(), files, "something was written");
    assert!(import(&scratch, format!("{HEAD}\n{}\n", row("", "")).as_bytes()).is_ok(), "the good row is good");
}

#[test]
fn lines_are_counted_as_people_see_them() {
    let scratch = Scratch::demonstration();
    let good = "example-training,2027-05-01,9:00,10:00,America/Chicago,en,yes,";
    for end in ["\n", "\r\n"] {
        let head = "service,date,starts,ends,zone,language,online,note,source";
        let rows = [
            head,
            &format!("{good}\"two\nlines\",{SOURCE}"),
            "",
            &format!("{good},"),
            "",
            &format!("{good}<,{SOURCE}"),
        ];
        let report = import(&scratch, format!("\u{FEFF}{}", rows.join(end)).as_bytes()).unwrap_err();
        assert!(
            report.contains("table.csv:5: [source]") && report.contains("table.csv:7: [note]"),
            "{end:?}: {report}"
        );
    }
}

#[test]
fn tables_that_are_none_are_told() {
    let scratch = Scratch::demonstration();
    let files = scratch.files();
    let twice = format!("{HEAD},service\n");
    let wide = format!("{HEAD}\na,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t\n");
    for (table, expect) in [
        (b"".as_slice(), "is missing"),
        (b"service;date;starts\n", "commas"),
        (b"service,date,starts,ends,zone,language,colour\n", "there is no column `colour`"),
        (b"date,starts,ends,zone,language\n", "the column `service` is missing"),
        (twice.as_bytes(), "stands twice"),
        (wide.as_bytes(), "cells stand under"),
        (b"\xFF\xFEs\x00e\x00", "UTF-8"),
        (b"\x00\x01\x02", "is missing"),
    ] {
        let report = import(&scratch, table).unwrap_err();
        assert!(report.contains(expect), "{expect} is not in {report}");
        assert!(report.contains("Nothing was written"), "{report}");
    }
    let large = vec![b'a'; 10_000_001];
    assert!(import(&scratch, &large).unwrap_err().contains("bytes"));
    assert!(command(&scratch.pack(), &scratch.folder, &options()).unwrap_err().contains("no file"));
    assert_eq!(scratch.files(), files);
}

#[test]
fn the_template_has_our_columns() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let template = fs::read_to_string(root.join("docs/training-sessions.csv")).unwrap();
    assert_eq!(template.trim_end(), COLUMNS.join(","));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_table_makes_it_panic(text in "\\PC{0,400}", cell in "[\\x00-\\u{2FFF}]{0,40}") {
        let scratch = Scratch::demonstration();
        let _ = import(&scratch, text.as_bytes());
        let _ = import(&scratch, format!("{HEAD}\n{}\n", vec![cell; 19].join(",")).as_bytes());
    }
}
