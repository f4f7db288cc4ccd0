//! Each pack, as the build reads it, with words that are nothing but the numbers of their lines: from what is shown
//! one can tell which text it is.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::LazyLock;

use guide::content::Checked;
use guide::{Label, Pack, Setup, Words};

use crate::louisiana;

pub const NAMES: [&str; 3] = ["florida", "louisiana", "us"];

static CHECKED: LazyLock<Vec<Checked>> = LazyLock::new(|| {
    let load = |name: &&str| {
        let questions = louisiana::root().join("questions");
        xtask::content::load_on(&questions, name, louisiana::TODAY).unwrap_or_else(|report| panic!("{report}"))
    };
    NAMES.iter().map(load).collect()
});

/// The folder of a pack.
pub fn folder(name: &str) -> PathBuf {
    louisiana::root().join("questions/packs").join(name)
}

fn checked(name: &str) -> &'static Checked {
    &CHECKED[NAMES.iter().position(|one| *one == name).unwrap()]
}

/// A built pack.
pub fn pack(name: &str) -> Pack {
    checked(name).pack.clone()
}

/// The words of a pack in one of its languages.
pub fn words(name: &str, code: &str) -> Words {
    let one = checked(name).languages.iter().find(|one| one.code == code).unwrap();
    Words::new(&one.code, &one.direction, &one.lines)
}

/// Words of a language in which each text is its line's number between two marks, with what is filled into it:
/// `‹17›`. The marks tell the languages apart.
pub fn numbered(pack: &Pack, code: &str, marks: [char; 2]) -> Words {
    let mut lines: Vec<String> = (0..pack.slots).map(|slot| format!("{}{slot}{}", marks[0], marks[1])).collect();
    let mut fills = |slot: u16, names: &str| lines[usize::from(slot)].push_str(names);
    for label in [Label::ProgressHelp, Label::ProgressExpectation, Label::ProgressQuestion, Label::ProgressFamily] {
        fills(label.slot(), " {now} of {all}");
    }
    fills(Label::YouSaid.slot(), " {answer}");
    fills(Label::ZipUnknown.slot(), " {zip}");
    fills(Label::ZipWrong.slot(), " {zip}");
    fills(Label::ZipFound.slot(), " {zip} {place}");
    fills(pack.texts.place_of.0, " {name}");
    fills(pack.texts.area.0, " {place} in {area}");
    fills(pack.texts.no_area.0, " {place} nowhere");
    Words::new(code, "ltr", &lines.join("\n"))
}

/// The codes of the languages that each pack has, in its order.
pub const LANGUAGES: [&str; 4] = ["en", "es", "vi", "fr"];

/// The marks around the numbers, by language.
pub const MARKS: [[char; 2]; 4] = [['‹', '›'], ['«', '»'], ['「', '」'], ['【', '】']];

/// What a session of a pack begins with: its languages, in numbers.
pub fn setup(pack: &Rc<Pack>) -> Setup {
    let languages = LANGUAGES.iter().zip(MARKS).map(|(code, marks)| numbered(pack, code, marks));
    Setup {
        pack: Rc::clone(pack),
        languages: Rc::new(languages.collect()),
        language: "en".to_owned(),
        path: None,
        region: None,
        today: Some(louisiana::TODAY),
    }
}
