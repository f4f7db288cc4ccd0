//! Conditions as a person would say them: “Another adult at home” is “Yes”.

use guide::condition::Comparison;
use guide::content::raw::{RawQuestionKind, RawWhen};
use guide::content::when::{WrittenClause, WrittenTest, clause};

use super::text::Texts;

/// A condition in words, in the pack's first language.
pub fn in_words(texts: &Texts, when: &RawWhen) -> String {
    let (clauses, between) = match when {
        RawWhen::One(one) => (std::slice::from_ref(one), ""),
        RawWhen::All { all } => (all.as_slice(), ", and "),
        RawWhen::Any { any } => (any.as_slice(), ", or "),
    };
    same_question(texts, clauses, when)
        .unwrap_or_else(|| clauses.iter().map(|one| one_clause(texts, one)).collect::<Vec<_>>().join(between))
}

/// Several options of one question are said in one breath: “Pets” includes “Dog” or “Cat”.
fn same_question(texts: &Texts, clauses: &[String], when: &RawWhen) -> Option<String> {
    let RawWhen::Any { .. } = when else { return None };
    let read: Vec<_> = clauses.iter().filter_map(|one| clause(one).ok()).collect();
    let first = read.first()?.left.clone();
    let option = |one: &WrittenClause| match &one.test {
        WrittenTest::Compare(Comparison::Equal, option) if one.left == first => Some(right(texts, &first, option)),
        _ => None,
    };
    let options = read.iter().map(option).collect::<Option<Vec<_>>>()?;
    let (last, others) = options.split_last()?;
    let verb = verb(texts, Comparison::Equal, &first);
    let before = if others.is_empty() { String::new() } else { format!("{} or ", others.join(", ")) };
    Some(format!("“{}” {verb} {before}{last}", left(texts, &first)))
}

fn one_clause(texts: &Texts, written: &str) -> String {
    let Ok(read) = clause(written) else { return written.to_owned() };
    let left = left(texts, &read.left);
    match &read.test {
        WrittenTest::Exists => format!("“{left}” is answered"),
        WrittenTest::Missing => format!("“{left}” is not answered"),
        WrittenTest::Compare(comparison, right) => {
            format!("“{left}” {} {}", verb(texts, *comparison, &read.left), self::right(texts, &read.left, right))
        }
    }
}

/// The name of what is looked at: a question, an expectation or a domain.
fn left(texts: &Texts, id: &str) -> String {
    let keys = [format!("questions.{id}.short"), format!("expectations.{id}.title"), format!("domains.{id}.name")];
    let key = keys.iter().find(|key| texts.has(key));
    key.map_or_else(|| id.to_owned(), |key| texts.name(key, id))
}

fn verb(texts: &Texts, comparison: Comparison, left: &str) -> &'static str {
    let is_multiple =
        texts.raw.questions.iter().any(|one| one.value.id == left && one.value.kind == RawQuestionKind::Multiple);
    match comparison {
        Comparison::Equal if is_multiple => "includes",
        Comparison::NotEqual if is_multiple => "does not include",
        Comparison::Equal => "is",
        Comparison::NotEqual => "is not",
        Comparison::Less => "is less than",
        Comparison::LessOrEqual => "is at most",
        Comparison::Greater => "is more than",
        Comparison::GreaterOrEqual => "is at least",
    }
}

fn right(texts: &Texts, left: &str, right: &str) -> String {
    let option = format!("questions.{left}.options.{right}");
    let is_domain = texts.raw.domains.iter().any(|one| one.value.id == left);
    let is_expectation = texts.raw.expectations.iter().any(|one| one.value.id == left);
    let words = match right {
        _ if texts.has(&option) => texts.name(&option, right),
        "strong" | "talk" | "learn" if is_domain => texts.label(right),
        "see" | "unsure" if is_expectation => texts.label(right),
        "help" if is_expectation => texts.label("want-help"),
        _ => return right.to_owned(),
    };
    format!("“{words}”")
}
