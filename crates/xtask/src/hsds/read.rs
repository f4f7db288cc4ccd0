//! Reads an HSDS package, a file or a folder, and finds all that keeps it from being taken over.

use std::fs;
use std::path::{Path, PathBuf};

use guide::Date;

use super::input::{self, Number};
use super::problem::{Problem, is_hidden};
use super::records::{Record, Records};
use super::tables::{Kind, Tables, choices};
use super::{read_csv, read_json};

/// Reads a package. The error is the list of all problems.
pub fn package(path: &Path) -> Result<Records, Vec<Problem>> {
    let tables = Tables::read().map_err(|error| vec![Problem::new("tables.toml", "", error, "mend the program")])?;
    let mut records = Records::default();
    for file in files(path).map_err(|problem| vec![problem])? {
        let name = input::name(&file);
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        match input::text(&file) {
            Err(problem) => records.problems.push(problem),
            Ok(text) if is_csv(&file) => read_csv::read(&text, &name, &stem, &tables, &mut records),
            Ok(text) => read_json::read(&text, &name, &stem, &tables, &mut records),
        }
    }
    if records.problems.is_empty() {
        check(&mut records, &tables);
    }
    records.problems.sort();
    records.problems.dedup();
    if !records.problems.is_empty() {
        return Err(records.problems);
    }
    records.resolve().map_err(|error| vec![Problem::new("terms.toml", "", error, "mend the program")])?;
    Ok(records)
}

fn is_csv(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// The files of a package. A folder has either its JSON files or its tables; one that an export has written has both,
/// each in a folder of its own, and they say the same.
fn files(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    let json = path.join("json");
    let path = if json.join("organizations.json").is_file() { json.as_path() } else { path };
    let mend = "name a JSON file, a folder of JSON files, or a folder of CSV files";
    let problem = |wrong: String| Problem::new(path.display().to_string(), "", wrong, mend);
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|error| problem(format!("the folder cannot be read: {error}")))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    let tables: Vec<PathBuf> = files.iter().filter(|file| is_csv(file)).cloned().collect();
    files.retain(|file| {
        file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
            && !file.ends_with("datapackage.json")
    });
    match (tables.is_empty(), files.is_empty()) {
        (true, true) => Err(problem("the folder has no JSON files and no CSV files".to_owned())),
        (false, false) => Err(problem("the folder has both JSON files and CSV files".to_owned())),
        (true, false) => Ok(files),
        (false, true) => Ok(tables),
    }
}

fn check(records: &mut Records, tables: &Tables) {
    let mut problems = Vec::new();
    for record in &records.all {
        if let Some(table) = tables.get(&record.table) {
            record_problems(record, table, &mut problems);
        }
        let named = |column: &str| record.points_to(column).first().is_some_and(|id| !id.is_empty());
        let needs = match record.table.as_str() {
            "service" => &["organization_id"][..],
            "service_at_location" => &["service_id", "location_id"],
            _ => &[],
        };
        for column in needs.iter().filter(|column| !named(column)) {
            let wrong = format!("nothing says the `{column}` of this {}", record.table);
            let mend = format!("write it, or put the {} inside the object it belongs to", record.table);
            problems.push(Problem::new(record.at.clone(), &record.id, wrong, mend));
        }
    }
    records.problems.extend(problems);
    records.dangling(tables);
    records.cycles();
}

/// What is wrong with the values of one object.
fn record_problems(record: &Record, table: &super::tables::Table, problems: &mut Vec<Problem>) {
    let mut problem = |column: &str, wrong: String, mend: &str| {
        problems.push(Problem::new(record.at.clone(), &record.id, format!("{column}: {wrong}"), mend));
    };
    if record.id.is_empty() || record.id.len() > 200 || record.id.chars().any(|c| is_hidden(c) || c.is_whitespace()) {
        problem("id", "there is no id that can be used".to_owned(), "give each object its own id, a UUID");
    }
    for column in table.columns() {
        let value = record.field(column.name);
        if value.trim().is_empty() {
            // What points to other objects may be said by where an object stands.
            let is_pointer = column.name == "id" || column.name.ends_with("_id");
            if column.required && !is_pointer {
                problem(column.name, "a value is missing".to_owned(), "HSDS 3 wants one: write it");
            }
            continue;
        }
        if let Some(found) = value.chars().find(|c| is_hidden(*c) && !matches!(c, '\n' | '\r' | '\t')) {
            let wrong = format!("the hidden character U+{:04X} stands in it", u32::from(found));
            problem(column.name, wrong, "type the text anew");
        }
        let good = match column.kind {
            Kind::Uri => input::is_web(value),
            Kind::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
            Kind::Date => Date::read(value).is_some(),
            Kind::Time => super::schedules::time(value).is_some(),
            Kind::DateTime => value.get(..10).is_some_and(|day| Date::read(day).is_some()),
            Kind::Text | Kind::Uuid | Kind::Email => true,
        };
        if !good {
            let kind = column.kind.in_table_schema();
            problem(column.name, format!("`{value}` is no {}", kind.1.unwrap_or(kind.0)), kind_mend(column.kind));
        }
        let choices = choices(&table.name, column.name);
        if !choices.is_empty() && !choices.contains(&value) {
            let mend = format!("write one of: {}", choices.join(", "));
            problem(column.name, format!("`{value}` is not allowed"), &mend);
        }
    }
    if record.table == "phone" && input::number(record.field("number")) == Number::Wrong {
        let wrong = format!("`{}` cannot be dialled", record.field("number"));
        problem("number", wrong, "write digits only, such as +12255550100, 225-555-0100 or 211; extensions apart");
    }
}

fn kind_mend(kind: Kind) -> &'static str {
    match kind {
        Kind::Uri => "write the address of a page: https://…",
        Kind::Number => "write a number",
        Kind::Date | Kind::DateTime => "write year, month and day: 2026-11-15",
        Kind::Time => "write hours and minutes: 09:00, or 09:00:00-06:00",
        Kind::Text | Kind::Uuid | Kind::Email => "write it as HSDS says",
    }
}
