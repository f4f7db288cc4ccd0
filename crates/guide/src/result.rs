//! What a journey ends in: the next step, what stands strong, what to talk over, what to learn, and what to ask.

use crate::answer::Answer;
use crate::bands;
use crate::condition::Facts;
use crate::condition::{Clause, Test};
use crate::date::Date;
use crate::directory::{area_of, services};
use crate::id::PathId;
use crate::journey::Journey;
use crate::label::Label;
use crate::list::some;
use crate::pack::{
    Advice, AdviceKind, Area, BandKind, DomainIndex, Form, Item, ItemKind, Pack, Place, Requirement, Schedule, Service,
    ServiceKind, Slot,
};
use crate::screen::{Finding, FindingGroup, NextStep, RequirementCard, ResultBody, Section, ServiceCard, SessionCard};
use crate::show::Show;
use crate::text::{Paragraph, Run, fill};

/// The result of a journey. `region` is the area that the web master's tag names, used when no place was given.
pub fn result(show: &Show, journey: &Journey, region: Option<&Area>) -> ResultBody {
    let place = given_place(journey);
    let area = if place.is_some() { place.and_then(|place| area_of(show.pack, place)) } else { region };
    let services = services(show.pack, &journey.path.id, area);
    let cards = |kind| some(&services, |one| (one.kind == kind).then(|| service(show, one, Some(&journey.path.id))));
    let mut findings = vec![
        findings(show, journey, BandKind::Strong),
        findings(show, journey, BandKind::Talk),
        findings(show, journey, BandKind::Learn),
    ];
    // A person who only wanted the next step is not told three times that nothing was found.
    if findings.iter().all(|group| group.findings.is_empty()) {
        findings.clear();
    }
    ResultBody {
        next: next_step(show, place, area, [cards(ServiceKind::Contact), cards(ServiceKind::Training)]),
        findings,
        support: Section {
            title: show.label(Label::SupportHeading),
            text: String::new(),
            entries: cards(ServiceKind::Support),
        },
        ask: Section {
            title: show.label(Label::Ask),
            text: show.label(Label::AskText),
            entries: advice(journey, AdviceKind::Ask).into_iter().flat_map(|one| show.rich(one.text)).collect(),
        },
        family: family(show, journey),
        requirements: requirements(show, &journey.path.id),
        partners: Section {
            title: show.label(Label::Partners),
            text: String::new(),
            entries: show.links(&show.pack.partners),
        },
    }
}

fn next_step(show: &Show, place: Option<&Place>, area: Option<&Area>, cards: [Vec<ServiceCard>; 2]) -> NextStep {
    let said = match (place, area) {
        (Some(place), Some(area)) => {
            area_text(show, show.pack.texts.area, &[("place", &show.place(place)), ("area", &area.name)])
        }
        (Some(place), None) => area_text(show, show.pack.texts.no_area, &[("place", &show.place(place))]),
        (None, _) => Vec::new(),
    };
    let mut groups = Vec::new();
    for (label, cards) in [Label::ContactHeading, Label::TrainingHeading].into_iter().zip(cards) {
        if !cards.is_empty() {
            groups.push((show.label(label), cards));
        }
    }
    NextStep { title: show.label(Label::NextStep), text: show.label(Label::NextStepText), area: said, groups }
}

/// The texts about areas have names in them that only a person's place fills, besides phones and links.
fn area_text(show: &Show, slot: Slot, values: &[(&str, &str)]) -> Vec<Paragraph> {
    let mut paragraphs = show.rich(slot);
    for paragraph in &mut paragraphs {
        for run in paragraph {
            if let Run::Words(words) = run {
                *words = fill(words, values);
            }
        }
    }
    paragraphs
}

/// The place that was given on this journey.
pub fn given_place<'a>(journey: &Journey<'a>) -> Option<&'a Place> {
    let pack: &'a Pack = journey.pack;
    journey.stops.iter().find_map(|stop| match (&stop.item.kind, journey.answer_at(stop.index)) {
        (ItemKind::Question(question), Some(Answer::Place(place))) if matches!(question.form, Form::Place) => {
            pack.place(place)
        }
        _ => None,
    })
}

/// At most so many sessions are shown with a service: more would hide the services that follow.
const SESSIONS: usize = 3;

/// A service as a card, with its sessions that a path shows; without a path, with those of all.
pub(crate) fn service(show: &Show, one: &Service, path: Option<&PathId>) -> ServiceCard {
    ServiceCard {
        name: show.plain(one.name),
        organization: show.organization(one.organization),
        text: show.rich(one.text),
        phones: show.phones(&one.phones),
        links: show.links(&one.links),
        proof: show.proof(&one.proof),
        sessions_title: show.label(Label::Sessions),
        sessions: sessions(show, one, path),
    }
}

/// The next sessions of a service, the soonest first. Those before today are over.
fn sessions(show: &Show, service: &Service, path: Option<&PathId>) -> Vec<SessionCard> {
    let mut cards = Vec::new();
    // A day, a minute of it and a position in one number: what comes sooner is less, and no two are the same.
    let mut from = show.today.map_or(0, Date::day_number) << 27;
    // A pass for each session in place of a sort, whose code is larger than all of this file.
    for _ in 0..SESSIONS {
        let mut next = None;
        let mut soonest = i64::MAX;
        for (position, schedule) in show.pack.schedules.iter().enumerate() {
            let own = show.pack.services.get(usize::from(schedule.service));
            let fits = path.is_none_or(|path| schedule.paths.is_empty() || schedule.paths.contains(path));
            if !fits || !own.is_some_and(|own| core::ptr::eq(own, service)) {
                continue;
            }
            let mut day = 0;
            for gap in &schedule.days {
                day += i64::from(*gap);
                let moment = (day << 27) + (i64::from(schedule.from) << 16) + position as i64;
                if moment >= from && moment < soonest {
                    soonest = moment;
                    next = Some((schedule, day as u32));
                }
            }
        }
        let Some((schedule, day)) = next else { break };
        cards.push(session(show, schedule, day));
        from = soonest + 1;
    }
    cards
}

fn session(show: &Show, one: &Schedule, day: u32) -> SessionCard {
    let mut lines = Vec::new();
    if !one.place.is_empty() {
        lines.push(one.place.clone());
    }
    if one.online {
        lines.push(show.label(Label::Online));
    }
    lines.push(show.words.filled(Label::SpokenLanguage, &[("language", &one.language)]));
    if let Some(note) = one.note {
        lines.push(show.plain(note));
    }
    if !one.phones.is_empty() || !one.links.is_empty() {
        lines.push(show.label(Label::SignUp) + ":");
    }
    SessionCard {
        time: show.session_time(one, day),
        lines,
        phones: show.phones(&one.phones),
        links: show.links(&one.links),
        proof: show.proof(&one.proof),
    }
}

/// The requirements of a path, as things to ask about.
pub(crate) fn requirements(show: &Show, path: &PathId) -> Section<RequirementCard> {
    Section {
        title: show.label(Label::Requirements),
        text: show.label(Label::RequirementsText),
        entries: some(&show.pack.requirements, |one| {
            (one.paths.is_empty() || one.paths.contains(path)).then(|| requirement(show, one))
        }),
    }
}

/// A requirement as a card.
pub(crate) fn requirement(show: &Show, one: &Requirement) -> RequirementCard {
    RequirementCard { title: show.plain(one.title), text: show.rich(one.text), proof: show.proof(&one.proof) }
}

fn family(show: &Show, journey: &Journey) -> Section<(String, String)> {
    let entries = some(&journey.stops, |stop| match &stop.item.kind {
        ItemKind::Question(question) => {
            let tell = question.tell?;
            let answer = journey.answer_at(stop.index).filter(|answer| answer.says_something())?;
            Some((show.plain(tell), answer_in_words(show, stop.item, answer)))
        }
        _ => None,
    });
    Section { title: show.label(Label::Family), text: show.label(Label::FamilyText), entries }
}

fn findings(show: &Show, journey: &Journey, band: BandKind) -> FindingGroup {
    let (part, title, none, kind, option) = match band {
        BandKind::Strong => ("strong", Label::Strong, Label::StrongNone, AdviceKind::Strong, "see"),
        BandKind::Talk => ("talk", Label::Talk, Label::TalkNone, AdviceKind::Talk, "unsure"),
        BandKind::Learn => ("learn", Label::Learn, Label::LearnNone, AdviceKind::Learn, "help"),
    };
    let mut findings = Vec::new();
    domains(&mut findings, show, journey, band);
    for one in advice(journey, kind) {
        findings.push(Finding {
            title: one.title.map(|title| show.plain(title)).unwrap_or_default(),
            text: show.rich(one.text),
            link: one.link.and_then(|link| show.link(link)),
            from: some(&one.when.clauses, |clause| origin(show, journey, clause)),
        });
    }
    expectations(&mut findings, show, journey, band, option);
    FindingGroup { part, title: show.label(title), none: show.label(none), from: show.label(Label::From), findings }
}

fn domains(findings: &mut Vec<Finding>, show: &Show, journey: &Journey, band: BandKind) {
    for (position, domain) in show.pack.domains.iter().enumerate() {
        let Ok(index) = DomainIndex::try_from(position) else { break };
        if journey.band(index) == Some(band) {
            findings.push(Finding {
                title: show.plain(domain.name),
                text: show.rich(match band {
                    BandKind::Strong => domain.strong,
                    BandKind::Talk => domain.talk,
                    BandKind::Learn => domain.learn,
                }),
                link: None,
                from: scored_answers(show, journey, index),
            });
        }
    }
}

fn scored_answers(show: &Show, journey: &Journey, domain: DomainIndex) -> Vec<String> {
    some(&journey.stops, |stop| match &stop.item.kind {
        ItemKind::Question(question) if question.domain == Some(domain) => {
            let answer = journey.answer_at(stop.index)?;
            bands::points(question, answer)?;
            Some(named_answer(show, stop.item, answer))
        }
        _ => None,
    })
}

fn expectations(findings: &mut Vec<Finding>, show: &Show, journey: &Journey, band: BandKind, option: &str) {
    for stop in &journey.stops {
        let ItemKind::Expectation(one) = &stop.item.kind else { continue };
        if !journey.answer_at(stop.index).is_some_and(|answer| answer.has(option)) {
            continue;
        }
        findings.push(Finding {
            title: show.plain(one.title),
            text: match band {
                BandKind::Strong => Vec::new(),
                BandKind::Talk => show.rich(one.talk),
                BandKind::Learn => show.rich(one.learn),
            },
            link: None,
            from: vec![show.words.filled(Label::YouSaid, &[("answer", &expectation_option(show, option))])],
        });
    }
}

fn advice<'a>(journey: &Journey<'a>, kind: AdviceKind) -> Vec<&'a Advice> {
    let pack: &'a Pack = journey.pack;
    let mut given = Vec::new();
    for one in &pack.advice {
        let on_path = one.paths.is_empty() || one.paths.contains(&journey.path.id);
        if one.kind == kind && on_path && one.when.holds(journey) {
            given.push(one);
        }
    }
    given
}

/// The answer or the band that a clause looked at, in words.
fn origin(show: &Show, journey: &Journey, clause: &Clause) -> Option<String> {
    match clause {
        Clause::Item(index, test) if clause.holds(journey) => {
            let item = show.pack.item(*index)?;
            let answer = journey.answer_at(*index).filter(|answer| answer.says_something())?;
            // Where it was enough that something was said, what was said is not the reason.
            let any_answer_will_do = matches!(test, Test::Exists);
            Some(if any_answer_will_do { item_name(show, item) } else { named_answer(show, item, answer) })
        }
        Clause::Band(index, _) if clause.holds(journey) => {
            show.pack.domains.get(usize::from(*index)).map(|domain| show.plain(domain.name))
        }
        _ => None,
    }
}

fn named_answer(show: &Show, item: &Item, answer: &Answer) -> String {
    let mut named = item_name(show, item);
    named.push_str(show.words.label(Label::Colon));
    named.push_str(&answer_in_words(show, item, answer));
    named
}

/// The name of an item in lists.
pub(crate) fn item_name(show: &Show, item: &Item) -> String {
    show.plain(match &item.kind {
        ItemKind::Help(page) => page.title,
        ItemKind::Expectation(one) => one.title,
        ItemKind::Question(question) => question.short,
    })
}

/// An answer in words: "Yes", "Two dogs, a cat", "4 of 5", "St. Tammany Parish".
pub(crate) fn answer_in_words(show: &Show, item: &Item, answer: &Answer) -> String {
    match (&item.kind, answer) {
        (ItemKind::Expectation(_), Answer::Options(options)) => {
            options.first().map(|option| expectation_option(show, option.as_str())).unwrap_or_default()
        }
        (ItemKind::Question(question), Answer::Options(_)) => {
            let mut named = String::new();
            for choice in question.choices() {
                if answer.has(choice.id.as_str()) {
                    if !named.is_empty() {
                        named.push_str(show.words.label(Label::And));
                    }
                    named.push_str(&show.plain(choice.text));
                }
            }
            named
        }
        (ItemKind::Question(question), Answer::Number(number)) => match &question.form {
            Form::Scale { to, .. } => number.to_string() + " / " + &to.to_string(),
            _ => number.to_string(),
        },
        (_, Answer::Place(place)) => show.pack.place(place).map(|place| show.place(place)).unwrap_or_default(),
        _ => show.label(Label::NotAnswered),
    }
}

/// The words of an expectation's option.
pub(crate) fn expectation_option(show: &Show, option: &str) -> String {
    show.label(match option {
        "see" => Label::See,
        "help" => Label::WantHelp,
        _ => Label::Unsure,
    })
}
