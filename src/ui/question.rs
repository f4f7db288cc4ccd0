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

fn zip(page: &mut Page, field: &ZipField) {
    page.element("label", "field", |page| {
        page.text("span", "", &field.label);
        page.text("span", "hint", &field.hint);
        page.input(
            &field.typed,
            None,
            &["type", "name", "inputmode", "maxlength", "autocomplete", "autocorrect", "autocapitalize", "spellcheck"],
            &["text", "zip", "numeric", "10", "off", "off", "off", "false"],
        );
    });
    page.element_with("p", &["class", "role"], &["found", "status"], |page| {
        page.words(field.found.as_deref().unwrap_or_default());
    });
}
