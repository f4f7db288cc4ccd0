//! The comparison with the second reading can fail: errors are planted on both sides, and each is found.

use guide::Pack;
use guide::condition::{Behavior, Clause, Comparison, Condition, Test};
use guide::pack::{AdviceKind, BandKind, Form, ItemKind, ServiceKind};
use toml::Value;

use crate::evidence::evidence;
use crate::oracle::{Shown, Vector, exhausted, random_vector};
use crate::oracle_rules::{Outcome, Rules, Slip};
use crate::oracle_vectors::{choices, way, ways};
use crate::packs;

const SLIPS: [Slip; 11] = [
    Slip::MoreThanInsteadOfAtLeast,
    Slip::BandsAboveTheirThreshold,
    Slip::NoMostForPoints,
    Slip::RoundedDown,
    Slip::SkippedAnswersCount,
    Slip::HiddenAnswersCount,
    Slip::AnyReadAsAll,
    Slip::UnansweredIsNotNotThat,
    Slip::PathsForgotten,
    Slip::AreasForgotten,
    Slip::PartsAlwaysShown,
];

/// Vectors on which a planted error has to show: some at random, and each small set in some of its ways.
fn vectors(rules: &Rules) -> Vec<Vector> {
    let choices = choices(rules);
    let mut vectors: Vec<Vector> = (0..1200).map(|person| random_vector(rules, &choices, person)).collect();
    for (path, kind, ids) in exhausted(rules) {
        let all = ways(&choices, &ids);
        let step = if kind == "place" { 1 } else { all.div_ceil(180) };
        let each = (0..all).step_by(step);
        vectors.extend(each.map(|number| Vector {
            path: path.clone(),
            said: way(&choices, &ids, number),
            region: None,
            person: number,
        }));
    }
    vectors
}

#[test]
fn errors_in_the_second_reading_are_found() {
    let mut found = Vec::new();
    for name in packs::NAMES {
        let mut rules = Rules::read(&packs::folder(name));
        let mut pack = packs::pack(name);
        // Thresholds that answers can meet exactly; in no real pack do they.
        for (rule, built) in rules.domains.iter_mut().zip(&mut pack.domains) {
            let bands = rule.get_mut("bands").and_then(Value::as_table_mut).unwrap();
            bands.insert("strong".to_owned(), Value::Integer(100));
            bands.insert("talk".to_owned(), Value::Integer(50));
            (built.strong_from, built.talk_from) = (100, 50);
        }
        let shown = Shown::new(pack, &rules);
        let vectors = vectors(&rules);
        let outcomes: Vec<Outcome> = vectors.iter().map(|vector| vector.found(&shown)).collect();
        for (vector, outcome) in vectors.iter().zip(&outcomes) {
            assert_eq!(*outcome, vector.expected(&rules), "with other thresholds, on {} of {name}", vector.path);
        }
        for slip in SLIPS {
            rules.slip = Some(slip);
            if vectors.iter().zip(&outcomes).any(|(vector, outcome)| vector.expected(&rules) != *outcome) {
                found.push(slip);
            }
        }
    }
    let missed: Vec<&Slip> = SLIPS.iter().filter(|slip| !found.contains(slip)).collect();
    assert!(missed.is_empty(), "nobody noticed {missed:?}");
}

#[test]
fn errors_in_the_built_rules_are_found() {
    let mut planted = 0;
    let mut missed = Vec::new();
    for name in packs::NAMES {
        let rules = Rules::read(&packs::folder(name));
        let pack = packs::pack(name);
        let vectors = vectors(&rules);
        let expected: Vec<Outcome> = vectors.iter().map(|vector| vector.expected(&rules)).collect();
        for (what, broken) in mutants(&pack) {
            planted += 1;
            let shown = Shown::new(broken, &rules);
            if vectors.iter().zip(&expected).all(|(vector, expected)| vector.found(&shown) == *expected) {
                missed.push(format!("{name}: {what}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {planted} were not noticed:\n{}", missed.len(), missed.join("\n"));
    assert!(planted > 1000, "only {planted}");
    let rows = [("Errors planted in the rules of three packs, each found by the comparison", planted.to_string())];
    evidence("core-planted", "The core", &rows);
}

/// The pack with one thing changed in its rules, and what it is; nothing that means the same.
fn mutants(pack: &Pack) -> Vec<(String, Pack)> {
    let mut all = Vec::new();
    let mut plant = |what: String, change: &dyn Fn(&mut Pack)| {
        let mut broken = pack.clone();
        change(&mut broken);
        all.push((what, broken));
    };
    for (at, path) in pack.paths.iter().enumerate() {
        for (part, one) in path.parts.iter().enumerate() {
            for (what, when) in conditions(&one.when) {
                let what = format!("part {part} of {}: {what}", path.id.as_str());
                plant(what, &|pack| pack.paths[at].parts[part].when = when.clone());
            }
            plant(format!("part {part} of {} backwards", path.id.as_str()), &|pack| {
                let parts = &mut pack.paths[at].parts;
                if parts[part].show.len() > 1 { parts[part].show.reverse() } else { parts[part].show.clear() }
            });
        }
    }
    for (at, item) in pack.items.iter().enumerate() {
        let id = item.id.as_str();
        for (what, when) in conditions(&item.when) {
            plant(format!("{id}: {what}"), &|pack| pack.items[at].when = when.clone());
        }
        let ItemKind::Question(question) = &item.kind else { continue };
        if question.domain.is_some() {
            plant(format!("{id} in no domain"), &|pack| question_of(pack, at).domain = None);
        }
        for (option, choice) in question.choices().iter().enumerate().filter(|_| question.domain.is_some()) {
            let points = match choice.points {
                // A single point more or less can mean the same band.
                Some(1) => Some(3),
                Some(2) => Some(0),
                Some(points) => Some(3 - points),
                None => Some(0),
            };
            plant(format!("{id}, {}: {points:?} points", choice.id.as_str()), &|pack| match &mut question_of(pack, at)
                .form
            {
                Form::Single(choices) | Form::Multiple(choices) => choices[option].points = points,
                _ => unreachable!(),
            });
        }
    }
    for (at, domain) in pack.domains.iter().enumerate() {
        let id = domain.id.as_str();
        plant(format!("{id} strong from nothing"), &|pack| pack.domains[at].strong_from = 0);
        plant(format!("{id} never strong"), &|pack| pack.domains[at].strong_from = 101);
        plant(format!("{id} never to learn"), &|pack| pack.domains[at].talk_from = 0);
        plant(format!("{id} never to talk over"), &|pack| pack.domains[at].talk_from = pack.domains[at].strong_from);
    }
    for (at, advice) in pack.advice.iter().enumerate() {
        let id = advice.id.as_str();
        for (what, when) in conditions(&advice.when) {
            plant(format!("{id}: {what}"), &|pack| pack.advice[at].when = when.clone());
        }
        plant(format!("{id} on other paths"), &|pack| {
            let all = pack.paths.iter().map(|path| path.id.clone());
            pack.advice[at].paths = all.filter(|id| !advice.paths.contains(id)).collect();
            // On all paths, or on none: both are an empty list.
            if pack.advice[at].paths.is_empty() {
                pack.advice.remove(at);
            }
        });
        if advice.kind != AdviceKind::Ask {
            let kind = if advice.kind == AdviceKind::Talk { AdviceKind::Learn } else { AdviceKind::Talk };
            plant(format!("{id} of another kind"), &|pack| pack.advice[at].kind = kind);
        }
    }
    for (at, one) in pack.requirements.iter().enumerate() {
        let other = pack.paths.iter().map(|path| path.id.clone()).find(|id| one.paths.first() != Some(id));
        plant(format!("requirement {at} on another path"), &|pack| {
            pack.requirements[at].paths = other.clone().into_iter().collect();
        });
    }
    for (at, service) in pack.services.iter().enumerate() {
        plant(format!("service {at} of another kind"), &|pack| {
            let kind = if service.kind == ServiceKind::Support { ServiceKind::Contact } else { ServiceKind::Support };
            pack.services[at].kind = kind;
        });
        plant(
            format!("service {at} in other areas"),
            &|pack| match (service.areas.is_empty(), pack.areas.is_empty()) {
                (true, false) => pack.services[at].areas = vec![0],
                (true, true) => pack.services[at].areas = vec![7],
                (false, _) => pack.services[at].areas.clear(),
            },
        );
        if !service.paths.is_empty() {
            plant(format!("service {at} on one path less"), &|pack| {
                pack.services[at].paths.remove(0);
                if pack.services[at].paths.is_empty() {
                    pack.services[at].paths.push("no-path".into());
                }
            });
        }
    }
    for (at, area) in pack.areas.iter().enumerate() {
        plant(format!("{} without its first place", area.id.as_str()), &|pack| _ = pack.areas[at].places.remove(0));
    }
    all
}

fn question_of(pack: &mut Pack, at: usize) -> &mut guide::pack::Question {
    match &mut pack.items[at].kind {
        ItemKind::Question(question) => question,
        _ => unreachable!(),
    }
}

/// The condition with one thing changed.
fn conditions(when: &Condition) -> Vec<(String, Condition)> {
    let mut all = Vec::new();
    if when.clauses.len() > 1 {
        let behavior = if when.behavior == Behavior::All { Behavior::Any } else { Behavior::All };
        all.push(("all for any".to_owned(), Condition { behavior, clauses: when.clauses.clone() }));
    }
    for (at, clause) in when.clauses.iter().enumerate() {
        for (what, other) in clauses(clause) {
            let mut changed = when.clone();
            changed.clauses[at] = other;
            all.push((format!("clause {at} {what}"), changed));
        }
        let mut fewer = when.clone();
        fewer.clauses.remove(at);
        all.push((format!("clause {at} gone"), fewer));
    }
    all
}

fn clauses(clause: &Clause) -> Vec<(&'static str, Clause)> {
    match clause {
        Clause::Band(domain, band) => {
            let others = [BandKind::Strong, BandKind::Talk, BandKind::Learn].into_iter().filter(|one| one != band);
            others.map(|other| ("of another band", Clause::Band(*domain, other))).collect()
        }
        Clause::Item(item, test) => {
            let other = match test {
                Test::Is(option) => vec![Test::IsNot(option.clone())],
                Test::IsNot(option) => vec![Test::Is(option.clone())],
                Test::Exists => vec![Test::Missing],
                Test::Missing => vec![Test::Exists],
                Test::Number(comparison, limit) => {
                    let (wider, narrower) = match comparison {
                        Comparison::GreaterOrEqual | Comparison::Less => (limit - 1, limit + 1),
                        _ => (limit + 1, limit - 1),
                    };
                    vec![Test::Number(*comparison, wider), Test::Number(*comparison, narrower), Test::Exists]
                }
            };
            other.into_iter().map(|test| ("otherwise", Clause::Item(*item, test))).collect()
        }
    }
}
