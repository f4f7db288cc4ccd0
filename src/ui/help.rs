//! A help page: whom to call, what to ask, the legal and money arrangements.

use guide::screen::{ArrangementCard, Help};

use super::page::Page;
use super::text;

/// What stands below the heading of a help page; `heading` is the next lower one.
pub fn content(page: &mut Page, body: &Help, heading: &'static str) {
    text::paragraphs(page, &body.text);
    text::phones(page, &body.phones);
    text::points(page, &body.points);
    for card in &body.arrangements {
        arrangement(page, card, heading);
    }
    text::links(page, &body.links);
    text::proof(page, &body.proof);
}

fn arrangement(page: &mut Page, card: &ArrangementCard, heading: &'static str) {
    page.element("section", "card", |page| {
        page.text(heading, "", &card.name);
        if let Some(agency) = &card.agency {
            page.text("p", "by", agency);
        }
        text::paragraphs(page, &card.text);
        text::points(page, &card.points);
        text::phones(page, &card.phones);
        text::links(page, &card.links);
        text::proof(page, &card.proof);
    });
}
