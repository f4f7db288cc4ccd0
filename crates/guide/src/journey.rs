//! A person's answers folded over a pack: what is shown on their path, in which order, and which answers count.
//!
//! Nothing of this is stored. It is made anew from the answers whenever it is needed.

use crate::answer::{Answer, Answers};
use crate::bands;
use crate::condition::Facts;
use crate::id::ItemId;
use crate::pack::{BandKind, DomainIndex, Item, ItemIndex, Pack, PartKind, Path};

/// One shown item with the kind of the part in which it stands.
#[derive(Clone, Copy, Debug)]
pub struct Stop<'a> {
    /// The item's position in the pack.
    pub index: ItemIndex,
    /// The item.
    pub item: &'a Item,
    /// The part's kind.
    pub part: PartKind,
}

/// What is shown on a path with these answers.
#[derive(Clone, Debug)]
pub struct Journey<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The path.
    pub path: &'a Path,
    /// The shown items, in order.
    pub stops: Vec<Stop<'a>>,
    /// For each item of the pack the answer that counts: the item is shown, and was answered.
    counted: Vec<Option<&'a Answer>>,
}

/// Folds answers over a path. Conditions look only at items that were shown before, so one pass is enough.
pub fn journey<'a>(pack: &'a Pack, path: &'a Path, answers: &'a Answers) -> Journey<'a> {
    let given = by_position(pack, answers);
    let mut journey = Journey { pack, path, stops: Vec::new(), counted: vec![None; pack.items.len()] };
    for part in &path.parts {
        if !part.when.holds(&journey) {
            continue;
        }
        for &index in &part.show {
            let Some(item) = pack.item(index) else { continue };
            let shown_before = journey.stops.iter().any(|stop| stop.index == index);
            if shown_before || !item.when.holds(&journey) {
                continue;
            }
            journey.stops.push(Stop { index, item, part: part.kind });
            let answer = given.get(usize::from(index)).copied().flatten();
            if let Some(slot) = journey.counted.get_mut(usize::from(index)) {
                *slot = answer;
            }
        }
    }
    journey
}

fn by_position<'a>(pack: &Pack, answers: &'a Answers) -> Vec<Option<&'a Answer>> {
    let mut given = vec![None; pack.items.len()];
    for (id, answer) in answers.iter() {
        if let Some(slot) = pack.find(id).and_then(|index| given.get_mut(usize::from(index))) {
            *slot = Some(answer);
        }
    }
    given
}

impl<'a> Journey<'a> {
    /// The position of an item among the stops.
    pub fn position(&self, id: &ItemId) -> Option<usize> {
        self.stops.iter().position(|stop| stop.item.id == *id)
    }

    /// The stop at a position.
    pub fn stop(&self, position: usize) -> Option<Stop<'a>> {
        self.stops.get(position).copied()
    }

    /// The first stop at or after a position that has no answer yet, not even a skip.
    pub fn first_open(&self, from: usize) -> Option<Stop<'a>> {
        self.stops.iter().skip(from).find(|stop| self.answer_at(stop.index).is_none()).copied()
    }

    /// Which of how many stops of the same kind this is: "question 3 of 12", counted from one.
    pub fn progress(&self, position: usize) -> (usize, usize) {
        let Some(kind) = self.stop(position).map(|stop| stop.part) else { return (0, 0) };
        let alike = |stop: &&Stop| stop.part == kind;
        let before = self.stops.iter().take(position).filter(alike).count();
        (before + 1, self.stops.iter().filter(alike).count())
    }

    /// The answer that counts at an item's position in the pack.
    pub fn answer_at(&self, index: ItemIndex) -> Option<&'a Answer> {
        self.counted.get(usize::from(index)).copied().flatten()
    }
}

impl Facts for Journey<'_> {
    fn answer(&self, item: ItemIndex) -> Option<&Answer> {
        self.answer_at(item)
    }

    fn band(&self, domain: DomainIndex) -> Option<BandKind> {
        bands::band(self, domain)
    }
}
