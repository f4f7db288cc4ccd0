//! Reads the JSON form of a package: pages, lists or single objects, with whatever stands inside them.

use serde_json::{Map, Value};

use super::problem::Problem;
use super::records::{Record, Records};
use super::tables::{Holds, Tables, back, forth};

/// Reads a file's text into the records. `stem` is the file's name without its ending.
pub fn read(text: &str, file: &str, stem: &str, tables: &Tables, records: &mut Records) {
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let mend = "export the package anew: one JSON document, no more than 100 levels deep";
            let at = format!("{file}:{}", error.line());
            records.problems.push(Problem::new(at, "", format!("this is no JSON that can be read: {error}"), mend));
            return;
        }
    };
    let mut reader = Reader { tables, records };
    let table = tables.by_stem(stem).map(|table| table.name.clone());
    match &value {
        Value::Object(object) => match object.get("contents") {
            Some(contents) => {
                if object.get("total_pages").and_then(Value::as_u64).is_some_and(|pages| pages > 1) {
                    reader.records.leave(file, "", "further pages", "this file is one page of several: import each");
                }
                reader.list(table.as_deref(), contents, &format!("{file}/contents"));
            }
            None => reader.document(table.as_deref(), object, file),
        },
        other => reader.list(table.as_deref(), other, file),
    }
}

struct Reader<'a> {
    tables: &'a Tables,
    records: &'a mut Records,
}

impl Reader<'_> {
    /// One object, or a table of tables such as `{"organizations": […], "services": […]}`.
    fn document(&mut self, table: Option<&str>, object: &Map<String, Value>, file: &str) {
        if let Some(table) = table.or_else(|| guess(object)) {
            self.object(table, object, file, None);
            return;
        }
        let mut found = false;
        for (key, value) in object {
            if let Some(table) = self.tables.by_stem(key).filter(|_| value.is_array()).map(|table| table.name.clone()) {
                self.list(Some(&table), value, &format!("{file}/{key}"));
                found = true;
            }
        }
        if !found {
            self.records.leave(file, "", "all of it", "it is no object of HSDS that the directory knows");
        }
    }

    fn list(&mut self, table: Option<&str>, value: &Value, at: &str) {
        let Value::Array(list) = value else {
            let mend = "write an organization, a list of them, or a page with `contents`";
            self.records.problems.push(Problem::new(at, "", "this is no list of objects", mend));
            return;
        };
        for (position, value) in list.iter().enumerate() {
            let at = format!("{at}/{position}");
            let Value::Object(object) = value else {
                self.records.problems.push(Problem::new(at, "", "this is no object", "write { … }"));
                continue;
            };
            match table.or_else(|| guess(object)) {
                Some(table) => self.object(table, object, &at, None),
                None => self.records.leave(&at, "", "all of it", "it is no object of HSDS that the directory knows"),
            }
        }
    }

    /// An object and all that stands inside. `holder` is the table, the column and the id of what it stands in.
    fn object(&mut self, table: &str, object: &Map<String, Value>, at: &str, holder: Option<(&str, &str, &str)>) {
        let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
        let mut record = Record { table: table.to_owned(), id: id.to_owned(), at: at.to_owned(), ..Record::default() };
        let inside = self.tables.inside(table);
        let refers = self.tables.get(table).map(|table| &table.refers);
        if let Some((holder_table, column, holder_id)) = holder {
            record.points.insert(column.to_owned(), vec![holder_id.to_owned()]);
            if table == "attribute" {
                record.fields.insert("link_entity".to_owned(), holder_table.to_owned());
            }
        }
        for (key, value) in object.iter().filter(|(key, _)| *key != "id") {
            let at = format!("{at}/{key}");
            match (inside.iter().find(|(name, _)| name == key), value) {
                (_, Value::Null) => {}
                (Some((_, Holds::Many(child))), Value::Array(list)) => {
                    for (position, value) in list.iter().enumerate() {
                        let at = format!("{at}/{position}");
                        self.child(child, value, &at, Some((table, &back(table, child), id)));
                    }
                }
                (Some((_, Holds::One(child))), Value::Object(inner)) => {
                    let pointed = inner.get("id").and_then(Value::as_str).unwrap_or_default();
                    record.points.entry(forth(key)).or_default().push(pointed.to_owned());
                    self.child(child, value, &at, None);
                }
                (Some(_), _) => {
                    let mend = "write a list of objects, or one object, as HSDS says";
                    self.records.problems.push(Problem::new(at, id, format!("`{key}` holds something else"), mend));
                }
                (None, Value::Array(_) | Value::Object(_)) if self.tables.get(table).is_some() => {
                    match self.tables.get(table).and_then(|table| table.column(key)) {
                        Some(_) => {
                            let wrong = format!("`{key}` is no single value");
                            self.records.problems.push(Problem::new(at, id, wrong, "write a text or a number"));
                        }
                        None => self.records.leave(&at, id, key, "HSDS 3 has no such field"),
                    }
                }
                (None, Value::Array(_) | Value::Object(_)) => {}
                (None, value) => {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    let is_pointer = refers.is_some_and(|refers| refers.contains_key(key)) || key == "link_id";
                    match (text.is_empty(), is_pointer) {
                        (true, _) => {}
                        (false, true) => {
                            let all = record.points.entry(key.clone()).or_default();
                            if !all.contains(&text) {
                                all.push(text);
                            }
                        }
                        // What it stands in says where it belongs.
                        (false, false) if key == "link_entity" && holder.is_some() => {}
                        (false, false) => {
                            record.fields.insert(key.clone(), text);
                        }
                    }
                }
            }
        }
        self.records.add(record);
    }

    fn child(&mut self, table: &str, value: &Value, at: &str, holder: Option<(&str, &str, &str)>) {
        match value {
            Value::Object(object) => self.object(table, object, at, holder),
            _ => self.records.problems.push(Problem::new(at, "", "this is no object", "write { … }")),
        }
    }
}

/// The table of an object that stands alone.
fn guess(object: &Map<String, Value>) -> Option<&'static str> {
    let has = |key: &str| object.contains_key(key);
    if !has("id") {
        return None;
    }
    let signs = [
        ("location_type", "location"),
        ("number", "phone"),
        ("organization", "service"),
        ("service_at_locations", "service"),
        ("service_areas", "service"),
        ("organization_id", "service"),
        ("status", "service"),
        ("location", "service_at_location"),
    ];
    let found = signs.iter().find(|(key, _)| has(key) && !has("services")).map(|(_, table)| *table);
    found.or_else(|| (has("name") && has("description")).then_some("organization"))
}
