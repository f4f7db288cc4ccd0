//! What a person has said so far, keyed by permanent ids: the only state that a journey is made from.

use crate::id::{ItemId, OptionId, PlaceId};

/// One answer. Skipping and having read are answers too, so that a journey knows where a person has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A help page was read.
    Seen,
    /// The person chose not to say.
    Skipped,
    /// Options chosen: one for a single choice and for an expectation, any number for a multiple choice.
    Options(Vec<OptionId>),
    /// A number on a scale.
    Number(u8),
    /// A place.
    Place(PlaceId),
}

impl Answer {
    /// Whether the person said something, which a skipped question and a page that was read do not.
    pub fn says_something(&self) -> bool {
        match self {
            Self::Seen | Self::Skipped => false,
            Self::Options(options) => !options.is_empty(),
            Self::Number(_) | Self::Place(_) => true,
        }
    }

    /// Whether this option was chosen.
    pub fn has(&self, option: &str) -> bool {
        matches!(self, Self::Options(options) if options.iter().any(|chosen| chosen.as_str() == option))
    }
}

/// All answers of one person, in the order in which they were first given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<(ItemId, Answer)>);

impl Answers {
    /// The answer to one item, if there is one.
    pub fn get(&self, item: &ItemId) -> Option<&Answer> {
        self.0.iter().find(|(id, _)| id == item).map(|(_, answer)| answer)
    }

    /// Takes an answer; an earlier one to the same item goes.
    pub fn set(&mut self, item: ItemId, answer: Answer) {
        match self.0.iter_mut().find(|(id, _)| *id == item) {
            Some(entry) => entry.1 = answer,
            None => self.0.push((item, answer)),
        }
    }

    /// Takes an answer back.
    pub fn remove(&mut self, item: &ItemId) {
        self.0.retain(|(id, _)| id != item);
    }

    /// Every answer with its item.
    pub fn iter(&self) -> impl Iterator<Item = (&ItemId, &Answer)> {
        self.0.iter().map(|(id, answer)| (id, answer))
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
