//! The words of one language, and texts with phones and links in them.
//!
//! A language is a list of lines, one text a line. `\u{2029}` stands between the paragraphs of a text. `{p3}` is the
//! pack's fourth phone, `{l0}` its first link. The build writes them so; see `content::build`.

use crate::label::Label;
use crate::pack::{Slot, Status};

/// Stands between the paragraphs of a text, or the points of a list.
pub const PARAGRAPH: char = '\u{2029}';

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language's code, such as `en`.
    pub code: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    lines: Vec<String>,
}

impl Words {
    /// Reads the lines of a language. Missing lines read as empty texts.
    pub fn new(code: &str, direction: &str, lines: &str) -> Self {
        let mut words = Self { code: code.to_owned(), direction: direction.to_owned(), lines: Vec::new() };
        for line in lines.trim_matches('\n').split('\n') {
            words.lines.push(line.to_owned());
        }
        words
    }

    /// A text as it stands.
    pub fn line(&self, slot: Slot) -> &str {
        self.lines.get(usize::from(slot.0)).map_or("", String::as_str)
    }

    /// One of the widget's own texts.
    pub fn label(&self, label: Label) -> &str {
        self.line(Slot(label.slot()))
    }

    /// One of the widget's own texts with its `{name}`s replaced.
    pub fn filled(&self, label: Label, values: &[(&str, &str)]) -> String {
        fill(self.label(label), values)
    }
}

/// Replaces each `{name}` by its value; an unknown name stays as it is.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| Some((value(name, values)?, tail)));
        match known {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

fn value<'a>(name: &str, values: &[(&str, &'a str)]) -> Option<&'a str> {
    values.iter().find(|(one, _)| *one == name).map(|(_, value)| *value)
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Plain words.
    Words(String),
    /// A phone to call or text.
    Phone(PhoneLink),
    /// A page.
    Link(PageLink),
}

/// A phone as a person sees and taps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneLink {
    /// `tel:` or `sms:` and the digits.
    pub href: String,
    /// What is read: the same digits, and the letters where there are some.
    pub shown: String,
    /// The same number with letters, such as 1-855-4LA-KIDS.
    pub letters: Option<String>,
}

/// A page as a person sees and taps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// An https address.
    pub href: String,
    /// Its label.
    pub label: String,
    /// The name of the site, so that a person knows where a tap leads.
    pub host: String,
}

/// A paragraph, or a point of a list.
pub type Paragraph = Vec<Run>;

/// Where a fact comes from, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofLine {
    /// The page, labelled by its site's name.
    pub source: PageLink,
    /// "Source: … Checked November 15, 2026." without the site's name, which is the link.
    pub checked: String,
    /// How far it is sure.
    pub status: Status,
    /// What is said about a fact that nobody confirmed, or that was checked long ago.
    pub notes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_fill_what_they_know() {
        assert_eq!(fill("Question {n} of {all}", &[("n", "3"), ("all", "12")]), "Question 3 of 12");
        assert_eq!(fill("{p1} {x", &[("n", "3")]), "{p1} {x");
        assert_eq!(fill("{n}{n}", &[("n", "{n}")]), "{n}{n}");
    }

    #[test]
    fn missing_lines_are_empty() {
        let words = Words::new("en", "ltr", "\na\nb\n");
        assert_eq!((words.line(Slot(0)), words.line(Slot(1)), words.line(Slot(2))), ("a", "b", ""));
    }
}
