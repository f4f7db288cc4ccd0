//! Texts with phones and links, phone rows, links and proofs.

use guide::screen::{LinkRow, PhoneRow};
use guide::text::{PageLink, Paragraph, PhoneLink, ProofLine, Run};
use yew::{Html, html};

/// Paragraphs.
pub fn paragraphs(paragraphs: &[Paragraph]) -> Html {
    paragraphs.iter().map(|paragraph| html! { <p>{ runs(paragraph) }</p> }).collect()
}

/// A list of points; nothing when there is none.
pub fn points(points: &[Paragraph]) -> Html {
    if points.is_empty() {
        return Html::default();
    }
    html! { <ul class="points">{ for points.iter().map(|point| html! { <li>{ runs(point) }</li> }) }</ul> }
}

/// The runs of one paragraph.
pub fn runs(paragraph: &Paragraph) -> Html {
    paragraph
        .iter()
        .map(|run| match run {
            Run::Words(words) => html! { { words } },
            Run::Phone(phone) => phone_link(phone, ""),
            Run::Link(link) => page_link(link, false),
        })
        .collect()
}

/// A list of phones with what they are for; nothing when there is none.
pub fn phones(rows: &[PhoneRow]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! { <ul class="phones">{ for rows.iter().map(phone) }</ul> }
}

fn phone(row: &PhoneRow) -> Html {
    html! {
        <li>
            <span class="label">{ &row.label }</span>
            { phone_link(&row.link, &row.verb) }
            if !row.note.is_empty() {
                <span class="note">{ &row.note }</span>
            }
        </li>
    }
}

fn phone_link(phone: &PhoneLink, verb: &str) -> Html {
    html! {
        <a class="phone" href={phone.href.clone()}>
            if !verb.is_empty() {
                <span class="verb">{ verb }</span>
                { " " }
            }
            <span class="shown">{ &phone.shown }</span>
            if let Some(letters) = &phone.letters {
                { " " }
                <span class="letters">{ letters }</span>
            }
        </a>
    }
}

/// A list of links; nothing when there is none.
pub fn links(rows: &[LinkRow]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! { <ul class="links">{ for rows.iter().map(|row| html! { <li>{ page_link(row, true) }</li> }) }</ul> }
}

/// A link that opens beside the guide and tells the other site nothing about where it came from.
pub fn page_link(link: &PageLink, with_host: bool) -> Html {
    html! {
        <a href={link.href.clone()} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
            { &link.label }
            if with_host {
                { " " }
                <span class="host">{ &link.host }</span>
            }
        </a>
    }
}

/// Where a fact comes from. A page that is not reached by https is named, but not linked.
pub fn proof(proof: &ProofLine) -> Html {
    let source = match proof.source.href.starts_with("https://") {
        true => page_link(&proof.source, false),
        false => html! { <span>{ &proof.source.label }</span> },
    };
    html! {
        <p class="proof">
            { source }
            { ", " }
            { &proof.checked }
            { for proof.notes.iter().map(|note| html! { <span class="note">{ note }</span> }) }
        </p>
    }
}
