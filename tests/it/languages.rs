//! Another language changes the words and nothing else, and a person can choose it on every screen.

use std::rc::Rc;

use guide::screen::Screen;
use guide::{Effect, Msg, Session, Setup, Words};

use crate::html::{self, Element};
use crate::louisiana;
use crate::random::Act;
use crate::render::{self, Content};
use crate::transcript::name_of;

/// Louisiana in English, and in the same words read from right to left.
fn setup(language: &str) -> Setup {
    let pack = louisiana::pack();
    let english = louisiana::languages()[0].clone();
    let lines: Vec<String> = (0..usize::from(pack.slots)).map(|slot| format!("\u{627}{slot}")).collect();
    let arabic = Words::new("ar", "rtl", &lines.join("\n"));
    Setup { languages: Rc::new(vec![english, arabic]), language: language.to_owned(), ..louisiana::setup() }
}

fn walk(mut session: Session) -> Vec<(Session, Screen)> {
    let pack = louisiana::pack();
    session.update(Msg::PickPath(pack.paths[0].id.clone()));
    session.update(Msg::Start);
    let mut seen = Vec::new();
    for _ in 0..50 {
        seen.push((session.clone(), session.screen()));
        if let Some(msg) = Act::Here(0, true).msg(&session, &pack) {
            session.update(msg);
        }
        session.update(Msg::Next);
    }
    seen
}

#[test]
fn changing_the_language_changes_only_words() {
    let (english, arabic) = (walk(Session::new(setup("en"))), walk(Session::new(setup("ar"))));
    for ((mut session, before), (_, wanted)) in english.into_iter().zip(arabic) {
        let effects = session.update(Msg::Language("ar".to_owned()));
        let (code, direction, title) = ("ar".to_owned(), "rtl".to_owned(), wanted.title.clone());
        assert_eq!(effects, [Effect::SetLanguage { code, direction, title }]);
        assert_eq!(session.screen(), wanted, "after {}", name_of(&before));
        session.update(Msg::Language("en".to_owned()));
        assert_eq!(session.screen(), before);
        assert_eq!(session.update(Msg::Language("xx".to_owned())), [], "a language that is not there");
        assert_eq!(session.screen(), before);
    }
}

#[test]
fn the_first_wish_that_is_there_is_granted() {
    let word = |code: &str| Words::new(code, "ltr", "");
    let languages = Rc::new(vec![word("en"), word("en-XA"), word("es"), word("zh-Hant")]);
    for (wishes, granted) in [
        ("es", "es"),
        ("es-MX,en", "es"),
        ("ES-mx", "es"),
        ("en-XA", "en-XA"),
        ("en-GB", "en"),
        ("ht,vi,es-419,en", "es"),
        ("zh-TW", "zh-Hant"),
        ("ht", "en"),
        ("", "en"),
        (",,,", "en"),
    ] {
        let setup = Setup { languages: Rc::clone(&languages), language: wishes.to_owned(), ..louisiana::setup() };
        assert_eq!(Session::new(setup).screen().language.code, granted, "{wishes}");
    }
}

#[test]
fn the_language_can_be_chosen_on_every_screen() {
    let screens: Vec<Screen> = walk(Session::new(setup("ar"))).into_iter().map(|(_, screen)| screen).collect();
    let drawn = render::html(screens.iter().map(|screen| Content::Screen(Box::new(screen.clone()))).collect());
    for (screen, html) in screens.iter().zip(drawn) {
        let root = html::read(&html);
        let all = root.all();
        let found: Vec<_> = all.iter().filter(|(_, one)| one.attribute("data-action") == "language").collect();
        let [(around, select)] = found.as_slice() else { panic!("{} choices of a language: {html}", found.len()) };
        assert!(around.iter().any(|one| one.name == "label" && !one.text().is_empty()), "{html}");
        let options = select.named("option");
        let codes: Vec<&str> = options.iter().map(|option| option.attribute("value")).collect();
        assert_eq!(codes, ["en", "ar"]);
        let is_selected = |option: &&&Element| option.attributes.contains_key("selected");
        let selected: Vec<&str> = options.iter().filter(is_selected).map(|option| option.attribute("value")).collect();
        assert_eq!(selected, ["ar"], "on {}", name_of(screen));
    }
}

#[test]
fn where_there_is_one_language_none_is_chosen() {
    for (codes, listed) in [(&["en"][..], &[][..]), (&["en", "es"], &["en", "es"])] {
        let all = louisiana::languages();
        let languages: Vec<Words> = all.iter().filter(|one| codes.contains(&one.code.as_str())).cloned().collect();
        let session = Session::new(Setup { languages: Rc::new(languages), ..louisiana::setup() });
        let shown: Vec<String> = session.screen().languages.into_iter().map(|row| row.code).collect();
        assert_eq!(shown, listed);
    }
}

#[test]
fn words_that_no_native_reader_has_read_say_so() {
    let mut said = 0;
    for words in louisiana::languages().iter() {
        let file = louisiana::root().join(format!("questions/interface/{}.toml", words.code));
        let file: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        let review = file["language-review"].as_str().unwrap();
        let session = Session::new(Setup { language: words.code.clone(), ..louisiana::setup() });
        assert_eq!(session.screen().review.as_deref(), Some(review).filter(|text| !text.is_empty()), "{}", words.code);
        said += usize::from(!review.is_empty());
    }
    assert_eq!(said, 3, "all but English");
}
