//! What people may answer: at random, and for some questions in every possible way.

use std::collections::{BTreeMap, BTreeSet};

use guide::id::{ItemId, OptionId, PlaceId};
use guide::{Answer, Answers as Given};

use crate::oracle_rules::{Answers, Rules, Said, clauses, strings, text};

/// Repeatable chance: splitmix64.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }
}

/// Every answer that a person can give to a question or an expectation; the first is none.
pub fn possible(rules: &Rules, id: &str) -> Vec<Said> {
    let mut all = vec![Said::Nothing];
    let one = |option: &str| Said::Options(vec![option.to_owned()]);
    let Some(question) = rules.questions.get(id) else {
        if rules.expectations.iter().any(|one| one == id) {
            all.extend(["see", "help", "unsure"].map(one));
        }
        return all;
    };
    let options = || question["options"].as_array().unwrap().iter();
    match text(question, "kind") {
        "single" => all.extend(options().map(|option| one(text(option, "id")))),
        "multiple" => {
            let is_alone = |option: &toml::Value| option.get("alone").and_then(toml::Value::as_bool) == Some(true);
            let together: Vec<&str> = options().filter(|one| !is_alone(one)).map(|one| text(one, "id")).collect();
            for bits in 1..1usize << together.len() {
                let ticked = together.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
                all.push(Said::Options(ticked.map(|(_, id)| (*id).to_owned()).collect()));
            }
            all.extend(options().filter(|one| is_alone(one)).map(|option| one(text(option, "id"))));
        }
        "scale" => {
            let end = |key: &str| question[key].as_integer().unwrap();
            all.extend((end("from")..=end("to")).map(Said::Number));
        }
        "place" => all.extend(rules.places.iter().cloned().map(Said::Place)),
        kind => panic!("the oracle does not know `{kind}`"),
    }
    all
}

/// One person's answers to everything that can be asked. Some say much, some little. Of the places, each area is named
/// about as often as any other, however small it is.
pub fn at_random(rules: &Rules, choices: &BTreeMap<String, Vec<Said>>, chance: &mut Chance) -> Answers {
    let silent = [2, 4, 8, 40][chance.below(4)];
    let mut said = Answers::new();
    for (id, possible) in choices {
        let answer = if chance.below(silent) == 0 { 0 } else { chance.below(possible.len()) };
        let answer = match &possible[answer] {
            Said::Place(_) if !rules.areas.is_empty() && chance.below(4) > 0 => {
                let places = strings(&rules.areas[chance.below(rules.areas.len())], "places");
                Said::Place(places[chance.below(places.len())].clone())
            }
            other => other.clone(),
        };
        said.insert(id.clone(), answer);
    }
    said
}

/// Everything that can be answered, with every answer.
pub fn choices(rules: &Rules) -> BTreeMap<String, Vec<Said>> {
    rules.questions.keys().chain(&rules.expectations).map(|id| (id.clone(), possible(rules, id))).collect()
}

/// The questions of a domain on a path, and those that decide whether they are shown.
pub fn of_domain(rules: &Rules, path: &str, domain: &str) -> BTreeSet<String> {
    let is_in = |id: &String| {
        rules.questions.get(id).and_then(|one| one.get("domain")).and_then(toml::Value::as_str) == Some(domain)
    };
    with_gates(rules, path, on_path(rules, path).into_iter().filter(is_in).collect())
}

/// The questions that an advice looks at, and those that decide whether they are shown.
pub fn of_advice(rules: &Rules, path: &str, advice: &toml::Value) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    for left in lefts(advice.get("when")) {
        if rules.domains.iter().any(|one| text(one, "id") == left) {
            wanted.extend(of_domain(rules, path, &left));
        } else {
            wanted.insert(left);
        }
    }
    let shown = on_path(rules, path);
    with_gates(rules, path, wanted.into_iter().filter(|id| shown.contains(id)).collect())
}

fn on_path(rules: &Rules, path: &str) -> BTreeSet<String> {
    rules.path(path)["part"].as_array().unwrap().iter().flat_map(|part| strings(part, "show")).collect()
}

fn with_gates(rules: &Rules, path: &str, mut wanted: BTreeSet<String>) -> BTreeSet<String> {
    loop {
        let mut more = wanted.clone();
        for id in &wanted {
            more.extend(lefts(rules.questions.get(id).and_then(|one| one.get("when"))));
            for part in rules.path(path)["part"].as_array().unwrap() {
                if strings(part, "show").contains(id) {
                    more.extend(lefts(part.get("when")));
                }
            }
        }
        if more == wanted {
            return wanted;
        }
        wanted = more;
    }
}

fn lefts(when: Option<&toml::Value>) -> Vec<String> {
    clauses(when).iter().map(|clause| clause.split(' ').next().unwrap().to_owned()).collect()
}

/// In how many ways these can be answered.
pub fn ways(choices: &BTreeMap<String, Vec<Said>>, ids: &BTreeSet<String>) -> usize {
    ids.iter().map(|id| choices[id].len()).product()
}

/// The `number`-th way to answer these, and nothing else.
pub fn way(choices: &BTreeMap<String, Vec<Said>>, ids: &BTreeSet<String>, mut number: usize) -> Answers {
    let mut said = Answers::new();
    for id in ids {
        let possible = &choices[id];
        said.insert(id.clone(), possible[number % possible.len()].clone());
        number /= possible.len();
    }
    said
}

/// The same answers for the guide. Not to have answered has three forms, which must all mean the same.
pub fn in_the_guide(said: &Answers, person: usize) -> Given {
    let mut answers = Given::default();
    for (position, (id, said)) in said.iter().enumerate() {
        let answer = match said {
            Said::Nothing => match (person + position) % 3 {
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

/// Pairs of options of two different questions of a path that somebody has chosen together.
pub struct Pairs {
    /// Each option of each question of the path, by its number.
    options: BTreeMap<(String, String), usize>,
    met: Vec<bool>,
}

impl Pairs {
    pub fn new(rules: &Rules, path: &str) -> Self {
        let mut options = BTreeMap::new();
        let asked = |id: &String| rules.questions.contains_key(id) || rules.expectations.contains(id);
        for id in on_path(rules, path).into_iter().filter(asked) {
            for said in possible(rules, &id) {
                for name in names(rules, &said) {
                    let next = options.len();
                    options.entry((id.clone(), name)).or_insert(next);
                }
            }
        }
        Self { met: vec![false; options.len() * options.len()], options }
    }

    pub fn meet(&mut self, rules: &Rules, said: &Answers) {
        let mut chosen = Vec::new();
        for (id, said) in said {
            let numbers = names(rules, said).into_iter().filter_map(|name| self.options.get(&(id.clone(), name)));
            chosen.extend(numbers.copied());
        }
        for one in &chosen {
            for other in &chosen {
                self.met[one * self.options.len() + other] = true;
            }
        }
    }

    /// How many pairs there are, and those that nobody has chosen.
    pub fn count(&self) -> (usize, Vec<String>) {
        let mut missed = Vec::new();
        let mut all = 0;
        for (one, first) in &self.options {
            for (other, second) in self.options.range((std::ops::Bound::Excluded(one), std::ops::Bound::Unbounded)) {
                if one.0 == other.0 {
                    continue;
                }
                all += 1;
                if !self.met[first * self.options.len() + second] {
                    missed.push(format!("{one:?} with {other:?}"));
                }
            }
        }
        (all, missed)
    }
}

/// The options in an answer. Of a place only its area counts: there is nothing else that it decides.
fn names(rules: &Rules, said: &Said) -> Vec<String> {
    match said {
        Said::Nothing => vec!["nothing".to_owned()],
        Said::Options(options) => options.clone(),
        Said::Number(number) => vec![number.to_string()],
        Said::Place(place) => vec![rules.area_of(place).unwrap_or_else(|| "no area".to_owned())],
    }
}
