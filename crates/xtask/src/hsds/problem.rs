//! What is wrong with something that was to be read, in the words of an editor.

use std::fmt;

/// One problem. All are told at once, and nothing is written while there is one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, and the line or the way in it.
    pub at: String,
    /// The id of the thing, or the column; empty where there is none.
    pub id: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub mend: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(at: impl Into<String>, id: &str, wrong: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { at: at.into(), id: visible(id), wrong: visible(&wrong.into()), mend: mend.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let id = if self.id.is_empty() { String::new() } else { format!("[{}] ", self.id) };
        write!(formatter, "{}: {id}{}\n    mend: {}", self.at, self.wrong, self.mend)
    }
}

/// All problems as one text.
pub fn list(problems: &[Problem]) -> String {
    let mut problems = problems.to_vec();
    problems.sort_by_cached_key(|problem| (in_order(&problem.at), problem.id.clone(), problem.wrong.clone()));
    problems.dedup();
    let count = problems.len();
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    let noun = if count == 1 { "problem" } else { "problems" };
    format!("{}\n\n{count} {noun}. Nothing was written.", lines.join("\n"))
}

/// A place in a form that sorts as people count: line 2 before line 10.
pub fn in_order(at: &str) -> String {
    let mut order = String::new();
    let mut digits = String::new();
    for c in at.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            order.push_str(&format!("{digits:0>9}"));
            digits.clear();
        }
        order.push(c);
    }
    order
}

/// A text as it may be shown: what nobody sees is written as its number, and a very long one is cut.
pub fn visible(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut shown = String::new();
    for (position, c) in text.chars().enumerate() {
        if position == LONGEST {
            shown.push('…');
            break;
        }
        if is_hidden(c) { shown.push_str(&format!("U+{:04X}", u32::from(c))) } else { shown.push(c) }
    }
    shown
}

/// Control characters, and marks that make a text read as another one than it is (Unicode TR36): the same that the
/// check of words refuses.
pub fn is_hidden(c: char) -> bool {
    let marks = ['\u{200B}', '\u{2028}', '\u{2029}', '\u{FEFF}'];
    let ranges = ['\u{202A}'..='\u{202E}', '\u{2060}'..='\u{2069}', '\u{E0000}'..='\u{E007F}'];
    c.is_control() || marks.contains(&c) || ranges.iter().any(|range| range.contains(&c))
}
