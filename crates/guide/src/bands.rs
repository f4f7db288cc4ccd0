//! What the answers in a domain add up to: kind words, never a number and never pass or fail.

use crate::answer::Answer;
use crate::journey::Journey;
use crate::pack::{BandKind, Choice, Domain, DomainIndex, Form, ItemKind, Question};

/// The most points that one answer can count for.
pub const FULL: u16 = 3;

/// A domain's band. `None` when no scored question of it was answered.
pub fn band(journey: &Journey, domain: DomainIndex) -> Option<BandKind> {
    let rules = journey.pack.domains.get(usize::from(domain))?;
    let (points, answers) = scored(journey, domain)
        .fold((0u16, 0u16), |(points, answers), one| (points.saturating_add(one), answers.saturating_add(1)));
    (answers > 0).then(|| rules.band(points, answers))
}

impl Domain {
    /// The band for points from a number of scored answers, each worth at most [`FULL`].
    pub fn band(&self, points: u16, answers: u16) -> BandKind {
        // Compared without division: points / (answers * FULL) against strong_from / 100.
        let share = u32::from(points) * 100;
        let full = u32::from(answers) * u32::from(FULL);
        if share >= u32::from(self.strong_from) * full {
            BandKind::Strong
        } else if share >= u32::from(self.talk_from) * full {
            BandKind::Talk
        } else {
            BandKind::Learn
        }
    }
}

/// Points of each scored answer in a domain, in the order of the path.
fn scored(journey: &Journey, domain: DomainIndex) -> impl Iterator<Item = u16> {
    journey.stops.iter().filter_map(move |stop| match &stop.item.kind {
        ItemKind::Question(question) if question.domain == Some(domain) => {
            points(question, journey.answer_at(stop.index)?)
        }
        _ => None,
    })
}

/// What an answer counts for, 0 to [`FULL`]. `None` when it is not scored.
pub fn points(question: &Question, answer: &Answer) -> Option<u16> {
    match (&question.form, answer) {
        (Form::Single(choices) | Form::Multiple(choices), Answer::Options(_)) => {
            let chosen = choices.iter().filter(|choice: &&Choice| answer.has(choice.id.as_str()));
            let counted: Vec<u16> = chosen.filter_map(|choice| choice.points).map(u16::from).collect();
            (!counted.is_empty()).then(|| counted.iter().sum::<u16>().min(FULL))
        }
        (Form::Scale { from, to, .. }, Answer::Number(number)) => {
            let steps = u16::from(to.saturating_sub(*from)).max(1);
            let up = u16::from((*number).min(*to).saturating_sub(*from));
            // Rounded to the nearest point: 1 to 5 count 0, 1, 2, 2, 3.
            Some((up * FULL * 2 + steps) / (steps * 2))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Slot;

    fn domain(strong_from: u8, talk_from: u8) -> Domain {
        Domain { id: "d".into(), name: Slot(0), strong_from, talk_from, strong: Slot(0), talk: Slot(0), learn: Slot(0) }
    }

    #[test]
    fn bands_follow_their_thresholds_exactly() {
        let rules = domain(70, 35);
        for answers in 1..=8u16 {
            for points in 0..=answers * FULL {
                let share = f64::from(points) / f64::from(answers * FULL) * 100.0;
                let want = if share >= 70.0 - 1e-9 {
                    BandKind::Strong
                } else if share >= 35.0 - 1e-9 {
                    BandKind::Talk
                } else {
                    BandKind::Learn
                };
                assert_eq!(rules.band(points, answers), want, "{points} of {answers}");
            }
        }
    }

    #[test]
    fn a_scale_counts_up_to_full() {
        let question = Question {
            ask: Slot(0),
            short: Slot(0),
            why: None,
            tell: None,
            domain: Some(0),
            form: Form::Scale { from: 1, to: 5, low: Slot(0), high: Slot(0) },
        };
        let counts: Vec<_> = (1..=5).map(|n| points(&question, &Answer::Number(n))).collect();
        assert_eq!(counts, [Some(0), Some(1), Some(2), Some(2), Some(3)]);
        assert_eq!(points(&question, &Answer::Number(200)), Some(3), "out of range is held to the end");
        assert_eq!(points(&question, &Answer::Skipped), None);
    }
}
