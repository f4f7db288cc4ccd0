//! Words that try to be more than words: whatever stands in a text, the HTML has only the elements of the views.

use std::collections::BTreeSet;
use std::rc::Rc;

use guide::pack::Schedule;
use guide::show::Show;
use guide::text::PARAGRAPH;
use guide::{Msg, Pack, Session, Setup, Words, whole};

use crate::html::{self, Element, single};
use crate::louisiana;
use crate::random::Act;
use crate::render::{self, Content};
use crate::words;

const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "&amp;&lt;b&gt;&#60;i&#62;",
    "</legend></fieldset></main><h1>other</h1>",
    "\u{202E}gnp.exe\u{2066}\u{200F}",
    "{p0}{l0}{p65535}{l}{{name}}{",
];

/// Each text of the pack is one of them, with its number.
fn hostile_words(turn: usize) -> Words {
    let pack = louisiana::pack();
    let line = |slot: usize| {
        let text = HOSTILE[(slot + turn) % HOSTILE.len()];
        // Now and then a text of two paragraphs.
        if slot.is_multiple_of(5) { format!("{slot}{text}{PARAGRAPH}{text}") } else { format!("{slot}{text}") }
    };
    let lines: Vec<String> = (0..usize::from(pack.slots)).map(line).collect();
    Words::new("en", "ltr", &lines.join("\n"))
}

/// The names in the rules are hostile, too.
fn hostile_pack(turn: usize) -> Pack {
    let mut pack = Pack::clone(&louisiana::pack());
    let text = HOSTILE[turn % HOSTILE.len()].to_owned();
    pack.organizations.iter_mut().for_each(|name| *name = text.clone());
    pack.places.iter_mut().for_each(|place| place.name = text.clone());
    pack.areas.iter_mut().for_each(|area| area.name = text.clone());
    for phone in &mut pack.phones {
        (phone.shown, phone.letters, phone.message) = (text.clone(), Some(text.clone()), Some(text.clone()));
        phone.number = text.clone();
        phone.proof.source = format!("https://{text}");
    }
    pack.links.iter_mut().for_each(|link| link.url = format!("https://{text}"));
    pack.leave = format!("https://{text}");
    sessions(&mut pack, &text);
    pack
}

/// A session with each training, held in a hostile place in a hostile language.
pub fn sessions(pack: &mut Pack, text: &str) {
    for (service, index) in pack.services.iter().zip(0u16..) {
        pack.schedules.push(Schedule {
            service: index,
            paths: Vec::new(),
            days: vec![740_000, 1],
            from: 540,
            to: 720,
            zone: service.text,
            place: text.to_owned(),
            online: true,
            language: text.to_owned(),
            note: Some(service.name),
            phones: vec![0],
            links: vec![0],
            proof: service.proof.clone(),
        });
    }
}

/// The contents of all screens of all paths, each question answered.
pub fn contents(pack: Pack, words: Words) -> Vec<Content> {
    let setup = Setup { pack: Rc::new(pack), languages: Rc::new(vec![words]), ..louisiana::setup() };
    let pack = Rc::clone(&setup.pack);
    let mut contents = Vec::new();
    for path in &pack.paths {
        let mut session = Session::new(Setup { path: Some(path.id.clone()), ..setup.clone() });
        for step in 0..60 {
            contents.push(Content::Screen(Box::new(session.screen())));
            if let Some(msg) = Act::Here(step % 2, true).msg(&session, &pack) {
                session.update(msg);
            }
            session.update(Msg::PickPlace(pack.places.first().map(|place| place.id.clone())));
            session.update(Msg::Next);
        }
    }
    let show = Show { pack: &pack, words: &setup.languages[0], today: None };
    contents.push(Content::Whole(Box::new(whole::whole(&show, &[]))));
    contents.dedup();
    contents
}

fn names(root: &Element) -> BTreeSet<String> {
    root.all().into_iter().map(|(_, element)| element.name.clone()).collect()
}

#[test]
fn hostile_words_stay_words() {
    // What the views draw from good words.
    let good = contents(Pack::clone(&louisiana::pack()), louisiana::languages()[0].clone());
    let known: BTreeSet<String> = render::html(good).iter().flat_map(|html| names(&html::read(html))).collect();
    for turn in 0..HOSTILE.len() {
        let contents = contents(hostile_pack(turn), hostile_words(turn));
        assert!(contents.len() > 80, "only {} screens", contents.len());
        let drawn = render::html(contents.clone());
        for (content, html) in contents.iter().zip(&drawn) {
            judge(content, html, &known);
        }
    }
}

fn judge(content: &Content, html: &str, known: &BTreeSet<String>) {
    let root = html::read(html);
    let unknown: Vec<String> = names(&root).difference(known).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?} in {html}");
    for (_, element) in root.all() {
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on"), "{name} in {html}");
            if name == "href" {
                let schemes = ["https://", "tel:", "sms:"];
                assert!(schemes.iter().any(|scheme| value.starts_with(scheme)), "{value}");
            }
        }
    }
    let page = root.text();
    let texts = match content {
        Content::Screen(screen) => {
            assert_eq!(root.named("h1").len(), 1, "{html}");
            let texts = words::of(screen);
            [texts.body, texts.chrome].concat()
        }
        Content::Whole(whole) => words::of_whole(whole),
    };
    for text in texts {
        assert!(page.contains(&single(&text)), "{text} is not in {html}");
    }
}
