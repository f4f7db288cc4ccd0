//! The screen that a person sees, as the model of a session says it, in the words of the pack's files: what a browser
//! must show after each step.

use guide::{Effect, Label};
use serde_json::{Value, json};

use crate::model::{At, Model};
use crate::model_words::Texts;
use crate::oracle_rules::{Outcome, Said, text};
use crate::packs::LANGUAGES;

/// Stands for words that hold a number, a phone or a link: the model knows only that there are some.
const SOMETHING: &str = "*";

/// A model with the words of the language that is spoken now.
struct Show<'a> {
    model: &'a Model<'a>,
    texts: &'a Texts,
    /// The area that the tag names.
    region: Option<&'a str>,
}

/// What is shown now. `texts` are those of all languages.
pub fn screen(model: &Model, texts: &[Texts], region: Option<&str>) -> Value {
    let show = Show { model, texts: &texts[model.language], region };
    let [found, zip, place] = show.place().unwrap_or_default();
    json!({
        "kind": show.kind(),
        "path": model.path.as_ref().filter(|_| model.at != At::Welcome),
        "language": LANGUAGES[model.language],
        "spoken": LANGUAGES[model.language],
        "direction": show.texts.own("direction"),
        "title": show.texts.own("document-title"),
        "heading": show.heading(),
        "progress": show.progress(),
        "notice": show.notice(),
        "buttons": show.buttons(),
        "controls": show.controls(),
        "zip": zip,
        "found": found,
        "place": place,
        "review": show.review(),
        "result": show.result(),
    })
}

/// Where the focus must be after these effects; `None` where they say nothing about it.
pub fn focus(effects: &[Effect]) -> Option<&'static str> {
    effects.iter().find_map(|effect| match effect {
        Effect::FocusHeading => Some("heading"),
        Effect::FocusNotice => Some("notice"),
        _ => None,
    })
}

impl Show<'_> {
    fn kind(&self) -> &'static str {
        match &self.model.at {
            At::Welcome => "welcome",
            At::Review => "review",
            At::Result => "result",
            At::Left => "left",
            At::Item(item) if self.model.rules.help.contains(item) => "help",
            At::Item(item) if self.is_expectation(item) => "expectation",
            At::Item(_) => "question",
        }
    }

    fn is_expectation(&self, item: &String) -> bool {
        self.model.rules.expectations.contains(item)
    }

    fn heading(&self) -> String {
        let texts = self.texts;
        match &self.model.at {
            At::Welcome | At::Left => texts.of_pack("title"),
            At::Review => texts.own("review-title"),
            At::Result => texts.of("paths", self.model.path.as_ref().unwrap(), "result"),
            At::Item(item) => match self.kind() {
                "help" => texts.of("help", item, "title"),
                "expectation" => texts.of("expectations", item, "title"),
                _ => texts.of("questions", item, "ask"),
            },
        }
    }

    fn progress(&self) -> Option<String> {
        match &self.model.at {
            At::Welcome | At::Left => None,
            At::Review => Some(self.texts.own("progress-review")),
            At::Result => Some(self.texts.own("progress-result")),
            At::Item(item) => {
                let (kind, now, all) = self.model.progress(item)?;
                let key = match kind.as_str() {
                    "help" => "progress-help",
                    "expectations" => "progress-expectation",
                    "questions" => "progress-question",
                    _ => "progress-family",
                };
                Some(self.texts.filled(key, &[("now", &now.to_string()), ("all", &all.to_string())]))
            }
        }
    }

    fn notice(&self) -> Option<String> {
        let key = match self.model.notice? {
            Label::ChoosePath => "choose-path",
            Label::ZipWrong => "zip-wrong",
            Label::ZipUnknown => "zip-unknown",
            other => panic!("the model says {other:?}"),
        };
        let place = self.texts.of_pack("place");
        Some(self.texts.filled(key, &[("zip", &self.model.zip), ("place", &place)]))
    }

    /// Each button with its words. The review has its way on above the list, too.
    fn buttons(&self) -> Vec<[String; 2]> {
        let next = if self.model.changing { "done-changing" } else { "next" };
        let buttons: &[[&str; 2]] = match self.kind() {
            "welcome" => &[["start", "start"]],
            "help" => &[["next", next], ["back", "back"]],
            "review" => &[["next", "to-result"], ["next", "to-result"], ["back", "back"]],
            "result" => {
                &[["print", "print"], ["review", "to-review"], ["other-path", "other-path"], ["restart", "restart"]]
            }
            _ => &[["next", next], ["skip", "skip"], ["back", "back"]],
        };
        buttons.iter().map(|[action, key]| [(*action).to_owned(), self.texts.own(key)]).collect()
    }

    /// The radio buttons or checkboxes: their name, each value with its words, and those that are ticked.
    fn controls(&self) -> Option<Value> {
        let (rules, texts) = (self.model.rules, self.texts);
        let named = |name: &str, rows: Vec<[String; 2]>, ticked: Vec<String>| {
            Some(json!({ "name": name, "rows": rows, "ticked": ticked }))
        };
        let item = match &self.model.at {
            At::Welcome => {
                let rows = rules.path_ids().into_iter().map(|path| [path.clone(), texts.of("paths", &path, "title")]);
                return named("path", rows.collect(), self.model.path.iter().cloned().collect());
            }
            At::Item(item) => item,
            _ => return None,
        };
        let options = |ids: Vec<String>| {
            let ticked = match self.model.said.get(item) {
                Some(Said::Options(chosen)) => ids.iter().filter(|id| chosen.contains(id)).cloned().collect(),
                _ => Vec::new(),
            };
            named(item, ids.into_iter().map(|id| [id.clone(), texts.option(item, &id)]).collect(), ticked)
        };
        if self.is_expectation(item) {
            return options(["see", "help", "unsure"].map(str::to_owned).to_vec());
        }
        let question = rules.questions.get(item)?;
        match text(question, "kind") {
            "single" | "multiple" => {
                let all = question["options"].as_array().unwrap();
                options(all.iter().map(|option| text(option, "id").to_owned()).collect())
            }
            "scale" => {
                let end = |key: &str| question[key].as_integer().unwrap();
                let numbers = (end("from")..=end("to")).map(|number| [number.to_string(), number.to_string()]);
                let ticked = match self.model.said.get(item) {
                    Some(Said::Number(number)) => vec![number.to_string()],
                    _ => Vec::new(),
                };
                named(item, numbers.collect(), ticked)
            }
            _ => None,
        }
    }

    /// Where a place is asked for: what is said about the ZIP code, the ZIP code, and the place from the list.
    fn place(&self) -> Option<[Option<String>; 3]> {
        let At::Item(item) = &self.model.at else { return None };
        if self.model.place_question() != Some(item) {
            return None;
        }
        let chosen = match self.model.said.get(item) {
            Some(Said::Place(place)) => place.clone(),
            _ => String::new(),
        };
        if self.model.rules.zips.is_empty() {
            return Some([None, None, Some(chosen)]);
        }
        let found = self.model.place_of_zip().map_or(String::new(), |place| {
            self.texts.filled("zip-found", &[("zip", &self.model.zip), ("place", &self.texts.place(place))])
        });
        Some([Some(found), Some(self.model.zip.clone()), Some(chosen)])
    }

    /// The groups of the review with their rows: the item, its name, the answer, and whether it is open.
    fn review(&self) -> Vec<Value> {
        let parts =
            [("expectations", "review-expectations"), ("questions", "review-questions"), ("family", "review-family")];
        if self.model.at != At::Review {
            return Vec::new();
        }
        let shown = self.model.shown();
        let group = |(part, title)| {
            let rows = shown.iter().filter(|(_, kind)| kind == part).map(|(item, _)| self.row(item));
            (self.texts.own(title), rows.collect::<Vec<_>>())
        };
        let groups = parts.map(group).into_iter().filter(|(_, rows)| !rows.is_empty());
        groups.map(|(title, rows)| json!([title, rows])).collect()
    }

    fn row(&self, item: &String) -> Value {
        let question = self.model.rules.questions.get(item);
        let name = match question {
            Some(_) => self.texts.of("questions", item, "short"),
            None => self.texts.of("expectations", item, "title"),
        };
        let said = match self.model.said.get(item) {
            Some(Said::Options(options)) if question.is_some() => {
                Said::Options(self.model.rules.in_order(item, options))
            }
            other => other.cloned().unwrap_or(Said::Nothing),
        };
        let to = question.and_then(|question| question.get("to")?.as_integer());
        json!([item, name, self.texts.answer(item, &said, to), said == Said::Nothing])
    }

    /// The parts of the result, each with the headings or the words of its entries.
    fn result(&self) -> Vec<Value> {
        let (At::Result, Some(path)) = (&self.model.at, &self.model.path) else { return Vec::new() };
        let outcome = self.model.rules.walk(path, &self.model.said, self.region);
        let titled = |kind: &str, ids: &[String]| ids.iter().map(|id| self.texts.of(kind, id, "title")).collect();
        let mut parts = vec![("next-step", self.next_step(&outcome))];
        let findings = ["strong", "talk", "learn"].map(|part| (part, self.findings(&outcome, part)));
        // Who answered nothing is not told three times that there is nothing.
        if findings.iter().any(|(_, found)| !found.is_empty()) {
            parts.extend(findings);
        }
        let asked = outcome.findings.get("ask advice").into_iter().flatten();
        let asked = asked.flat_map(|id| self.texts.paragraphs("advice", id, "text"));
        let more = [
            ("ask", asked.map(|text| text.unwrap_or(SOMETHING.to_owned())).collect()),
            ("family", outcome.family.iter().map(|told| self.told(told)).collect()),
            ("support", self.services(&outcome, "support")),
            ("requirements", titled("requirements", &outcome.requirements)),
            ("partners", self.texts.partners()),
        ];
        parts.extend(more.into_iter().filter(|(_, entries): &(_, Vec<String>)| !entries.is_empty()));
        parts.into_iter().map(|(name, entries)| json!([name, entries])).collect()
    }

    fn next_step(&self, outcome: &Outcome) -> Vec<String> {
        let mut said = vec![self.texts.own("next-step-text")];
        said.extend(outcome.near.iter().map(|(place, area)| self.texts.near(place, area.as_deref())));
        for (kind, heading) in [("contact", "contact-heading"), ("training", "training-heading")] {
            let services = self.services(outcome, kind);
            if !services.is_empty() {
                said.push(self.texts.own(heading));
                said.extend(services);
            }
        }
        said
    }

    fn services(&self, outcome: &Outcome, kind: &str) -> Vec<String> {
        let all = outcome.services.iter().filter_map(|service| service.split_once(' '));
        all.filter(|(one, _)| *one == kind).map(|(_, id)| self.texts.of("services", id, "name")).collect()
    }

    fn findings(&self, outcome: &Outcome, part: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (what, kind, key) in
            [("domain", "domains", "name"), ("advice", "advice", "title"), ("expectation", "expectations", "title")]
        {
            let ids = outcome.findings.get(&format!("{part} {what}")).into_iter().flatten();
            found.extend(ids.map(|id| self.texts.of(kind, id, key)));
        }
        found
    }

    /// `family-pets: dog cat` in words.
    fn told(&self, told: &str) -> String {
        let (item, options) = told.split_once(": ").unwrap();
        let options: Vec<String> = options.split(' ').map(str::to_owned).collect();
        format!("{}: {}", self.texts.of("questions", item, "tell"), self.texts.options(item, &options))
    }
}
