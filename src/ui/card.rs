//! Cards: a choice with its whole row to tap.

use guide::screen::ChoiceRow;

use super::page::Page;

/// Radio buttons or checkboxes, each with its label around it.
pub fn choices(page: &mut Page, kind: &str, name: &str, rows: &[ChoiceRow]) {
    for row in rows {
        page.element("label", "choice", |page| {
            tick(page, kind, name, &row.value, row.chosen);
            page.text("span", "", &row.label);
        });
    }
}

/// A radio button or checkbox.
pub fn tick(page: &mut Page, kind: &str, name: &str, value: &str, chosen: bool) {
    page.input(value, chosen, &["type", "name", "autocomplete"], &[kind, name, "off"]);
}

/// A row of a list to choose from.
pub fn option(page: &mut Page, value: &str, label: &str, chosen: bool) {
    page.option(value, label, chosen);
}
