//! Checks paths, and reads conditions, which may only look back at what was shown before on the same path.

use std::collections::BTreeSet;

use super::Checker;
use crate::condition::{Behavior, Clause, Comparison, Condition, Test};
use crate::content::problem::{Place, suggest};
use crate::content::raw::{RawPart, RawPartKind, RawPath, RawQuestion, RawQuestionKind, RawWhen};
use crate::content::when::{self, WrittenClause, WrittenTest};
use crate::pack::{BandKind, Part, PartKind, Path};
use crate::session::EXPECTATION_OPTIONS;

pub(super) fn paths(checker: &mut Checker) -> Vec<Path> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.paths {
        let (place, path) = (&one.place, &one.value);
        let id = &path.id;
        if !(1..=60).contains(&path.minutes) {
            checker.problem(&place.at("minutes"), id, "a path takes 1 to 60 minutes", "write how long it takes");
        }
        order(checker, place, path);
        let mut parts = Vec::new();
        for (position, part) in path.part.iter().enumerate() {
            parts.push(part_of(checker, &place.at("part").at(position), id, part));
        }
        built.push(Path {
            id: id.as_str().into(),
            minutes: path.minutes,
            title: checker.slots.slot(place, format!("paths.{id}.title")),
            text: checker.slots.slot(place, format!("paths.{id}.text")),
            result: checker.slots.slot(place, format!("paths.{id}.result")),
            parts,
        });
    }
    if built.is_empty() && !checker.is_unread("paths.toml", "") {
        let place = Place::file("paths.toml");
        checker.problem(&place, "", "the pack has no path", "write a `[[path]]` with at least one `[[path.part]]`");
    }
    never_shown(checker);
    built
}

fn part_of(checker: &mut Checker, place: &Place, path: &str, part: &RawPart) -> Part {
    let kind = match part.kind {
        RawPartKind::Help => PartKind::Help,
        RawPartKind::Expectations => PartKind::Expectations,
        RawPartKind::Questions => PartKind::Questions,
        RawPartKind::Family => PartKind::Family,
    };
    if part.show.is_empty() {
        checker.problem(&place.at("show"), path, "this part shows nothing", "name what it shows, or take it out");
    }
    for (position, id) in part.show.iter().enumerate() {
        fits(checker, &place.at("show").at(position), path, kind, id);
    }
    let when = Reader::items(checker).condition(&place.at("when"), path, part.when.as_ref());
    let at = place.at("show");
    let each = part.show.iter().enumerate();
    let show = each.map(|(position, id)| checker.refer(|checker| &checker.items, &at.at(position), path, id));
    Part { kind, when, show: show.collect() }
}

/// Whether a part of this kind may show this item.
fn fits(checker: &mut Checker, place: &Place, path: &str, kind: PartKind, id: &str) {
    let raw = checker.raw;
    let found = if raw.help.iter().any(|one| one.value.id == id) {
        "a help page"
    } else if raw.expectations.iter().any(|one| one.value.id == id) {
        "an expectation"
    } else if raw.questions.iter().any(|one| one.value.id == id) {
        "a question"
    } else {
        return;
    };
    let wanted = match kind {
        PartKind::Help => "a help page",
        PartKind::Expectations => "an expectation",
        PartKind::Questions | PartKind::Family => "a question",
    };
    if found != wanted {
        let mend = format!("move it to a part of its own kind; this part shows each time {wanted}");
        checker.problem(place, path, format!("`{id}` is {found}"), mend);
        return;
    }
    let question = raw.questions.iter().find(|one| one.value.id == id).map(|one| &one.value);
    if kind == PartKind::Family && question.is_some_and(|question| question.domain.is_some()) {
        let mend = "questions about the family are never scored: take its `domain` and points out";
        checker.problem(place, path, format!("the family question `{id}` is scored"), mend);
    }
}

/// Conditions look back: what they name must come earlier on each path where they stand.
fn order(checker: &mut Checker, place: &Place, path: &RawPath) {
    let mut shown: Vec<&str> = Vec::new();
    for (number, part) in path.part.iter().enumerate() {
        let at = place.at("part").at(number);
        looks_back(checker, &at.at("when"), &path.id, &path.id, part.when.as_ref(), &shown);
        for (position, id) in part.show.iter().enumerate() {
            if shown.contains(&id.as_str()) {
                let wrong = format!("`{id}` stands twice on the path `{}`", path.id);
                checker.problem(&at.at("show").at(position), &path.id, wrong, "keep one of the two");
            }
            let raw = checker.raw;
            let question = raw.questions.iter().find(|one| one.value.id == *id);
            if let Some(question) = question {
                let at = question.place.at("when");
                looks_back(checker, &at, id, &path.id, question.value.when.as_ref(), &shown);
            }
            shown.push(id);
        }
    }
}

fn looks_back(checker: &mut Checker, at: &Place, id: &str, path: &str, when: Option<&RawWhen>, shown: &[&str]) {
    for (place, text) in clauses(at, when) {
        let Ok(clause) = when::clause(text) else { continue };
        if checker.items.index(&clause.left).is_some() && !shown.contains(&clause.left.as_str()) {
            let wrong = format!("on the path `{path}`, `{}` does not come before `{id}`", clause.left);
            let mend = format!("show `{}` earlier on that path, or take `{id}` off it", clause.left);
            checker.problem(&place, id, wrong, mend);
        }
    }
}

fn never_shown(checker: &mut Checker) {
    if checker.is_unread("paths.toml", "") {
        return;
    }
    let raw = checker.raw;
    let shown: BTreeSet<&String> =
        raw.paths.iter().flat_map(|path| &path.value.part).flat_map(|part| &part.show).collect();
    let help = raw.help.iter().map(|one| (&one.place, &one.value.id));
    let expectations = raw.expectations.iter().map(|one| (&one.place, &one.value.id));
    let questions = raw.questions.iter().map(|one| (&one.place, &one.value.id));
    let lost: Vec<(Place, String)> = help
        .chain(expectations)
        .chain(questions)
        .filter(|(_, id)| !shown.contains(id))
        .map(|(place, id)| (place.clone(), id.clone()))
        .collect();
    for (place, id) in lost {
        let mend = "name it in a part of paths.toml, or take it out";
        checker.problem(&place.at("id"), &id, format!("no path shows `{id}`"), mend);
    }
}

/// Each written clause with its place.
fn clauses<'a>(at: &Place, when: Option<&'a RawWhen>) -> Vec<(Place, &'a String)> {
    let listed = |key: &str, list: &'a [String]| {
        list.iter().enumerate().map(|(position, text)| (at.at(key).at(position), text)).collect()
    };
    match when {
        None => Vec::new(),
        Some(RawWhen::One(text)) => vec![(at.clone(), text)],
        Some(RawWhen::All { all }) => listed("all", all),
        Some(RawWhen::Any { any }) => listed("any", any),
    }
}

/// Reads conditions. In advice they may also look at bands.
pub(super) struct Reader<'c, 'a> {
    checker: &'c mut Checker<'a>,
    bands: bool,
}

impl<'c, 'a> Reader<'c, 'a> {
    /// Conditions on items alone.
    pub fn items(checker: &'c mut Checker<'a>) -> Self {
        Self { checker, bands: false }
    }

    /// Conditions on items and bands.
    pub fn items_and_bands(checker: &'c mut Checker<'a>) -> Self {
        Self { checker, bands: true }
    }

    /// A condition; none always holds.
    pub fn condition(mut self, at: &Place, owner: &str, when: Option<&RawWhen>) -> Condition {
        let behavior = if matches!(when, Some(RawWhen::Any { .. })) { Behavior::Any } else { Behavior::All };
        let written = clauses(at, when);
        if when.is_some() && written.is_empty() {
            let mend = "name a clause such as `partner = yes`, or take `when` out";
            self.checker.problem(at, owner, "this condition has no clause", mend);
        }
        let read = written.into_iter().filter_map(|(place, text)| self.clause(&place, owner, text));
        Condition { behavior, clauses: read.collect() }
    }

    fn clause(&mut self, place: &Place, owner: &str, text: &str) -> Option<Clause> {
        let written = match when::clause(text) {
            Ok(written) => written,
            Err(mend) => {
                self.checker.problem(place, owner, format!("the condition `{text}` cannot be read"), mend);
                return None;
            }
        };
        if self.bands && self.checker.domains.index(&written.left).is_some() {
            return self.band(place, owner, &written);
        }
        let Some(index) = self.checker.items.index(&written.left) else {
            self.unknown_left(place, owner, &written.left);
            return None;
        };
        let raw = self.checker.raw;
        if let Some(question) = raw.questions.iter().find(|one| one.value.id == written.left) {
            return self.test(place, owner, &question.value, written).map(|test| Clause::Item(index, test));
        }
        if raw.expectations.iter().any(|one| one.value.id == written.left) {
            return self.option(place, owner, &EXPECTATION_OPTIONS, written).map(|test| Clause::Item(index, test));
        }
        let wrong = format!("`{}` is a help page, which has no answer", written.left);
        self.checker.problem(place, owner, wrong, "name a question or an expectation");
        None
    }

    fn unknown_left(&mut self, place: &Place, owner: &str, left: &str) {
        if self.checker.is_unread("expectations.toml, questions.toml", left) {
            return;
        }
        if self.checker.domains.index(left).is_some() {
            let wrong = format!("`{left}` is a domain, and only advice looks at bands");
            self.checker.problem(place, owner, wrong, "name a question or an expectation");
            return;
        }
        let raw = self.checker.raw;
        let questions = raw.questions.iter().map(|one| one.value.id.as_str());
        let known = questions.chain(raw.expectations.iter().map(|one| one.value.id.as_str()));
        let mend = suggest(left, known, "name a question or an expectation");
        self.checker.problem(place, owner, format!("there is no question or expectation `{left}`"), mend);
    }

    fn band(&mut self, place: &Place, owner: &str, written: &WrittenClause) -> Option<Clause> {
        let domain = self.checker.domains.index(&written.left)?;
        let band = match &written.test {
            WrittenTest::Compare(Comparison::Equal, band) => match band.as_str() {
                "strong" => Some(BandKind::Strong),
                "talk" => Some(BandKind::Talk),
                "learn" => Some(BandKind::Learn),
                _ => None,
            },
            _ => None,
        };
        if band.is_none() {
            let wrong = format!("`{}` is a domain, and this is not one of its bands", written.left);
            let mend = format!("write `{0} = strong`, `{0} = talk` or `{0} = learn`", written.left);
            self.checker.problem(place, owner, wrong, mend);
        }
        band.map(|band| Clause::Band(domain, band))
    }

    fn test(&mut self, place: &Place, owner: &str, question: &RawQuestion, written: WrittenClause) -> Option<Test> {
        match question.kind {
            RawQuestionKind::Single | RawQuestionKind::Multiple => {
                let options: Vec<&str> = question.options.iter().map(|option| option.id.as_str()).collect();
                self.option(place, owner, &options, written)
            }
            RawQuestionKind::Scale => self.number(place, owner, question, written),
            RawQuestionKind::Place => match written.test {
                WrittenTest::Exists => Some(Test::Exists),
                WrittenTest::Missing => Some(Test::Missing),
                WrittenTest::Compare(..) => {
                    let mend = "ask only whether a place was given: `exists` or `missing`";
                    self.checker.problem(place, owner, "a place cannot be compared", mend);
                    None
                }
            },
        }
    }

    fn option(&mut self, place: &Place, owner: &str, options: &[&str], written: WrittenClause) -> Option<Test> {
        let (comparison, right) = match written.test {
            WrittenTest::Exists => return Some(Test::Exists),
            WrittenTest::Missing => return Some(Test::Missing),
            WrittenTest::Compare(comparison, right) => (comparison, right),
        };
        if !options.contains(&right.as_str()) {
            let wrong = format!("`{}` has no option `{right}`", written.left);
            let mend = suggest(&right, options.iter().copied(), "take one of its options");
            self.checker.problem(place, owner, wrong, mend);
            return None;
        }
        match comparison {
            Comparison::Equal => Some(Test::Is(right.as_str().into())),
            Comparison::NotEqual => Some(Test::IsNot(right.as_str().into())),
            _ => {
                let wrong = format!("the options of `{}` have no order", written.left);
                self.checker.problem(place, owner, wrong, "compare them with = or !=; < and > are for scales");
                None
            }
        }
    }

    fn number(&mut self, place: &Place, owner: &str, question: &RawQuestion, written: WrittenClause) -> Option<Test> {
        let (comparison, right) = match written.test {
            WrittenTest::Exists => return Some(Test::Exists),
            WrittenTest::Missing => return Some(Test::Missing),
            WrittenTest::Compare(comparison, right) => (comparison, right),
        };
        let (from, to) = (question.from.unwrap_or(1), question.to.unwrap_or(5));
        match right.parse::<u8>() {
            Ok(number) if (from..=to).contains(&number) => Some(Test::Number(comparison, number)),
            _ => {
                let wrong = format!("`{right}` is not on the scale `{}`", question.id);
                self.checker.problem(place, owner, wrong, format!("write a number from {from} to {to}"));
                None
            }
        }
    }
}
