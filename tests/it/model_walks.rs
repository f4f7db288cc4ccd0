//! Random sessions beside their model: after each thing that is done, both must be in the same place, hold the same
//! answers, show the same, and have asked for the same outside.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use guide::id::{EntryId, ItemId, PathId};
use guide::pack::{Form, ItemKind, Slot};
use guide::screen::{ActionKind, Body, Controls, Kind, Screen};
use guide::{Answer, Effect, Label, Msg, Pack, Session, Setup};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use crate::evidence::{count, evidence};
use crate::model::{At, Model, serves};
use crate::oracle_rules::{Rules, Said, text};
use crate::packs::{self, LANGUAGES};
use crate::random::{Act, anything};
use crate::walker;

/// What the tag and the browser wish for.
#[derive(Clone, Debug)]
pub struct Wishes {
    pub path: Option<String>,
    pub region: Option<String>,
    /// Codes, the best first, with commas between them.
    pub language: String,
}

/// What a tag may name, the last of each not there.
pub fn names(rules: &Rules) -> (Vec<String>, Vec<String>) {
    let paths = rules.path_ids().into_iter().chain(["no-path".to_owned()]);
    let areas = rules.areas.iter().map(|area| text(area, "id").to_owned()).chain(["no-area".to_owned()]);
    (paths.collect(), areas.collect())
}

fn wishes(rules: &Rules) -> impl Strategy<Value = Wishes> {
    let (paths, areas) = names(rules);
    let language = prop_oneof![Just("en"), Just("vi-VN,en"), Just("zz")].prop_map(str::to_owned);
    let one = |names| prop::option::of(prop::sample::select(names));
    (one(paths), one(areas), language).prop_map(|(path, region, language)| Wishes { path, region, language })
}

/// What came up in all walks: a model that never meets a thing says nothing about it.
#[derive(Default)]
pub struct Met {
    pub steps: usize,
    pub screens: BTreeMap<&'static str, usize>,
    came_back: usize,
    languages: usize,
    backs: usize,
    forgotten: usize,
    notices: usize,
}

fn walk_all(name: &str, sequences: usize) -> Met {
    let rules = Rules::read(&packs::folder(name));
    let pack = Rc::new(packs::pack(name));
    let met = RefCell::new(Met::default());
    let config = Config { cases: sequences as u32, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let sequence = (wishes(&rules), prop::collection::vec(anything(), 50));
    let outcome = runner.run(&sequence, |(wishes, acts)| {
        Walk::new(&rules, &pack, &wishes).walk(&acts, &mut met.borrow_mut()).map_err(TestCaseError::fail)
    });
    if let Err(TestError::Fail(why, (wishes, acts))) = outcome {
        panic!("{name}: {why}\nwith {wishes:?}, after {acts:#?}");
    }
    met.into_inner()
}

#[test]
fn sessions_do_what_their_model_does() {
    let sequences = count(450, 10_002) / packs::NAMES.len();
    let mut all = std::thread::scope(|scope| {
        let threads = packs::NAMES.map(|name| scope.spawn(move || walk_all(name, sequences)));
        threads.map(|thread| thread.join().unwrap())
    })
    .into_iter();
    let mut met = all.next().unwrap();
    for other in all {
        met.steps += other.steps;
        met.came_back += other.came_back;
        met.languages += other.languages;
        met.backs += other.backs;
        met.forgotten += other.forgotten;
        met.notices += other.notices;
        other.screens.into_iter().for_each(|(kind, times)| *met.screens.entry(kind).or_default() += times);
    }
    assert_eq!(met.screens.len(), 8, "not every kind of screen was met: {:?}", met.screens);
    assert!(met.came_back > 0 && met.languages > 0 && met.backs > 0 && met.forgotten > 0 && met.notices > 0);
    let rows = [
        ("Sessions at random beside their model, each of 50 steps", (sequences * packs::NAMES.len()).to_string()),
        ("Steps after which answers, screen and effects were compared", met.steps.to_string()),
        ("Answers that were hidden by an earlier one and came back with it", met.came_back.to_string()),
        ("Next undone by Back", met.backs.to_string()),
        ("Changes of the language that changed words and nothing else", met.languages.to_string()),
        ("Begun again or left: not to be told from somebody who never answered", met.forgotten.to_string()),
    ];
    evidence("core-model", "The core", &rows);
}

/// A session with its model.
pub struct Walk<'a> {
    pack: Rc<Pack>,
    setup: Setup,
    pub session: Session,
    pub model: Model<'a>,
    /// After everything was forgotten: a session of somebody who never did anything, who now does the same.
    twin: Option<Session>,
    /// Answers to what is no longer shown.
    hidden: BTreeMap<String, Said>,
}

macro_rules! same {
    ($left:expr, $right:expr, $($what:tt)+) => {
        // A match, so that what the two borrow from lives until the end.
        match (&$left, &$right) {
            (left, right) if *left != *right => {
                return Err(format!("{}: the session has {left:?}, the model {right:?}", format!($($what)+)));
            }
            _ => {}
        }
    };
}

impl<'a> Walk<'a> {
    pub fn new(rules: &'a Rules, pack: &Rc<Pack>, wishes: &Wishes) -> Self {
        let setup = Setup {
            path: wishes.path.clone().map(PathId),
            region: wishes.region.clone().map(EntryId),
            language: wishes.language.clone(),
            ..packs::setup(pack)
        };
        // The first wish that is there, or the pack's first language.
        let language = wishes.language.split(',').find_map(serves).unwrap_or(0);
        let model = Model::new(rules, wishes.path.as_deref(), language, &pack.leave);
        let session = Session::new(setup.clone());
        Self { pack: Rc::clone(pack), setup, session, model, twin: None, hidden: BTreeMap::new() }
    }

    fn walk(&mut self, acts: &[Act], met: &mut Met) -> Result<(), String> {
        self.compare()?;
        for act in acts {
            let Some(msg) = act.msg(&self.session, &self.pack) else { continue };
            if self.hides_what_is_shown(&msg) {
                continue;
            }
            self.step(&msg, met).map_err(|why| format!("{why}\nat {msg:?}"))?;
        }
        if acts.first().is_some_and(|act| matches!(act, Act::Press(_))) {
            self.step(&Msg::Leave, met)?;
            for act in acts {
                if let Some(msg) = act.msg(&self.session, &self.pack) {
                    self.step(&msg, met)?;
                }
            }
        }
        Ok(())
    }

    /// No screen offers an answer that would hide the screen itself.
    fn hides_what_is_shown(&self, msg: &Msg) -> bool {
        let mut model = self.model.clone();
        model.update(msg);
        matches!(&model.at, At::Item(item) if !model.shown().iter().any(|(id, _)| id == item))
    }

    /// Does it in both, and gives what is to be done about it outside.
    pub fn step(&mut self, msg: &Msg, met: &mut Met) -> Result<Vec<Effect>, String> {
        let before = (self.session.clone(), self.model.clone());
        let effects = self.session.update(msg.clone());
        same!(effects, self.model.update(msg), "effects");
        self.compare()?;
        met.steps += 1;
        met.notices += usize::from(self.model.notice.is_some());
        *met.screens.entry(kind_name(&self.session.screen())).or_default() += 1;
        match msg {
            Msg::Next | Msg::Skip => self.back_undoes(&before.1, met)?,
            Msg::Language(_) => self.only_words_differ(&before.0, met)?,
            _ => {}
        }
        if matches!(msg, Msg::Restart | Msg::Leave) && before.1.at != At::Left {
            self.forgets(msg, met)?;
        } else if let Some(twin) = &mut self.twin {
            same!(effects, twin.update(msg.clone()), "effects for somebody new");
            same!(self.session.screen(), twin.screen(), "the screen of somebody new");
        }
        self.follow_hidden(&before.1, met);
        Ok(effects)
    }

    /// Going back leads to where one was, with all answers.
    fn back_undoes(&self, before: &Model, met: &mut Met) -> Result<(), String> {
        let (At::Item(was), At::Item(_) | At::Review) = (&before.at, &self.model.at) else { return Ok(()) };
        if self.model.at == before.at || before.changing {
            return Ok(());
        }
        let mut back = self.session.clone();
        back.update(Msg::Back);
        same!(back.screen().key(), was.as_str(), "the screen after Back");
        same!(back.answers(), self.session.answers(), "the answers after Back");
        met.backs += 1;
        Ok(())
    }

    fn only_words_differ(&self, before: &Session, met: &mut Met) -> Result<(), String> {
        let mut one = self.session.screen();
        let mut other = before.screen();
        met.languages += usize::from(one.language.code != other.language.code);
        same!(self.session.answers(), before.answers(), "the answers in another language");
        // A sentence that says what is missing goes with the next thing that is done, whatever it is.
        (one.notice, other.notice) = (None, None);
        other.language = one.language.clone();
        let [open, close] = packs::MARKS[0].map(|mark| mark.to_string());
        let same_words = |screen: &Screen| {
            let [opens, closes] = [0, 1].map(|side| packs::MARKS.map(|marks| marks[side]));
            format!("{screen:?}").replace(opens, &open).replace(closes, &close)
        };
        (one.language.name, other.language.name) = Default::default();
        same!(same_words(&one), same_words(&other), "the screen in another language");
        Ok(())
    }

    /// After leaving and beginning again the session is that of somebody new: nothing of an answer is left in it.
    fn forgets(&mut self, msg: &Msg, met: &mut Met) -> Result<(), String> {
        let language = LANGUAGES[self.model.language].to_owned();
        let mut twin = Session::new(Setup { language, ..self.setup.clone() });
        if *msg == Msg::Leave {
            twin.update(Msg::Leave);
        }
        same!(self.session.screen(), twin.screen(), "the screen of somebody new");
        same!(self.session.answers().is_empty(), true, "no answers");
        same!(self.session.journey().is_some(), twin.journey().is_some(), "a journey");
        met.forgotten += 1;
        self.twin = Some(twin);
        self.hidden.clear();
        Ok(())
    }

    /// An answer whose question is hidden by a changed answer is kept, and is there when the question is.
    fn follow_hidden(&mut self, before: &Model, met: &mut Met) {
        if before.path != self.model.path {
            self.hidden.clear();
            return;
        }
        let shown = self.model.shown();
        let is_shown = |id: &String| shown.iter().any(|(one, _)| one == id);
        for (id, said) in before.shown().iter().filter_map(|(id, _)| Some((id, before.said.get(id)?))) {
            if !is_shown(id) {
                self.hidden.insert(id.clone(), said.clone());
            }
        }
        let back: Vec<String> = self.hidden.keys().filter(|id| is_shown(id)).cloned().collect();
        for id in back {
            met.came_back += usize::from(self.hidden.remove(&id).as_ref() == self.model.said.get(&id));
        }
    }

    /// What the session holds and shows is what the model says.
    pub fn compare(&self) -> Result<(), String> {
        self.compare_answers()?;
        let screen = self.session.screen();
        let model = &self.model;
        let key = match &model.at {
            At::Welcome => "welcome",
            At::Item(item) => item,
            At::Review => "review",
            At::Result => "result",
            At::Left => "left",
        };
        same!(screen.key(), key, "the place");
        let on_path = !matches!(model.at, At::Welcome | At::Left);
        let path = model.path.as_ref().filter(|_| on_path);
        same!(screen.path.as_ref().map(|path| path.as_str()), path.map(String::as_str), "the path");
        same!(screen.language.code, LANGUAGES[model.language], "the language");
        same!(screen.notice, self.notice(), "the notice");
        same!(screen.progress, self.progress(), "the progress");
        same!(screen.actions.iter().map(|one| one.kind).collect::<Vec<_>>(), self.actions(), "the buttons");
        self.compare_body(&screen)
    }

    fn compare_answers(&self) -> Result<(), String> {
        let model = &self.model;
        for (id, answer) in self.session.answers().iter() {
            let said = match answer {
                Answer::Seen | Answer::Skipped => None,
                Answer::Options(options) => Some(Said::Options(options.iter().map(|one| one.0.clone()).collect())),
                Answer::Number(number) => Some(Said::Number(i64::from(*number))),
                Answer::Place(place) => Some(Said::Place(place.0.clone())),
            };
            same!(said.as_ref(), model.said.get(id.as_str()), "the answer to {}", id.as_str());
            same!(said.is_none(), model.been.contains(id.as_str()), "{} skipped", id.as_str());
            let read = model.rules.help.iter().any(|one| one == id.as_str());
            same!(*answer == Answer::Seen, read, "{} read", id.as_str());
        }
        let nothing = model.said.is_empty() && model.been.is_empty();
        same!(self.session.answers().is_empty(), nothing, "nothing answered");
        for id in model.said.keys().chain(&model.been) {
            same!(self.session.answers().get(&ItemId(id.clone())).is_some(), true, "an answer to {id}");
        }
        Ok(())
    }

    fn words(&self, slot: Slot) -> String {
        let [open, close] = packs::MARKS[self.model.language];
        format!("{open}{}{close}", slot.0)
    }

    fn label(&self, label: Label) -> String {
        self.words(Slot(label.slot()))
    }

    fn notice(&self) -> Option<String> {
        let notice = self.model.notice?;
        let zip = if notice == Label::ChoosePath { String::new() } else { format!(" {}", self.model.zip) };
        Some(self.label(notice) + &zip)
    }

    fn progress(&self) -> Option<String> {
        match &self.model.at {
            At::Welcome | At::Left => None,
            At::Review => Some(self.label(Label::ProgressReview)),
            At::Result => Some(self.label(Label::ProgressResult)),
            At::Item(item) => {
                let (kind, now, all) = self.model.progress(item)?;
                assert!(1 <= now && now <= all, "{now} of {all}");
                let label = match kind.as_str() {
                    "help" => Label::ProgressHelp,
                    "expectations" => Label::ProgressExpectation,
                    "questions" => Label::ProgressQuestion,
                    _ => Label::ProgressFamily,
                };
                Some(format!("{} {now} of {all}", self.label(label)))
            }
        }
    }

    fn actions(&self) -> Vec<ActionKind> {
        match &self.model.at {
            At::Welcome => vec![ActionKind::Start],
            At::Left => Vec::new(),
            At::Review => vec![ActionKind::Next, ActionKind::Back],
            At::Result => vec![ActionKind::Print, ActionKind::Review, ActionKind::OtherPath, ActionKind::Restart],
            At::Item(item) if self.model.rules.help.contains(item) => vec![ActionKind::Next, ActionKind::Back],
            At::Item(_) => vec![ActionKind::Next, ActionKind::Skip, ActionKind::Back],
        }
    }

    fn compare_body(&self, screen: &Screen) -> Result<(), String> {
        let model = &self.model;
        match &screen.body {
            Body::Welcome(welcome) => {
                let picked = welcome.paths.iter().find(|card| card.picked).map(|card| card.id.as_str());
                same!(picked, model.path.as_deref(), "the chosen path");
            }
            Body::Review(review) => {
                let rows = review.groups.iter().flat_map(|group| &group.rows);
                let rows: Vec<(String, String)> = rows.map(|row| (row.item.0.clone(), row.answer.clone())).collect();
                same!(rows, self.review(), "the review");
            }
            Body::Question(question) => {
                if let Controls::Place(place) = &question.controls {
                    let typed = place.zip.as_ref().map(|field| field.typed.as_str());
                    let has_zips = !model.rules.zips.is_empty();
                    same!(typed, has_zips.then_some(model.zip.as_str()), "the ZIP field");
                    let found = place.zip.as_ref().is_some_and(|field| field.found.is_some());
                    same!(found, model.place_of_zip().is_some(), "a place of the ZIP code");
                    let chosen = place.places.iter().find(|row| row.chosen).map(|row| Said::Place(row.value.clone()));
                    same!(chosen.as_ref(), model.said.get(question.item.as_str()), "the chosen place");
                }
            }
            _ => {}
        }
        if let Some((item, rows)) = walker::rows(screen) {
            let mut chosen: Vec<&str> = rows.iter().filter(|row| row.chosen).map(|row| row.value.as_str()).collect();
            let mut said = match model.said.get(item.as_str()) {
                Some(Said::Options(options)) => options.clone(),
                Some(Said::Number(number)) => vec![number.to_string()],
                _ => Vec::new(),
            };
            chosen.sort();
            said.sort();
            same!(chosen, said, "what is chosen");
        }
        Ok(())
    }

    /// The rows of the review: what the answers are, in words.
    fn review(&self) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        let shown = self.model.shown();
        for part in ["expectations", "questions", "family"] {
            for (id, _) in shown.iter().filter(|(_, kind)| kind == part) {
                let answer = self.model.said.get(id).map(|said| self.in_words(id, said));
                rows.push((id.clone(), answer.unwrap_or_else(|| self.label(Label::NotAnswered))));
            }
        }
        rows
    }

    fn in_words(&self, id: &str, said: &Said) -> String {
        let item = self.pack.items.iter().find(|item| item.id.as_str() == id).unwrap();
        match (said, &item.kind) {
            (Said::Options(options), ItemKind::Question(question)) => {
                let text = |id: &String| question.choices().iter().find(|one| one.id.as_str() == id).unwrap().text;
                let options = self.model.rules.in_order(id, options);
                let words: Vec<String> = options.iter().map(|id| self.words(text(id))).collect();
                words.join(&self.label(Label::And))
            }
            (Said::Options(options), _) => self.label(match options[0].as_str() {
                "see" => Label::See,
                "help" => Label::WantHelp,
                _ => Label::Unsure,
            }),
            (Said::Number(number), ItemKind::Question(question)) => match question.form {
                Form::Scale { to, .. } => format!("{number} / {to}"),
                _ => unreachable!(),
            },
            (Said::Place(place), _) => {
                let place = self.pack.places.iter().find(|one| one.id.as_str() == place).unwrap();
                format!("{} {}", self.words(self.pack.texts.place_of), place.name)
            }
            (Said::Nothing | Said::Number(_), _) => unreachable!(),
        }
    }
}

fn kind_name(screen: &Screen) -> &'static str {
    match (&screen.kind, &screen.body) {
        (Kind::Question, Body::Question(question)) if matches!(question.controls, Controls::Place(_)) => "place",
        (kind, _) => kind.name(),
    }
}
