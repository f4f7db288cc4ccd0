//! The rules of a pack as questions/README.md explains them, read anew from the files and followed slowly.
//!
//! Nothing here comes from the product: both must agree because both follow the README.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml::Value;

/// What a person says about one question or expectation.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// "The question was not answered": also when it was skipped, or nothing was ticked.
    Nothing,
    Options(Vec<String>),
    Number(i64),
    Place(String),
}

/// What a person says about everything, by id.
pub type Answers = BTreeMap<String, Said>;

/// A planted error in following the rules, to see that a comparison finds it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slip {
    MoreThanInsteadOfAtLeast,
    BandsAboveTheirThreshold,
    NoMostForPoints,
    RoundedDown,
    SkippedAnswersCount,
    HiddenAnswersCount,
    AnyReadAsAll,
    UnansweredIsNotNotThat,
    PathsForgotten,
    AreasForgotten,
    PartsAlwaysShown,
}

/// All rules of one pack.
#[derive(Debug)]
pub struct Rules {
    pub slip: Option<Slip>,
    pub paths: Vec<Value>,
    pub advice: Vec<Value>,
    pub domains: Vec<Value>,
    pub services: Vec<Value>,
    pub requirements: Vec<Value>,
    pub areas: Vec<Value>,
    pub questions: BTreeMap<String, Value>,
    pub expectations: Vec<String>,
    pub help: Vec<String>,
    pub places: Vec<String>,
    pub zips: BTreeMap<String, String>,
}

/// What comes of a person's answers on a path, by ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub shown: Vec<String>,
    pub bands: BTreeMap<String, String>,
    /// What stands in each part of the result, in order: `strong domain`, `talk advice`, `learn expectation`, `ask`.
    pub findings: BTreeMap<String, Vec<String>>,
    /// The answers and bands that stand behind each finding, in order: `kin-ties: yes`, `noise: 4`, or `kin-ties` alone
    /// where anything that is said will do.
    pub reasons: BTreeMap<String, Vec<String>>,
    pub requirements: Vec<String>,
    /// Family questions with what was answered.
    pub family: Vec<String>,
    /// The place that was given, with its area.
    pub near: Option<(String, Option<String>)>,
    pub services: Vec<String>,
}

pub fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap()
}

pub fn strings(entry: &Value, key: &str) -> Vec<String> {
    let list = entry.get(key).and_then(Value::as_array).into_iter().flatten();
    list.map(|one| one.as_str().unwrap().to_owned()).collect()
}

fn number(entry: &Value, key: &str) -> Option<i64> {
    entry.get(key).and_then(Value::as_integer)
}

impl Rules {
    /// Reads the pack in this folder.
    pub fn read(folder: &Path) -> Self {
        let file = |name: &str| -> toml::Table { read(folder.join(name)).parse().unwrap() };
        let list = |name: &str, key: &str| -> Vec<Value> {
            file(name).get(key).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let ids = |entries: Vec<Value>| entries.iter().map(|one| text(one, "id").to_owned()).collect::<Vec<_>>();
        let zips = read(folder.join("directory/zip.csv"));
        Self {
            slip: None,
            paths: list("paths.toml", "path"),
            advice: list("advice.toml", "advice"),
            domains: list("advice.toml", "domain"),
            services: list("directory/services.toml", "service"),
            requirements: list("facts.toml", "requirement"),
            areas: list("directory/areas.toml", "area"),
            questions: list("questions.toml", "question")
                .into_iter()
                .map(|one| (text(&one, "id").into(), one))
                .collect(),
            expectations: ids(list("expectations.toml", "expectation")),
            help: ids(list("help.toml", "help")),
            places: ids(list("directory/places.toml", "place")),
            zips: zips
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once(','))
                .map(|(z, p)| (z.into(), p.into()))
                .collect(),
        }
    }

    pub fn path_ids(&self) -> Vec<String> {
        self.paths.iter().map(|path| text(path, "id").to_owned()).collect()
    }

    pub fn path(&self, id: &str) -> &Value {
        self.paths.iter().find(|one| text(one, "id") == id).unwrap()
    }

    /// What is shown on a path, each with the kind of its part, and the answers that count.
    /// "The answer to a question that is not shown does not count."
    pub fn shown(&self, path: &str, said: &Answers) -> (Vec<(String, String)>, Answers) {
        let mut counts = Answers::new();
        if self.slip == Some(Slip::HiddenAnswersCount) {
            counts = said.clone();
        }
        let mut shown: Vec<(String, String)> = Vec::new();
        for part in self.path(path)["part"].as_array().unwrap() {
            let always = self.slip == Some(Slip::PartsAlwaysShown);
            if !always && !self.holds(part.get("when"), &counts, &BTreeMap::new()) {
                continue;
            }
            for id in strings(part, "show") {
                let when = self.questions.get(&id).and_then(|question| question.get("when"));
                if self.holds(when, &counts, &BTreeMap::new()) {
                    counts.insert(id.clone(), said.get(&id).cloned().unwrap_or(Said::Nothing));
                    shown.push((id, text(part, "kind").to_owned()));
                }
            }
        }
        (shown, counts)
    }

    /// Walks a path. `region` is the area that the tag names.
    pub fn walk(&self, path: &str, said: &Answers, region: Option<&str>) -> Outcome {
        let (shown, counts) = self.shown(path, said);
        let bands = self.bands(&counts);
        let mut findings: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut find = |part: String, id: &str| findings.entry(part).or_default().push(id.to_owned());
        for domain in &self.domains {
            let id = text(domain, "id");
            if let Some(band) = bands.get(id) {
                find(format!("{band} domain"), id);
                let scored = shown.iter().map(|(one, _)| one).filter(|one| {
                    let its_own = self.questions.get(*one).and_then(|rules| rules.get("domain"));
                    its_own.and_then(Value::as_str) == Some(id) && self.points(one, &counts[*one]).is_some()
                });
                reasons.insert(id.to_owned(), scored.filter_map(|one| self.told(one, &counts[one])).collect());
            }
        }
        for one in &self.advice {
            if self.is_on(one, path) && self.holds(one.get("when"), &counts, &bands) {
                find(format!("{} advice", text(one, "kind")), text(one, "id"));
                if text(one, "kind") != "ask" {
                    let behind = clauses(one.get("when")).into_iter().filter(|one| self.clause(one, &counts, &bands));
                    let behind = behind.filter_map(|clause| {
                        let words: Vec<&str> = clause.split(' ').collect();
                        if self.domains.iter().any(|domain| text(domain, "id") == words[0]) {
                            return Some(words[0].to_owned());
                        }
                        let told = self.told(words[0], counts.get(words[0])?)?;
                        Some(if words[1] == "exists" { words[0].to_owned() } else { told })
                    });
                    reasons.insert(text(one, "id").to_owned(), behind.collect());
                }
            }
        }
        for (id, _) in shown.iter().filter(|(id, _)| self.expectations.contains(id)) {
            let Some(Said::Options(options)) = counts.get(id) else { continue };
            let part = match options[0].as_str() {
                "see" => "strong expectation",
                "unsure" => "talk expectation",
                _ => "learn expectation",
            };
            find(part.to_owned(), id);
            reasons.insert(id.clone(), vec![options[0].clone()]);
        }
        let requirements = self.requirements.iter().filter(|one| self.is_on(one, path));
        let family = shown.iter().filter(|(_, kind)| kind == "family").filter_map(|(id, _)| match counts.get(id) {
            Some(Said::Options(options)) => Some(format!("{id}: {}", self.in_order(id, options).join(" "))),
            _ => None,
        });
        let near = counts.values().find_map(|said| match said {
            Said::Place(place) => Some((place.clone(), self.area_of(place))),
            _ => None,
        });
        let area = match &near {
            Some((_, area)) => area.clone(),
            None => region.filter(|id| self.areas.iter().any(|area| text(area, "id") == *id)).map(str::to_owned),
        };
        Outcome {
            requirements: requirements.map(|one| text(one, "id").to_owned()).collect(),
            family: family.collect(),
            services: self.near(path, area.as_deref()),
            shown: shown.into_iter().map(|(id, _)| id).collect(),
            bands: bands.into_iter().map(|(id, band)| (id, band.to_owned())).collect(),
            findings,
            reasons,
            near,
        }
    }

    /// What was said about a question or an expectation; nothing where nothing was.
    fn told(&self, id: &str, said: &Said) -> Option<String> {
        let said = match said {
            Said::Nothing => return None,
            Said::Options(chosen) if self.expectations.iter().any(|one| one == id) => chosen.join(" "),
            Said::Options(chosen) => self.in_order(id, chosen).join(" "),
            Said::Number(chosen) => format!("{chosen} of {}", number(&self.questions[id], "to").unwrap_or(5)),
            Said::Place(place) => place.clone(),
        };
        Some(format!("{id}: {said}"))
    }

    /// Chosen options as the question lists them.
    pub fn in_order(&self, question: &str, chosen: &[String]) -> Vec<String> {
        let options = self.questions[question]["options"].as_array().unwrap().iter();
        options.map(|option| text(option, "id").to_owned()).filter(|id| chosen.contains(id)).collect()
    }

    fn is_on(&self, entry: &Value, path: &str) -> bool {
        let paths = strings(entry, "paths");
        paths.is_empty() || paths.iter().any(|one| one == path) || self.slip == Some(Slip::PathsForgotten)
    }

    pub fn area_of(&self, place: &str) -> Option<String> {
        let area = self.areas.iter().find(|area| strings(area, "places").iter().any(|one| one == place));
        area.map(|area| text(area, "id").to_owned())
    }

    /// "Its `contact` services for the person's area, then those for the whole state, then `training`, then `support`."
    fn near(&self, path: &str, area: Option<&str>) -> Vec<String> {
        let on_path: Vec<&Value> = self.services.iter().filter(|one| self.is_on(one, path)).collect();
        let here = |one: &&&Value| strings(one, "areas").iter().any(|id| Some(id.as_str()) == area);
        let everywhere = |one: &&&Value| strings(one, "areas").is_empty() || self.slip == Some(Slip::AreasForgotten);
        let mut near = Vec::new();
        for kind in ["contact", "training", "support"] {
            let of_kind: Vec<&Value> = on_path.iter().copied().filter(|one| text(one, "kind") == kind).collect();
            near.extend(of_kind.iter().filter(here).map(|one| format!("{kind} {}", text(one, "id"))));
            near.extend(of_kind.iter().filter(everywhere).map(|one| format!("{kind} {}", text(one, "id"))));
        }
        near
    }

    fn bands(&self, counts: &Answers) -> BTreeMap<String, &'static str> {
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
            let slack = if self.slip == Some(Slip::BandsAboveTheirThreshold) { 1e-9 } else { -1e-9 };
            let from = |band: &str| domain["bands"][band].as_integer().unwrap() as f64 + slack;
            let order = ["strong", "talk", "learn"];
            bands.insert(id.to_owned(), *order.iter().find(|band| reached >= from(band)).unwrap_or(&"learn"));
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
                let most = if self.slip == Some(Slip::NoMostForPoints) { 99 } else { 3 };
                (!points.is_empty()).then(|| points.iter().sum::<i64>().min(most))
            }
            Said::Number(chosen) => {
                let (from, to) = (number(rules, "from").unwrap_or(1), number(rules, "to").unwrap_or(5));
                // "The lowest number counts 0 points and the highest 3; those between lie in even steps, rounded."
                let exact = 3.0 * (chosen - from) as f64 / (to - from) as f64;
                Some(if self.slip == Some(Slip::RoundedDown) { exact.floor() } else { exact.round() } as i64)
            }
            Said::Nothing if self.slip == Some(Slip::SkippedAnswersCount) => Some(0),
            Said::Nothing | Said::Place(_) => None,
        }
    }

    fn holds(&self, when: Option<&Value>, counts: &Answers, bands: &BTreeMap<String, &'static str>) -> bool {
        match when {
            None => true,
            Some(Value::String(one)) => self.clause(one, counts, bands),
            Some(both) if both.get("all").is_some() || self.slip == Some(Slip::AnyReadAsAll) => {
                clauses(Some(both)).iter().all(|one| self.clause(one, counts, bands))
            }
            Some(both) => clauses(Some(both)).iter().any(|one| self.clause(one, counts, bands)),
        }
    }

    /// One row of the README's table of clauses.
    fn clause(&self, written: &str, counts: &Answers, bands: &BTreeMap<String, &'static str>) -> bool {
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
                    ">=" if self.slip == Some(Slip::MoreThanInsteadOfAtLeast) => *left > right,
                    ">=" => *left >= right,
                    "<" => *left < right,
                    "<=" => *left <= right,
                    _ => panic!("{written}"),
                },
                (Ok(_), _) => false,
                (Err(_), Said::Options(chosen)) => chosen.iter().any(|one| one == right) == (sign == "="),
                (Err(_), _) => sign == "!=" && self.slip != Some(Slip::UnansweredIsNotNotThat),
            },
            _ => panic!("{written}"),
        }
    }
}

/// The clauses of a condition.
pub fn clauses(when: Option<&Value>) -> Vec<String> {
    match when {
        None => Vec::new(),
        Some(Value::String(one)) => vec![one.clone()],
        Some(both) => [strings(both, "all"), strings(both, "any")].concat(),
    }
}

fn read(file: PathBuf) -> String {
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
