//! What answers lead to on a sheet: domains, advice and requirements.

use guide::content::raw::{RawAdviceKind, RawPart};
use maud::{Markup, html};

use super::directory::{link_names, on_paths};
use super::rows::{head, list, plain, proof, proven, shown_if, table, text};
use super::text::Texts;

/// The domains with the texts of their bands.
pub fn domains(texts: &Texts) -> Markup {
    let body = html! {
        @for one in &texts.raw.domains {
            @let key = |field: &str| format!("domains.{}.{field}", one.value.id);
            @let bands = &one.value.bands;
            tbody.screen {
                (head(texts, "", "Domain", &texts.name(&key("name"), &one.value.id), &one.value.id))
                (text(texts, "Name", &key("name")))
                (text(texts, &format!("From {} of 100 points", bands.strong), &key("strong")))
                (text(texts, &format!("From {} of 100 points", bands.talk), &key("talk")))
                (text(texts, "Fewer points", &key("learn")))
            }
        }
    };
    table(texts, "What the answers add up to", "domains", &body)
}

/// The advice, by where it stands in the result.
pub fn advice(texts: &Texts) -> Markup {
    use RawAdviceKind::{Ask, Learn, Strong, Talk};
    let kinds = [(Strong, "strong"), (Talk, "talk"), (Learn, "learn"), (Ask, "ask")];
    let body = html! {
        @for (kind, label) in kinds {
            tbody.part { tr { th colspan=(texts.width()) scope="rowgroup" { (texts.label(label)) } } }
            @for one in texts.raw.advice.iter().map(|one| &one.value).filter(|one| one.kind == kind) {
                @let key = |field: &str| format!("advice.{}.{field}", one.id);
                tbody.screen {
                    (head(texts, "", "Advice", &texts.name(&key("title"), ""), &one.id))
                    (on_paths(texts, &one.paths))
                    (shown_if(texts, one.when.as_ref()))
                    (text(texts, "Title", &key("title")))
                    (text(texts, "Text", &key("text")))
                    (list(texts, "Page", &link_names(texts, one.link.as_slice())))
                }
            }
        }
    };
    table(texts, "What the answers lead to", "advice", &body)
}

/// What people are told to ask about.
pub fn requirements(texts: &Texts) -> Markup {
    let body = html! {
        @for one in &texts.raw.requirements {
            @let key = |field: &str| format!("requirements.{}.{field}", one.value.id);
            tbody.fact {
                (head(texts, "", "Requirement", &texts.name(&key("title"), &one.value.id), &one.value.id))
                (on_paths(texts, &one.value.paths))
                (text(texts, "Title", &key("title")))
                (text(texts, "Text", &key("text")))
                (proven(texts, &proof!(one.value)))
            }
        }
    };
    table(texts, "Requirements, as things to ask about", "requirements", &body)
}

/// Texts that no other part of the sheet shows, so that nothing goes out unread.
pub fn rest(texts: &Texts) -> Markup {
    let keys = texts.rest();
    html! {
        @if !keys.is_empty() {
            (table(texts, "Other texts", "rest", &html! { tbody { @for key in &keys { (text(texts, key, key)) } } }))
        }
    }
}

/// The words of the glossary; they belong to the widget and are the same in all packs.
pub fn glossary(texts: &Texts) -> Markup {
    let rows = interface(texts, |key| key.starts_with("glossary-"));
    table(texts, &texts.label("glossary"), "glossary", &html! { tbody.glossary { (rows) } })
}

/// Buttons, headings and other words of the widget, the same in all packs.
pub fn widget(texts: &Texts) -> Markup {
    let rows = interface(texts, |key| !key.starts_with("glossary-") && !["direction", "review"].contains(&key));
    table(texts, "The widget's own words, the same in all packs", "widget", &html! { tbody { (rows) } })
}

fn interface(texts: &Texts, wanted: fn(&str) -> bool) -> Markup {
    let keys = texts.columns.first().into_iter().flat_map(|first| first.interface.texts.keys());
    html! {
        @for key in keys.filter(|key| wanted(key)) {
            tr.words {
                th scope="row" { small.id { (key.trim_start_matches("glossary-")) } }
                (texts.interface_cells(key))
                td.tick { span.box {} }
            }
        }
    }
}

/// The first screen, and what stands on every screen.
pub fn first_screen(texts: &Texts) -> Markup {
    let pack = texts.pack;
    let body = html! {
        tbody {
            (text(texts, "Name of the pack", "pack.name"))
            (text(texts, "Heading", "pack.title"))
            (text(texts, "Promise", "pack.lead"))
            (text(texts, "What a place is called", "pack.place"))
            (text(texts, "A place by name", "pack.place-of"))
            (text(texts, "Place in a region", "pack.area"))
            (text(texts, "Place in no region", "pack.no-area"))
            (list(texts, "Help lines on every screen", &super::directory::phone_names(texts, &pack.help_lines)))
            (list(texts, "Leave quickly", &link_names(texts, std::slice::from_ref(&pack.leave))))
            (list(texts, "At the end of each result", &link_names(texts, &pack.partners)))
            (plain(texts, "Paths", &html! { (screens(texts)) }))
        }
    };
    table(texts, "First screen, and every screen", "first", &body)
}

fn screens(texts: &Texts) -> String {
    let count = |parts: &[RawPart]| parts.iter().map(|part| part.show.len()).sum::<usize>();
    let paths =
        texts.raw.paths.iter().map(|path| format!("{}: {} screens at most", path.value.id, count(&path.value.part)));
    paths.collect::<Vec<_>>().join(" · ")
}
