//! What stands around every screen: the top with the way out, the buttons, the help lines, the languages.

use guide::screen::{Action, Kind, Screen};

use super::page::Page;
use super::text;

/// The top: how far, and the way out. The way out is a link, so that it works before and without the module.
pub fn top(page: &mut Page, screen: &Screen) {
    if screen.kind == Kind::Left {
        return;
    }
    page.element("header", "top", |page| {
        // Who cannot read the first screen must find the languages without reading it.
        if screen.kind == Kind::Welcome {
            languages(page, screen, "unseen");
        } else {
            page.element_with("p", &["class", "data-part"], &["progress", "progress"], |page| {
                page.words(screen.progress.as_deref().unwrap_or_default());
            });
        }
        page.element_with(
            "a",
            &["class", "data-action", "href", "title", "target", "rel", "referrerpolicy"],
            &["leave", "leave", &screen.leave.href, &screen.leave_hint, "_top", "noopener noreferrer", "no-referrer"],
            |page| page.words(&screen.leave.label),
        );
    });
}

/// The buttons, the main one first.
pub fn actions(page: &mut Page, actions: &[Action]) {
    if actions.is_empty() {
        return;
    }
    page.element("div", "actions", |page| {
        let mut class = "main";
        for action in actions {
            let values = &["button", class, action.kind.name()];
            page.element_with("button", &["type", "class", "data-action"], values, |page| page.words(&action.label));
            class = "other";
        }
    });
}

/// The main button alone.
pub fn main_action(page: &mut Page, buttons: &[Action]) {
    if let Some((main, _)) = buttons.split_first() {
        actions(page, core::slice::from_ref(main));
    }
}

/// The help lines: on every screen, in the same place and order (WCAG 3.2.6).
pub fn help_lines(page: &mut Page, screen: &Screen) {
    if screen.kind == Kind::Left {
        return;
    }
    let values = &["help-lines", "help-lines", &screen.help_title];
    page.element_with("aside", &["class", "data-part", "aria-label"], values, |page| {
        page.text("h2", "", &screen.help_title);
        text::phones(page, &screen.help_lines);
    });
}

/// The language, and who has read it.
pub fn foot(page: &mut Page, screen: &Screen) {
    if screen.kind == Kind::Left {
        return;
    }
    page.element("footer", "foot", |page| {
        if screen.kind != Kind::Welcome {
            languages(page, screen, "");
        }
        // It is there in every language, if empty: else the list above would be built anew with a language that has
        // one, and lose the focus.
        page.text("p", "small", screen.review.as_deref().unwrap_or_default());
    });
}

/// The languages to choose from; a pack in one language has none. `class` is that of the words beside the list.
fn languages(page: &mut Page, screen: &Screen, class: &'static str) {
    if screen.languages.is_empty() {
        return;
    }
    page.element("label", "language needs-script", |page| {
        page.text("span", class, &screen.language_label);
        page.element_with("select", &["data-action", "autocomplete"], &["language", "off"], |page| {
            for row in &screen.languages {
                let values: &[&str] = &[&row.code, &row.code, "selected"];
                let given = if row.code == screen.language.code { values } else { values.get(..2).unwrap_or(values) };
                page.element_with("option", &["value", "lang", "selected"], given, |page| page.words(&row.name));
            }
        });
    });
}
