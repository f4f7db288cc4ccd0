//! When something is shown: the meaning of FHIR Questionnaire's `enableWhen` and `enableBehavior`.

use crate::answer::Answer;
use crate::id::OptionId;
use crate::pack::{BandKind, DomainIndex, ItemIndex};
use crate::wire::{wire_enums, wire_structs};

/// Clauses and whether all or any of them must hold. Without clauses it always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// All or any (FHIR `enableBehavior`).
    pub behavior: Behavior,
    /// The single comparisons (FHIR `enableWhen`).
    pub clauses: Vec<Clause>,
}

/// How clauses come together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behavior {
    /// Each clause must hold.
    #[default]
    All,
    /// One clause is enough.
    Any,
}

/// One comparison of an answer, or of a domain's band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// Looks at the answer to an item. An item that is not shown counts as not answered.
    Item(ItemIndex, Test),
    /// Holds when the domain's band is this one. Only advice may ask so.
    Band(DomainIndex, BandKind),
}

/// What is asked of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// The option was chosen.
    Is(OptionId),
    /// The option was not chosen; also holds when nothing was answered (FHIR R5 `!=`).
    IsNot(OptionId),
    /// Something was answered.
    Exists,
    /// Nothing was answered.
    Missing,
    /// The number on a scale compares so. Never holds when nothing was answered.
    Number(Comparison, u8),
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

wire_structs! {
    Condition { behavior, clauses }
}

wire_enums! {
    Behavior { All = 0; Any = 1 }
    Clause { Item(index, test) = 0; Band(index, band) = 1 }
    Test { Is(option) = 0, IsNot(option) = 1, Exists = 2, Number(comparison, number) = 3; Missing = 4 }
    Comparison { Equal = 0, NotEqual = 1, Less = 2, LessOrEqual = 3, Greater = 4; GreaterOrEqual = 5 }
}

/// What a condition may look at: answers that count, and bands.
pub trait Facts {
    /// The answer to a shown item; `None` when it is not shown or not answered.
    fn answer(&self, item: ItemIndex) -> Option<&Answer>;
    /// The band of a domain; `None` when nothing in it was answered.
    fn band(&self, domain: DomainIndex) -> Option<BandKind>;
}

impl Condition {
    /// Whether the condition holds for these answers and bands.
    pub fn holds(&self, facts: &impl Facts) -> bool {
        match self.behavior {
            Behavior::All => self.clauses.iter().all(|clause| clause.holds(facts)),
            Behavior::Any => self.clauses.is_empty() || self.clauses.iter().any(|clause| clause.holds(facts)),
        }
    }
}

impl Clause {
    /// Whether this one comparison holds.
    pub fn holds(&self, facts: &impl Facts) -> bool {
        match self {
            Self::Item(item, test) => test.holds(facts.answer(*item)),
            Self::Band(domain, band) => facts.band(*domain) == Some(*band),
        }
    }
}

impl Test {
    /// Whether the answer passes; `None` is an item that is not shown or not answered.
    pub fn holds(&self, answer: Option<&Answer>) -> bool {
        let answer = answer.filter(|answer| answer.says_something());
        match self {
            Self::Is(option) => answer.is_some_and(|answer| answer.has(option.as_str())),
            Self::IsNot(option) => !answer.is_some_and(|answer| answer.has(option.as_str())),
            Self::Exists => answer.is_some(),
            Self::Missing => answer.is_none(),
            Self::Number(comparison, limit) => {
                matches!(answer, Some(Answer::Number(number)) if comparison.holds(*number, *limit))
            }
        }
    }
}

impl Comparison {
    /// Whether `left` compares so with `right`.
    pub fn holds(self, left: u8, right: u8) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_follow_fhir() {
        let yes = Answer::Options(vec!["yes".into()]);
        let none = Answer::Options(Vec::new());
        assert!(Test::Is("yes".into()).holds(Some(&yes)));
        assert!(!Test::Is("yes".into()).holds(None));
        assert!(Test::IsNot("no".into()).holds(Some(&yes)));
        assert!(Test::IsNot("no".into()).holds(None), "nothing answered is not `no`");
        assert!(Test::Exists.holds(Some(&yes)));
        assert!(Test::Missing.holds(Some(&none)), "an empty choice is no answer");
        assert!(Test::Missing.holds(Some(&Answer::Skipped)));
        assert!(!Test::Number(Comparison::NotEqual, 3).holds(None));
    }

    #[test]
    fn numbers_compare() {
        for left in 0..6u8 {
            for right in 0..6u8 {
                assert_eq!(Comparison::Less.holds(left, right), left < right);
                assert_eq!(Comparison::GreaterOrEqual.holds(left, right), left >= right);
                assert_ne!(Comparison::Equal.holds(left, right), Comparison::NotEqual.holds(left, right));
                assert_ne!(Comparison::LessOrEqual.holds(left, right), Comparison::Greater.holds(left, right));
            }
        }
    }
}
