//! What holds for every session, whatever is done and said.

use guide::id::{ItemId, PathId};
use guide::pack::PartKind;
use guide::screen::{Body, Kind, Screen};
use guide::{Answer, Effect, Label, Msg, Session};
use proptest::prelude::*;

use crate::louisiana;
use crate::random::{Act, anything, config, polite, walk};
use crate::transcript::name_of;

/// A session after some acts.
fn after(acts: &[Act]) -> Session {
    let pack = louisiana::pack();
    let mut session = Session::new(louisiana::setup());
    for act in acts {
        if let Some(msg) = act.msg(&session, &pack) {
            session.update(msg);
        }
    }
    session
}

/// A session on a path, after some acts that a person can do.
fn on_path(path: usize, acts: &[Act]) -> Session {
    let pack = louisiana::pack();
    let mut session = Session::new(louisiana::setup());
    session.update(Msg::PickPath(pack.paths[path % pack.paths.len()].id.clone()));
    session.update(Msg::Start);
    for act in acts {
        if let Some(msg) = act.msg(&session, &pack) {
            session.update(msg);
        }
    }
    session
}

/// A new session in the language that a screen is in: the language is not among the answers, and stays.
fn new_like(screen: &Screen) -> Session {
    let mut session = Session::new(louisiana::setup());
    session.update(Msg::Language(screen.language.code.clone()));
    session
}

fn answers(session: &Session) -> Vec<(ItemId, Answer)> {
    session.answers().iter().map(|(id, answer)| (id.clone(), answer.clone())).collect()
}

fn holds_all(session: &Session, before: &[(ItemId, Answer)]) -> bool {
    before.iter().all(|(id, answer)| session.answers().get(id) == Some(answer))
}

fn is_changing(screen: &Screen) -> bool {
    let done = louisiana::show(|show| show.label(Label::Done));
    screen.actions.first().is_some_and(|action| action.label == done)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_message_makes_it_panic(acts in prop::collection::vec(anything(), 200)) {
        let pack = louisiana::pack();
        let mut session = Session::new(louisiana::setup());
        for act in &acts {
            if let Some(msg) = act.msg(&session, &pack) {
                session.update(msg);
            }
            let screen = session.screen();
            let help_lines = new_like(&screen).screen().help_lines;
            prop_assert_eq!(&screen.help_lines, &help_lines, "the help lines of {}", name_of(&screen));
            prop_assert!(!screen.heading.is_empty());
        }
    }

    #[test]
    fn every_path_ends(acts in walk(anything(), 200)) {
        let pack = louisiana::pack();
        let mut session = after(&acts);
        if session.journey().is_none() {
            session.update(Msg::PickPath(pack.paths[0].id.clone()));
        }
        for _ in 0..pack.items.len() + 3 {
            if session.screen().kind == Kind::Result {
                break;
            }
            session.update(Msg::Next);
            // A ZIP code that nobody knows is told, and can be passed.
            if session.screen().notice.is_some() {
                session.update(Msg::Skip);
            }
        }
        prop_assert_eq!(session.screen().kind, Kind::Result);
    }

    #[test]
    fn back_undoes_next(path in 0usize..4, acts in walk(polite(), 200)) {
        let session = on_path(path, &acts);
        let here = session.screen();
        let goes_on = matches!(here.kind, Kind::Help | Kind::Expectation | Kind::Question | Kind::Review);
        prop_assume!(goes_on && !is_changing(&here));
        let mut there = session.clone();
        there.update(Msg::Next);
        prop_assume!(there.screen().notice.is_none());
        prop_assert_ne!(name_of(&there.screen()), name_of(&here), "Next went nowhere");
        there.update(Msg::Back);
        prop_assert_eq!(name_of(&there.screen()), name_of(&here));
        prop_assert!(holds_all(&there, &answers(&session)));
    }

    #[test]
    fn back_loses_no_answer(acts in walk(anything(), 120), times in 1usize..40) {
        let mut session = after(&acts);
        let before = answers(&session);
        for _ in 0..times {
            session.update(Msg::Back);
        }
        prop_assert_eq!(answers(&session), before);
    }

    #[test]
    fn another_path_and_back_keeps_all_answers(
        path in 0usize..4,
        other in 0usize..4,
        acts in walk(polite(), 120),
        steps in 0usize..30,
    ) {
        let pack = louisiana::pack();
        let id = |path: usize| -> PathId { pack.paths[path % pack.paths.len()].id.clone() };
        let mut session = on_path(path, &acts);
        session.update(Msg::OtherPath);
        session.update(Msg::PickPath(id(path)));
        let before = answers(&session);
        let stops: Vec<ItemId> = session.journey().unwrap().stops.iter().map(|stop| stop.item.id.clone()).collect();
        session.update(Msg::OtherPath);
        session.update(Msg::PickPath(id(other)));
        session.update(Msg::Start);
        for _ in 0..steps {
            session.update(Msg::Next);
        }
        session.update(Msg::OtherPath);
        session.update(Msg::PickPath(id(path)));
        prop_assert!(holds_all(&session, &before));
        // Skipping on the other path opens nothing new on this one.
        let again: Vec<ItemId> = session.journey().unwrap().stops.iter().map(|stop| stop.item.id.clone()).collect();
        prop_assert_eq!(again, stops);
    }

    #[test]
    fn the_review_has_a_row_for_each_stop(path in 0usize..4, acts in walk(polite(), 200)) {
        let mut session = on_path(path, &acts);
        prop_assume!(session.journey().is_some());
        session.update(Msg::Review);
        let screen = session.screen();
        let Body::Review(review) = &screen.body else { return Err(TestCaseError::fail("no review")) };
        let rows: Vec<_> = review.groups.iter().flat_map(|group| &group.rows).collect();
        let journey = session.journey().unwrap();
        let mut stops: Vec<_> = journey.stops.iter().filter(|stop| stop.part != PartKind::Help).collect();
        // Grouped by what they are about; within a group in the order of the path.
        stops.sort_by_key(|stop| match stop.part {
            PartKind::Help | PartKind::Expectations => 0,
            PartKind::Questions => 1,
            PartKind::Family => 2,
        });
        let ids: Vec<&ItemId> = stops.iter().map(|stop| &stop.item.id).collect();
        prop_assert_eq!(rows.iter().map(|row| &row.item).collect::<Vec<_>>(), ids);
        for (row, stop) in rows.iter().zip(&stops) {
            let said = session.answers().get(&stop.item.id).is_some_and(Answer::says_something);
            prop_assert_eq!(row.answered, said, "{}", row.item.as_str());
            prop_assert!(!row.answer.is_empty() && !row.name.is_empty());
        }
    }

    #[test]
    fn leaving_forgets_everything(acts in walk(anything(), 120), later in walk(anything(), 30)) {
        let pack = louisiana::pack();
        let mut session = after(&acts);
        let effects = session.update(Msg::Leave);
        prop_assert_eq!(effects, vec![Effect::Leave { address: pack.leave.clone() }]);
        let left = session.screen();
        for act in &later {
            if let Some(msg) = act.msg(&session, &pack) {
                prop_assert_eq!(session.update(msg), Vec::new());
            }
            prop_assert!(session.answers().is_empty());
            prop_assert_eq!(&session.screen(), &left);
        }
        // Nothing of the person is left to be seen.
        let mut other = new_like(&left);
        other.update(Msg::Leave);
        prop_assert_eq!(left, other.screen());
    }

    #[test]
    fn starting_over_is_starting_anew(acts in walk(anything(), 120), later in walk(polite(), 60)) {
        let pack = louisiana::pack();
        let mut again = after(&acts);
        let mut new = new_like(&again.screen());
        again.update(Msg::Restart);
        let begin = [Act::Path(0), Act::Press(0), Act::Press(0), Act::Press(0), Act::Press(0), Act::Press(0), Act::Press(0)];
        for act in begin.iter().chain(&later) {
            prop_assert_eq!(again.screen(), new.screen());
            if let Some(msg) = act.msg(&new, &pack) {
                prop_assert_eq!(again.update(msg.clone()), new.update(msg));
            }
        }
    }
}
