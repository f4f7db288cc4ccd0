//! Turns what a walk has shown, and what it should have shown, into lines of ids that can be laid side by side.

use guide::pack::{AdviceKind, BandKind, ItemKind, PartKind, Slot};
use guide::screen::{Body, Finding, ResultBody, Screen};
use guide::show::Show;
use guide::text::{Paragraph, Run, fill};
use guide::{Label, Session};

use crate::case::{Area, Case, Expected};
use crate::louisiana;
use crate::walker::Walker;

/// The kind of a screen, with the id of its item, and what it says to be missing.
pub fn name_of(screen: &Screen) -> String {
    let id = match &screen.body {
        Body::Expectation(body) => Some(body.item.0.clone()),
        Body::Question(body) => Some(body.item.0.clone()),
        Body::Help(_) => Some(louisiana::show(|show| help_page(show, &screen.heading))),
        _ => None,
    };
    let mut name = screen.kind.name().to_owned();
    if let Some(id) = id {
        name = format!("{name} {id}");
    }
    if let Some(notice) = &screen.notice {
        name = format!("{name} ({})", louisiana::show(|show| notice_key(show, notice)));
    }
    name
}

fn help_page(show: &Show, heading: &str) -> String {
    let mut items = show.pack.items.iter();
    let found = items.find(|item| matches!(&item.kind, ItemKind::Help(page) if show.plain(page.title) == heading));
    found.map_or_else(|| format!("“{heading}”"), |item| item.id.0.clone())
}

fn notice_key(show: &Show, notice: &str) -> &'static str {
    let begin = |label: Label| show.label(label).split('{').next().unwrap_or_default().to_owned();
    let mut keys = [Label::ChoosePath, Label::ZipUnknown, Label::ZipWrong].into_iter();
    keys.find(|label| notice.starts_with(&begin(*label))).map_or("another notice", Label::key)
}

/// What the case expects, as lines.
pub fn expected(case: &Case) -> Vec<String> {
    let mut lines: Vec<String> = case.screens.iter().map(|name| format!("screen {name}")).collect();
    lines.extend(case.progress.iter().map(|(id, (now, all))| format!("progress {id}: {now} of {all}")));
    lines.extend(case.bands.iter().map(|(domain, band)| format!("band {domain}: {band}")));
    if let Some(result) = &case.result {
        louisiana::show(|show| expected_result(show, result, &mut lines));
    }
    lines
}

fn expected_result(show: &Show, result: &Expected, lines: &mut Vec<String>) {
    lines.extend(result.area.iter().map(|area| format!("area: {}", sentence(show, area))));
    let mut list = |part: &str, ids: &[String]| lines.extend(ids.iter().map(|id| format!("{part}: {id}")));
    list("service", &result.services);
    list("strong", &result.strong);
    list("talk", &result.talk);
    list("learn", &result.learn);
    list("ask", &result.ask);
    list("family", &result.family);
}

fn sentence(show: &Show, area: &Area) -> String {
    let place = show.pack.places.iter().find(|place| place.id.as_str() == area.place).expect("an unknown place");
    let texts = &show.pack.texts;
    let place = show.place(place);
    match &area.area {
        None => fill(&show.plain(texts.no_area), &[("place", &place)]),
        Some(id) => {
            let area = show.pack.areas.iter().find(|area| area.id.as_str() == id).expect("an unknown area");
            fill(&show.plain(texts.area), &[("place", &place), ("area", &area.name)])
        }
    }
}

/// What the walk has shown, as lines. Progress is told only for the items that the case names.
pub fn actual(case: &Case, walker: &Walker) -> Vec<String> {
    let mut lines: Vec<String> = walker.names.iter().map(|name| format!("screen {name}")).collect();
    lines.extend(case.progress.keys().map(|id| format!("progress {id}: {}", told_progress(walker, id))));
    lines.extend(bands(&walker.session).into_iter().map(|(domain, band)| format!("band {domain}: {band}")));
    if let Body::Result(result) = &walker.screen().body {
        louisiana::show(|show| actual_result(show, result, &mut lines));
    }
    lines
}

/// "3 of 12", read from the words of the last screen that showed the item.
fn told_progress(walker: &Walker, id: &str) -> String {
    let is_item = |screen: &&Screen| name_of(screen).split(' ').nth(1) == Some(id);
    let Some(screen) = walker.screens.iter().rev().find(is_item) else { return "never shown".to_owned() };
    let said = screen.progress.clone().unwrap_or_default();
    let numbers: Vec<&str> = said.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [now, all] = numbers.as_slice() else { return said };
    let labels = [
        (PartKind::Help, Label::ProgressHelp),
        (PartKind::Expectations, Label::ProgressExpectation),
        (PartKind::Questions, Label::ProgressQuestion),
        (PartKind::Family, Label::ProgressFamily),
    ];
    let filled = |label: Label| louisiana::languages()[0].filled(label, &[("now", now), ("all", all)]);
    match labels.iter().any(|(_, label)| filled(*label) == said) {
        true => format!("{now} of {all}"),
        false => said,
    }
}

/// The domains that have a band, in the order of their ids.
pub fn bands(session: &Session) -> Vec<(String, &'static str)> {
    let Some(journey) = session.journey() else { return Vec::new() };
    let domains = journey.pack.domains.iter().zip(0u16..);
    let mut bands: Vec<(String, &str)> = domains
        .filter_map(|(domain, index)| Some((domain.id.0.clone(), band_name(guide::bands::band(&journey, index)?))))
        .collect();
    bands.sort();
    bands
}

pub fn band_name(band: BandKind) -> &'static str {
    match band {
        BandKind::Strong => "strong",
        BandKind::Talk => "talk",
        BandKind::Learn => "learn",
    }
}

fn actual_result(show: &Show, result: &ResultBody, lines: &mut Vec<String>) {
    lines.extend(result.next.area.iter().map(|paragraph| format!("area: {}", plain(paragraph))));
    for card in result.next.groups.iter().flat_map(|(_, cards)| cards).chain(&result.support.entries) {
        let mut named = show.pack.services.iter().zip(louisiana::services());
        let found = named.find(|(service, _)| show.plain(service.name) == card.name);
        lines.push(format!("service: {}", found.map_or(&card.name, |(_, id)| id)));
    }
    for group in &result.findings {
        lines.extend(group.findings.iter().map(|finding| format!("{}: {}", group.part, finding_id(show, finding))));
    }
    lines.extend(result.ask.entries.iter().map(|entry| format!("ask: {}", ask_id(show, entry))));
    lines.extend(
        result.family.entries.iter().map(|(name, answer)| format!("family: {}", family_id(show, name, answer))),
    );
}

fn finding_id(show: &Show, finding: &Finding) -> String {
    let is_title = |slot: Slot| show.plain(slot) == finding.title;
    let pack = show.pack;
    let domains = pack.domains.iter().filter(|one| is_title(one.name)).map(|one| format!("domain {}", one.id.as_str()));
    let advice = pack.advice.iter().filter(|one| one.title.is_some_and(is_title));
    let expectations =
        pack.items.iter().filter(|item| matches!(&item.kind, ItemKind::Expectation(one) if is_title(one.title)));
    let mut found = domains
        .chain(advice.map(|one| format!("advice {}", one.id.as_str())))
        .chain(expectations.map(|one| format!("expectation {}", one.id.as_str())));
    found.next().unwrap_or_else(|| format!("“{}”", finding.title))
}

fn ask_id(show: &Show, entry: &Paragraph) -> String {
    let mut asks = show.pack.advice.iter().filter(|one| one.kind == AdviceKind::Ask);
    let found = asks.find(|one| show.rich(one.text).contains(entry));
    found.map_or_else(|| format!("“{}”", plain(entry)), |one| one.id.0.clone())
}

/// `family-pets = dog, cat`, found again from the words of the answer.
fn family_id(show: &Show, name: &str, answer: &str) -> String {
    for item in &show.pack.items {
        if let ItemKind::Question(question) = &item.kind
            && question.tell.is_some_and(|tell| show.plain(tell) == name)
        {
            let and = show.label(Label::And);
            // Taken off the front one after the other: the words of an option may hold a comma.
            let mut rest = answer;
            let mut ids = Vec::new();
            for choice in question.choices() {
                if let Some(after) = rest.strip_prefix(show.plain(choice.text).as_str()) {
                    rest = after.strip_prefix(and.as_str()).unwrap_or(after);
                    ids.push(choice.id.as_str());
                }
            }
            return format!("{} = {}{rest}", item.id.as_str(), ids.join(", "));
        }
    }
    format!("“{name}: {answer}”")
}

/// A paragraph as one string.
pub fn plain(paragraph: &Paragraph) -> String {
    let run = |run: &Run| match run {
        Run::Words(words) => words.clone(),
        Run::Phone(phone) => phone.shown.clone(),
        Run::Link(link) => link.label.clone(),
    };
    paragraph.iter().map(run).collect()
}
