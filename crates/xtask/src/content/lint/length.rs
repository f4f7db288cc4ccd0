//! How long each path takes, from its shortest walk to its longest, so that the minutes on the first screen are true.
//!
//! A person reads 200 words a minute and takes ten seconds for each choice.

use std::collections::BTreeMap;

use guide::answer::{Answer, Answers};
use guide::condition::{Clause, Condition};
use guide::content::{Checked, RawPack};
use guide::id::OptionId;
use guide::journey::journey;
use guide::pack::{Form, HelpPage, Item, ItemIndex, ItemKind, Pack, PartKind, Path, Slot};
use guide::session::EXPECTATION_OPTIONS;
use guide::show::Show;
use guide::{Label, Words};

use super::Finding;

/// A slow reader's pace on a phone.
const WORDS_A_MINUTE: f64 = 200.0;
/// To think and to tap.
const MINUTES_A_CHOICE: f64 = 10.0 / 60.0;
/// No walk through the path `foster` may take longer.
const FOSTER_MOST: f64 = 12.0;
/// A person with a child at the door has the first help page read by then.
const FIRST_HELP_MOST: f64 = 1.0;
/// Up to so many ways to answer are all tried; of more, so many by chance.
const WAYS_MOST: usize = 20_000;

/// How long the walks of one path take, in minutes.
#[derive(Clone, Debug)]
pub struct Length {
    /// The path.
    pub path: String,
    /// What the first screen says.
    pub told: u8,
    /// The shortest walk, everything that is shown answered.
    pub shortest: f64,
    /// The longest walk without the questions about the family, which are extra.
    pub longest: f64,
    /// The longest walk with them.
    pub with_family: f64,
    /// Until the first help page has been read; only for paths that begin with one.
    pub first_help: Option<f64>,
}

/// The lengths of all paths in the pack's first language.
pub(super) fn lengths(checked: &Checked) -> Vec<Length> {
    let Some(language) = checked.languages.first() else { return Vec::new() };
    let words = Words::new(&language.code, &language.direction, &language.lines);
    let show = Show { pack: &checked.pack, words: &words, today: None };
    let minutes: Vec<f64> = checked.pack.items.iter().map(|item| of_item(&show, item)).collect();
    checked.pack.paths.iter().map(|path| length(&show, path, &minutes)).collect()
}

/// Paths that keep people longer than they may.
pub(super) fn check(raw: &RawPack, lengths: &[Length]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for length in lengths {
        let Some(path) = raw.paths.iter().find(|path| path.value.id == length.path) else { continue };
        let mut say = |wrong: String, mend: &str| {
            findings.push(Finding::error(path.place.at("minutes"), &length.path, wrong, mend));
        };
        if length.path == "foster" && length.longest > FOSTER_MOST {
            let wrong = format!("the longest walk takes {:.1} minutes; {FOSTER_MOST} is the most", length.longest);
            say(wrong, "take an expectation or a question out of `show`, or shorten its words");
        }
        if length.path == "kin-now" && length.first_help.is_none_or(|minutes| minutes > FIRST_HELP_MOST) {
            let wrong = match length.first_help {
                Some(minutes) => format!("help is read after {minutes:.2} minutes; {FIRST_HELP_MOST} is the most"),
                None => "this path does not begin with help".to_owned(),
            };
            say(wrong, "begin with a short help page that says whom to call");
        }
        if length.longest > f64::from(length.told) + 1.0 {
            let wrong = format!("the first screen says {} minutes; a walk can take {:.1}", length.told, length.longest);
            say(wrong, &format!("write `minutes = {}`, or show less", length.longest.round()));
        }
    }
    findings
}

fn length(show: &Show, path: &Path, minutes: &[f64]) -> Length {
    let begin = first_screen(show, path);
    let mut found = Length {
        path: path.id.as_str().to_owned(),
        told: path.minutes,
        shortest: f64::MAX,
        longest: begin,
        with_family: begin,
        first_help: None,
    };
    for answers in ways(show.pack, path) {
        let journey = journey(show.pack, path, &answers);
        let (mut all, mut family) = (begin, 0.0);
        for stop in &journey.stops {
            let taken = minutes.get(usize::from(stop.index)).copied().unwrap_or_default();
            if stop.part == PartKind::Family {
                family += taken;
            } else {
                all += taken;
            }
        }
        found.shortest = found.shortest.min(all);
        found.longest = found.longest.max(all);
        found.with_family = found.with_family.max(all + family);
        let first = journey.stops.first().filter(|stop| matches!(stop.item.kind, ItemKind::Help(_)));
        found.first_help = first.and_then(|stop| minutes.get(usize::from(stop.index))).map(|help| begin + help);
    }
    found
}

/// The first screen, read until the card of the path.
fn first_screen(show: &Show, path: &Path) -> f64 {
    let texts = &show.pack.texts;
    let slots = [texts.title, texts.lead, path.title, path.text];
    let words: usize = slots.iter().map(|slot| count(show, *slot)).sum();
    let labels = [Label::Private, Label::PathsLegend].map(|label| show.label(label).split_whitespace().count());
    (words + labels.iter().sum::<usize>()) as f64 / WORDS_A_MINUTE + MINUTES_A_CHOICE
}

fn of_item(show: &Show, item: &Item) -> f64 {
    let (words, choices) = match &item.kind {
        ItemKind::Help(page) => (of_help(show, page), 0.0),
        ItemKind::Expectation(one) => {
            ([one.title, one.asks, one.day, one.back].iter().map(|slot| count(show, *slot)).sum(), 1.0)
        }
        ItemKind::Question(question) => {
            let mut words = count(show, question.ask) + question.why.map_or(0, |why| count(show, why));
            words += match &question.form {
                Form::Scale { low, high, .. } => count(show, *low) + count(show, *high),
                _ => question.choices().iter().map(|choice| count(show, choice.text)).sum(),
            };
            (words, 1.0)
        }
    };
    words as f64 / WORDS_A_MINUTE + choices * MINUTES_A_CHOICE
}

fn of_help(show: &Show, page: &HelpPage) -> usize {
    let own = count(show, page.title) + count(show, page.text) + page.points.map_or(0, |points| count(show, points));
    let arrangements = page.arrangements.iter().filter_map(|index| show.pack.arrangements.get(usize::from(*index)));
    let each = |one: &guide::pack::Arrangement| {
        count(show, one.name) + count(show, one.text) + one.points.map_or(0, |points| count(show, points))
    };
    own + arrangements.map(each).sum::<usize>()
}

/// Words of a text; a phone or a link counts as one.
fn count(show: &Show, slot: Slot) -> usize {
    show.words.line(slot).split_whitespace().count()
}

/// Answers that open and close parts of a path: all ways to answer what its conditions look at, or many of them.
fn ways(pack: &Pack, path: &Path) -> Vec<Answers> {
    let asked: Vec<(&Item, Vec<Option<Answer>>)> = looked_at(pack, path)
        .into_iter()
        .filter_map(|index| pack.item(index))
        .map(|item| (item, choices(item)))
        .collect();
    let all = asked.iter().try_fold(1usize, |product, (_, choices)| product.checked_mul(choices.len()));
    let complete = all.filter(|all| *all <= WAYS_MOST);
    let mut found = Vec::new();
    for number in 0..complete.unwrap_or(WAYS_MOST) {
        // Each number is one way: its digits, each to the base of how many choices there are. Where there are too
        // many ways, the numbers are spread by a multiplication (Fibonacci hashing).
        let spread = if complete.is_some() { number } else { number.wrapping_mul(0x9e37_79b9_7f4a_7c15) };
        let mut digits = spread;
        let mut answers = Answers::default();
        for (item, choices) in &asked {
            let base = choices.len().max(1);
            if let Some(answer) = choices.get(digits % base).and_then(Clone::clone) {
                answers.set(item.id.clone(), answer);
            }
            digits /= base;
        }
        found.push(answers);
    }
    found
}

/// The items that conditions on a path look at, in the order in which they are first looked at.
fn looked_at(pack: &Pack, path: &Path) -> Vec<ItemIndex> {
    let mut seen = BTreeMap::new();
    let mut look = |condition: &Condition| {
        for clause in &condition.clauses {
            if let Clause::Item(index, _) = clause {
                let position = seen.len();
                seen.entry(*index).or_insert(position);
            }
        }
    };
    for part in &path.parts {
        look(&part.when);
        part.show.iter().filter_map(|index| pack.item(*index)).for_each(|item| look(&item.when));
    }
    let mut found: Vec<(usize, ItemIndex)> = seen.into_iter().map(|(index, position)| (position, index)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

/// No answer, and each answer that a condition can tell from others.
fn choices(item: &Item) -> Vec<Option<Answer>> {
    let option = |id: &OptionId| Some(Answer::Options(vec![id.clone()]));
    let mut found = vec![None];
    match &item.kind {
        ItemKind::Help(_) => {}
        ItemKind::Expectation(_) => found.extend(EXPECTATION_OPTIONS.map(|id| option(&OptionId::from(id)))),
        ItemKind::Question(question) => match &question.form {
            Form::Scale { from, to, .. } => found.extend((*from..=*to).map(|number| Some(Answer::Number(number)))),
            Form::Single(choices) => found.extend(choices.iter().map(|choice| option(&choice.id))),
            Form::Multiple(choices) => {
                found.extend(choices.iter().map(|choice| option(&choice.id)));
                let together = choices.iter().filter(|choice| !choice.alone).map(|choice| choice.id.clone());
                found.push(Some(Answer::Options(together.collect())));
            }
            Form::Place => {}
        },
    }
    found
}
