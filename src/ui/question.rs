//! A question: one fieldset, its legend the heading, native controls.

use guide::screen::{Controls, PlaceControls, QuestionBody, Screen, ZipField};

use super::page::Page;
use super::{card, heading, notice};

/// A question.
pub fn view(page: &mut Page, screen: &Screen, body: &QuestionBody) {
    let hinted: &[&str] = if body.hint.is_some() { &["question", "hint"] } else { &["question"] };
    page.element_with("fieldset", &["class", "aria-describedby"], hinted, |page| {
        page.element("legend", "", |page| heading(page, screen));
        if let Some(why) = &body.why {
            page.text("p", "why", why);
        }
        if let Some(hint) = &body.hint {
            page.element_with("p", &["class", "id"], &["hint", "hint"], |page| page.words(hint));
        }
        notice(page, screen);
        controls(page, body);
    });
}

fn controls(page: &mut Page, body: &QuestionBody) {
    let item = body.item.as_str();
    match &body.controls {
        Controls::Radios(rows) => card::choices(page, "radio", item, rows),
        Controls::Checkboxes(rows) => card::choices(page, "checkbox", item, rows),
        Controls::Scale { numbers, low, high } => page.element("div", "scale", |page| {
            page.element("div", "numbers", |page| card::choices(page, "radio", item, numbers));
            page.element_with("p", &["class", "aria-hidden"], &["ends", "true"], |page| {
                page.text("span", "", low);
                page.text("span", "", high);
            });
        }),
        Controls::Place(controls) => place(page, controls),
    }
}

fn place(page: &mut Page, controls: &PlaceControls) {
    page.element("div", "place", |page| {
        if let Some(field) = &controls.zip {
            zip(page, field);
        }
        page.element("label", "field", |page| {
            page.text("span", "", &controls.place_label);
            page.element_with("select", &["name", "autocomplete"], &["place", "off"], |page| {
                let nothing = !controls.places.iter().any(|row| row.chosen);
                card::option(page, "", &controls.none, nothing);
                for row in &controls.places {
                    card::option(page, &row.value, &row.label, row.chosen);
                }
            });
        });
    });
}

/// A field with keys of its own instead of an `<input>`: Chromium asks its maker what each field for text on a page is
/// for, whatever its `autocomplete` says, and so tells that it is shown; and the keyboards of phones learn what is typed.
fn zip(page: &mut Page, field: &ZipField) {
    page.element("div", "field", |page| {
        page.element_with("span", &["id"], &["zip-label"], |page| page.words(&field.label));
        page.element_with("span", &["class", "id"], &["hint", "zip-hint"], |page| page.words(&field.hint));
        // Numbers run from left to right in every script.
        page.element_with("div", &["class", "dir"], &["zip", "ltr"], |page| {
            page.element_with(
                "div",
                &["id", "role", "tabindex", "aria-labelledby", "aria-describedby", "aria-live"],
                &["zip", "textbox", "0", "zip-label", "zip-hint", "polite"],
                |page| page.words(&field.typed),
            );
            key(page, "Backspace", &field.erase);
            for digit in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] {
                key(page, digit, digit);
            }
        });
    });
    page.element_with("p", &["class", "role"], &["found", "status"], |page| {
        page.words(field.found.as_deref().unwrap_or_default());
    });
}

/// For fingers and mice; a keyboard has keys of its own, and need not pass these.
fn key(page: &mut Page, key: &str, label: &str) {
    page.element_with("button", &["type", "tabindex", "data-key"], &["button", "-1", key], |page| page.words(label));
}
