//! Gives every text of a pack a line, the same in each language.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::Place;
use crate::label::Label;
use crate::pack::Slot;

/// A text that each language must have, or may have.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Its way in the words file, such as `questions.partner.ask`.
    pub key: String,
    /// The entry of the rules that wants it.
    pub owner: Place,
    /// Whether it stands in the interface file rather than in the pack's words.
    pub interface: bool,
}

/// The lines of a pack so far.
#[derive(Debug)]
pub(super) struct Slots {
    wanted: Vec<Wanted>,
    by_key: BTreeMap<String, Slot>,
    /// Texts that the first language has: an optional text gets a line only if it is among them.
    present: BTreeSet<String>,
}

impl Slots {
    /// Begins with the widget's own texts, whose lines are their numbers.
    pub fn new(present: BTreeSet<String>) -> Self {
        let mut slots = Self { wanted: Vec::new(), by_key: BTreeMap::new(), present };
        for label in Label::ALL {
            let owner = Place::file("interface");
            slots.wanted.push(Wanted { key: label.key().to_owned(), owner, interface: true });
        }
        slots
    }

    /// The line of a text that each language must have.
    pub fn slot(&mut self, owner: &Place, key: String) -> Slot {
        if let Some(slot) = self.by_key.get(&key) {
            return *slot;
        }
        // More than 65,535 texts would not fit; the check refuses such a pack before it is built.
        let slot = Slot(u16::try_from(self.wanted.len()).unwrap_or(u16::MAX));
        self.by_key.insert(key.clone(), slot);
        self.wanted.push(Wanted { key, owner: owner.clone(), interface: false });
        slot
    }

    /// The line of a text that a pack may have: it has one when the first language has the text.
    pub fn optional(&mut self, owner: &Place, key: String) -> Option<Slot> {
        self.present.contains(&key).then(|| self.slot(owner, key))
    }

    /// Every text, in the order of its line.
    pub fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// How many lines there are; `None` when there are more than fit.
    pub fn count(&self) -> Option<u16> {
        u16::try_from(self.wanted.len()).ok()
    }
}
