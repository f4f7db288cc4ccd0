//! The tables of HSDS that we use, read from `tables.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// All tables, and what stands inside what.
#[derive(Debug, Deserialize)]
pub struct Tables {
    #[serde(rename = "table")]
    pub all: Vec<Table>,
    inside: Vec<Inside>,
}

/// One table.
#[derive(Debug, Deserialize)]
pub struct Table {
    /// Its name, such as `phone`.
    pub name: String,
    /// Its file in a package of tables, such as `phones.csv`.
    pub file: String,
    columns: Vec<String>,
    /// Which table an id column points to.
    #[serde(default)]
    pub refers: BTreeMap<String, String>,
}

/// What the JSON form of a table holds besides its columns.
#[derive(Debug, Deserialize)]
struct Inside {
    table: String,
    #[serde(default)]
    many: toml::Table,
    #[serde(default)]
    one: toml::Table,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must have a value.
    pub required: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Uuid,
    Uri,
    Email,
    Number,
    Date,
    Time,
    DateTime,
}

/// A key that holds other objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds<'a> {
    /// A list of objects of this table; each points back to the one that holds it.
    Many(&'a str),
    /// One object of this table; the one that holds it points to it.
    One(&'a str),
}

impl Tables {
    /// Reads the tables. They are part of this program, so that an error is a slip in `tables.toml`.
    pub fn read() -> Result<Self, String> {
        toml::from_str(include_str!("tables.toml")).map_err(|error| format!("tables.toml: {error}"))
    }

    /// The table of this name.
    pub fn get(&self, name: &str) -> Option<&Table> {
        self.all.iter().find(|table| table.name == name)
    }

    /// What an object of a table holds, by key, in order.
    pub fn inside(&self, table: &str) -> Vec<(&str, Holds<'_>)> {
        let mut inside: Vec<(&str, Holds)> = Vec::new();
        for one in self.inside.iter().filter(|one| one.table == table) {
            inside
                .extend(one.many.iter().filter_map(|(key, child)| Some((key.as_str(), Holds::Many(child.as_str()?)))));
            inside.extend(one.one.iter().filter_map(|(key, child)| Some((key.as_str(), Holds::One(child.as_str()?)))));
        }
        if !["metadata", "taxonomy", "attribute", "taxonomy_term"].contains(&table) {
            inside.push(("attributes", Holds::Many("attribute")));
        }
        if table != "metadata" {
            inside.push(("metadata", Holds::Many("metadata")));
        }
        inside
    }

    /// The table whose rows stand in a file of this stem, such as `phones`, or that has this name.
    pub fn by_stem(&self, stem: &str) -> Option<&Table> {
        self.all.iter().find(|table| table.name == stem || table.file.strip_suffix(".csv") == Some(stem))
    }
}

/// The column by which an object points to the one that holds it.
pub fn back(parent: &str, child: &str) -> String {
    match child {
        "attribute" => "link_id".to_owned(),
        "metadata" => "resource_id".to_owned(),
        _ => format!("{parent}_id"),
    }
}

/// The column by which an object points to the one that it holds.
pub fn forth(key: &str) -> String {
    match key {
        "taxonomy_detail" => "taxonomy_id".to_owned(),
        _ => format!("{key}_id"),
    }
}

impl Table {
    /// Its columns, in the order of HSDS.
    pub fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.columns.iter().map(|text| {
            let (text, required) = text.strip_suffix('!').map_or((text.as_str(), false), |text| (text, true));
            let (name, kind) = text.split_once(':').unwrap_or((text, ""));
            Column { name, kind: Kind::of(kind), required }
        })
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<Column<'_>> {
        self.columns().find(|column| column.name == name)
    }
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "uuid" => Self::Uuid,
            "uri" => Self::Uri,
            "email" => Self::Email,
            "number" => Self::Number,
            "date" => Self::Date,
            "time" => Self::Time,
            "datetime" => Self::DateTime,
            _ => Self::Text,
        }
    }

    /// Its type and format in a Table Schema.
    pub fn in_table_schema(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Text => ("string", None),
            Self::Uuid => ("string", Some("uuid")),
            Self::Uri => ("string", Some("uri")),
            Self::Email => ("string", Some("email")),
            Self::Number => ("number", None),
            Self::Date => ("date", None),
            Self::Time => ("time", None),
            Self::DateTime => ("datetime", None),
        }
    }
}

/// The words that a column allows, where it does not allow all.
pub fn choices(table: &str, column: &str) -> &'static [&'static str] {
    match (table, column) {
        ("service", "status") => &["active", "inactive", "defunct", "temporarily closed"],
        ("location", "location_type") | ("address", "address_type") => &["physical", "postal", "virtual"],
        ("schedule", "wkst") => &["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
        ("schedule", "freq") => &["WEEKLY", "MONTHLY"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_names_a_table_and_a_column() {
        let tables = Tables::read().unwrap();
        for table in &tables.all {
            for (column, target) in &table.refers {
                assert!(table.column(column).is_some(), "{}.{column}", table.name);
                assert!(tables.get(target).is_some(), "{target}");
            }
            for (key, holds) in tables.inside(&table.name) {
                match holds {
                    Holds::Many(child) => {
                        let Some(child_table) = tables.get(child) else { continue };
                        let column = back(&table.name, child);
                        assert!(child_table.column(&column).is_some(), "{}.{key}: {column}", table.name);
                    }
                    Holds::One(child) if tables.get(child).is_some() => {
                        assert!(table.column(&forth(key)).is_some(), "{}.{key}", table.name);
                    }
                    Holds::One(_) => {}
                }
            }
        }
    }
}
