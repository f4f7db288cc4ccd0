//! What a person, or a broken page, may do at random: messages for a session in any order.

use guide::id::{ItemId, OptionId, PathId, PlaceId};
use guide::pack::{Form, ItemKind};
use guide::screen::{ActionKind, Body, Controls};
use guide::{Msg, Pack, Session};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};

use crate::walker;

/// 256 cases; what fails is kept in the repository and tried first from then on.
pub fn config() -> Config {
    Config {
        cases: 256,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/it/failing-seeds.txt"))),
        ..Config::default()
    }
}

/// One thing that is done. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Act {
    /// Presses the button at this place on the screen.
    Press(usize),
    /// Chooses on the screen, or takes back.
    Here(usize, bool),
    /// Chooses a path on the first screen.
    Path(usize),
    /// Changes a row of the review.
    Row(usize),
    /// Types in the ZIP field.
    Zip(String),
    /// Chooses a place from the list, or its empty row.
    Place(Option<usize>),
    /// A message that no screen offers now.
    Rude(Rude),
}

#[derive(Clone, Debug)]
pub enum Rude {
    Choose(usize, usize, bool),
    Unknown(String),
    Rate(usize, u8),
    Change(usize),
    Button(usize),
    Language(String),
}

/// What a person can do.
pub fn polite() -> impl Strategy<Value = Act> + Clone {
    prop_oneof![
        12 => Just(Act::Press(0)),
        3 => (0usize..6).prop_map(Act::Press),
        12 => (any::<usize>(), prop::bool::weighted(0.9)).prop_map(|(row, on)| Act::Here(row, on)),
        2 => any::<usize>().prop_map(Act::Path),
        2 => any::<usize>().prop_map(Act::Row),
        2 => zip().prop_map(Act::Zip),
        1 => prop::option::of(any::<usize>()).prop_map(Act::Place),
    ]
}

/// What a person can do, and what nobody can.
pub fn anything() -> impl Strategy<Value = Act> + Clone {
    let rude = prop_oneof![
        (any::<usize>(), any::<usize>(), any::<bool>()).prop_map(|(item, option, on)| Rude::Choose(item, option, on)),
        ".{0,12}".prop_map(Rude::Unknown),
        (any::<usize>(), any::<u8>()).prop_map(|(item, number)| Rude::Rate(item, number)),
        any::<usize>().prop_map(Rude::Change),
        (0usize..9).prop_map(Rude::Button),
        prop_oneof!["en", "[a-z]{2}"].prop_map(Rude::Language),
    ];
    prop_oneof![4 => polite(), 1 => rude.prop_map(Act::Rude)]
}

/// Sequences of things to do.
pub fn walk<S: Strategy<Value = Act>>(act: S, most: usize) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act, 0..=most)
}

fn zip() -> impl Strategy<Value = String> + Clone {
    prop_oneof!["70[0-9]{3}", "71[0-9]{3}", "[0-9]{0,5}", "70112-[0-9]{0,4}", ".{0,8}", Just(String::new())]
}

impl Act {
    /// The message for what is shown now; none where the screen has nothing of the kind.
    pub fn msg(&self, session: &Session, pack: &Pack) -> Option<Msg> {
        match self {
            Self::Press(place) => {
                let screen = session.screen();
                let actions = &screen.actions;
                (!actions.is_empty()).then(|| press(actions[place % actions.len()].kind))
            }
            Self::Here(row, on) => here(session, *row, *on),
            Self::Path(path) => at(&pack.paths, *path).map(|path| Msg::PickPath(path.id.clone())),
            Self::Row(row) => match session.screen().body {
                Body::Review(review) => {
                    let rows: Vec<_> = review.groups.iter().flat_map(|group| &group.rows).collect();
                    at(&rows, *row).map(|row| Msg::Change(row.item.clone()))
                }
                _ => None,
            },
            Self::Zip(typed) => Some(Msg::Zip(typed.clone())),
            Self::Place(place) => {
                Some(Msg::PickPlace(place.and_then(|place| at(&pack.places, place)).map(|place| place.id.clone())))
            }
            Self::Rude(rude) => Some(rude.msg(pack)),
        }
    }
}

impl Rude {
    fn msg(&self, pack: &Pack) -> Msg {
        let item = |position: usize| pack.items[position % pack.items.len()].id.clone();
        match self {
            Self::Choose(position, option, on) => {
                Msg::Choose(item(*position), some_option(pack, *position, *option), *on)
            }
            Self::Unknown(name) => match name.len() % 4 {
                0 => Msg::Choose(ItemId::from(name.as_str()), OptionId::from(name.as_str()), true),
                1 => Msg::PickPath(PathId::from(name.as_str())),
                2 => Msg::PickPlace(Some(PlaceId::from(name.as_str()))),
                _ => Msg::Change(ItemId::from(name.as_str())),
            },
            Self::Rate(position, number) => Msg::Rate(item(*position), *number),
            Self::Change(position) => Msg::Change(item(*position)),
            Self::Button(button) => press(BUTTONS[button % BUTTONS.len()]),
            Self::Language(code) => Msg::Language(code.clone()),
        }
    }
}

fn some_option(pack: &Pack, position: usize, option: usize) -> OptionId {
    match &pack.items[position % pack.items.len()].kind {
        ItemKind::Question(question) => match &question.form {
            Form::Single(choices) | Form::Multiple(choices) if !choices.is_empty() => {
                choices[option % choices.len()].id.clone()
            }
            _ => OptionId::from("yes"),
        },
        _ => OptionId::from(guide::session::EXPECTATION_OPTIONS[option % 3]),
    }
}

fn at<T>(list: &[T], position: usize) -> Option<&T> {
    (!list.is_empty()).then(|| &list[position % list.len()])
}

const BUTTONS: [ActionKind; 9] = [
    ActionKind::Start,
    ActionKind::Next,
    ActionKind::Skip,
    ActionKind::Back,
    ActionKind::Review,
    ActionKind::Result,
    ActionKind::Print,
    ActionKind::OtherPath,
    ActionKind::Restart,
];

/// The message of a button.
pub fn press(kind: ActionKind) -> Msg {
    match kind {
        ActionKind::Start => Msg::Start,
        ActionKind::Next => Msg::Next,
        ActionKind::Skip => Msg::Skip,
        ActionKind::Back => Msg::Back,
        ActionKind::Review => Msg::Review,
        ActionKind::Result => Msg::Result,
        ActionKind::Print => Msg::Print,
        ActionKind::OtherPath => Msg::OtherPath,
        ActionKind::Restart => Msg::Restart,
    }
}

fn here(session: &Session, row: usize, on: bool) -> Option<Msg> {
    let screen = session.screen();
    let (item, rows) = walker::rows(&screen)?;
    let value = &at(&rows, row)?.value;
    let (is_scale, is_multiple) = match &screen.body {
        Body::Question(body) => {
            (matches!(body.controls, Controls::Scale { .. }), matches!(body.controls, Controls::Checkboxes(_)))
        }
        _ => (false, false),
    };
    Some(match value.parse() {
        Ok(number) if is_scale => Msg::Rate(item, number),
        _ => Msg::Choose(item, OptionId::from(value.as_str()), on || !is_multiple),
    })
}
