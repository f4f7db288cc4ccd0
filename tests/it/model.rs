//! What a session does, written down a second time from design.md and the README of the journeys: a person's answers,
//! where they are, and what they are shown. It follows the second reading of the rules, not the guide.

use std::collections::BTreeSet;

use guide::{Effect, Label, Msg};

use crate::oracle_rules::{Answers, Rules, Said, text};
use crate::packs::{LANGUAGES, MARKS};

/// Where a person is.
#[derive(Clone, Debug, PartialEq)]
pub enum At {
    Welcome,
    Item(String),
    Review,
    Result,
    Left,
}

/// A person's session as the documents describe it.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    pub rules: &'a Rules,
    /// The path that the tag wishes for.
    pub wish: Option<String>,
    pub path: Option<String>,
    pub said: Answers,
    /// What was read or skipped, and so is not asked again by itself.
    pub been: BTreeSet<String>,
    pub zip: String,
    pub at: At,
    pub changing: bool,
    pub notice: Option<Label>,
    pub language: usize,
    pub leave: String,
}

/// The language that serves a wish, as `es` serves `es-MX`.
pub fn serves(wish: &str) -> Option<usize> {
    LANGUAGES.iter().position(|code| wish == *code || wish.starts_with(&format!("{code}-")))
}

impl<'a> Model<'a> {
    pub fn new(rules: &'a Rules, wish: Option<&str>, language: usize, leave: &str) -> Self {
        let wish = wish.filter(|path| rules.path_ids().iter().any(|one| one == path)).map(str::to_owned);
        let (path, leave) = (wish.clone(), leave.to_owned());
        let (said, been, zip) = (Answers::new(), BTreeSet::new(), String::new());
        Self { rules, wish, path, said, been, zip, at: At::Welcome, changing: false, notice: None, language, leave }
    }

    /// What is shown on the path, each with the kind of its part.
    pub fn shown(&self) -> Vec<(String, String)> {
        self.path.as_ref().map_or_else(Vec::new, |path| self.rules.shown(path, &self.said).0)
    }

    /// Which of how many of its kind an item is.
    pub fn progress(&self, item: &str) -> Option<(String, usize, usize)> {
        let shown = self.shown();
        let (_, kind) = shown.iter().find(|(id, _)| id == item)?;
        let alike: Vec<&String> = shown.iter().filter(|(_, one)| one == kind).map(|(id, _)| id).collect();
        let now = alike.iter().position(|id| *id == item)? + 1;
        Some((kind.clone(), now, alike.len()))
    }

    /// The question that asks for a place: a pack has one.
    pub fn place_question(&self) -> Option<&str> {
        let mut questions = self.rules.questions.iter();
        questions.find(|(_, one)| text(one, "kind") == "place").map(|(id, _)| id.as_str())
    }

    /// The place of the ZIP code that was typed, if the pack knows it.
    pub fn place_of_zip(&self) -> Option<&String> {
        self.five().and_then(|five| self.rules.zips.get(five))
    }

    /// All five digits.
    fn five(&self) -> Option<&str> {
        (self.zip.len() == 5).then_some(self.zip.as_str())
    }

    /// Takes what a person does, and says what is done about it outside.
    pub fn update(&mut self, msg: &Msg) -> Vec<Effect> {
        if self.at == At::Left {
            return Vec::new();
        }
        self.notice = None;
        match msg {
            Msg::PickPath(path) => self.pick_path(path.as_str()),
            Msg::Start => return self.start(),
            Msg::Choose(item, option, on) => self.choose(item.as_str(), option.as_str(), *on),
            Msg::Rate(item, number) => self.rate(item.as_str(), i64::from(*number)),
            Msg::Zip(typed) => self.type_zip(typed),
            Msg::PickPlace(place) => self.pick_place(place.as_ref().map(|place| place.as_str())),
            Msg::Next => return self.next(),
            Msg::Skip => return self.skip(),
            Msg::Back => return self.back(),
            Msg::Change(item) => return self.change(item.as_str()),
            Msg::Review if self.path.is_some() => return self.go(At::Review),
            Msg::Result if self.path.is_some() => return self.go(At::Result),
            Msg::Review | Msg::Result => {}
            Msg::OtherPath => return self.go(At::Welcome),
            Msg::Restart => {
                self.forget();
                return self.go(At::Welcome);
            }
            Msg::Language(code) => return self.speak(code),
            Msg::Print => return vec![Effect::Print],
            Msg::Leave => {
                self.forget();
                self.at = At::Left;
                return vec![Effect::Leave { address: self.leave.clone() }];
            }
        }
        Vec::new()
    }

    /// Everything that the person said or did goes; what the tag wished for stays.
    fn forget(&mut self) {
        self.path = self.wish.clone();
        self.said.clear();
        self.been.clear();
        self.zip.clear();
    }

    fn go(&mut self, to: At) -> Vec<Effect> {
        self.at = to;
        self.changing = false;
        vec![Effect::FocusHeading]
    }

    fn say(&mut self, notice: Label) -> Vec<Effect> {
        self.notice = Some(notice);
        vec![Effect::FocusNotice]
    }

    fn pick_path(&mut self, path: &str) {
        if self.at == At::Welcome && self.rules.path_ids().iter().any(|one| one == path) {
            self.path = Some(path.to_owned());
        }
    }

    fn is_open(&self, item: &str) -> bool {
        !self.said.contains_key(item) && !self.been.contains(item)
    }

    fn start(&mut self) -> Vec<Effect> {
        if self.path.is_none() {
            return self.say(Label::ChoosePath);
        }
        let open = self.shown().into_iter().map(|(id, _)| id).find(|id| self.is_open(id));
        self.go(open.map_or(At::Review, At::Item))
    }

    fn take(&mut self, item: &str, said: Said) {
        self.been.remove(item);
        self.said.insert(item.to_owned(), said);
    }

    fn take_back(&mut self, item: &str) {
        self.been.remove(item);
        self.said.remove(item);
    }

    fn choose(&mut self, item: &str, option: &str, on: bool) {
        if self.rules.expectations.iter().any(|one| one == item) {
            if ["see", "help", "unsure"].contains(&option) {
                self.take(item, Said::Options(vec![option.to_owned()]));
            }
            return;
        }
        let Some(question) = self.rules.questions.get(item) else { return };
        let options = question.get("options").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let is_alone = |id: &str| {
            options.iter().any(|one| text(one, "id") == id && one.get("alone") == Some(&toml::Value::Boolean(true)))
        };
        let is_there = options.iter().any(|one| text(one, "id") == option);
        match text(question, "kind") {
            "scale" => option.parse().into_iter().for_each(|number: u8| self.rate(item, i64::from(number))),
            "single" if is_there => self.take(item, Said::Options(vec![option.to_owned()])),
            "multiple" if is_there => {
                let before = match self.said.get(item) {
                    Some(Said::Options(options)) => options.clone(),
                    _ => Vec::new(),
                };
                // "An option with `alone = true` clears the others", and any other clears it.
                let stays =
                    |one: &String| one != option && (!on || is_alone(one) == is_alone(option) && !is_alone(one));
                let mut now: Vec<String> = before.into_iter().filter(stays).collect();
                now.extend(on.then(|| option.to_owned()));
                if now.is_empty() { self.take_back(item) } else { self.take(item, Said::Options(now)) }
            }
            _ => {}
        }
    }

    fn rate(&mut self, item: &str, number: i64) {
        let Some(question) = self.rules.questions.get(item) else { return };
        let end = |key: &str| question.get(key).and_then(toml::Value::as_integer);
        if let (Some(from), Some(to)) = (end("from"), end("to"))
            && (from..=to).contains(&number)
        {
            self.take(item, Said::Number(number));
        }
    }

    fn type_zip(&mut self, typed: &str) {
        self.zip = typed.chars().filter(|c| "0123456789".contains(*c)).take(5).collect();
        let place = self.place_of_zip().cloned();
        self.set_place(place);
    }

    fn pick_place(&mut self, place: Option<&str>) {
        self.zip.clear();
        self.set_place(place.filter(|id| self.rules.places.iter().any(|one| one == id)).map(str::to_owned));
    }

    fn set_place(&mut self, place: Option<String>) {
        let Some(question) = self.place_question().map(str::to_owned) else { return };
        match place {
            Some(place) => self.take(&question, Said::Place(place)),
            None => self.take_back(&question),
        }
    }

    fn next(&mut self) -> Vec<Effect> {
        match self.at.clone() {
            At::Welcome => self.start(),
            At::Item(item) if Some(item.as_str()) == self.place_question() && !self.zip.is_empty() => {
                match (self.five(), self.place_of_zip()) {
                    (None, _) => self.say(Label::ZipWrong),
                    (_, None) => self.say(Label::ZipUnknown),
                    _ => self.pass(&item),
                }
            }
            At::Item(item) => self.pass(&item),
            At::Review => self.go(At::Result),
            At::Result | At::Left => Vec::new(),
        }
    }

    fn skip(&mut self) -> Vec<Effect> {
        let At::Item(item) = self.at.clone() else { return Vec::new() };
        if Some(item.as_str()) == self.place_question() {
            self.zip.clear();
        }
        self.take_back(&item);
        self.pass(&item)
    }

    fn pass(&mut self, item: &str) -> Vec<Effect> {
        if !self.said.contains_key(item) {
            self.been.insert(item.to_owned());
        }
        let changing = self.changing;
        let shown: Vec<String> = self.shown().into_iter().map(|(id, _)| id).collect();
        let after = shown.iter().skip_while(|id| *id != item).skip(1);
        // Who changes an answer is asked only what this has opened, and comes back to the review.
        let mut wanted = after.filter(|id| !changing || self.is_open(id));
        match wanted.next().cloned() {
            Some(next) => {
                let effects = self.go(At::Item(next));
                self.changing = changing;
                effects
            }
            None => self.go(At::Review),
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        let shown: Vec<String> = self.shown().into_iter().map(|(id, _)| id).collect();
        let to = match &self.at {
            At::Welcome | At::Left => return Vec::new(),
            At::Result => At::Review,
            At::Item(_) if self.changing => At::Review,
            At::Item(item) => {
                let before = shown.iter().take_while(|id| *id != item).last();
                before.map_or(At::Welcome, |id| At::Item(id.clone()))
            }
            At::Review => shown.last().map_or(At::Welcome, |id| At::Item(id.clone())),
        };
        self.go(to)
    }

    fn change(&mut self, item: &str) -> Vec<Effect> {
        if !self.shown().iter().any(|(id, _)| id == item) {
            return Vec::new();
        }
        let effects = self.go(At::Item(item.to_owned()));
        self.changing = true;
        effects
    }

    fn speak(&mut self, code: &str) -> Vec<Effect> {
        let Some(language) = LANGUAGES.iter().position(|one| *one == code) else { return Vec::new() };
        self.language = language;
        let [open, close] = MARKS[language];
        let title = format!("{open}{}{close}", Label::DocumentTitle.slot());
        vec![Effect::SetLanguage { code: code.to_owned(), direction: "ltr".to_owned(), title }]
    }
}
