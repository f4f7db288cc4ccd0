//! Reads the table form of a package, one CSV file after the other.

use super::input::Lines;
use super::problem::Problem;
use super::records::{Record, Records};
use super::tables::{Table, Tables};

/// Reads a file's text into the records. `stem` is the file's name without its ending.
pub fn read(text: &str, file: &str, stem: &str, tables: &Tables, records: &mut Records) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|cell| cell.trim().to_owned()).collect(),
        Err(error) => {
            let problem = Problem::new(format!("{file}:1"), "", error.to_string(), "save the table as CSV");
            records.problems.push(problem);
            return;
        }
    };
    let table = tables.by_stem(stem);
    if let Some(table) = table {
        let found = heading(table, &columns, file);
        if !found.is_empty() {
            records.problems.extend(found);
            return;
        }
    }
    let lines = Lines::of(text);
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                records.problems.push(Problem::new(file, "", error.to_string(), "save the table as CSV anew"));
                continue;
            }
        };
        let at = format!("{file}:{}", lines.line(text, &row));
        if row.len() != columns.len() {
            let wrong = format!("{} cells stand under {} columns", row.len(), columns.len());
            let mend = "put a text with a comma or a line break in it in \"quotes\", and close each quote";
            records.problems.push(Problem::new(at, "", wrong, mend));
            continue;
        }
        let name = table.map_or(stem, |table| table.name.as_str());
        let record = record(name, table, &columns, &row, at);
        let twice = records.get(name, &record.id).filter(|_| table.is_some() && !record.id.is_empty());
        if let Some(other) = twice {
            let wrong = format!("the id `{}` stands at {} already", record.id, other.at);
            let problem = Problem::new(record.at.clone(), &record.id, wrong, "give each row an id of its own");
            records.problems.push(problem);
            continue;
        }
        records.add(record);
    }
}

fn record(name: &str, table: Option<&Table>, columns: &[String], row: &csv::StringRecord, at: String) -> Record {
    let mut record = Record { table: name.to_owned(), at, ..Record::default() };
    for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
        let is_pointer = table.is_some_and(|table| table.refers.contains_key(column)) || column == "link_id";
        match column.as_str() {
            "id" => record.id = cell.to_owned(),
            _ if is_pointer => {
                record.points.insert(column.clone(), vec![cell.to_owned()]);
            }
            _ => {
                record.fields.insert(column.clone(), cell.to_owned());
            }
        }
    }
    record
}

/// What is wrong with the line of column names.
fn heading(table: &Table, columns: &[String], file: &str) -> Vec<Problem> {
    let at = format!("{file}:1");
    let names: Vec<&str> = table.columns().map(|column| column.name).collect();
    let mend = format!("the columns are: {}", names.join(","));
    let mut problems = Vec::new();
    for (position, column) in columns.iter().enumerate() {
        if columns.iter().take(position).any(|other| other == column) {
            problems.push(Problem::new(at.clone(), column, "this column stands twice", mend.clone()));
        } else if !names.contains(&column.as_str()) {
            problems.push(Problem::new(at.clone(), column, format!("there is no column `{column}`"), mend.clone()));
        }
    }
    for column in table.columns().filter(|column| column.required && !columns.iter().any(|one| one == column.name)) {
        let wrong = format!("the column `{}` is missing", column.name);
        problems.push(Problem::new(at.clone(), column.name, wrong, mend.clone()));
    }
    problems
}
