//! Packages that are none, or that somebody has spoilt: told, never written, never a panic.

use super::*;

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
