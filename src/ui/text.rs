//! Texts with phones and links, phone rows, links and proofs.

use guide::screen::{LinkRow, PhoneRow};
use guide::text::{PageLink, Paragraph, PhoneLink, ProofLine, Run};

use super::page::Page;

/// Paragraphs.
pub fn paragraphs(page: &mut Page, paragraphs: &[Paragraph]) {
    for paragraph in paragraphs {
        page.element("p", "", |page| runs(page, paragraph));
    }
}

/// A list of points; nothing when there is none.
pub fn points(page: &mut Page, points: &[Paragraph]) {
    if points.is_empty() {
        return;
    }
    page.element("ul", "points", |page| {
        for point in points {
            page.element("li", "", |page| runs(page, point));
        }
    });
}

/// A list of plain texts.
pub fn list(page: &mut Page, texts: &[String]) {
    page.element("ul", "", |page| {
        for text in texts {
            page.text("li", "", text);
        }
    });
}

/// The runs of one paragraph.
pub fn runs(page: &mut Page, paragraph: &Paragraph) {
    for run in paragraph {
        match run {
            Run::Words(words) => page.words(words),
            Run::Phone(phone) => phone_link(page, phone, ""),
            Run::Link(link) => page_link(page, link, false),
        }
    }
}

/// A list of phones with what they are for; nothing when there is none.
pub fn phones(page: &mut Page, rows: &[PhoneRow]) {
    if rows.is_empty() {
        return;
    }
    page.element("ul", "phones", |page| {
        for row in rows {
            page.element("li", "", |page| {
                page.text("span", "label", &row.label);
                phone_link(page, &row.link, &row.verb);
                page.text_if("span", "note", &row.note);
            });
        }
    });
}

fn phone_link(page: &mut Page, phone: &PhoneLink, verb: &str) {
    page.element_with("a", &["class", "href"], &["phone", &phone.href], |page| {
        if !verb.is_empty() {
            page.text("span", "verb", verb);
            page.words(" ");
        }
        page.text("span", "shown", &phone.shown);
        if let Some(letters) = &phone.letters {
            page.words(" ");
            page.text("span", "letters", letters);
        }
    });
}

/// A list of links; nothing when there is none.
pub fn links(page: &mut Page, rows: &[LinkRow]) {
    if rows.is_empty() {
        return;
    }
    page.element("ul", "links", |page| {
        for row in rows {
            link_row(page, row);
        }
    });
}

/// A link as an entry of a list.
pub fn link_row(page: &mut Page, row: &LinkRow) {
    page.element("li", "", |page| page_link(page, row, true));
}

/// A link that opens beside the guide and tells the other site nothing about where it came from.
pub fn page_link(page: &mut Page, link: &PageLink, with_host: bool) {
    let names = &["href", "target", "rel", "referrerpolicy"];
    page.element_with("a", names, &[&link.href, "_blank", "noopener noreferrer", "no-referrer"], |page| {
        page.words(&link.label);
        if with_host {
            page.words(" ");
            page.text("span", "host", &link.host);
        }
    });
}

/// Where a fact comes from. A page that is not reached by https is named, but not linked.
pub fn proof(page: &mut Page, proof: &ProofLine) {
    page.element("p", "proof", |page| {
        match proof.source.href.starts_with("https://") {
            true => page_link(page, &proof.source, false),
            false => page.text("span", "", &proof.source.label),
        }
        page.words(", ");
        page.words(&proof.checked);
        for note in &proof.notes {
            page.text("span", "note", note);
        }
    });
}
