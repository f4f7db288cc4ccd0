//! Adds a text to a words file, beside those that come before it in the source.

use toml_edit::{Document, Item, TableLike};

use super::{Leaf, on_one_line, splice, value};

/// The file with a text that it does not have yet.
pub(super) fn insert(
    text: &str,
    known: &[Leaf],
    key: &str,
    paragraphs: &[String],
    order: &[String],
) -> Result<String, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
    let entry = format!("{} = {}", quoted(name), value(paragraphs));
    let home = home(document.as_table(), table);
    let beside = before(known, key, order, |leaf| leaf.key.rsplit_once('.').map_or("", |(table, _)| table) == table);
    Ok(match home {
        Home::Inline(end, is_empty) => {
            let entry = format!("{} = {}", quoted(name), on_one_line(paragraphs));
            splice(text, &(end..end), &if is_empty { format!(" {entry} ") } else { format!(", {entry}") })
        }
        Home::Lines(heading) => match beside {
            Some(leaf) => add_line(text, leaf.span.end, &entry),
            None => match heading {
                Some(end) => add_line(text, end, &entry),
                None => first_line(text, &entry),
            },
        },
        // The keys of a dotted table stand in the table around it.
        Home::Dotted => match beside {
            Some(leaf) => {
                let line = text.get(..leaf.span.start).and_then(|before| before.rsplit(['\n', '{', ',']).next());
                let way = line.and_then(|line| line.split_once('=')).map_or("", |(way, _)| way).trim();
                let way = way.rsplit_once('.').map_or("", |(way, _)| way);
                add_line(text, leaf.span.end, &format!("{way}.{entry}"))
            }
            None => return Err(format!("there is no line beside which `{key}` could stand; write it by hand")),
        },
        Home::Missing => {
            let heading = table.split('.').map(quoted).collect::<Vec<_>>().join(".");
            let after = before(known, key, order, |_| true).map_or(0, |leaf| leaf.span.end);
            new_table(text, known, &headings(document.as_table()), after, &heading, &entry)
        }
    })
}

/// Where the keys of a table stand.
enum Home {
    /// On lines of their own, after the heading that ends here; the top of the file has none.
    Lines(Option<usize>),
    /// In braces; the last entry ends here.
    Inline(usize, bool),
    /// On lines with dotted keys.
    Dotted,
    /// There is no such table yet.
    Missing,
}

fn home(top: &dyn TableLike, way: &str) -> Home {
    let mut table = top;
    let mut home = Home::Lines(None);
    for step in way.split('.').filter(|step| !step.is_empty()) {
        match table.get(step) {
            Some(item @ Item::Table(inner)) => {
                home = match (inner.is_dotted(), inner.is_implicit()) {
                    (true, _) => Home::Dotted,
                    (false, true) => Home::Missing,
                    (false, false) => Home::Lines(item.span().map(|span| span.end)),
                };
                table = inner;
            }
            Some(item) => {
                let Some(inner) = item.as_inline_table() else { return Home::Missing };
                let last = inner.iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max();
                let inside = item.span().map_or(0, |span| span.start + 1);
                home =
                    if inner.is_dotted() { Home::Dotted } else { Home::Inline(last.unwrap_or(inside), last.is_none()) };
                table = inner;
            }
            None => return Home::Missing,
        }
    }
    home
}

/// The last text of the file that comes before this one in the source.
fn before<'a>(known: &'a [Leaf], key: &str, order: &[String], fits: impl Fn(&Leaf) -> bool) -> Option<&'a Leaf> {
    let place = |key: &str| order.iter().position(|one| one == key);
    let here = place(key)?;
    known
        .iter()
        .filter(|leaf| fits(leaf))
        .filter(|leaf| place(&leaf.key).is_some_and(|at| at < here))
        .max_by_key(|leaf| place(&leaf.key))
}

/// Where the headings of tables begin.
fn headings(table: &dyn TableLike) -> Vec<usize> {
    let mut found = Vec::new();
    for (_, item) in table.iter() {
        if let Item::Table(inner) = item {
            if !inner.is_dotted() && !inner.is_implicit() {
                found.extend(item.span().map(|span| span.start));
            }
            found.extend(headings(inner));
        }
    }
    found
}

/// A new table after the one in which the place `after` is.
fn new_table(text: &str, known: &[Leaf], headings: &[usize], after: usize, heading: &str, entry: &str) -> String {
    let next = headings.iter().filter(|start| **start > after).min().copied().unwrap_or(text.len());
    let last = known.iter().map(|leaf| leaf.span.end).filter(|end| *end <= next).max().unwrap_or(after);
    let newline = newline(text);
    if last == 0 {
        return first_line(text, &format!("[{heading}]{newline}{entry}{newline}"));
    }
    add_line(text, last, &format!("{newline}[{heading}]{newline}{entry}"))
}

/// A line after the one in which a place is.
fn add_line(text: &str, after: usize, line: &str) -> String {
    let rest = text.get(after..).unwrap_or_default();
    let newline = newline(text);
    match rest.find('\n') {
        Some(end) => splice(text, &(after + end + 1..after + end + 1), &format!("{line}{newline}")),
        None => format!("{text}{newline}{line}{newline}"),
    }
}

/// A line before all others, but after the byte order mark.
fn first_line(text: &str, line: &str) -> String {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    splice(text, &(start..start), &format!("{line}{}", newline(text)))
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn quoted(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !name.is_empty() && name.chars().all(is_bare) { name.to_owned() } else { super::string(name) }
}
