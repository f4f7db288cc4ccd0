//! A path as boxes and arrows: screens in their order, a decision before what is shown only sometimes, advice beside.

use guide::content::RawPack;
use guide::content::raw::{RawPartKind, RawPath, RawWhen};

use super::items::Items;

/// What a box is, for its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxKind {
    /// The path's name, and its result.
    End,
    /// Screens that follow each other, come what may.
    Screens,
    /// One question.
    Question,
    /// A condition.
    Decision,
    /// What an answer leads to.
    Advice,
    /// What all answers add up to.
    Domains,
}

/// How a line of a box is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A heading.
    Heading,
    /// Words.
    Words,
    /// Ids and remarks.
    Small,
}

/// A box with its text.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: BoxKind,
    /// Its lines, not yet broken to its width.
    pub lines: Vec<(LineKind, String)>,
}

/// An arrow.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// Position of the box where it begins.
    pub from: usize,
    /// Position of the box where it ends.
    pub to: usize,
    /// `yes`, `no` or nothing.
    pub label: &'static str,
}

/// A path, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Its name, for the drawing's title.
    pub title: String,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

/// The flow of one path.
pub fn flow(raw: &RawPack, path: &RawPath) -> Flow {
    let items = Items { raw, path };
    let title = items.words(&format!("paths.{}.title", path.id), &path.id);
    let mut drawn = Builder { flow: Flow { title: title.clone(), ..Flow::default() }, loose: Vec::new() };
    let about = format!("{} / {}, about {} minutes", raw.folder, path.id, path.minutes);
    drawn.then(BoxKind::End, vec![(LineKind::Heading, title), (LineKind::Small, about)]);
    let mut screen = 0;
    let mut parts = path.part.as_slice();
    // Parts one after the other with the same condition have one decision.
    while let Some(first) = parts.first() {
        let condition = in_words(first.when.as_ref());
        let same = parts.iter().take_while(|part| in_words(part.when.as_ref()) == condition).count();
        let (now, later) = parts.split_at(same);
        parts = later;
        drawn.only_if(&condition, |drawn| {
            for part in now {
                self::part(drawn, &items, part.kind, &part.show, &mut screen);
            }
        });
    }
    drawn.then(BoxKind::Domains, items.domains());
    drawn.then(BoxKind::End, items.result());
    drawn.flow
}

fn part(drawn: &mut Builder, items: &Items, kind: RawPartKind, show: &[String], screen: &mut usize) {
    let mut rest = show;
    while let Some(first) = rest.first() {
        let condition = in_words(items.when(first));
        let is_alone =
            |id: &String| items.is_question(id) && kind != RawPartKind::Family || !items.advice(id).is_empty();
        let same = |id: &&String| !is_alone(id) && in_words(items.when(id)) == condition;
        let count = if is_alone(first) { 1 } else { rest.iter().take_while(same).count().max(1) };
        let (now, later) = rest.split_at(count);
        rest = later;
        drawn.only_if(&condition, |drawn| {
            let mut lines = Vec::new();
            for id in now {
                *screen += 1;
                lines.extend(items.lines(id, *screen));
            }
            if is_alone(first) {
                let question = drawn.then(BoxKind::Question, lines);
                drawn.beside(question, items.advice(first));
            } else {
                lines.insert(0, (LineKind::Heading, heading(kind).to_owned()));
                drawn.then(BoxKind::Screens, lines);
            }
        });
    }
}

fn heading(kind: RawPartKind) -> &'static str {
    match kind {
        RawPartKind::Help => "Help pages",
        RawPartKind::Expectations => "Expectations",
        RawPartKind::Questions => "Questions",
        RawPartKind::Family => "Questions about the family",
    }
}

/// A condition as it is written, with `and` and `or`; nothing when something is always shown.
pub fn in_words(when: Option<&RawWhen>) -> String {
    match when {
        None => String::new(),
        Some(RawWhen::One(one)) => one.clone(),
        Some(RawWhen::All { all }) => all.join(" and "),
        Some(RawWhen::Any { any }) => any.join(" or "),
    }
}

/// A flow as it grows: what comes next is tied to all loose ends.
struct Builder {
    flow: Flow,
    loose: Vec<(usize, &'static str)>,
}

impl Builder {
    /// The next box of the flow.
    fn then(&mut self, kind: BoxKind, lines: Vec<(LineKind, String)>) -> usize {
        let at = self.flow.nodes.len();
        self.flow.nodes.push(Node { kind, lines });
        let loose = std::mem::replace(&mut self.loose, vec![(at, "")]);
        self.flow.arrows.extend(loose.into_iter().map(|(from, label)| Arrow { from, to: at, label }));
        at
    }

    /// A box that the flow does not go through.
    fn beside(&mut self, from: usize, lines: Vec<(LineKind, String)>) {
        if !lines.is_empty() {
            let to = self.flow.nodes.len();
            self.flow.nodes.push(Node { kind: BoxKind::Advice, lines });
            self.flow.arrows.push(Arrow { from, to, label: "" });
        }
    }

    /// What is shown only if a condition holds; else the flow goes past it.
    fn only_if(&mut self, condition: &str, shown: impl FnOnce(&mut Self)) {
        if condition.is_empty() {
            return shown(self);
        }
        let decision = self.then(BoxKind::Decision, vec![(LineKind::Words, format!("{condition} ?"))]);
        self.loose = vec![(decision, "yes")];
        shown(self);
        self.loose.push((decision, "no"));
    }
}
