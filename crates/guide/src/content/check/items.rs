//! Checks help pages, arrangements, expectations and questions.

use super::Checker;
use super::directory::proof_of;
use super::paths::Reader;
use crate::content::problem::{Place, suggest};
use crate::content::raw::{RawOption, RawPartKind, RawQuestion, RawQuestionKind};
use crate::id::is_id;
use crate::pack::{Arrangement, Choice, Expectation, Form, HelpPage, Item, ItemKind, Question};

pub(super) fn arrangements(checker: &mut Checker) -> Vec<Arrangement> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.arrangements {
        let (place, arrangement) = (&one.place, &one.value);
        let id = &arrangement.id;
        let agency = arrangement.agency.as_ref();
        let proof = proof_of(&arrangement.source, &arrangement.checked, arrangement.status);
        built.push(Arrangement {
            agency: agency
                .map(|agency| checker.refer(|checker| &checker.organizations, &place.at("agency"), id, agency)),
            name: checker.slots.slot(place, format!("arrangements.{id}.name")),
            text: checker.slots.slot(place, format!("arrangements.{id}.text")),
            points: checker.slots.optional(place, format!("arrangements.{id}.points")),
            phones: checker.refer_all(|checker| &checker.phones, &place.at("phones"), id, &arrangement.phones),
            links: checker.refer_all(|checker| &checker.links, &place.at("links"), id, &arrangement.links),
            proof: checker.proof(place, id, &proof),
        });
    }
    built
}

/// Help pages, expectations and questions, in the order in which their names were taken in.
pub(super) fn items(checker: &mut Checker) -> Vec<Item> {
    let mut items = help(checker);
    items.extend(expectations(checker));
    items.extend(questions(checker));
    items
}

fn help(checker: &mut Checker) -> Vec<Item> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.help {
        let (place, help) = (&one.place, &one.value);
        let id = &help.id;
        let proof = proof_of(&help.source, &help.checked, help.status);
        let page = HelpPage {
            title: checker.slots.slot(place, format!("help.{id}.title")),
            text: checker.slots.slot(place, format!("help.{id}.text")),
            points: checker.slots.optional(place, format!("help.{id}.points")),
            phones: checker.refer_all(|checker| &checker.phones, &place.at("phones"), id, &help.phones),
            links: checker.refer_all(|checker| &checker.links, &place.at("links"), id, &help.links),
            arrangements: checker.refer_all(
                |checker| &checker.arrangements,
                &place.at("arrangements"),
                id,
                &help.arrangements,
            ),
            proof: checker.proof(place, id, &proof),
        };
        built.push(Item { id: id.as_str().into(), when: Default::default(), kind: ItemKind::Help(page) });
    }
    built
}

fn expectations(checker: &mut Checker) -> Vec<Item> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.expectations {
        let (place, expectation) = (&one.place, &one.value);
        let id = &expectation.id;
        checker.refer(|checker| &checker.domains, &place.at("domain"), id, &expectation.domain);
        for (position, question) in expectation.questions.iter().enumerate() {
            let known = raw.questions.iter().map(|one| one.value.id.as_str());
            if !known.clone().any(|id| id == question) && !checker.is_unread("questions.toml", question) {
                let mend = suggest(question, known, "name a question from questions.toml");
                let at = place.at("questions").at(position);
                checker.problem(&at, id, format!("there is no question `{question}`"), mend);
            }
        }
        if expectation.questions.is_empty() == expectation.no_question.is_none() {
            let wrong = format!("the expectation `{id}` has neither or both of `questions` and `no-question`");
            let mend = "name the questions that look at the same thing, or say in `no-question` why none does";
            checker.problem(place, id, wrong, mend);
        }
        let mut slot = |name: &str| checker.slots.slot(place, format!("expectations.{id}.{name}"));
        let (title, asks, day) = (slot("title"), slot("asks"), slot("day"));
        let (back, talk, learn) = (slot("back"), slot("talk"), slot("learn"));
        let proof = proof_of(&expectation.source, &expectation.checked, expectation.status);
        let proof = checker.proof(place, id, &proof);
        let kind = ItemKind::Expectation(Expectation { title, asks, day, back, talk, learn, proof });
        built.push(Item { id: id.as_str().into(), when: Default::default(), kind });
    }
    built
}

fn questions(checker: &mut Checker) -> Vec<Item> {
    let raw = checker.raw;
    let mut built = Vec::new();
    let mut places = 0usize;
    for one in &raw.questions {
        let (place, question) = (&one.place, &one.value);
        let id = &question.id;
        if question.kind == RawQuestionKind::Place {
            places += 1;
            if places == 2 {
                let mend = "keep one place question; it may stand on every path";
                checker.problem(place, id, "the pack asks for the place twice", mend);
            }
        }
        let form = form(checker, place, question);
        let domain = question.domain.as_ref();
        let when = Reader::items(checker).condition(&place.at("when"), id, question.when.as_ref());
        let kind = ItemKind::Question(Question {
            ask: checker.slots.slot(place, format!("questions.{id}.ask")),
            short: checker.slots.slot(place, format!("questions.{id}.short")),
            why: checker.slots.optional(place, format!("questions.{id}.why")),
            tell: about_family(checker, id).then(|| checker.slots.slot(place, format!("questions.{id}.tell"))),
            domain: domain.map(|domain| checker.refer(|checker| &checker.domains, &place.at("domain"), id, domain)),
            form,
        });
        built.push(Item { id: id.as_str().into(), when, kind });
    }
    built
}

/// Whether a path asks this about the family: then the answer is told to the agency, and needs words for that.
fn about_family(checker: &Checker, id: &str) -> bool {
    let parts = checker.raw.paths.iter().flat_map(|path| &path.value.part);
    parts.filter(|part| part.kind == RawPartKind::Family).any(|part| part.show.iter().any(|one| one == id))
}

fn form(checker: &mut Checker, place: &Place, question: &RawQuestion) -> Form {
    let id = &question.id;
    let has_scale = question.from.is_some() || question.to.is_some();
    match question.kind {
        RawQuestionKind::Single | RawQuestionKind::Multiple => {
            if has_scale {
                let mend = "take `from` and `to` out, or write `kind = \"scale\"`";
                checker.problem(place, id, "only a scale has `from` and `to`", mend);
            }
            let choices = choices(checker, place, question);
            if question.kind == RawQuestionKind::Single { Form::Single(choices) } else { Form::Multiple(choices) }
        }
        RawQuestionKind::Scale => {
            let (from, to) = (question.from.unwrap_or(1), question.to.unwrap_or(5));
            if from >= to || to > 10 {
                let wrong = format!("a scale from {from} to {to} cannot be shown");
                checker.problem(&place.at("from"), id, wrong, "write `from = 1` and `to = 5`; ten numbers at the most");
            }
            no_options(checker, place, question);
            Form::Scale {
                from,
                to,
                low: checker.slots.slot(place, format!("questions.{id}.low")),
                high: checker.slots.slot(place, format!("questions.{id}.high")),
            }
        }
        RawQuestionKind::Place => {
            no_options(checker, place, question);
            if question.domain.is_some() {
                let mend = "take `domain` out: where a person lives is never scored";
                checker.problem(&place.at("domain"), id, "a place cannot count in a domain", mend);
            }
            Form::Place
        }
    }
}

fn no_options(checker: &mut Checker, place: &Place, question: &RawQuestion) {
    if !question.options.is_empty() {
        let wrong = "a scale or a place has no options";
        let mend = "take `options` out, or write `kind = \"single\"`";
        checker.problem(&place.at("options"), &question.id, wrong, mend);
    }
}

fn choices(checker: &mut Checker, place: &Place, question: &RawQuestion) -> Vec<Choice> {
    let id = &question.id;
    let at = place.at("options");
    if question.options.len() < 2 {
        checker.problem(
            &at,
            id,
            format!("the question `{id}` leaves nothing to choose"),
            "give it two options or more",
        );
    }
    scoring(checker, &at, question);
    let mut built = Vec::new();
    for (position, option) in question.options.iter().enumerate() {
        let at = at.at(position);
        let twice = question.options.iter().take(position).any(|other| other.id == option.id);
        if !is_id(&option.id) || twice {
            let wrong = format!("`{}` is not an id, or stands twice in `{id}`", option.id);
            checker.problem(&at.at("id"), id, wrong, "each option has an id of its own: `yes`, `not-yet`");
        }
        if option.points.is_some_and(|points| points > 3) {
            let wrong = format!("the option `{}` counts for more than 3 points", option.id);
            checker.problem(&at.at("points"), id, wrong, "write 0, 1, 2 or 3");
        }
        if option.alone && question.kind != RawQuestionKind::Multiple {
            let mend = "take `alone` out: only a multiple choice has other options to clear";
            checker.problem(&at.at("alone"), id, "`alone` means nothing here", mend);
        }
        built.push(Choice {
            id: option.id.as_str().into(),
            text: checker.slots.slot(&at, format!("questions.{id}.options.{}", option.id)),
            points: option.points,
            alone: option.alone,
        });
    }
    built
}

fn scoring(checker: &mut Checker, at: &Place, question: &RawQuestion) {
    let id = &question.id;
    let scored: Vec<u8> = question.options.iter().filter_map(|option: &RawOption| option.points).collect();
    if question.domain.is_some() && scored.is_empty() {
        let wrong = format!("the question `{id}` has a domain, but no option has points");
        checker.problem(at, id, wrong, "give its options points from 0 to 3, or take `domain` out");
    }
    if question.domain.is_none() && !scored.is_empty() {
        let wrong = format!("the question `{id}` has points, but no domain");
        checker.problem(at, id, wrong, "write the `domain` in which it counts, or take the points out");
    }
}
