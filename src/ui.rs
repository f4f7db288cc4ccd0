//! Views: each a function of a part of the screen. They hold no state, hear no events and know nothing of where words
//! come from. What a control does stands in its name, its value, its `data-action` or `data-key`; `edge::events` reads it.

use guide::screen::{Body, Screen};
use yew::Html;

use page::Page;

mod card;
mod chrome;
mod expectation;
mod help;
mod page;
mod question;
mod result;
mod review;
mod text;
mod welcome;
mod whole;

pub use whole::whole;

/// A whole screen.
pub fn screen(screen: &Screen) -> Html {
    let mut page = Page::default();
    page.element("div", "guide", |page| {
        chrome::top(page, screen);
        page.element("main", "", |page| {
            body(page, screen);
            chrome::actions(page, &screen.actions);
        });
        chrome::help_lines(page, screen);
        chrome::foot(page, screen);
    });
    page.finish()
}

fn body(page: &mut Page, screen: &Screen) {
    // In a question the heading stands inside of the legend.
    if let Body::Question(body) = &screen.body {
        return question::view(page, screen, body);
    }
    heading(page, screen);
    match &screen.body {
        Body::Welcome(body) => welcome::view(page, screen, body),
        Body::Help(body) => help::content(page, body, "h2"),
        Body::Expectation(body) => expectation::view(page, body),
        Body::Question(_) => {}
        Body::Review(body) => review::view(page, body, &screen.actions),
        Body::Result(body) => result::view(page, body),
        Body::Left(text) => page.text("p", "", text),
    }
}

fn heading(page: &mut Page, screen: &Screen) {
    page.element_with("h1", &["tabindex"], &["-1"], |page| page.words(&screen.heading));
}

fn notice(page: &mut Page, screen: &Screen) {
    if let Some(notice) = &screen.notice {
        let names = &["class", "data-part", "id", "tabindex"];
        page.element_with("p", names, &["notice", "error", "notice", "-1"], |page| page.words(notice));
    }
}
