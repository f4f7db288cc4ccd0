//! Walks a built pack many times: every item, option, band and advice must come up, and every path must lead on.

use std::collections::BTreeSet;

use super::check::Checker;
use super::problem::Place;
use crate::answer::{Answer, Answers};
use crate::condition::Facts;
use crate::id::OptionId;
use crate::journey::{Journey, journey};
use crate::pack::{BandKind, Choice, Form, Item, ItemKind, Pack, Path, ServiceKind};
use crate::session::EXPECTATION_OPTIONS;

/// How many walks a path gets before something is called unreachable.
const WALKS: u32 = 4_000;

/// Finds what no walk shows, and paths without a next step.
pub(super) fn check(checker: &mut Checker, pack: &Pack) {
    let missing = never_seen(pack);
    for thing in missing {
        let place = thing.place(checker);
        let (wrong, mend) = thing.words();
        checker.problem(&place, thing.id(), wrong, mend);
    }
    next_steps(checker, pack);
}

/// Something that a walk can show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Item(String),
    Band(String, &'static str),
    Advice(String),
}

impl Thing {
    fn id(&self) -> &str {
        match self {
            Self::Item(id) | Self::Band(id, _) | Self::Advice(id) => id,
        }
    }

    fn words(&self) -> (String, &'static str) {
        match self {
            Self::Item(id) => (
                format!("nobody is ever shown `{id}`"),
                "its condition never holds: compare it with the earlier questions",
            ),
            Self::Band(id, band) => (
                format!("no answers lead to the band `{band}` of `{id}`"),
                "change the points of its questions, or where its bands begin",
            ),
            Self::Advice(id) => (
                format!("no answers lead to the advice `{id}`"),
                "its condition never holds on its paths: compare it with the questions shown there",
            ),
        }
    }

    fn place(&self, checker: &Checker) -> Place {
        let place = match self {
            Self::Item(id) => checker.items.place(id).map(|place| place.at("when")),
            Self::Band(id, _) => checker.domains.place(id).map(|place| place.at("bands")),
            Self::Advice(id) => {
                checker.raw.advice.iter().find(|one| one.value.id == *id).map(|one| one.place.at("when"))
            }
        };
        place.unwrap_or_default()
    }
}

fn never_seen(pack: &Pack) -> BTreeSet<Thing> {
    let mut missing: BTreeSet<Thing> = pack.items.iter().map(|item| Thing::Item(item.id.0.clone())).collect();
    missing.extend(pack.advice.iter().map(|one| Thing::Advice(one.id.0.clone())));
    for domain in &pack.domains {
        missing.extend(["strong", "talk", "learn"].map(|band| Thing::Band(domain.id.0.clone(), band)));
    }
    let mut chance = Chance(0x5eed_0f90_4c11_6700);
    for _ in 0..WALKS {
        for path in &pack.paths {
            if missing.is_empty() {
                return missing;
            }
            let answers = some_answers(pack, path, &mut chance);
            see(&journey(pack, path, &answers), &mut missing);
        }
    }
    missing
}

fn see(journey: &Journey, missing: &mut BTreeSet<Thing>) {
    for stop in &journey.stops {
        missing.remove(&Thing::Item(stop.item.id.0.clone()));
    }
    for (domain, index) in journey.pack.domains.iter().zip(0u16..) {
        let band = match journey.band(index) {
            Some(BandKind::Strong) => "strong",
            Some(BandKind::Talk) => "talk",
            Some(BandKind::Learn) => "learn",
            None => continue,
        };
        missing.remove(&Thing::Band(domain.id.0.clone(), band));
    }
    for advice in &journey.pack.advice {
        let on_path = advice.paths.is_empty() || advice.paths.contains(&journey.path.id);
        if on_path && advice.when.holds(journey) {
            missing.remove(&Thing::Advice(advice.id.0.clone()));
        }
    }
}

/// Answers to everything on a path, each chosen by chance; now and then none.
fn some_answers(pack: &Pack, path: &Path, chance: &mut Chance) -> Answers {
    let mut answers = Answers::default();
    for index in path.parts.iter().flat_map(|part| &part.show) {
        let Some(item) = pack.item(*index) else { continue };
        if chance.one_in(10) {
            continue;
        }
        if let Some(answer) = some_answer(pack, item, chance) {
            answers.set(item.id.clone(), answer);
        }
    }
    answers
}

fn some_answer(pack: &Pack, item: &Item, chance: &mut Chance) -> Option<Answer> {
    let question = match &item.kind {
        ItemKind::Help(_) => return Some(Answer::Seen),
        ItemKind::Expectation(_) => {
            return chance.one_of(&EXPECTATION_OPTIONS).map(|option| Answer::Options(vec![OptionId::from(*option)]));
        }
        ItemKind::Question(question) => question,
    };
    match &question.form {
        Form::Single(choices) => chance.one_of(choices).map(|choice| Answer::Options(vec![choice.id.clone()])),
        Form::Multiple(choices) => {
            let some: Vec<&Choice> = choices.iter().filter(|_| chance.one_in(2)).collect();
            let alone = some.iter().find(|choice| choice.alone).map(|choice| vec![choice.id.clone()]);
            let all = || some.iter().map(|choice| choice.id.clone()).collect();
            Some(Answer::Options(alone.filter(|_| chance.one_in(2)).unwrap_or_else(all)))
        }
        Form::Scale { from, to, .. } => {
            let numbers: Vec<u8> = (*from..=*to).collect();
            chance.one_of(&numbers).map(|number| Answer::Number(*number))
        }
        Form::Place => chance.one_of(&pack.places).map(|place| Answer::Place(place.id.clone())),
    }
}

/// Each path leads on, in every place: a contact and training for the whole state.
fn next_steps(checker: &mut Checker, pack: &Pack) {
    for path in &pack.paths {
        let Some(place) = checker.paths.place(path.id.as_str()).cloned() else { continue };
        for (kind, name) in [(ServiceKind::Contact, "contact"), (ServiceKind::Training, "training")] {
            let leads_on = pack.services.iter().any(|service| {
                service.kind == kind
                    && service.areas.is_empty()
                    && (service.paths.is_empty() || service.paths.contains(&path.id))
            });
            if !leads_on {
                let wrong = format!("the path `{}` has no {name} for the whole state", path.id.as_str());
                let mend = format!("write a service with `kind = \"{name}\"`, no `areas`, and this path in `paths`");
                checker.problem(&place, path.id.as_str(), wrong, mend);
            }
        }
    }
}

/// Repeatable chance (splitmix64), so that the same pack always gives the same report.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 where there is none.
    fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    /// Whether that happened which happens once in so many times.
    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let place = self.below(u64::try_from(list.len()).ok()?);
        list.get(usize::try_from(place).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    /// The first numbers that Vigna's splitmix64.c makes of the seed 1234567.
    #[test]
    fn chance_is_the_published_one() {
        let mut chance = Chance(1_234_567);
        let first = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([(); 3].map(|()| chance.next()), first);
        let mut chance = Chance(1_234_567);
        assert_eq!(first.map(|_| chance.below(1000)), [317, 973, 423]);
        let mut chance = Chance(1_234_567);
        assert_eq!(
            first.map(|_| chance.one_of(&["a", "b", "c", "d", "e"]).copied()),
            [Some("c"), Some("d"), Some("d")]
        );
        assert_eq!(chance.one_of::<u8>(&[]), None);
        assert_eq!(Chance(1_234_567).below(0), 0);
        let mut chance = Chance(1_234_567);
        assert_eq!(first.map(|_| chance.one_in(317)), first.map(|number| number % 317 == 0));
        let often = (0..10_000).filter(|_| chance.one_in(10)).count();
        assert!((900..1100).contains(&often), "{often}");
    }
}
