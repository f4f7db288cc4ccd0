//! Writes a package in the nested form of the HSDS API: organizations with all that is theirs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::package::{Package, Row, text};
use super::tables::{Holds, Tables, back, forth};

/// The files of the JSON form by name: `organizations.json`, and one file for each table with rows that no
/// organization leads to.
pub fn files(package: &Package, tables: &Tables) -> Result<BTreeMap<String, String>, String> {
    let mut nest = Nest { package, tables, index: index(package, tables), written: BTreeSet::new() };
    let all = package.rows("organization").iter();
    let organizations: Vec<Value> = all.map(|row| nest.object("organization", row, "")).collect();
    let mut files = BTreeMap::new();
    files.insert("organizations.json".to_owned(), page(organizations));
    for table in ["phone", "service_area", "location"] {
        let rest = package.rows(table).iter();
        let rest: Vec<&Row> =
            rest.filter(|row| !nest.written.contains(&(table.to_owned(), text(row, "id").to_owned()))).collect();
        let objects: Vec<Value> = rest.into_iter().map(|row| nest.object(table, row, "")).collect();
        if let Some(table) = tables.get(table).filter(|_| !objects.is_empty()) {
            files.insert(table.file.replace(".csv", ".json"), page(objects));
        }
    }
    files.into_iter().map(|(name, value)| Ok((name, pretty(&value)?))).collect()
}

/// A list as the HSDS API gives it: one page that holds all.
fn page(contents: Vec<Value>) -> Value {
    let count = contents.len();
    json!({
        "total_items": count,
        "total_pages": 1,
        "page_number": 1,
        "size": count,
        "first_page": true,
        "last_page": true,
        "empty": count == 0,
        "contents": contents,
    })
}

fn pretty(value: &Value) -> Result<String, String> {
    let text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// Rows by table, the column that points back, and the id to which it points.
type Index<'a> = BTreeMap<(&'a str, String, &'a str), Vec<&'a Row>>;

fn index<'a>(package: &'a Package, tables: &'a Tables) -> Index<'a> {
    let mut index = Index::new();
    for table in &tables.all {
        for row in package.rows(&table.name) {
            for (column, value) in row.iter().filter(|(column, _)| column.ends_with("id")) {
                if let Some(value) = value.as_str() {
                    index.entry((table.name.as_str(), column.clone(), value)).or_default().push(row);
                }
            }
        }
    }
    index
}

struct Nest<'a> {
    package: &'a Package,
    tables: &'a Tables,
    index: Index<'a>,
    written: BTreeSet<(String, String)>,
}

impl<'a> Nest<'a> {
    /// An object with all that it holds. The column that points to what holds it is left out: it stands inside.
    fn object(&mut self, table: &str, row: &'a Row, holder: &str) -> Value {
        let id = text(row, "id");
        self.written.insert((table.to_owned(), id.to_owned()));
        let inside = self.tables.inside(table);
        let points =
            |column: &str| inside.iter().any(|(key, holds)| matches!(holds, Holds::One(_)) && forth(key) == column);
        let own = row.iter().filter(|(column, _)| {
            let is_link = table == "attribute" && *column == "link_id";
            *column != holder && !is_link && !points(column)
        });
        let mut object: Map<String, Value> = own.map(|(column, value)| (column.clone(), value.clone())).collect();
        for (key, holds) in &inside {
            let value = match holds {
                Holds::Many(child) => self.many(table, id, child),
                Holds::One(_) if forth(key) == holder => None,
                Holds::One(child) => self.one(child, text(row, &forth(key))),
            };
            if let Some(value) = value {
                object.insert((*key).to_owned(), value);
            }
        }
        Value::Object(object)
    }

    fn many(&mut self, table: &str, id: &'a str, child: &str) -> Option<Value> {
        let column = back(table, child);
        let child = self.tables.get(child)?;
        let rows = self.index.get(&(child.name.as_str(), column.clone(), id))?.clone();
        Some(rows.into_iter().map(|row| self.object(&child.name, row, &column)).collect())
    }

    fn one(&mut self, child: &str, id: &str) -> Option<Value> {
        let row = self.package.rows(child).iter().find(|row| text(row, "id") == id)?;
        Some(self.object(child, row, ""))
    }
}
