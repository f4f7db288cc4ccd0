//! Compares what the guide shows, bands, advises and names as next steps with a slow second reading of the rules.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use guide::journey::journey;
use guide::pack::{AdviceKind, ItemKind, Slot};
use guide::result::result;
use guide::screen::ResultBody;
use guide::show::Show;
use guide::{Answers as Given, Label, Pack, Words};

use crate::evidence::{count, evidence};
use crate::oracle_rules::{Answers, Outcome, Rules, text};
use crate::oracle_vectors::{Chance, Pairs, at_random, choices, in_the_guide, of_advice, of_domain, way, ways};
use crate::packs;
use crate::transcript::{band_name, plain};

/// The guide's side of the comparison: a built pack whose texts are known again by their numbers.
pub struct Shown {
    pub pack: Pack,
    words: Words,
    names: HashMap<String, String>,
}

impl Shown {
    pub fn new(pack: Pack, rules: &Rules) -> Self {
        let words = packs::numbered(&pack, "en", packs::MARKS[0]);
        let show = Show { pack: &pack, words: &words, today: None };
        let mut names = HashMap::new();
        let mut name = |slot: Slot, name: &str| names.insert(show.plain(slot), name.to_owned());
        for (label, option) in [(Label::See, "see"), (Label::WantHelp, "help"), (Label::Unsure, "unsure")] {
            name(Slot(label.slot()), option);
        }
        pack.domains.iter().for_each(|one| _ = name(one.name, one.id.as_str()));
        for one in &pack.advice {
            name(one.title.filter(|_| one.kind != AdviceKind::Ask).unwrap_or(one.text), one.id.as_str());
        }
        for item in &pack.items {
            match &item.kind {
                ItemKind::Expectation(one) => _ = name(one.title, item.id.as_str()),
                ItemKind::Question(one) => {
                    name(one.short, item.id.as_str());
                    one.tell.iter().for_each(|tell| _ = name(*tell, item.id.as_str()));
                    one.choices().iter().for_each(|choice| _ = name(choice.text, choice.id.as_str()));
                }
                ItemKind::Help(_) => {}
            }
        }
        // A built pack no longer holds these ids; their order is that of the files.
        assert_eq!((pack.services.len(), pack.requirements.len()), (rules.services.len(), rules.requirements.len()));
        pack.services.iter().zip(&rules.services).for_each(|(one, rule)| _ = name(one.name, text(rule, "id")));
        pack.requirements.iter().zip(&rules.requirements).for_each(|(one, rule)| _ = name(one.title, text(rule, "id")));
        Self { names, words, pack }
    }

    /// What a person with these answers is shown in the end.
    pub fn outcome(&self, path: &str, answers: &Given, region: Option<&str>) -> Outcome {
        let journey = journey(&self.pack, self.pack.path(&path.into()).unwrap(), answers);
        let region = self.pack.areas.iter().find(|area| Some(area.id.as_str()) == region);
        let show = Show { pack: &self.pack, words: &self.words, today: None };
        let body = result(&show, &journey, region);
        let domains = self.pack.domains.iter().zip(0u16..);
        let bands = domains.filter_map(|(domain, index)| {
            Some((domain.id.0.clone(), band_name(guide::bands::band(&journey, index)?).to_owned()))
        });
        let and = show.label(Label::And);
        let family = body.family.entries.iter().map(|(tell, answer)| {
            let options: Vec<&str> = answer.split(and.as_str()).map(|option| self.name(option)).collect();
            format!("{}: {}", self.name(tell), options.join(" "))
        });
        let kind = |title: &String| if *title == show.label(Label::ContactHeading) { "contact" } else { "training" };
        let next = body.next.groups.iter().flat_map(|(title, cards)| cards.iter().map(move |card| (kind(title), card)));
        let cards = next.chain(body.support.entries.iter().map(|card| ("support", card)));
        Outcome {
            shown: journey.stops.iter().map(|stop| stop.item.id.0.clone()).collect(),
            bands: bands.collect(),
            findings: self.findings(&body),
            reasons: self.reasons(&show, &body),
            requirements: body.requirements.entries.iter().map(|card| self.name(&card.title).to_owned()).collect(),
            family: family.collect(),
            near: body.next.area.first().map(|said| self.near(&plain(said))),
            services: cards.map(|(kind, card)| format!("{kind} {}", self.name(&card.name))).collect(),
        }
    }

    fn name(&self, shown: &str) -> &str {
        self.names.get(shown).map_or("(something else)", String::as_str)
    }

    fn findings(&self, body: &ResultBody) -> BTreeMap<String, Vec<String>> {
        let mut findings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut find = |part: String, name: &str| findings.entry(part).or_default().push(name.to_owned());
        for group in &body.findings {
            for one in &group.findings {
                let name = self.name(&one.title);
                let kind = match name {
                    _ if self.pack.domains.iter().any(|domain| domain.id.as_str() == name) => "domain",
                    _ if self.pack.advice.iter().any(|advice| advice.id.as_str() == name) => "advice",
                    _ => "expectation",
                };
                find(format!("{} {kind}", group.part), name);
            }
        }
        body.ask.entries.iter().for_each(|ask| find("ask advice".to_owned(), self.name(&plain(ask))));
        findings
    }

    /// `‹61›‹30›‹64›‹2›‹66›`: a question, a colon, and what was chosen.
    fn reasons(&self, show: &Show, body: &ResultBody) -> BTreeMap<String, Vec<String>> {
        let (colon, and) = (show.label(Label::Colon), show.label(Label::And));
        let you_said = show.words.filled(Label::YouSaid, &[("answer", "")]);
        let said = |said: &str| match said.split_once(" / ") {
            Some((number, to)) => format!("{number} of {to}"),
            None => said.split(and.as_str()).map(|one| self.name(one)).collect::<Vec<_>>().join(" "),
        };
        let read = |from: &String| match (from.strip_prefix(&you_said), from.split_once(&colon)) {
            (Some(answer), _) => self.name(answer).to_owned(),
            (None, Some((question, answer))) => format!("{}: {}", self.name(question), said(answer)),
            (None, None) => self.name(from).to_owned(),
        };
        let findings = body.findings.iter().flat_map(|group| &group.findings);
        findings.map(|one| (self.name(&one.title).to_owned(), one.from.iter().map(read).collect())).collect()
    }

    /// `‹7› ‹6› Allen in Lake Charles`: the place and its area by their ids.
    fn near(&self, said: &str) -> (String, Option<String>) {
        let of_place = |name: &str| self.pack.places.iter().find(|one| name.ends_with(&format!("› {}", one.name)));
        let id = |name: &str| of_place(name).map_or(name.to_owned(), |place| place.id.0.clone());
        match said.rsplit_once(" in ") {
            Some((place, area)) => {
                let found = self.pack.areas.iter().find(|one| one.name == area);
                (id(place), Some(found.map_or(area.to_owned(), |one| one.id.0.clone())))
            }
            None => (id(said.strip_suffix(" nowhere").unwrap_or(said)), None),
        }
    }
}

/// A person's answers on a path, and the area that the tag names.
pub struct Vector {
    pub path: String,
    pub said: Answers,
    pub region: Option<String>,
    pub person: usize,
}

impl Vector {
    pub fn expected(&self, rules: &Rules) -> Outcome {
        rules.walk(&self.path, &self.said, self.region.as_deref())
    }

    pub fn found(&self, shown: &Shown) -> Outcome {
        shown.outcome(&self.path, &in_the_guide(&self.said, self.person), self.region.as_deref())
    }

    pub fn compare(&self, rules: &Rules, shown: &Shown) {
        let (expected, found) = (self.expected(rules), self.found(shown));
        assert_eq!(found, expected, "person {} on {} said {:#?}", self.person, self.path, self.said);
    }
}

/// The `person`-th vector of a pack at random; the paths take turns.
pub fn random_vector(
    rules: &Rules,
    choices: &BTreeMap<String, Vec<crate::oracle_rules::Said>>,
    person: usize,
) -> Vector {
    let mut chance = Chance(person as u64);
    let path = text(&rules.paths[person % rules.paths.len()], "id").to_owned();
    let region = (!rules.areas.is_empty() && chance.below(4) == 0)
        .then(|| text(&rules.areas[chance.below(rules.areas.len())], "id").to_owned());
    Vector { path, said: at_random(rules, choices, &mut chance), region, person }
}

/// The sets of questions that are answered in every possible way: of each domain, each advice and the place.
pub fn exhausted(rules: &Rules) -> Vec<(String, &'static str, BTreeSet<String>)> {
    let mut sets = Vec::new();
    for path in rules.path_ids() {
        for domain in &rules.domains {
            sets.push((path.clone(), "domain", of_domain(rules, &path, text(domain, "id"))));
        }
        for advice in &rules.advice {
            sets.push((path.clone(), "advice", of_advice(rules, &path, advice)));
        }
        let places = rules.questions.iter().filter(|(_, one)| text(one, "kind") == "place");
        sets.extend(places.map(|(id, _)| (path.clone(), "place", BTreeSet::from([id.clone()]))));
    }
    sets.retain(|(_, _, ids)| !ids.is_empty());
    sets.sort();
    sets.dedup();
    sets
}

/// Runs `work` on two threads, each with its own reading of the pack and every other number.
fn shared<T: Send>(name: &str, work: impl Fn(&Rules, &Shown, usize) -> T + Sync) -> [T; 2] {
    let share = |first| {
        let rules = Rules::read(&packs::folder(name));
        let shown = Shown::new(packs::pack(name), &rules);
        work(&rules, &shown, first)
    };
    std::thread::scope(|scope| {
        let threads = [scope.spawn(|| share(0)), scope.spawn(|| share(1))];
        threads.map(|thread| thread.join().unwrap())
    })
}

#[test]
fn each_domain_each_advice_and_each_place_in_every_possible_way() {
    let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for name in packs::NAMES {
        let [first, second] = shared(name, |rules, shown, first| {
            let choices = choices(rules);
            let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
            for (path, kind, ids) in exhausted(rules) {
                let all = ways(&choices, &ids);
                assert!(all < 200_000, "{ids:?} on {path} of {name} can be answered in {all} ways");
                for number in (first..all).step_by(2) {
                    let said = way(&choices, &ids, number);
                    Vector { path: path.clone(), said, region: None, person: number }.compare(rules, shown);
                }
                let entry = counted.entry(kind).or_default();
                entry.0 += 1;
                entry.1 += (all + 1 - first) / 2;
            }
            counted
        });
        for (kind, (sets, vectors)) in first {
            let entry = counted.entry(kind).or_default();
            entry.0 += sets;
            entry.1 += vectors + second[kind].1;
        }
    }
    let rows: Vec<(&str, String)> = [
        ("domain", "Domains of three packs on their paths, answered in every possible way: domains, vectors"),
        ("advice", "Sets of questions behind an advice, answered in every possible way: sets, vectors"),
        ("place", "Every place of three packs on every path: paths, vectors"),
    ]
    .into_iter()
    .map(|(kind, row)| (row, format!("{}, {}", counted[kind].0, counted[kind].1)))
    .collect();
    evidence("core-exhaustive", "The core", &rows);
}

#[test]
fn a_second_reading_of_the_rules_agrees() {
    let people = count(24_000, 1_000_000) / packs::NAMES.len() + 1;
    let mut pairs = 0;
    let mut vectors = 0;
    for name in packs::NAMES {
        let shares = shared(name, |rules, shown, first| {
            let choices = choices(rules);
            let mut pairs: BTreeMap<String, Pairs> =
                rules.path_ids().into_iter().map(|path| (path.clone(), Pairs::new(rules, &path))).collect();
            let mut bands = BTreeSet::new();
            for person in (first..people).step_by(2) {
                let vector = random_vector(rules, &choices, person);
                let expected = vector.expected(rules);
                assert_eq!(vector.found(shown), expected, "person {person} on {} said {:#?}", vector.path, vector.said);
                bands.extend(expected.bands);
                // All pairs come up long before this.
                if person < 24_000 {
                    pairs.get_mut(&vector.path).unwrap().meet(rules, &vector.said);
                }
            }
            (bands, pairs)
        });
        // Paths take turns, and so do the threads: with an even number of paths each thread has its own.
        let [(mut bands, first), (others, second)] = shares;
        bands.extend(others);
        let mut each: BTreeSet<&str> = bands.iter().map(|(_, band)| band.as_str()).collect();
        each.insert("none");
        assert_eq!(each.len(), 4, "strong, talk and learn must all have come up in {name}");
        for (path, one) in &first {
            let ((all, missed), (_, others)) = (one.count(), second[path].count());
            let missed: Vec<&String> = missed.iter().filter(|pair| others.contains(pair)).collect();
            assert!(missed.is_empty(), "nobody on {path} of {name} chose {} pairs, as {:?}", missed.len(), missed[0]);
            pairs += all;
        }
        vectors += people;
    }
    let rows = [
        ("Vectors of answers at random, compared with a second reading of the rules", vectors.to_string()),
        ("Pairs of options of two questions of a path, each chosen together by somebody", pairs.to_string()),
    ];
    evidence("core-vectors", "The core", &rows);
}

#[test]
fn the_second_reading_uses_nothing_of_the_product() {
    for source in [include_str!("oracle_rules.rs")] {
        for line in source.lines().filter(|line| line.trim_start().starts_with("use ") || line.contains("::")) {
            assert!(!line.contains("guide::") && !line.contains("crate::") && !line.contains("xtask"), "{line}");
        }
    }
}

/// The words of a pack are known again only if no two of its texts share a number.
#[test]
fn numbered_words_are_told_apart() {
    for name in packs::NAMES {
        let pack = Rc::new(packs::pack(name));
        let words = packs::numbered(&pack, "en", packs::MARKS[0]);
        let show = Show { pack: &pack, words: &words, today: None };
        let all: BTreeSet<String> = (0..pack.slots).map(|slot| show.plain(Slot(slot))).collect();
        assert_eq!(all.len(), usize::from(pack.slots), "{name}");
    }
}
