//! Walks as a person does: it presses only what the screen offers, and chooses only what stands there.

use guide::id::{EntryId, ItemId, OptionId, PathId, PlaceId};
use guide::screen::{ActionKind, Body, ChoiceRow, Controls, Kind, Screen};
use guide::{Effect, Label, Msg, Session, Setup};

use crate::case::Case;
use crate::louisiana;
use crate::transcript::name_of;

/// A session with all that it has shown.
pub struct Walker {
    pub session: Session,
    /// Every screen, after each thing that was done.
    pub screens: Vec<Screen>,
    /// The names of the screens, each once until another one came.
    pub names: Vec<String>,
    pub effects: Vec<Effect>,
}

impl Walker {
    /// Begins at the first screen.
    pub fn new(setup: Setup) -> Self {
        let session = Session::new(setup);
        let mut walker = Self { session, screens: Vec::new(), names: Vec::new(), effects: Vec::new() };
        walker.look();
        walker
    }

    /// Walks a whole case. The error says at which step it could not go on.
    pub fn walk(case: &Case) -> Result<Self, String> {
        let region = case.region.as_deref().map(EntryId::from);
        let mut walker = Self::new(Setup { region, ..louisiana::setup() });
        for step in case.walk.iter().flat_map(|line| line.split(';')).map(str::trim) {
            walker.step(step).map_err(|problem| {
                format!("{}: at `{step}`, on {}: {problem}", case.name, walker.names.last().unwrap())
            })?;
        }
        Ok(walker)
    }

    pub fn screen(&self) -> &Screen {
        self.screens.last().unwrap()
    }

    /// Sends a message and looks at what is shown then.
    pub fn send(&mut self, msg: Msg) {
        let effects = self.session.update(msg);
        self.effects.extend(effects);
        self.look();
    }

    fn look(&mut self) {
        let screen = self.session.screen();
        let name = name_of(&screen);
        if self.names.last() != Some(&name) {
            self.names.push(name);
        }
        self.screens.push(screen);
    }

    fn step(&mut self, step: &str) -> Result<(), String> {
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        match word {
            "start" => self.start(rest),
            "answer" => self.each(rest, true),
            "untick" => self.each(rest, false),
            "zip" => self.zip(rest),
            "place" => self.place(rest),
            "change" => self.change(rest),
            "next" => self.press(rest, ActionKind::Next, &Msg::Next),
            "skip" => self.press(rest, ActionKind::Skip, &Msg::Skip),
            "back" => self.press(rest, ActionKind::Back, &Msg::Back),
            "review" => self.press(rest, ActionKind::Review, &Msg::Review),
            "other-path" => self.press(rest, ActionKind::OtherPath, &Msg::OtherPath),
            "restart" => self.press(rest, ActionKind::Restart, &Msg::Restart),
            "print" => self.press(rest, ActionKind::Print, &Msg::Print),
            // From the review the result is the next thing.
            "result" if self.screen().kind == Kind::Review => self.press(rest, ActionKind::Next, &Msg::Next),
            "leave" => {
                self.send(Msg::Leave);
                Ok(())
            }
            _ => Err(format!("there is no step `{word}`")),
        }
    }

    /// Presses a button, `times` times.
    fn press(&mut self, times: &str, action: ActionKind, msg: &Msg) -> Result<(), String> {
        let times: u32 = if times.is_empty() { 1 } else { times.parse().map_err(|_| format!("`{times}`?"))? };
        for _ in 0..times {
            if !self.screen().actions.iter().any(|offered| offered.kind == action) {
                return Err(format!("there is no button {}", action.name()));
            }
            self.send(msg.clone());
        }
        Ok(())
    }

    fn start(&mut self, path: &str) -> Result<(), String> {
        let Body::Welcome(welcome) = &self.screen().body else { return Err("this is not the first screen".into()) };
        if !path.is_empty() {
            if !welcome.paths.iter().any(|card| card.id.as_str() == path) {
                return Err(format!("there is no path {path}"));
            }
            self.send(Msg::PickPath(PathId::from(path)));
        }
        self.press("", ActionKind::Start, &Msg::Start)
    }

    fn each(&mut self, rest: &str, on: bool) -> Result<(), String> {
        let (id, answers) = rest.split_once(" = ").ok_or("write `answer item = option`")?;
        for answer in answers.split(',').map(str::trim) {
            self.choose(id, answer, on)?;
        }
        Ok(())
    }

    fn choose(&mut self, id: &str, answer: &str, on: bool) -> Result<(), String> {
        let item = ItemId::from(id);
        let (shown, rows) = rows(self.screen()).ok_or("nothing can be chosen here")?;
        if shown != item {
            return Err(format!("{} is asked, not {id}", shown.as_str()));
        }
        if !rows.iter().any(|row| row.value == answer) {
            return Err(format!("there is no `{answer}` to choose"));
        }
        let is_scale = matches!(&self.screen().body,
            Body::Question(question) if matches!(question.controls, Controls::Scale { .. }));
        self.send(match answer.parse() {
            Ok(number) if is_scale => Msg::Rate(item, number),
            _ => Msg::Choose(item, OptionId::from(answer), on),
        });
        let (_, rows) = rows_of(self.screen())?;
        match rows.iter().find(|row| row.value == answer) {
            Some(row) if row.chosen == on => Ok(()),
            _ => Err(format!("`{answer}` does not look as it was chosen")),
        }
    }

    fn place_controls(&self) -> Result<(), String> {
        match &self.screen().body {
            Body::Question(question) if matches!(question.controls, Controls::Place(_)) => Ok(()),
            _ => Err("no place is asked for here".into()),
        }
    }

    fn zip(&mut self, typed: &str) -> Result<(), String> {
        self.place_controls()?;
        // A person types one character after the other.
        for end in 0..=typed.len() {
            self.send(Msg::Zip(typed.get(..end).unwrap_or(typed).to_owned()));
        }
        Ok(())
    }

    fn place(&mut self, id: &str) -> Result<(), String> {
        self.place_controls()?;
        self.send(Msg::PickPlace((!id.is_empty()).then(|| PlaceId::from(id))));
        Ok(())
    }

    fn change(&mut self, id: &str) -> Result<(), String> {
        let Body::Review(review) = &self.screen().body else { return Err("this is not the review".into()) };
        let mut rows = review.groups.iter().flat_map(|group| &group.rows);
        if !rows.any(|row| row.item.as_str() == id) {
            return Err(format!("the review has no row {id}"));
        }
        self.send(Msg::Change(ItemId::from(id)));
        let done = louisiana::show(|show| show.label(Label::Done));
        match self.screen().actions.first() {
            Some(first) if first.label == done => Ok(()),
            _ => Err("the main button does not say that it saves the change".into()),
        }
    }
}

fn rows_of(screen: &Screen) -> Result<(ItemId, Vec<ChoiceRow>), String> {
    rows(screen).ok_or_else(|| "nothing can be chosen here any more".to_owned())
}

/// What can be chosen on a screen, with the item that it answers.
pub fn rows(screen: &Screen) -> Option<(ItemId, Vec<ChoiceRow>)> {
    match &screen.body {
        Body::Expectation(body) => Some((body.item.clone(), body.choices.clone())),
        Body::Question(body) => match &body.controls {
            Controls::Radios(rows) | Controls::Checkboxes(rows) | Controls::Scale { numbers: rows, .. } => {
                Some((body.item.clone(), rows.clone()))
            }
            Controls::Place(_) => None,
        },
        _ => None,
    }
}
