//! The first screen: the promise, and the paths.

use guide::screen::{Screen, Welcome};

use super::page::Page;
use super::{card, notice, text};

/// What stands below the heading of the first screen. It is drawn twice: pre-rendered in the document, and again when
/// the guide takes over.
pub fn view(page: &mut Page, screen: &Screen, body: &Welcome) {
    page.element("div", "lead", |page| text::paragraphs(page, &body.lead));
    page.element("div", "private", |page| {
        page.text("p", "", &body.private);
        page.element("details", "", |page| {
            page.text("summary", "", &body.private_how);
            page.text("p", "", &body.private_why);
        });
    });
    page.element("fieldset", "paths needs-script", |page| {
        page.text("legend", "", &body.legend);
        notice(page, screen);
        for path in &body.paths {
            page.element("label", "choice path", |page| {
                card::tick(page, "radio", "path", path.id.as_str(), path.picked);
                page.element("span", "", |page| {
                    page.text("strong", "", &path.title);
                    page.text("span", "line", &path.text);
                    page.text("span", "minutes", &path.minutes);
                });
            });
        }
    });
}
