//! One person's session: messages come in, effects go out, and [`Session::screen`] tells what is shown.
//!
//! Kept are the answers, the chosen path and the one place where the person is, each by permanent id. All else is
//! folded anew from them, so that going back, changing an answer or a language needs no code of its own.

use std::rc::Rc;

use crate::answer::{Answer, Answers};
use crate::date::Date;
use crate::directory::{Lookup, by_zip};
use crate::effect::Effect;
use crate::id::{EntryId, ItemId, OptionId, PathId, PlaceId};
use crate::journey::{Journey, journey};
use crate::label::Label;
use crate::pack::{Area, Form, ItemKind, Pack, Path, Question};
use crate::screen::Screen;
use crate::show::Show;
use crate::text::Words;

pub(crate) mod screens;

/// What a person does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Chooses a path on the first screen.
    PickPath(PathId),
    /// Begins the chosen path.
    Start,
    /// Chooses an option, or with `false` takes it back (checkboxes only).
    Choose(ItemId, OptionId, bool),
    /// Chooses a number on a scale.
    Rate(ItemId, u8),
    /// Types in the ZIP field: all that stands in it. Only its first five digits are kept.
    Zip(String),
    /// Chooses a place from the list; `None` is the empty row.
    PickPlace(Option<PlaceId>),
    /// Goes on.
    Next,
    /// Goes on without an answer.
    Skip,
    /// Goes back.
    Back,
    /// Changes one answer, from the review.
    Change(ItemId),
    /// Looks at all answers.
    Review,
    /// Looks at the result.
    Result,
    /// Chooses another path; answers stay.
    OtherPath,
    /// Begins again; answers go.
    Restart,
    /// Reads on in another language.
    Language(String),
    /// Prints.
    Print,
    /// Leaves quickly.
    Leave,
}

/// What a session begins with.
#[derive(Clone)]
pub struct Setup {
    /// The pack.
    pub pack: Rc<Pack>,
    /// The words of its languages; the first is used where the wished one is not there.
    pub languages: Rc<Vec<Words>>,
    /// Codes of wished languages, the best first, with commas between them: `es-MX,en`.
    pub language: String,
    /// The path that the tag wishes for, already chosen on the first screen.
    pub path: Option<PathId>,
    /// The region that the tag names, used until a person gives a place.
    pub region: Option<EntryId>,
    /// The day on the person's device.
    pub today: Option<Date>,
}

/// Where a person is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    Welcome,
    Item(ItemId),
    Review,
    Result,
    Left,
}

/// One person's session.
#[derive(Clone)]
pub struct Session {
    setup: Setup,
    language: usize,
    path: Option<PathId>,
    answers: Answers,
    zip: String,
    at: At,
    /// The person came from the review to change one answer, and goes back there.
    changing: bool,
    notice: Option<Label>,
}

impl Session {
    /// Begins a session at the first screen.
    pub fn new(setup: Setup) -> Self {
        let language = wished_language(&setup.languages, &setup.language);
        Self {
            path: wished_path(&setup),
            setup,
            language,
            answers: Answers::default(),
            zip: String::new(),
            at: At::Welcome,
            changing: false,
            notice: None,
        }
    }

    /// Takes what a person did, and says what is to be done about it outside.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        if self.at == At::Left {
            return Vec::new();
        }
        self.notice = None;
        match msg {
            Msg::PickPath(path) => self.pick_path(path),
            Msg::Choose(item, option, on) => self.choose(&item, option, on),
            Msg::Rate(item, number) => self.rate(item, number),
            Msg::Zip(typed) => self.type_zip(&typed),
            Msg::PickPlace(place) => self.pick_place(place),
            Msg::Start => self.start(),
            Msg::Next => self.next(),
            Msg::Skip => self.skip(),
            Msg::Back => self.back(),
            Msg::Change(item) => self.change(item),
            Msg::Review => self.go_on_path(At::Review),
            Msg::Result => self.go_on_path(At::Result),
            Msg::OtherPath => self.go(At::Welcome),
            Msg::Restart => self.restart(),
            Msg::Language(code) => self.change_language(&code),
            Msg::Print => vec![Effect::Print],
            Msg::Leave => self.leave(),
        }
    }

    /// What is shown now.
    pub fn screen(&self) -> Screen {
        screens::screen(self)
    }

    /// The answers so far.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The journey on the chosen path. `None` before a path was chosen.
    pub fn journey(&self) -> Option<Journey<'_>> {
        Some(journey(&self.setup.pack, self.current_path()?, &self.answers))
    }

    fn show(&self) -> Option<Show<'_>> {
        let words = self.setup.languages.get(self.language).or_else(|| self.setup.languages.first())?;
        Some(Show { pack: &self.setup.pack, words, today: self.setup.today })
    }

    fn current_path(&self) -> Option<&Path> {
        self.setup.pack.path(self.path.as_ref()?)
    }

    fn region(&self) -> Option<&Area> {
        let wished = self.setup.region.as_ref()?;
        self.setup.pack.areas.iter().find(|area| area.id == *wished)
    }

    fn question(&self, item: &ItemId) -> Option<&Question> {
        match &self.setup.pack.item(self.setup.pack.find(item)?)?.kind {
            ItemKind::Question(question) => Some(question),
            ItemKind::Help(_) | ItemKind::Expectation(_) => None,
        }
    }

    fn place_item(&self) -> Option<ItemId> {
        let is_place =
            |kind: &ItemKind| matches!(kind, ItemKind::Question(question) if matches!(question.form, Form::Place));
        self.setup.pack.items.iter().find(|item| is_place(&item.kind)).map(|item| item.id.clone())
    }

    fn go(&mut self, at: At) -> Vec<Effect> {
        self.changing = false;
        self.at = at;
        vec![Effect::FocusHeading]
    }

    /// Review and result are there only once a path was chosen.
    fn go_on_path(&mut self, at: At) -> Vec<Effect> {
        if self.current_path().is_some() { self.go(at) } else { Vec::new() }
    }

    /// A path is chosen on the first screen only: elsewhere the item that is shown would no longer be the one we are at.
    fn pick_path(&mut self, path: PathId) -> Vec<Effect> {
        if self.at == At::Welcome && self.setup.pack.path(&path).is_some() {
            self.path = Some(path);
        }
        Vec::new()
    }

    fn start(&mut self) -> Vec<Effect> {
        let open = self.journey().map(|journey| journey.first_open(0).map(|stop| stop.item.id.clone()));
        match open {
            Some(Some(item)) => self.go(At::Item(item)),
            Some(None) => self.go(At::Review),
            None => self.say(Label::ChoosePath),
        }
    }

    fn say(&mut self, notice: Label) -> Vec<Effect> {
        self.notice = Some(notice);
        vec![Effect::FocusNotice]
    }

    fn choose(&mut self, item: &ItemId, option: OptionId, on: bool) -> Vec<Effect> {
        if let (Some(Form::Scale { .. }), Ok(number)) = (self.question(item).map(|one| &one.form), option.0.parse()) {
            return self.rate(item.clone(), number);
        }
        let Some(found) = self.setup.pack.find(item).and_then(|index| self.setup.pack.item(index)) else {
            return Vec::new();
        };
        let answer = match &found.kind {
            ItemKind::Expectation(_) => EXPECTATION_OPTIONS.contains(&option.as_str()).then_some(vec![option]),
            ItemKind::Question(question) => chosen(question, self.answers.get(item), option, on),
            ItemKind::Help(_) => None,
        };
        match answer {
            Some(options) if options.is_empty() => self.answers.remove(item),
            Some(options) => self.answers.set(item.clone(), Answer::Options(options)),
            None => {}
        }
        Vec::new()
    }

    fn rate(&mut self, item: ItemId, number: u8) -> Vec<Effect> {
        let fits = self.question(&item).is_some_and(
            |question| matches!(question.form, Form::Scale { from, to, .. } if (from..=to).contains(&number)),
        );
        if fits {
            self.answers.set(item, Answer::Number(number));
        }
        Vec::new()
    }

    fn type_zip(&mut self, typed: &str) -> Vec<Effect> {
        self.zip = typed.chars().filter(char::is_ascii_digit).take(5).collect();
        let Some(item) = self.place_item() else { return Vec::new() };
        match by_zip(&self.setup.pack, &self.zip) {
            Lookup::Found(place) => self.answers.set(item, Answer::Place(place.id.clone())),
            Lookup::Empty | Lookup::Unknown | Lookup::NotAZip => self.answers.remove(&item),
        }
        Vec::new()
    }

    fn pick_place(&mut self, place: Option<PlaceId>) -> Vec<Effect> {
        let Some(item) = self.place_item() else { return Vec::new() };
        self.zip.clear();
        match place.filter(|place| self.setup.pack.place(place).is_some()) {
            Some(place) => self.answers.set(item, Answer::Place(place)),
            None => self.answers.remove(&item),
        }
        Vec::new()
    }

    fn next(&mut self) -> Vec<Effect> {
        match &self.at {
            At::Welcome => self.start(),
            At::Item(item) => {
                let item = item.clone();
                match self.unknown_zip(&item) {
                    Some(notice) => self.say(notice),
                    None => self.pass(&item),
                }
            }
            At::Review => self.go(At::Result),
            At::Result | At::Left => Vec::new(),
        }
    }

    fn skip(&mut self) -> Vec<Effect> {
        let At::Item(item) = self.at.clone() else { return Vec::new() };
        if Some(&item) == self.place_item().as_ref() {
            self.zip.clear();
        }
        self.answers.remove(&item);
        self.pass(&item)
    }

    /// Goes on from an item. What has no answer gets one that says that the person has been there.
    fn pass(&mut self, item: &ItemId) -> Vec<Effect> {
        if self.answers.get(item).is_none() {
            let been = if self.question(item).is_some() { Answer::Skipped } else { self.been_at(item) };
            self.answers.set(item.clone(), been);
        }
        let (changing, target) = match self.journey() {
            Some(journey) => {
                let after = journey.position(item).map_or(0, |position| position + 1);
                let next = if self.changing { journey.first_open(after) } else { journey.stop(after) };
                (self.changing, next.map(|stop| stop.item.id.clone()))
            }
            None => (false, None),
        };
        match target {
            Some(next) => {
                let effects = self.go(At::Item(next));
                self.changing = changing;
                effects
            }
            None => self.go(At::Review),
        }
    }

    fn been_at(&self, item: &ItemId) -> Answer {
        let index = self.setup.pack.find(item);
        match index.and_then(|index| self.setup.pack.item(index)).map(|item| &item.kind) {
            Some(ItemKind::Help(_)) => Answer::Seen,
            _ => Answer::Skipped,
        }
    }

    fn unknown_zip(&self, item: &ItemId) -> Option<Label> {
        if self.zip.is_empty() || self.place_item().as_ref() != Some(item) {
            return None;
        }
        match by_zip(&self.setup.pack, &self.zip) {
            Lookup::Unknown => Some(Label::ZipUnknown),
            Lookup::NotAZip => Some(Label::ZipWrong),
            Lookup::Found(_) | Lookup::Empty => None,
        }
    }

    fn back(&mut self) -> Vec<Effect> {
        let at = match &self.at {
            At::Item(_) if self.changing => At::Review,
            At::Item(item) => self.before(item),
            At::Review => self.last(),
            At::Result => At::Review,
            At::Welcome | At::Left => return Vec::new(),
        };
        self.go(at)
    }

    fn before(&self, item: &ItemId) -> At {
        let Some(journey) = self.journey() else { return At::Welcome };
        let before = journey.position(item).and_then(|position| position.checked_sub(1));
        before.and_then(|position| journey.stop(position)).map_or(At::Welcome, |stop| At::Item(stop.item.id.clone()))
    }

    fn last(&self) -> At {
        let last = self.journey().and_then(|journey| journey.stops.last().map(|stop| stop.item.id.clone()));
        last.map_or(At::Welcome, At::Item)
    }

    fn change(&mut self, item: ItemId) -> Vec<Effect> {
        let on_path = self.journey().is_some_and(|journey| journey.position(&item).is_some());
        if !on_path {
            return Vec::new();
        }
        let effects = self.go(At::Item(item));
        self.changing = true;
        effects
    }

    fn restart(&mut self) -> Vec<Effect> {
        self.forget();
        self.go(At::Welcome)
    }

    fn forget(&mut self) {
        self.answers = Answers::default();
        self.zip = String::new();
        self.path = wished_path(&self.setup);
        self.changing = false;
    }

    fn change_language(&mut self, code: &str) -> Vec<Effect> {
        let Some(position) = self.setup.languages.iter().position(|words| words.code == code) else {
            return Vec::new();
        };
        self.language = position;
        match self.setup.languages.get(position) {
            Some(words) => {
                let (code, direction) = (words.code.clone(), words.direction.clone());
                vec![Effect::SetLanguage { code, direction, title: words.label(Label::DocumentTitle).to_owned() }]
            }
            None => Vec::new(),
        }
    }

    fn leave(&mut self) -> Vec<Effect> {
        self.forget();
        self.at = At::Left;
        vec![Effect::Leave { address: self.setup.pack.leave.clone() }]
    }
}

/// The path that the tag wishes for, if it is there. It tells nothing of a person, and so it stays when they begin again.
fn wished_path(setup: &Setup) -> Option<PathId> {
    setup.path.clone().filter(|path| setup.pack.path(path).is_some())
}

/// The first wished language that is there; `es` serves a wish for `es-MX`. Without one, the pack's first.
fn wished_language(languages: &[Words], wishes: &str) -> usize {
    let primary = |code: &str| code.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let there = |wish: &str| {
        let same = languages.iter().position(|words| words.code.eq_ignore_ascii_case(wish));
        same.or_else(|| languages.iter().position(|words| primary(&words.code) == primary(wish)))
    };
    wishes.split(',').find_map(there).unwrap_or(0)
}

/// The three options of an expectation.
pub const EXPECTATION_OPTIONS: [&str; 3] = ["see", "help", "unsure"];

/// The options of a question after one was chosen or taken back; `None` when the question has no such option.
fn chosen(question: &Question, before: Option<&Answer>, option: OptionId, on: bool) -> Option<Vec<OptionId>> {
    let choice = question.choices().iter().find(|choice| choice.id == option)?;
    if matches!(question.form, Form::Single(_)) {
        return Some(vec![option]);
    }
    let mut options = match before {
        Some(Answer::Options(options)) => options.clone(),
        _ => Vec::new(),
    };
    options.retain(|one| *one != option);
    if on {
        let is_alone = |one: &OptionId| question.choices().iter().any(|other| other.id == *one && other.alone);
        if choice.alone {
            options.clear();
        } else {
            options.retain(|one| !is_alone(one));
        }
        options.push(option);
    }
    Some(options)
}
