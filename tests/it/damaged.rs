//! A built pack that was damaged on its way: it may be refused, but it never makes the guide panic.

use std::rc::Rc;

use guide::screen::Body;
use guide::show::Show;
use guide::{Msg, Pack, Session, Setup, whole};
use proptest::prelude::*;

use crate::louisiana;
use crate::random::{Act, anything, config};

/// A mutation of the bytes: at this place, this byte.
type Slip = (prop::sample::Index, u8);

fn walk(pack: Pack, acts: &[Act]) {
    let setup = Setup { pack: Rc::new(pack), ..louisiana::setup() };
    let pack = Rc::clone(&setup.pack);
    let languages = louisiana::languages();
    let _ = whole::whole(&Show { pack: &pack, words: &languages[0], today: setup.today }, &languages);
    for path in &pack.paths {
        let mut session = Session::new(Setup { path: Some(path.id.clone()), ..setup.clone() });
        session.update(Msg::Start);
        for act in acts {
            // Acts take numbers modulo what there is; a damaged pack may have nothing.
            let msg = if pack.items.is_empty() { Some(Msg::Next) } else { act.msg(&session, &pack) };
            session.update(msg.unwrap_or(Msg::Next));
            let screen = session.screen();
            if let Body::Review(_) = screen.body {
                session.update(Msg::Result);
                let _ = session.screen();
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_damaged_pack_never_panics(
        slips in prop::collection::vec(any::<Slip>(), 1..20),
        acts in prop::collection::vec(anything(), 40),
    ) {
        let mut bytes = louisiana::pack().write();
        for (place, byte) in &slips {
            let at = place.index(bytes.len());
            let before = core::mem::replace(&mut bytes[at], *byte);
            // Most slips are refused. Those that are not come together, until little makes sense.
            if Pack::read(&bytes).is_none() {
                bytes[at] = before;
            }
        }
        walk(Pack::read(&bytes).unwrap(), &acts);
    }

    #[test]
    fn a_pack_that_was_cut_off_is_refused(end in any::<prop::sample::Index>()) {
        let bytes = louisiana::pack().write();
        let end = end.index(bytes.len());
        prop_assert!(Pack::read(&bytes[..end]).is_none());
    }
}

#[test]
fn words_that_are_missing_read_as_nothing() {
    let words = guide::Words::new("en", "ltr", "ltr");
    let setup = Setup { languages: Rc::new(vec![words]), ..louisiana::setup() };
    for path in &louisiana::pack().paths {
        let mut session = Session::new(Setup { path: Some(path.id.clone()), ..setup.clone() });
        session.update(Msg::Start);
        for _ in 0..80 {
            session.update(Msg::Next);
            let _ = session.screen();
        }
    }
    let mut session = Session::new(Setup { languages: Rc::new(Vec::new()), ..setup });
    session.update(Msg::Start);
    let _ = session.screen();
}
