//! Compares what the guide shows, bands and advises with a slow second reading of the rules.

use std::collections::BTreeMap;

use guide::condition::Facts;
use guide::id::{ItemId, OptionId, PathId, PlaceId};
use guide::journey::{Journey, journey};
use guide::{Answer, Answers};
use toml::Value;

use crate::louisiana;
use crate::oracle_rules::{Outcome, Rules, Said};
use crate::transcript::band_name;

/// How many people answer at random.
const PEOPLE: u32 = 100_000;

#[test]
fn a_second_reading_of_the_rules_agrees() {
    // Each thread reads the rules for itself and takes its share of the people.
    let share = |first: u32| {
        let rules = Rules::read();
        let paths = rules.path_ids();
        let pack = louisiana::pack();
        let mut seen = BTreeMap::<String, u32>::new();
        for person in (first..PEOPLE).step_by(2) {
            let said = answers_of(&rules, person);
            let path = &paths[person as usize / 2 % paths.len()];
            let answers = in_the_guide(&said, person);
            let found = outcome(&journey(&pack, pack.path(&PathId(path.clone())).unwrap(), &answers));
            let expected = rules.walk(path, &said);
            assert_eq!(found, expected, "person {person} on {path} said {said:#?}");
            *seen.entry(format!("{:?}", expected.bands.values().next())).or_default() += 1;
        }
        seen.len()
    };
    let kinds = std::thread::scope(|scope| {
        let threads = [scope.spawn(|| share(0)), scope.spawn(|| share(1))];
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(kinds, [4, 4], "strong, talk, learn and none must all have come up");
}

fn outcome(journey: &Journey) -> Outcome {
    let domains = journey.pack.domains.iter().zip(0u16..);
    let on_path = |one: &&guide::pack::Advice| one.paths.is_empty() || one.paths.contains(&journey.path.id);
    let given = journey.pack.advice.iter().filter(on_path).filter(|one| one.when.holds(journey));
    Outcome {
        shown: journey.stops.iter().map(|stop| stop.item.id.0.clone()).collect(),
        bands: domains
            .filter_map(|(domain, index)| Some((domain.id.0.clone(), band_name(journey.band(index)?))))
            .collect(),
        advice: given.map(|one| one.id.0.clone()).collect(),
    }
}

/// One person's answers to everything that can be asked.
fn answers_of(rules: &Rules, person: u32) -> BTreeMap<String, Said> {
    let mut chance = Chance(u64::from(person));
    let mut said = BTreeMap::new();
    for (id, question) in &rules.questions {
        let options: Vec<&str> = question
            .get("options")
            .and_then(Value::as_array)
            .map(|options| options.iter().map(|option| option["id"].as_str().unwrap()).collect())
            .unwrap_or_default();
        let number = |key: &str| question.get(key).and_then(Value::as_integer).unwrap_or_default();
        let answer = match question["kind"].as_str().unwrap() {
            _ if chance.below(8) == 0 => Said::Nothing,
            "single" => Said::Options(vec![options[chance.below(options.len())].to_owned()]),
            "multiple" => {
                let some = options.iter().filter(|_| chance.below(2) == 0).map(|one| (*one).to_owned());
                Some(some.collect::<Vec<_>>()).filter(|some| !some.is_empty()).map_or(Said::Nothing, Said::Options)
            }
            "scale" => {
                let steps = usize::try_from(number("to") - number("from")).unwrap();
                Said::Number(number("from") + chance.below(steps + 1) as i64)
            }
            "place" => Said::Place(rules.places[chance.below(rules.places.len())].clone()),
            kind => panic!("the oracle does not know `{kind}`"),
        };
        said.insert(id.clone(), answer);
    }
    for id in &rules.expectations {
        let options = ["see", "help", "unsure"];
        let answer = match chance.below(5) {
            3.. => Said::Nothing,
            option => Said::Options(vec![options[option].to_owned()]),
        };
        said.insert(id.clone(), answer);
    }
    said
}

/// The same answers for the guide. Not to have answered has three forms, which must all mean the same.
fn in_the_guide(said: &BTreeMap<String, Said>, person: u32) -> Answers {
    let mut answers = Answers::default();
    for (position, (id, said)) in said.iter().enumerate() {
        let answer = match said {
            Said::Nothing => match (person as usize + position) % 3 {
                0 => continue,
                1 => Answer::Skipped,
                _ => Answer::Options(Vec::new()),
            },
            Said::Options(options) => Answer::Options(options.iter().map(|one| OptionId(one.clone())).collect()),
            Said::Number(number) => Answer::Number(u8::try_from(*number).unwrap()),
            Said::Place(place) => Answer::Place(PlaceId(place.clone())),
        };
        answers.set(ItemId(id.clone()), answer);
    }
    answers
}

/// Repeatable chance: splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }
}
