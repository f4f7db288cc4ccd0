//! Makes the screen that a session shows now.

use super::{At, EXPECTATION_OPTIONS, Session};
use crate::answer::Answer;
use crate::directory::{Lookup, by_zip};
use crate::id::ItemId;
use crate::journey::{Journey, Stop};
use crate::label::Label;
use crate::list::{each, some};
use crate::pack::{Arrangement, Choice, Expectation, Form, HelpPage, ItemKind, PartKind, Question};
use crate::result;
use crate::screen::{
    Action, ActionKind, ArrangementCard, Body, ChoiceRow, Controls, ExpectationBody, Help, Kind, LanguageRow, PathCard,
    PlaceControls, QuestionBody, Review, ReviewGroup, ReviewRow, Screen, Welcome, ZipField,
};
use crate::show::Show;
use crate::text::{PageLink, Words};

/// What a session shows now. A place that is no longer on the path shows the first open screen instead.
pub(crate) fn screen(session: &Session) -> Screen {
    let empty = Words::new("en", "ltr", "");
    let show = session.show().unwrap_or(Show { pack: &session.setup.pack, words: &empty, today: None });
    let (Some(journey), false) = (session.journey(), matches!(session.at, At::Welcome | At::Left)) else {
        return if session.at == At::Left { left(session, &show) } else { welcome(session, &show) };
    };
    match &session.at {
        At::Item(id) => {
            let position = journey.position(id).or_else(|| {
                let open = journey.first_open(0)?;
                journey.position(&open.item.id)
            });
            match position.and_then(|position| journey.stop(position).map(|stop| (position, stop))) {
                Some((position, stop)) => item(session, &show, &journey, position, stop),
                None => review(session, &show, &journey),
            }
        }
        At::Result => outcome(session, &show, &journey),
        At::Review | At::Welcome | At::Left => review(session, &show, &journey),
    }
}

fn frame(session: &Session, show: &Show, kind: Kind, heading: String, body: Body) -> Screen {
    let pack = show.pack;
    let language = |words: &Words| LanguageRow {
        code: words.code.clone(),
        direction: words.direction.clone(),
        name: words.label(Label::LanguageName).to_owned(),
    };
    let languages = &session.setup.languages;
    let path = match kind {
        Kind::Welcome | Kind::Left => None,
        _ => session.path.clone(),
    };
    let review = show.label(Label::Review);
    Screen {
        kind,
        path,
        title: show.label(Label::DocumentTitle),
        language: language(show.words),
        languages: if languages.len() > 1 { each(languages, language) } else { Vec::new() },
        language_label: show.label(Label::LanguageLabel),
        review: (!review.is_empty()).then_some(review),
        leave: PageLink { href: pack.leave.clone(), label: show.label(Label::Leave), host: String::new() },
        leave_hint: show.label(Label::LeaveHint),
        help_title: show.label(Label::HelpLines),
        help_lines: show.phones(&pack.help_lines),
        progress: None,
        heading,
        notice: session.notice.map(|label| {
            let place = show.plain(pack.texts.place);
            show.words.filled(label, &[("place", &place), ("zip", &session.zip)])
        }),
        body,
        actions: Vec::new(),
    }
}

fn welcome(session: &Session, show: &Show) -> Screen {
    let card = |path: &crate::pack::Path| PathCard {
        id: path.id.clone(),
        title: show.plain(path.title),
        text: show.plain(path.text),
        minutes: show.words.filled(Label::Minutes, &[("minutes", &path.minutes.to_string())]),
        picked: session.path.as_ref() == Some(&path.id),
    };
    let texts = &show.pack.texts;
    let body = Body::Welcome(Welcome {
        lead: show.rich(texts.lead),
        private: show.label(Label::Private),
        private_how: show.label(Label::PrivateHow),
        private_why: show.label(Label::PrivateWhy),
        legend: show.label(Label::PathsLegend),
        paths: each(&show.pack.paths, card),
    });
    let mut screen = frame(session, show, Kind::Welcome, show.plain(texts.title), body);
    screen.actions = actions(show, &[(ActionKind::Start, Label::Start)]);
    screen
}

fn left(session: &Session, show: &Show) -> Screen {
    frame(session, show, Kind::Left, show.label(Label::LeftTitle), Body::Left(show.label(Label::LeftText)))
}

fn item(session: &Session, show: &Show, journey: &Journey, position: usize, stop: Stop) -> Screen {
    let answer = journey.answer_at(stop.index);
    let (kind, heading, body) = match &stop.item.kind {
        ItemKind::Help(page) => (Kind::Help, show.plain(page.title), Body::Help(help(show, &stop.item.id, page))),
        ItemKind::Expectation(one) => {
            let body = ExpectationBody { item: stop.item.id.clone(), ..expectation(show, one, answer) };
            (Kind::Expectation, show.plain(one.title), Body::Expectation(body))
        }
        ItemKind::Question(one) => {
            let body = QuestionBody { item: stop.item.id.clone(), ..question(session, show, one, answer) };
            (Kind::Question, show.plain(one.ask), Body::Question(body))
        }
    };
    let next = if session.changing { Label::Done } else { Label::Next };
    let mut wanted = vec![(ActionKind::Next, next)];
    if kind != Kind::Help {
        wanted.push((ActionKind::Skip, Label::Skip));
    }
    wanted.push((ActionKind::Back, Label::Back));
    let mut screen = frame(session, show, kind, heading, body);
    screen.progress = Some(progress(show, journey, position, stop.part));
    screen.actions = actions(show, &wanted);
    screen
}

fn progress(show: &Show, journey: &Journey, position: usize, part: PartKind) -> String {
    let (now, all) = journey.progress(position);
    let label = match part {
        PartKind::Help => Label::ProgressHelp,
        PartKind::Expectations => Label::ProgressExpectation,
        PartKind::Questions => Label::ProgressQuestion,
        PartKind::Family => Label::ProgressFamily,
    };
    show.words.filled(label, &[("now", &now.to_string()), ("all", &all.to_string())])
}

fn actions(show: &Show, wanted: &[(ActionKind, Label)]) -> Vec<Action> {
    each(wanted, |(kind, label)| Action { kind: *kind, label: show.label(*label) })
}

/// A help page with its phones, arrangements and links.
pub(crate) fn help(show: &Show, item: &ItemId, page: &HelpPage) -> Help {
    Help {
        item: item.clone(),
        text: show.rich(page.text),
        points: page.points.map(|points| show.rich(points)).unwrap_or_default(),
        phones: show.phones(&page.phones),
        arrangements: some(&page.arrangements, |index| {
            Some(arrangement(show, show.pack.arrangements.get(usize::from(*index))?))
        }),
        links: show.links(&page.links),
        proof: show.proof(&page.proof),
    }
}

fn arrangement(show: &Show, one: &Arrangement) -> ArrangementCard {
    let agency = one.agency.map(|index| show.organization(index));
    ArrangementCard {
        name: show.plain(one.name),
        agency: agency.map(|name| show.words.filled(Label::RunBy, &[("name", &name)])),
        text: show.rich(one.text),
        points: one.points.map(|points| show.rich(points)).unwrap_or_default(),
        phones: show.phones(&one.phones),
        links: show.links(&one.links),
        proof: show.proof(&one.proof),
    }
}

/// An expectation with its three options. The caller names the item.
pub(crate) fn expectation(show: &Show, one: &Expectation, answer: Option<&Answer>) -> ExpectationBody {
    let choice = |value: &str| ChoiceRow {
        value: value.to_owned(),
        label: result::expectation_option(show, value),
        chosen: answer.is_some_and(|answer| answer.has(value)),
    };
    ExpectationBody {
        sections: vec![
            (show.label(Label::Asks), show.rich(one.asks)),
            (show.label(Label::Day), show.rich(one.day)),
            (show.label(Label::BackFor), show.rich(one.back)),
        ],
        proof: show.proof(&one.proof),
        item: "".into(),
        legend: show.label(Label::ExpectationLegend),
        choices: each(&EXPECTATION_OPTIONS, |value| choice(value)),
    }
}

fn question(session: &Session, show: &Show, one: &Question, answer: Option<&Answer>) -> QuestionBody {
    let row = |choice: &Choice| ChoiceRow {
        value: choice.id.as_str().to_owned(),
        label: show.plain(choice.text),
        chosen: answer.is_some_and(|answer| answer.has(choice.id.as_str())),
    };
    let (controls, hint) = match &one.form {
        Form::Single(choices) => (Controls::Radios(each(choices, row)), None),
        Form::Multiple(choices) => (Controls::Checkboxes(each(choices, row)), Some(show.label(Label::ChooseAny))),
        Form::Scale { from, to, low, high } => {
            let mut numbers = Vec::new();
            for number in *from..=*to {
                numbers.push(ChoiceRow {
                    value: number.to_string(),
                    label: number.to_string(),
                    chosen: answer == Some(&Answer::Number(number)),
                });
            }
            let (low, high) = (show.plain(*low), show.plain(*high));
            let ends = [("from", from.to_string()), ("to", to.to_string())];
            let [(_, first), (_, last)] = &ends;
            let hint =
                show.words.filled(Label::ScaleHint, &[("from", first), ("to", last), ("low", &low), ("high", &high)]);
            (Controls::Scale { numbers, low, high }, Some(hint))
        }
        Form::Place => (Controls::Place(Box::new(place(session, show, answer))), None),
    };
    QuestionBody { item: "".into(), why: one.why.map(|why| show.plain(why)), hint, controls }
}

fn place(session: &Session, show: &Show, answer: Option<&Answer>) -> PlaceControls {
    let chosen = |id: &crate::id::PlaceId| matches!(answer, Some(Answer::Place(place)) if place == id);
    let kind = show.plain(show.pack.texts.place);
    let found = match by_zip(show.pack, &session.zip) {
        Lookup::Found(place) => {
            Some(show.words.filled(Label::ZipFound, &[("zip", &session.zip), ("place", &show.place(place))]))
        }
        _ => None,
    };
    PlaceControls {
        zip: (!show.pack.zips.is_empty()).then(|| ZipField {
            label: show.label(Label::ZipLabel),
            hint: show.words.filled(Label::ZipHint, &[("place", &kind)]),
            erase: show.label(Label::ZipErase),
            typed: session.zip.clone(),
            found,
        }),
        place_label: show.words.filled(Label::PlaceLabel, &[("place", &kind)]),
        none: show.label(Label::PlaceNone),
        places: each(&show.pack.places, |one| ChoiceRow {
            value: one.id.as_str().to_owned(),
            label: one.name.clone(),
            chosen: chosen(&one.id),
        }),
    }
}

fn review(session: &Session, show: &Show, journey: &Journey) -> Screen {
    let mut groups = Vec::new();
    for (title, part) in [
        (Label::ReviewExpectations, PartKind::Expectations),
        (Label::ReviewQuestions, PartKind::Questions),
        (Label::ReviewFamily, PartKind::Family),
    ] {
        let rows = some(&journey.stops, |stop| (stop.part == part).then(|| row(show, journey, stop)));
        if !rows.is_empty() {
            groups.push(ReviewGroup { title: show.label(title), rows });
        }
    }
    let body = Body::Review(Review { text: show.label(Label::ReviewText), groups });
    let mut screen = frame(session, show, Kind::Review, show.label(Label::ReviewTitle), body);
    screen.progress = Some(show.label(Label::ProgressReview));
    screen.actions = actions(show, &[(ActionKind::Next, Label::ToResult), (ActionKind::Back, Label::Back)]);
    screen
}

fn row(show: &Show, journey: &Journey, stop: &Stop) -> ReviewRow {
    let answer = journey.answer_at(stop.index).filter(|answer| answer.says_something());
    ReviewRow {
        item: stop.item.id.clone(),
        name: result::item_name(show, stop.item),
        answer: match answer {
            Some(answer) => result::answer_in_words(show, stop.item, answer),
            None => show.label(Label::NotAnswered),
        },
        answered: answer.is_some(),
        change: show.label(Label::Change),
    }
}

fn outcome(session: &Session, show: &Show, journey: &Journey) -> Screen {
    let body = Body::Result(Box::new(result::result(show, journey, session.region())));
    let mut screen = frame(session, show, Kind::Result, show.plain(journey.path.result), body);
    screen.progress = Some(show.label(Label::ProgressResult));
    screen.actions = actions(
        show,
        &[
            (ActionKind::Print, Label::Print),
            (ActionKind::Review, Label::ToReview),
            (ActionKind::OtherPath, Label::OtherPath),
            (ActionKind::Restart, Label::Restart),
        ],
    );
    screen
}
