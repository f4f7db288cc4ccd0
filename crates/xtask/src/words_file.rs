//! Changes single texts of a words file and leaves every other byte as it is.
//!
//! Texts are spliced into the file at the places that the parser names: a document that is written anew loses its line
//! ends and the order of its dotted keys.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value};

mod insert;

/// A longer list is broken into lines, as our own files have it.
const LONGEST_LINE: usize = 100;

/// One text of a words file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its way from the top, joined with dots: `questions.partner.ask`.
    pub key: String,
    /// Its paragraphs; a text that is one string is a list of one.
    pub paragraphs: Vec<String>,
    /// Where its value stands.
    span: Range<usize>,
    /// Where each paragraph stands, if it is a list.
    parts: Vec<Range<usize>>,
}

/// All texts of a file in the order in which they are written. The error is the parser's.
pub fn leaves(text: &str) -> Result<Vec<Leaf>, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    gather(document.as_table(), "", &mut found);
    found.sort_by_key(|leaf| leaf.span.start);
    Ok(found)
}

/// The file with some texts changed, or added. `order` names all keys in the order in which added ones are put.
///
/// The error says which text cannot be put into the file without changing another.
pub fn set_all(text: &str, changes: &[(&String, &Vec<String>)], order: &[String]) -> Result<String, String> {
    let known = leaves(text)?;
    let mut changed = text.to_owned();
    let mut added = Vec::new();
    let mut old: Vec<(&Leaf, &Vec<String>)> = Vec::new();
    for (key, paragraphs) in changes {
        match known.iter().find(|leaf| leaf.key == **key) {
            Some(leaf) => old.push((leaf, paragraphs)),
            None => added.push((*key, *paragraphs)),
        }
    }
    // From the end, so that the earlier places stay right.
    old.sort_by_key(|(leaf, _)| std::cmp::Reverse(leaf.span.start));
    for (leaf, paragraphs) in old.into_iter().filter(|(leaf, paragraphs)| leaf.paragraphs != **paragraphs) {
        changed = replace(&changed, leaf, paragraphs);
    }
    let place = |key: &String| order.iter().position(|one| one == key);
    added.sort_by_key(|(key, _)| place(key));
    for (key, paragraphs) in added {
        changed = insert::insert(&changed, &leaves(&changed)?, key, paragraphs, order)?;
    }
    let mut wanted: BTreeMap<&String, &Vec<String>> = known.iter().map(|leaf| (&leaf.key, &leaf.paragraphs)).collect();
    wanted.extend(changes.iter().copied());
    let after = leaves(&changed)?;
    let found: BTreeMap<&String, &Vec<String>> = after.iter().map(|leaf| (&leaf.key, &leaf.paragraphs)).collect();
    let names = wanted.keys().chain(found.keys());
    match names.into_iter().find(|key| wanted.get(**key) != found.get(**key)) {
        Some(key) => Err(format!("the text `{key}` cannot be put in without changing another; write it by hand")),
        None => Ok(changed),
    }
}

/// A text as a TOML value: a string, or a list of strings; a long list has a line for each.
pub fn value(paragraphs: &[String]) -> String {
    match paragraphs {
        list if list.len() > 1 && on_one_line(list).len() > LONGEST_LINE => {
            format!("[\n{}]", list.iter().map(|one| format!("  {},\n", string(one))).collect::<String>())
        }
        list => on_one_line(list),
    }
}

/// A text as a TOML value that may stand in braces.
fn on_one_line(paragraphs: &[String]) -> String {
    match paragraphs {
        [one] => string(one),
        list => format!("[{}]", list.iter().map(|one| string(one)).collect::<Vec<_>>().join(", ")),
    }
}

/// A TOML string in quotes. `"` and `\` are escaped, so that all texts look alike.
pub fn string(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            other if other.is_control() => written.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

fn gather(table: &dyn TableLike, way: &str, found: &mut Vec<Leaf>) {
    for (name, item) in table.iter() {
        let key = if way.is_empty() { name.to_owned() } else { format!("{way}.{name}") };
        match item {
            Item::Value(Value::String(text)) => {
                let span = item.span().unwrap_or_default();
                found.push(Leaf { key, paragraphs: vec![text.value().clone()], span, parts: Vec::new() });
            }
            Item::Value(Value::Array(list)) if list.iter().all(Value::is_str) => {
                let paragraphs = list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                let parts = list.iter().map(|one| one.span().unwrap_or_default()).collect();
                found.push(Leaf { key, paragraphs, span: item.span().unwrap_or_default(), parts });
            }
            item => {
                if let Some(table) = item.as_table_like() {
                    gather(table, &key, found);
                }
            }
        }
    }
}

fn replace(text: &str, leaf: &Leaf, paragraphs: &[String]) -> String {
    if leaf.parts.is_empty() || paragraphs.is_empty() {
        return splice(text, &leaf.span, &value(paragraphs));
    }
    let shared = leaf.parts.len().min(paragraphs.len());
    let mut changed = text.to_owned();
    if let (Some(last), Some(end)) = (leaf.parts.get(shared - 1), leaf.parts.last()) {
        let more: String = paragraphs.iter().skip(shared).map(|one| format!(", {}", string(one))).collect();
        changed = splice(&changed, &(last.end..end.end), &more);
    }
    // From the end, so that the earlier places stay right.
    for position in (0..shared).rev() {
        let (Some(span), Some(new)) = (leaf.parts.get(position), paragraphs.get(position)) else { continue };
        if leaf.paragraphs.get(position) != Some(new) {
            changed = splice(&changed, span, &string(new));
        }
    }
    changed
}

/// The text with something else in place of a part of it.
fn splice(text: &str, span: &Range<usize>, new: &str) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    format!("{before}{new}{after}")
}

#[cfg(test)]
mod tests;
