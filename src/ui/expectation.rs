//! An expectation: what it asks, an ordinary day, what comes back, and three options.

use guide::screen::ExpectationBody;
use guide::text::Paragraph;

use super::page::Page;
use super::{card, text};

/// What stands below the heading of an expectation.
pub fn view(page: &mut Page, body: &ExpectationBody) {
    sections(page, &body.sections, "h2");
    text::proof(page, &body.proof);
    page.element("fieldset", "", |page| {
        page.text("legend", "", &body.legend);
        card::choices(page, "radio", body.item.as_str(), &body.choices);
    });
}

/// Headings of one level with their texts.
pub fn sections(page: &mut Page, sections: &[(String, Vec<Paragraph>)], heading: &'static str) {
    for (title, paragraphs) in sections {
        page.element("section", "side", |page| {
            page.text(heading, "", title);
            text::paragraphs(page, paragraphs);
        });
    }
}
