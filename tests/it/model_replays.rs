//! Sessions at random that a person can have on the screen, each step with what the model says is shown after it:
//! tests/browser/model-replays.test.mjs does the same in real browsers.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::rc::Rc;

use guide::id::{ItemId, OptionId, PathId, PlaceId};
use guide::screen::{ActionKind, Body, Controls};
use guide::{Effect, Msg};
use serde_json::{Value, json};

use crate::evidence::count;
use crate::model::{At, serves};
use crate::model_screen::{focus, screen};
use crate::model_walks::{Met, Walk, Wishes, names};
use crate::model_words::Texts;
use crate::oracle_rules::{Rules, strings, text};
use crate::oracle_vectors::Chance;
use crate::packs::{self, LANGUAGES};
use crate::random::press;
use crate::walker;

/// The file that is written, if this variable of the environment names one.
const FILE: &str = "PORCHLIGHT_REPLAYS";

const STEPS: usize = 50;

/// What the browsers speak that replay these sessions.
const BROWSER: &str = "es-MX";

/// What a person does with the mouse, the finger or the keyboard.
#[derive(Clone, Debug)]
enum Deed {
    /// Presses a radio button or a checkbox.
    Tick(String, String),
    Press(ActionKind),
    Change(String),
    /// A digit or `Backspace`: by the guide's own keys, or with `true` by those of a keyboard.
    Key(String, bool),
    Enter,
    Place(String),
    Language(String),
}

impl Deed {
    fn json(&self) -> Value {
        match self {
            Self::Tick(name, value) => json!({ "do": "tick", "name": name, "value": value }),
            Self::Press(action) => json!({ "do": "press", "action": action.name() }),
            Self::Change(item) => json!({ "do": "press", "action": "change", "id": item }),
            Self::Key(key, by_keyboard) => json!({ "do": "key", "key": key, "keyboard": by_keyboard }),
            Self::Enter => json!({ "do": "key", "key": "Enter", "keyboard": true }),
            Self::Place(place) => json!({ "do": "choose", "list": "select[name=place]", "value": place }),
            Self::Language(code) => json!({ "do": "choose", "list": "select[data-action=language]", "value": code }),
        }
    }

    /// The kind of thing, to count what was done.
    fn name(&self) -> &'static str {
        match self {
            Self::Tick(name, _) if name == "path" => "path",
            Self::Tick(..) => "tick",
            Self::Press(action) => action.name(),
            Self::Change(_) => "change",
            Self::Key(key, _) if key == "Backspace" => "erase",
            Self::Key(_, true) => "digit by keyboard",
            Self::Key(_, false) => "digit",
            Self::Enter => "enter",
            Self::Place(_) => "place",
            Self::Language(_) => "language",
        }
    }

    /// What the guide hears of it. None for a radio button that is chosen already: a browser tells no change then.
    fn msg(&self, walk: &Walk) -> Option<Msg> {
        let model = &walk.model;
        Some(match self {
            Self::Tick(name, value) if name == "path" => {
                (model.path.as_ref() != Some(value)).then(|| Msg::PickPath(PathId(value.clone())))?
            }
            Self::Tick(name, value) => {
                let (_, rows) = walker::rows(&walk.session.screen()).unwrap();
                let is_ticked = rows.iter().any(|row| row.value == *value && row.chosen);
                let is_multiple = model.rules.questions.get(name).is_some_and(|one| text(one, "kind") == "multiple");
                if is_ticked && !is_multiple {
                    return None;
                }
                Msg::Choose(ItemId(name.clone()), OptionId(value.clone()), !is_ticked)
            }
            Self::Press(action) => press(*action),
            Self::Change(item) => Msg::Change(ItemId(item.clone())),
            Self::Key(key, _) => {
                let mut typed = model.zip.clone();
                if key == "Backspace" {
                    _ = typed.pop()
                } else {
                    typed.push_str(key)
                }
                Msg::Zip(typed)
            }
            Self::Enter => Msg::Next,
            Self::Place(place) => Msg::PickPlace((!place.is_empty()).then(|| PlaceId(place.clone()))),
            Self::Language(code) => Msg::Language(code.clone()),
        })
    }
}

/// Somebody who does things at random, some with more answers than others.
struct Person<'a> {
    rules: &'a Rules,
    walk: Walk<'a>,
    chance: Chance,
    /// Of a hundred screens with something to answer, how many are answered.
    answers: usize,
    /// Keys that are still to be pressed.
    typing: VecDeque<Deed>,
    /// Places that were chosen from the list: who names one again, by its ZIP code too, may find an old tick.
    named: Vec<String>,
}

impl Person<'_> {
    fn happens(&mut self, of_hundred: usize) -> bool {
        self.chance.below(100) < of_hundred
    }

    fn one<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.chance.below(list.len())].clone()
    }

    /// One of the deeds, each as often as its number says.
    fn weighed(&mut self, deeds: &[(usize, ActionKind)]) -> Deed {
        let mut at = self.chance.below(deeds.iter().map(|(weight, _)| weight).sum());
        for (weight, action) in deeds {
            if at < *weight {
                return Deed::Press(*action);
            }
            at -= weight;
        }
        unreachable!()
    }

    fn next(&mut self) -> Deed {
        if self.happens(4) {
            let now = self.walk.model.language;
            let others: Vec<&str> = LANGUAGES.into_iter().filter(|code| *code != LANGUAGES[now]).collect();
            return Deed::Language(self.one(&others).to_owned());
        }
        if let Some(key) = self.typing.pop_front() {
            return key;
        }
        match self.walk.model.at.clone() {
            At::Welcome => self.on_welcome(),
            At::Item(item) if self.walk.model.place_question() == Some(&item) => self.on_place(&item),
            At::Item(_) => self.on_item(),
            At::Review => self.on_review(),
            At::Result => self.weighed(&[
                (30, ActionKind::Review),
                (20, ActionKind::OtherPath),
                (20, ActionKind::Restart),
                (15, ActionKind::Print),
            ]),
            At::Left => unreachable!(),
        }
    }

    fn on_welcome(&mut self) -> Deed {
        let start = if self.walk.model.path.is_some() { 75 } else { 25 };
        if self.happens(start) {
            return Deed::Press(ActionKind::Start);
        }
        Deed::Tick("path".to_owned(), self.one(&self.rules.path_ids()))
    }

    fn on_item(&mut self) -> Deed {
        let screen = self.walk.session.screen();
        if let Some((item, rows)) = walker::rows(&screen) {
            let is_multiple =
                matches!(&screen.body, Body::Question(body) if matches!(body.controls, Controls::Checkboxes(_)));
            // Some change their mind before they go on.
            let answered = rows.iter().any(|row| row.chosen);
            let again = if is_multiple { 45 } else { 10 };
            if self.happens(if answered { again } else { self.answers }) {
                return Deed::Tick(item.0, self.one(&rows).value);
            }
            return self.weighed(&[(85, ActionKind::Next), (6, ActionKind::Skip), (9, ActionKind::Back)]);
        }
        self.weighed(&[(85, ActionKind::Next), (15, ActionKind::Back)])
    }

    fn on_place(&mut self, item: &str) -> Deed {
        if !self.rules.zips.is_empty() && self.happens(40) {
            self.begin_to_type();
            return self.typing.pop_front().unwrap();
        }
        if self.happens(50) {
            let now = match self.walk.model.said.get(item) {
                Some(crate::oracle_rules::Said::Place(place)) => place.clone(),
                _ => String::new(),
            };
            let known = !self.named.is_empty() && self.happens(50);
            let mut places = if known { self.named.clone() } else { self.rules.places.clone() };
            places.push(String::new());
            // A browser tells no change when the same row is chosen again.
            places.retain(|place| *place != now);
            let place = self.one(&places);
            self.named.extend((!place.is_empty()).then(|| place.clone()));
            return Deed::Place(place);
        }
        self.weighed(&[(70, ActionKind::Next), (15, ActionKind::Skip), (15, ActionKind::Back)])
    }

    /// A ZIP code that the pack knows, one that it does not know, a piece of one, or more than one.
    fn begin_to_type(&mut self) {
        let rules = self.rules;
        let by_keyboard = self.happens(50);
        let mut keys = Vec::new();
        if self.happens(70) {
            keys.extend(vec!["Backspace".to_owned(); self.walk.model.zip.len()]);
        }
        let codes: Vec<&String> = match self.named.last().filter(|_| self.chance.below(2) == 0) {
            Some(named) => rules.zips.iter().filter(|(_, place)| *place == named).map(|(code, _)| code).collect(),
            None => Vec::new(),
        };
        let codes = if codes.is_empty() { rules.zips.keys().collect() } else { codes };
        let code = self.one(&codes).clone();
        let typed = match self.chance.below(10) {
            0..=4 => code,
            5..=6 => code[..1 + self.chance.below(4)].to_owned(),
            7 => format!("{code}{}", self.chance.below(10)),
            _ => format!("{:05}", self.chance.below(100_000)),
        };
        keys.extend(typed.chars().map(String::from));
        if self.happens(20) {
            keys.push("Backspace".to_owned());
        }
        self.typing.extend(keys.into_iter().map(|key| Deed::Key(key, by_keyboard)));
        if self.happens(70) {
            let go_on = if by_keyboard { Deed::Enter } else { Deed::Press(ActionKind::Next) };
            self.typing.push_back(go_on);
        }
    }

    fn on_review(&mut self) -> Deed {
        if self.happens(45) {
            let rows = self.walk.model.shown().into_iter().filter(|(_, kind)| kind != "help");
            let rows: Vec<String> = rows.map(|(item, _)| item).collect();
            return Deed::Change(self.one(&rows));
        }
        self.weighed(&[(70, ActionKind::Next), (30, ActionKind::Back)])
    }
}

/// What came up in all sessions: what never comes up is not shown by replaying them.
#[derive(Default)]
struct Done {
    met: Met,
    deeds: BTreeMap<&'static str, usize>,
    notices: BTreeMap<&'static str, usize>,
    saved_changes: usize,
    wished: BTreeMap<&'static str, usize>,
}

/// One of the list, or nothing.
fn wish<T: ToString>(chance: &mut Chance, of_hundred: usize, list: &[T]) -> Option<String> {
    (chance.below(100) < of_hundred).then(|| list[chance.below(list.len())].to_string())
}

fn sequence(number: usize, name: &str, rules: &Rules, texts: &[Texts], done: &mut Done) -> Value {
    let mut chance = Chance(number as u64);
    let (paths, areas) = names(rules);
    let (path, region) = (wish(&mut chance, 30, &paths), wish(&mut chance, 50, &areas));
    let tag = wish(&mut chance, 50, &["en", "es", "vi", "fr", "fr-CA", "xx"]);
    let page = wish(&mut chance, 50, &["en", "vi", "es-US", "de"]);
    for (what, wish) in [("path", &path), ("region", &region), ("tag", &tag), ("page", &page)] {
        *done.wished.entry(what).or_default() += usize::from(wish.is_some());
    }
    // What the loader hands on: the tag's language, else the page's, else the browser's.
    let named = [&tag, &page].into_iter().flatten().find(|wish| serves(wish).is_some());
    let language = named.map_or(BROWSER, String::as_str).to_owned();
    let answers = [15, 60, 95][chance.below(3)];
    let wishes = Wishes { path, region, language };

    let pack = Rc::new(packs::pack(name));
    let walk = Walk::new(rules, &pack, &wishes);
    walk.compare().unwrap_or_else(|why| panic!("sequence {number} on {name}: {why}"));
    let mut person = Person { rules, walk, chance, answers, typing: VecDeque::new(), named: Vec::new() };
    let mut printed = 0;
    let shown = |walk: &Walk, printed: usize, focus: Option<&str>| {
        let mut screen = screen(&walk.model, texts, wishes.region.as_deref());
        screen["printed"] = printed.into();
        if let Some(focus) = focus {
            screen["focus"] = focus.into();
        }
        screen
    };
    let mut steps = vec![json!({ "do": "open", "screen": shown(&person.walk, printed, None) })];
    for step in 1..=STEPS {
        let deed = person.next();
        *done.deeds.entry(deed.name()).or_default() += 1;
        let was_changing = person.walk.model.changing;
        let effects = deed.msg(&person.walk).map_or(Vec::new(), |msg| {
            let effects = person.walk.step(&msg, &mut done.met);
            effects.unwrap_or_else(|why| panic!("sequence {number} on {name}, step {step}, {deed:?}: {why}"))
        });
        done.saved_changes += usize::from(was_changing && person.walk.model.at == At::Review);
        if let Some(notice) = person.walk.model.notice {
            *done.notices.entry(notice.key()).or_default() += 1;
        }
        printed += effects.iter().filter(|effect| **effect == Effect::Print).count();
        let mut one = deed.json();
        one["screen"] = shown(&person.walk, printed, focus(&effects));
        steps.push(one);
    }
    let Wishes { path, region, .. } = &wishes;
    json!({
        "pack": name,
        "number": number,
        "wishes": { "path": path, "region": region, "tag": tag, "page": page },
        "browser": named.is_none().then_some(BROWSER),
        "steps": steps,
    })
}

#[test]
fn sessions_for_browsers_to_replay() {
    let number = count(24, 200);
    let rules = packs::NAMES.map(|name| Rules::read(&packs::folder(name)));
    let texts = packs::NAMES.map(|name| LANGUAGES.map(|code| Texts::read(name, code)));
    let mut done = Done::default();
    let mut lines = String::new();
    for at in 0..number {
        let pack = at % packs::NAMES.len();
        let one = sequence(at + 1, packs::NAMES[pack], &rules[pack], &texts[pack], &mut done);
        lines.push_str(&format!("{one}\n"));
    }
    assert_eq!(done.met.screens.len(), 7, "not every kind of screen was met: {:?}", done.met.screens);
    assert_eq!(done.deeds.len(), 17, "not everything was done: {:?}", done.deeds);
    assert_eq!(done.notices.len(), 3, "not everything was told to be missing: {:?}", done.notices);
    assert_eq!(done.wished.values().filter(|times| **times > 0).count(), 4, "{:?}", done.wished);
    assert!(done.saved_changes > 0, "no change was saved");
    if let Some(file) = std::env::var_os(FILE).map(PathBuf::from) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, lines).unwrap();
    }
}

/// The languages and what the files call them are the model's own: a pack that speaks others is not replayed by it.
#[test]
fn each_pack_speaks_the_languages_of_these_tests() {
    for name in packs::NAMES {
        let file = std::fs::read_to_string(packs::folder(name).join("pack.toml")).unwrap();
        let file: toml::Table = file.parse().unwrap();
        assert_eq!(strings(&toml::Value::Table(file), "languages"), LANGUAGES, "{name}");
    }
}
