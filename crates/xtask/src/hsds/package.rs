//! An HSDS package as tables of rows, between a pack and its two written forms.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The values of a row by column.
pub type Row = Map<String, Value>;

/// All rows by table, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    rows: BTreeMap<String, Vec<Row>>,
}

impl Package {
    /// The rows of a table.
    pub fn rows(&self, table: &str) -> &[Row] {
        self.rows.get(table).map_or(&[], Vec::as_slice)
    }

    /// Adds a row; empty values are left out.
    pub fn push<'a>(&mut self, table: &str, values: impl IntoIterator<Item = (&'a str, Value)>) {
        let filled = values.into_iter().filter(|(_, value)| !value.is_null() && value.as_str() != Some(""));
        let row = filled.map(|(column, value)| (column.to_owned(), value)).collect();
        self.rows.entry(table.to_owned()).or_default().push(row);
    }

    /// Whether a table has a row with this id.
    pub fn has(&self, table: &str, id: &str) -> bool {
        self.rows(table).iter().any(|row| text(row, "id") == id)
    }
}

/// A text of a row; empty where there is none.
pub fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).and_then(Value::as_str).unwrap_or_default()
}
