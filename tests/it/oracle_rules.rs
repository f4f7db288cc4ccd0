//! The rules of Louisiana as questions/README.md explains them, read anew from the files and followed slowly.
//!
//! Nothing here comes from the guide: the two must agree because both follow the README.

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use crate::louisiana;

/// What a person says about one question or expectation.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// "The question was not answered": also when it was skipped, or nothing was ticked.
    Nothing,
    Options(Vec<String>),
    Number(i64),
    Place(String),
}

/// All rules.
pub struct Rules {
    paths: Vec<Value>,
    advice: Vec<Value>,
    domains: Vec<Value>,
    pub questions: BTreeMap<String, Value>,
    pub expectations: BTreeSet<String>,
    pub places: Vec<String>,
}

/// What comes of a person's answers on a path.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    pub shown: Vec<String>,
    pub bands: BTreeMap<String, &'static str>,
    pub advice: Vec<String>,
}

fn list(table: &toml::Table, key: &str) -> Vec<Value> {
    table[key].as_array().unwrap().clone()
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap()
}

fn number(entry: &Value, key: &str) -> Option<i64> {
    entry.get(key).and_then(Value::as_integer)
}

impl Rules {
    pub fn read() -> Self {
        let advice = louisiana::toml("advice.toml");
        let by_id = |entries: Vec<Value>| entries.into_iter().map(|one| (text(&one, "id").to_owned(), one)).collect();
        let ids = |entries: Vec<Value>| entries.iter().map(|one| text(one, "id").to_owned()).collect::<Vec<_>>();
        Self {
            paths: list(&louisiana::toml("paths.toml"), "path"),
            advice: list(&advice, "advice"),
            domains: list(&advice, "domain"),
            questions: by_id(list(&louisiana::toml("questions.toml"), "question")),
            expectations: ids(list(&louisiana::toml("expectations.toml"), "expectation")).into_iter().collect(),
            places: ids(list(&louisiana::toml("directory/places.toml"), "place")),
        }
    }

    pub fn path_ids(&self) -> Vec<String> {
        self.paths.iter().map(|path| text(path, "id").to_owned()).collect()
    }

    /// Walks a path. "The answer to a question that is not shown does not count."
    pub fn walk(&self, path: &str, said: &BTreeMap<String, Said>) -> Outcome {
        let path = self.paths.iter().find(|one| text(one, "id") == path).unwrap();
        let mut counts: BTreeMap<String, Said> = BTreeMap::new();
        let mut shown = Vec::new();
        for part in path["part"].as_array().unwrap() {
            if !holds(part.get("when"), &counts, &BTreeMap::new()) {
                continue;
            }
            for id in part["show"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()) {
                let when = self.questions.get(id).and_then(|question| question.get("when"));
                if holds(when, &counts, &BTreeMap::new()) {
                    shown.push(id.to_owned());
                    counts.insert(id.to_owned(), said.get(id).cloned().unwrap_or(Said::Nothing));
                }
            }
        }
        let bands = self.bands(&counts);
        let on_path = |advice: &&Value| match advice.get("paths").and_then(Value::as_array) {
            Some(paths) if !paths.is_empty() => paths.iter().any(|one| one == &path["id"]),
            _ => true,
        };
        let given = self.advice.iter().filter(on_path).filter(|one| holds(one.get("when"), &counts, &bands));
        let advice = given.map(|one| text(one, "id").to_owned()).collect();
        Outcome { shown, bands, advice }
    }

    fn bands(&self, counts: &BTreeMap<String, Said>) -> BTreeMap<String, &'static str> {
        let mut bands = BTreeMap::new();
        for domain in &self.domains {
            let id = text(domain, "id");
            let in_domain = |question: &&String| {
                self.questions.get(*question).and_then(|one| one.get("domain")).and_then(Value::as_str) == Some(id)
            };
            let counted: Vec<i64> =
                counts.keys().filter(in_domain).filter_map(|one| self.points(one, &counts[one])).collect();
            if counted.is_empty() {
                continue;
            }
            // "From how many of 100 points": reached points against 3 for each answer that has points.
            let reached = counted.iter().sum::<i64>() as f64 / (3.0 * counted.len() as f64) * 100.0;
            let from = |band: &str| domain["bands"][band].as_integer().unwrap() as f64 - 1e-9;
            let order = ["strong", "talk", "learn"];
            bands.insert(id.to_owned(), *order.iter().find(|band| reached >= from(band)).unwrap());
        }
        bands
    }

    /// What an answer counts for; none when it has no points.
    fn points(&self, question: &str, said: &Said) -> Option<i64> {
        let rules = &self.questions[question];
        match said {
            Said::Options(chosen) => {
                let options = rules["options"].as_array().unwrap().iter();
                let of_chosen = options.filter(|option| chosen.iter().any(|one| one == text(option, "id")));
                let points: Vec<i64> = of_chosen.filter_map(|option| number(option, "points")).collect();
                // "Points add up to at most 3."
                (!points.is_empty()).then(|| points.iter().sum::<i64>().min(3))
            }
            Said::Number(chosen) => {
                let (from, to) = (number(rules, "from").unwrap_or(1), number(rules, "to").unwrap_or(5));
                // "The lowest number counts 0 points and the highest 3; those between lie in even steps, rounded."
                Some((3.0 * (chosen - from) as f64 / (to - from) as f64).round() as i64)
            }
            Said::Nothing | Said::Place(_) => None,
        }
    }
}

fn holds(when: Option<&Value>, counts: &BTreeMap<String, Said>, bands: &BTreeMap<String, &'static str>) -> bool {
    let clauses =
        |list: &Value| list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect::<Vec<_>>();
    match when {
        None => true,
        Some(Value::String(one)) => clause(one, counts, bands),
        Some(both) => match (both.get("all"), both.get("any")) {
            (Some(all), None) => clauses(all).iter().all(|one| clause(one, counts, bands)),
            (None, Some(any)) => clauses(any).iter().any(|one| clause(one, counts, bands)),
            _ => panic!("{both} is no condition"),
        },
    }
}

/// One row of the README's table of clauses.
fn clause(written: &str, counts: &BTreeMap<String, Said>, bands: &BTreeMap<String, &'static str>) -> bool {
    let words: Vec<&str> = written.split(' ').collect();
    let said = counts.get(words[0]).unwrap_or(&Said::Nothing);
    match (words[1], words.get(2)) {
        ("exists", None) => *said != Said::Nothing,
        ("missing", None) => *said == Said::Nothing,
        ("=", Some(band)) if bands.contains_key(words[0]) => bands[words[0]] == *band,
        (sign, Some(right)) => match (right.parse::<i64>(), said) {
            (Ok(right), Said::Number(left)) => match sign {
                "=" => *left == right,
                "!=" => *left != right,
                ">" => *left > right,
                ">=" => *left >= right,
                "<" => *left < right,
                "<=" => *left <= right,
                _ => panic!("{written}"),
            },
            (Ok(_), _) => false,
            (Err(_), Said::Options(chosen)) => chosen.iter().any(|one| one == right) == (sign == "="),
            (Err(_), _) => sign == "!=",
        },
        _ => panic!("{written}"),
    }
}
