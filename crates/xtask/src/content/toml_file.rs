//! Reads a TOML file into plain values and remembers on which line each stands.

use std::collections::BTreeMap;

use guide::content::Place;
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file's values, and the lines on which they stand.
#[derive(Debug, Default)]
pub struct TomlFile {
    /// All values.
    pub values: Map<String, Value>,
    /// Line of each value, by its way from the top joined with `/`.
    lines: BTreeMap<String, usize>,
    /// Syntax errors: line and what is wrong.
    pub errors: Vec<(usize, String)>,
}

impl TomlFile {
    /// Reads a text. Syntax errors do not stop it: what can be read is read.
    pub fn read(text: &str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let starts = line_starts(text);
        let line = |offset: usize| starts.partition_point(|start| *start <= offset);
        let mut file = Self {
            errors: errors
                .iter()
                .map(|error| (line(error.span().map_or(0, |span| span.start)), error.message().to_owned()))
                .collect(),
            ..Self::default()
        };
        file.errors.sort();
        file.values = file.table(table.get_ref(), "", &line);
        file
    }

    /// The line of a place, or of the nearest thing around it.
    pub fn line(&self, place: &Place) -> usize {
        let mut way = place.way.clone();
        loop {
            if let Some(line) = self.lines.get(&way.join("/")) {
                return *line;
            }
            if way.pop().is_none() {
                return 1;
            }
        }
    }

    fn table(&mut self, table: &DeTable, way: &str, line: &impl Fn(usize) -> usize) -> Map<String, Value> {
        let mut values = Map::new();
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let way = join(way, &name);
            self.lines.insert(way.clone(), line(key.span().start));
            let value = self.value(value, &way, line);
            values.insert(name, value);
        }
        values
    }

    fn value(&mut self, value: &Spanned<DeValue>, way: &str, line: &impl Fn(usize) -> usize) -> Value {
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Null, Value::from)
            }
            DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Array(list) => {
                let entries = list.iter().enumerate().map(|(position, entry)| {
                    let way = join(way, &position.to_string());
                    self.lines.insert(way.clone(), line(entry.span().start));
                    self.value(entry, &way, line)
                });
                Value::Array(entries.collect())
            }
            DeValue::Table(table) => Value::Object(self.table(table, way, line)),
        }
    }
}

fn join(way: &str, step: &str) -> String {
    if way.is_empty() { step.to_owned() } else { format!("{way}/{step}") }
}

fn line_starts(text: &str) -> Vec<usize> {
    core::iter::once(0).chain(text.match_indices('\n').map(|(position, _)| position + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(way: &[&str]) -> Place {
        Place { file: String::new(), way: way.iter().map(|step| (*step).to_owned()).collect() }
    }

    #[test]
    fn every_value_has_its_line() {
        let file = TomlFile::read(
            "a = 1\n\n[[question]]\nid = \"x\"\noptions = [\n  { id = \"yes\" },\n  { id = \"no\" },\n]\n\n[[question]]\nid = \"y\"\n",
        );
        assert!(file.errors.is_empty());
        assert_eq!(file.line(&place(&["a"])), 1);
        assert_eq!(file.line(&place(&["question", "0", "id"])), 4);
        assert_eq!(file.line(&place(&["question", "0", "options", "1", "id"])), 7);
        assert_eq!(file.line(&place(&["question", "1", "nothing"])), 10, "the nearest thing around");
    }

    #[test]
    fn all_syntax_errors_are_found() {
        let file = TomlFile::read("a = \nb = 2\nc = [1,\n\nd == 4\n");
        assert!(file.errors.len() >= 2, "{:?}", file.errors);
        assert_eq!(file.errors.first().map(|(line, _)| *line), Some(1));
    }
}
