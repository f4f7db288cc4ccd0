//! All answers, each with a way to change it.

use guide::screen::{Action, Review, ReviewRow};

use super::chrome;
use super::page::Page;

/// What stands below the heading of the review.
pub fn view(page: &mut Page, body: &Review, actions: &[Action]) {
    page.text("p", "", &body.text);
    // The way on stands above the list, too: by keyboard it would be thirty presses away.
    chrome::main_action(page, actions);
    for group in &body.groups {
        page.element("section", "review", |page| {
            page.text("h2", "", &group.title);
            page.element("ul", "", |page| {
                for one in &group.rows {
                    row(page, one);
                }
            });
        });
    }
}

fn row(page: &mut Page, row: &ReviewRow) {
    let (item, class) = (row.item.as_str(), if row.answered { "answer" } else { "answer open" });
    page.element_with("li", &["data-row"], &[item], |page| {
        page.text("span", "name", &row.name);
        page.element_with("span", &["class", "translate"], &[class, "no"], |page| page.words(&row.answer));
        let names = &["type", "class", "data-action", "data-id"];
        page.element_with("button", names, &["button", "change", "change", item], |page| {
            page.words(&row.change);
            page.element("span", "unseen", |page| {
                page.words(": ");
                page.words(&row.name);
            });
        });
    });
}
