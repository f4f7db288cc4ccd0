//! The whole content, to be read and printed without any script.

use guide::whole::{Whole, WholeExpectation};
use yew::Html;

use super::page::Page;
use super::{expectation, help, result, text};

/// The whole content of a pack in one language.
pub fn whole(whole: &Whole) -> Html {
    let mut page = Page::default();
    page.element_with("h2", &["id"], &["whole-title"], |page| page.words(&whole.title));
    page.text("p", "no-script", &whole.no_script);
    page.text("p", "", &whole.text);
    languages(&mut page, whole);
    for (title, body) in &whole.help {
        section(&mut page, title, |page| help::content(page, body, "h4"));
    }
    section(&mut page, &whole.services_title, |page| {
        whole.services.iter().for_each(|card| result::service(page, card, "h4"));
    });
    section(&mut page, &whole.expectations_title, |page| {
        whole.expectations.iter().for_each(|one| expectation_to_read(page, one));
    });
    section(&mut page, &whole.requirements_title, |page| {
        page.text("p", "", &whole.requirements_text);
        page.element("ul", "entries", |page| {
            whole.requirements.iter().for_each(|card| result::requirement(page, card));
        });
    });
    section(&mut page, &whole.glossary_title, |page| {
        page.element("dl", "", |page| {
            for (word, meaning) in &whole.glossary {
                page.text("dt", "", word);
                page.text("dd", "", meaning);
            }
        });
    });
    section(&mut page, &whole.questions_title, |page| {
        for (ask, options) in &whole.questions {
            page.element("div", "asked", |page| {
                page.element("p", "", |page| page.text("strong", "", ask));
                text::list(page, options);
            });
        }
    });
    section(&mut page, &whole.phones_title, |page| text::phones(page, &whole.phones));
    section(&mut page, &whole.links_title, |page| text::links(page, &whole.links));
    page.finish()
}

/// Without script the other languages are pages of their own, beside this one.
fn languages(page: &mut Page, whole: &Whole) {
    if whole.languages.is_empty() {
        return;
    }
    page.element_with("p", &["class", "data-part"], &["other-languages", "languages"], |page| {
        page.words(&whole.languages_title);
        page.words(": ");
        let mut between = "";
        for row in &whole.languages {
            page.words(between);
            let values = &[row.code.clone() + ".html", row.code.clone(), row.code.clone(), row.direction.clone()];
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            page.element_with("a", &["href", "lang", "hreflang", "dir"], &values, |page| page.words(&row.name));
            between = " · ";
        }
    });
}

fn section(page: &mut Page, title: &str, inside: impl FnOnce(&mut Page)) {
    page.element("section", "", |page| {
        page.text("h3", "", title);
        inside(page);
    });
}

fn expectation_to_read(page: &mut Page, one: &WholeExpectation) {
    page.element("section", "card", |page| {
        page.text("h4", "", &one.title);
        expectation::sections(page, &one.sections, "h5");
        text::proof(page, &one.proof);
    });
}
