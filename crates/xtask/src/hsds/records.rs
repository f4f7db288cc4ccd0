//! The objects of a package that is read, each once, whatever form and place it came from.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::Problem;
use super::tables::Tables;
use super::terms;

/// One object.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its table.
    pub table: String,
    /// Its id in the package.
    pub id: String,
    /// The file, and the line or the way in it.
    pub at: String,
    /// Its values by column.
    pub fields: BTreeMap<String, String>,
    /// The ids to which its columns point. One object may stand in several others.
    pub points: BTreeMap<String, Vec<String>>,
    /// What our own attributes say of it, by code.
    pub ours: BTreeMap<String, Vec<String>>,
}

/// Something of a package that the directory cannot carry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// Where it stands.
    pub at: String,
    /// The id of its object.
    pub id: String,
    /// The field, or all of the object.
    pub field: String,
    /// Why.
    pub why: String,
}

/// All objects of a package.
#[derive(Debug, Default)]
pub struct Records {
    /// In the order in which they were read.
    pub all: Vec<Record>,
    index: BTreeMap<(String, String), usize>,
    /// What keeps the package from being read.
    pub problems: Vec<Problem>,
    /// What is left out.
    pub left: Vec<Left>,
}

impl Record {
    /// A value; empty where there is none.
    pub fn field(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// The first thing that our attribute of this code says.
    pub fn our(&self, code: &str) -> Option<&str> {
        self.ours.get(code).and_then(|values| values.first()).map(String::as_str)
    }

    /// All that our attributes of this code say.
    pub fn ours(&self, code: &str) -> Vec<String> {
        self.ours.get(code).cloned().unwrap_or_default()
    }

    /// The ids to which a column points.
    pub fn points_to(&self, column: &str) -> &[String] {
        self.points.get(column).map_or(&[], Vec::as_slice)
    }
}

impl Records {
    /// The object of a table with this id.
    pub fn get(&self, table: &str, id: &str) -> Option<&Record> {
        self.all.get(*self.index.get(&(table.to_owned(), id.to_owned()))?)
    }

    /// The objects of a table, in order.
    pub fn of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Record> {
        self.all.iter().filter(move |record| record.table == table)
    }

    /// Adds an object. One that stands there already is completed; the two must not contradict each other.
    pub fn add(&mut self, record: Record) {
        let key = (record.table.clone(), record.id.clone());
        let known = self.index.get(&key).and_then(|position| self.all.get_mut(*position));
        let Some(known) = known.filter(|_| !record.id.is_empty()) else {
            self.index.insert(key, self.all.len());
            self.all.push(record);
            return;
        };
        for (column, value) in record.fields {
            match known.fields.get(&column) {
                Some(other) if *other != value => {
                    let wrong = format!("`{column}` is `{other}` at {} and `{value}` here", known.at);
                    let mend = "an id belongs to one object: give each its own";
                    self.problems.push(Problem::new(record.at.clone(), &record.id, wrong, mend));
                }
                Some(_) => {}
                None => {
                    known.fields.insert(column, value);
                }
            }
        }
        for (column, ids) in record.points {
            let all = known.points.entry(column).or_default();
            for id in ids {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
    }

    /// Leaves something out, and says why.
    pub fn leave(&mut self, at: &str, id: &str, field: &str, why: &str) {
        let left = Left { at: at.to_owned(), id: id.to_owned(), field: field.to_owned(), why: why.to_owned() };
        self.left.push(left);
    }

    /// Gives each object what our attributes say of it, and lists the attributes of others.
    pub fn resolve(&mut self) -> Result<(), String> {
        let taxonomy = terms::taxonomy()?;
        let mut left = Vec::new();
        let mut said: Vec<(usize, String, String)> = Vec::new();
        for record in self.of("attribute") {
            let target = record.points_to("link_id").first();
            let term = record.points_to("taxonomy_term_id").first().and_then(|id| self.get("taxonomy_term", id));
            let position = target.and_then(|id| self.index.get(&(record.field("link_entity").to_owned(), id.clone())));
            match (position, term.filter(|term| term.field("taxonomy") == taxonomy)) {
                (Some(position), Some(term)) => {
                    said.push((*position, term.field("code").to_owned(), record.field("value").to_owned()));
                }
                (None, Some(_)) => left.push((record.clone(), "it says something about nothing in the package")),
                _ => left.push((record.clone(), "the directory has no place for terms of other taxonomies")),
            }
        }
        for (position, code, value) in said {
            if let Some(record) = self.all.get_mut(position) {
                record.ours.entry(code).or_default().push(value);
            }
        }
        for (record, why) in left {
            self.leave(&record.at, &record.id, "attribute", why);
        }
        Ok(())
    }

    /// Looks for parents that are their own children.
    pub fn cycles(&mut self) {
        for (table, column) in [("organization", "parent_organization_id"), ("taxonomy_term", "parent_id")] {
            let mut done: BTreeSet<&str> = BTreeSet::new();
            let mut found = Vec::new();
            for record in self.of(table) {
                let mut way: BTreeSet<&str> = BTreeSet::new();
                let mut next = Some(record);
                while let Some(one) = next.filter(|one| !done.contains(one.id.as_str())) {
                    if !way.insert(&one.id) {
                        let mend = "take out the parent of one of them";
                        found.push(Problem::new(
                            one.at.clone(),
                            &one.id,
                            format!("`{column}` leads in a circle"),
                            mend,
                        ));
                        break;
                    }
                    next = self.get(table, one.field(column));
                }
                done.extend(way);
            }
            self.problems.extend(found);
        }
    }

    /// Columns that point to objects that are not there.
    pub fn dangling(&mut self, tables: &Tables) {
        let mut problems = Vec::new();
        for record in &self.all {
            let Some(table) = tables.get(&record.table) else { continue };
            for (column, target) in &table.refers {
                for id in record.points_to(column).iter().filter(|id| self.get(target, id).is_none()) {
                    let wrong = format!("`{column}` names the {target} `{id}`, and the package has none");
                    let mend = format!("put that {target} into the package, or take the reference out");
                    problems.push(Problem::new(record.at.clone(), &record.id, wrong, mend));
                }
            }
        }
        self.problems.extend(problems);
    }
}
