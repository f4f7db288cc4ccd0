//! Every text of a screen, gathered from its data: what must stand in the HTML, and what a person reads.

use guide::screen::{
    ArrangementCard, Body, Controls, FindingGroup, Help, LinkRow, PhoneRow, ResultBody, Screen, ServiceCard,
};
use guide::text::{Paragraph, ProofLine, Run};
use guide::whole::Whole;

/// The texts of one screen.
#[derive(Default)]
pub struct Texts {
    /// What stands between the heading and the buttons, the heading first.
    pub body: Vec<String>,
    /// What stands around it.
    pub chrome: Vec<String>,
}

pub fn of(screen: &Screen) -> Texts {
    let mut body = vec![screen.heading.clone()];
    body.extend(screen.notice.clone());
    of_body(&screen.body, &mut body);
    let mut chrome: Vec<String> = screen.progress.iter().chain(&screen.review).cloned().collect();
    chrome.extend(screen.actions.iter().map(|action| action.label.clone()));
    if !matches!(screen.body, Body::Left(_)) {
        chrome.extend([screen.leave.label.clone(), screen.help_title.clone()]);
        screen.help_lines.iter().for_each(|row| phone(row, &mut chrome));
    }
    Texts { body, chrome }
}

fn of_body(body: &Body, texts: &mut Vec<String>) {
    match body {
        Body::Welcome(welcome) => {
            paragraphs(&welcome.lead, texts);
            texts.extend([
                welcome.private.clone(),
                // What it opens is read by who opens it.
                welcome.private_how.clone(),
                welcome.legend.clone(),
            ]);
            let cards = welcome.paths.iter();
            texts.extend(cards.flat_map(|card| [card.title.clone(), card.text.clone(), card.minutes.clone()]));
        }
        Body::Help(page) => help(page, texts),
        Body::Expectation(body) => {
            sections(&body.sections, texts);
            proof(&body.proof, texts);
            texts.push(body.legend.clone());
            texts.extend(body.choices.iter().map(|row| row.label.clone()));
        }
        Body::Question(body) => {
            texts.extend(body.why.iter().chain(&body.hint).cloned());
            controls(&body.controls, texts);
        }
        Body::Review(review) => {
            texts.push(review.text.clone());
            for group in &review.groups {
                texts.push(group.title.clone());
                let rows = group.rows.iter();
                texts.extend(rows.flat_map(|row| [row.name.clone(), row.answer.clone(), row.change.clone()]));
            }
        }
        Body::Result(result) => of_result(result, texts),
        Body::Left(text) => texts.push(text.clone()),
    }
}

fn controls(controls: &Controls, texts: &mut Vec<String>) {
    match controls {
        Controls::Radios(rows) | Controls::Checkboxes(rows) => texts.extend(rows.iter().map(|row| row.label.clone())),
        Controls::Scale { numbers, low, high } => {
            texts.extend(numbers.iter().map(|row| row.label.clone()));
            texts.extend([low.clone(), high.clone()]);
        }
        Controls::Place(place) => {
            if let Some(zip) = &place.zip {
                texts.extend([zip.label.clone(), zip.hint.clone(), zip.erase.clone()]);
                texts.extend(zip.found.clone());
            }
            texts.extend([place.place_label.clone(), place.none.clone()]);
            texts.extend(place.places.iter().map(|row| row.label.clone()));
        }
    }
}

fn of_result(result: &ResultBody, texts: &mut Vec<String>) {
    texts.extend([result.next.title.clone(), result.next.text.clone()]);
    paragraphs(&result.next.area, texts);
    for (title, cards) in &result.next.groups {
        texts.push(title.clone());
        cards.iter().for_each(|card| service(card, texts));
    }
    result.findings.iter().for_each(|group| findings(group, texts));
    if !result.ask.entries.is_empty() {
        texts.extend([result.ask.title.clone(), result.ask.text.clone()]);
        paragraphs(&result.ask.entries, texts);
    }
    if !result.family.entries.is_empty() {
        texts.extend([result.family.title.clone(), result.family.text.clone()]);
        texts.extend(result.family.entries.iter().flat_map(|(name, answer)| [name.clone(), answer.clone()]));
    }
    if !result.support.entries.is_empty() {
        texts.push(result.support.title.clone());
        result.support.entries.iter().for_each(|card| service(card, texts));
    }
    for card in &result.requirements.entries {
        texts.push(card.title.clone());
        paragraphs(&card.text, texts);
        proof(&card.proof, texts);
    }
    links(&result.partners.entries, texts);
}

fn findings(group: &FindingGroup, texts: &mut Vec<String>) {
    texts.push(group.title.clone());
    if group.findings.is_empty() {
        texts.push(group.none.clone());
    }
    for finding in &group.findings {
        texts.push(finding.title.clone());
        paragraphs(&finding.text, texts);
        texts.extend(finding.from.iter().cloned());
        finding.link.iter().for_each(|link| links(core::slice::from_ref(link), texts));
    }
}

fn service(card: &ServiceCard, texts: &mut Vec<String>) {
    texts.extend([card.name.clone(), card.organization.clone()]);
    paragraphs(&card.text, texts);
    card.phones.iter().for_each(|row| phone(row, texts));
    links(&card.links, texts);
    proof(&card.proof, texts);
    if !card.sessions.is_empty() {
        texts.push(card.sessions_title.clone());
    }
    for one in &card.sessions {
        texts.push(one.time.clone());
        texts.extend(one.lines.iter().cloned());
        one.phones.iter().for_each(|row| phone(row, texts));
        links(&one.links, texts);
        proof(&one.proof, texts);
    }
}

fn help(page: &Help, texts: &mut Vec<String>) {
    paragraphs(&page.text, texts);
    paragraphs(&page.points, texts);
    page.phones.iter().for_each(|row| phone(row, texts));
    page.arrangements.iter().for_each(|card| arrangement(card, texts));
    links(&page.links, texts);
    proof(&page.proof, texts);
}

fn arrangement(card: &ArrangementCard, texts: &mut Vec<String>) {
    texts.push(card.name.clone());
    texts.extend(card.agency.clone());
    paragraphs(&card.text, texts);
    paragraphs(&card.points, texts);
    card.phones.iter().for_each(|row| phone(row, texts));
    links(&card.links, texts);
    proof(&card.proof, texts);
}

fn sections(sections: &[(String, Vec<Paragraph>)], texts: &mut Vec<String>) {
    for (title, text) in sections {
        texts.push(title.clone());
        paragraphs(text, texts);
    }
}

fn paragraphs(paragraphs: &[Paragraph], texts: &mut Vec<String>) {
    for run in paragraphs.iter().flatten() {
        match run {
            Run::Words(words) => texts.push(words.clone()),
            Run::Phone(phone) => texts.extend(core::iter::once(&phone.shown).chain(&phone.letters).cloned()),
            Run::Link(link) => texts.push(link.label.clone()),
        }
    }
}

fn phone(row: &PhoneRow, texts: &mut Vec<String>) {
    texts.extend([row.label.clone(), row.note.clone(), row.verb.clone(), row.link.shown.clone()]);
    texts.extend(row.link.letters.clone());
}

fn links(rows: &[LinkRow], texts: &mut Vec<String>) {
    texts.extend(rows.iter().flat_map(|row| [row.label.clone(), row.host.clone()]));
}

fn proof(proof: &ProofLine, texts: &mut Vec<String>) {
    texts.extend([proof.source.label.clone(), proof.checked.clone()]);
    texts.extend(proof.notes.iter().cloned());
}

/// The texts of the whole content.
pub fn of_whole(whole: &Whole) -> Vec<String> {
    let mut texts = vec![whole.title.clone(), whole.text.clone()];
    for (title, page) in &whole.help {
        texts.push(title.clone());
        help(page, &mut texts);
    }
    whole.services.iter().for_each(|card| service(card, &mut texts));
    for one in &whole.expectations {
        texts.push(one.title.clone());
        sections(&one.sections, &mut texts);
        proof(&one.proof, &mut texts);
    }
    for card in &whole.requirements {
        texts.push(card.title.clone());
        paragraphs(&card.text, &mut texts);
        proof(&card.proof, &mut texts);
    }
    texts.extend(whole.languages.iter().map(|row| row.name.clone()));
    texts.extend(whole.glossary.iter().flat_map(|(word, meaning)| [word.clone(), meaning.clone()]));
    texts.extend(whole.questions.iter().flat_map(|(ask, options)| core::iter::once(ask).chain(options).cloned()));
    whole.phones.iter().for_each(|row| phone(row, &mut texts));
    links(&whole.links, &mut texts);
    texts
}
