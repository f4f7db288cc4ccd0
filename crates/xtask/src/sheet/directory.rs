//! The directory and the values of a sheet: services, phones, pages, organizations, regions, dates.

use guide::content::raw::{RawArrangement, RawPhoneKind, RawSchedule, RawServiceKind};
use maud::{Markup, html};

use super::rows::{head, list, plain, proof, proven, table, text};
use super::text::Texts;

/// On which paths something is shown.
pub fn on_paths(texts: &Texts, paths: &[String]) -> Markup {
    let said = if paths.is_empty() { "all".to_owned() } else { paths.join(" · ") };
    plain(texts, "Paths", &html! { (said) })
}

/// Phones by what is read, with their ids.
pub fn phone_names(texts: &Texts, ids: &[String]) -> Vec<Markup> {
    let name = |id: &String| {
        let phone = texts.raw.phones.iter().find(|one| one.value.id == *id);
        let shown = phone.map_or(id.as_str(), |one| one.value.shown.as_str());
        html! { b.fact { (shown) } " " small.id { (id) } }
    };
    ids.iter().map(name).collect()
}

/// Links by their labels in the first language, with their ids.
pub fn link_names(texts: &Texts, ids: &[String]) -> Vec<Markup> {
    let name = |id: &String| html! { (texts.name(&format!("links.{id}.label"), id)) " " small.id { (id) } };
    ids.iter().map(name).collect()
}

fn organization(texts: &Texts, id: &str) -> String {
    let known = texts.raw.organizations.iter().find(|one| one.value.id == id);
    known.map_or_else(|| id.to_owned(), |one| one.value.name.clone())
}

/// A legal or money arrangement for kin.
pub fn arrangement(texts: &Texts, one: &RawArrangement) -> Markup {
    let key = |field: &str| format!("arrangements.{}.{field}", one.id);
    html! {
        tbody.fact {
            (head(texts, "", "Arrangement", &texts.name(&key("name"), &one.id), &one.id))
            @if let Some(agency) = &one.agency { (plain(texts, "Run by", &html! { (organization(texts, agency)) })) }
            (text(texts, "Name", &key("name")))
            (text(texts, "Text", &key("text")))
            (text(texts, "List", &key("points")))
            (list(texts, "Phones", &phone_names(texts, &one.phones)))
            (list(texts, "Pages", &link_names(texts, &one.links)))
            (proven(texts, &proof!(one)))
        }
    }
}

/// Contacts, training and support.
pub fn services(texts: &Texts) -> Markup {
    use RawServiceKind::{Contact, Support, Training};
    let kinds = [(Contact, "contact-heading"), (Training, "training-heading"), (Support, "support-heading")];
    let area = |id: &String| {
        let area = texts.raw.areas.iter().find(|one| one.value.id == *id);
        html! { (area.map_or(id.as_str(), |one| one.value.name.as_str())) }
    };
    let body = html! {
        @for (kind, label) in kinds {
            tbody.part { tr { th colspan=(texts.width()) scope="rowgroup" { (texts.label(label)) } } }
            @for one in texts.raw.services.iter().map(|one| &one.value).filter(|one| one.kind == kind) {
                @let key = |field: &str| format!("services.{}.{field}", one.id);
                tbody.fact {
                    (head(texts, "", "Service", &texts.name(&key("name"), &one.id), &one.id))
                    (plain(texts, "Given by", &html! { (organization(texts, &one.organization)) }))
                    (on_paths(texts, &one.paths))
                    @if one.areas.is_empty() { (plain(texts, "Where", &html! { "everywhere" })) }
                    (list(texts, "Where", &one.areas.iter().map(area).collect::<Vec<_>>()))
                    (text(texts, "Name", &key("name")))
                    (text(texts, "Text", &key("text")))
                    (list(texts, "Phones", &phone_names(texts, &one.phones)))
                    (list(texts, "Pages", &link_names(texts, &one.links)))
                    (proven(texts, &proof!(one)))
                }
            }
        }
    };
    table(texts, "Services: the next step", "services", &body)
}

/// When and where training is held.
pub fn schedules(texts: &Texts) -> Markup {
    if texts.raw.schedules.is_empty() && texts.raw.locations.is_empty() {
        return Markup::default();
    }
    let body = html! {
        @for one in &texts.raw.schedules { (schedule(texts, &one.value)) }
        @for one in texts.raw.locations.iter().map(|one| &one.value) {
            tbody.fact {
                (head(texts, "", "Location", &one.name, &one.id))
                (plain(texts, "Address", &html! { (one.address) ", " (one.city) ", " (one.state) " " (one.zip) }))
                (proven(texts, &proof!(one)))
            }
        }
    };
    table(texts, "Dates and rooms", "schedules", &body)
}

fn schedule(texts: &Texts, one: &RawSchedule) -> Markup {
    let service = texts.name(&format!("services.{}.name", one.service), &one.service);
    let location = one.location.as_ref().map(|id| {
        let known = texts.raw.locations.iter().find(|place| place.value.id == *id);
        known.map_or(id.as_str(), |place| place.value.name.as_str())
    });
    let place = match (location, one.online) {
        (Some(name), true) => format!("{name}, or online"),
        (Some(name), false) => name.to_owned(),
        (None, _) => "online".to_owned(),
    };
    html! {
        tbody.fact {
            (head(texts, "", "Date", &service, &one.id))
            (plain(texts, "First session", &html! { (one.starts) " to " (one.ends) ", " (one.zone) }))
            @if let Some(rule) = &one.repeats { (plain(texts, "Repeats", &html! { (rule) })) }
            @if !one.except.is_empty() { (plain(texts, "But not on", &html! { (one.except.join(", ")) })) }
            (plain(texts, "Where", &html! { (place) }))
            (plain(texts, "Language", &html! { (one.language) }))
            (list(texts, "Sign up", &[link_names(texts, one.link.as_slice()), phone_names(texts, one.phone.as_slice())].concat()))
            (proven(texts, &proof!(one)))
        }
    }
}

/// Amounts and times.
pub fn values(texts: &Texts) -> Markup {
    let body = html! {
        @for one in texts.raw.values.iter().map(|one| &one.value) {
            tbody.fact {
                (head(texts, "", "Value", &one.value, &one.id))
                tr.words {
                    th scope="row" { "As it is written" }
                    @for column in &texts.columns {
                        td lang=(column.code) dir=(column.direction) { (texts.value(column, &one.id)) }
                    }
                    td.tick { span.box {} }
                }
                (proven(texts, &proof!(one)))
            }
        }
    };
    html! { @if !texts.raw.values.is_empty() { (table(texts, "Amounts, times and other values", "values", &body)) } }
}

/// Phones and text lines.
pub fn phones(texts: &Texts) -> Markup {
    let body = html! {
        @for one in texts.raw.phones.iter().map(|one| &one.value) {
            @let key = |field: &str| format!("phones.{}.{field}", one.id);
            @let how = if one.kind == RawPhoneKind::Call { "Call" } else { "Text" };
            tbody.fact {
                (head(texts, "", how, &one.shown, &one.id))
                (plain(texts, "Dials", &html! {
                    b.fact { (one.number) }
                    @if let Some(letters) = &one.letters { " · in letters " b.fact { (letters) } }
                    @if let Some(message) = &one.message { " · send the word " b.fact { (message) } }
                    " · " @if one.always { "day and night" } @else { "hours not stated" }
                    " · " @if one.interpreters { "interpreters" } @else { "interpreters not stated" }
                }))
                (text(texts, "Label", &key("label")))
                (text(texts, "Note", &key("note")))
                (proven(texts, &proof!(one)))
            }
        }
    };
    table(texts, "Phones", "phones", &body)
}

/// Pages.
pub fn links(texts: &Texts) -> Markup {
    let body = html! {
        @for one in texts.raw.links.iter().map(|one| &one.value) {
            tbody.fact {
                (head(texts, "", "Page", "", &one.id))
                (plain(texts, "Address", &html! { a href=(one.url) rel="noreferrer" { (one.url) } }))
                (text(texts, "Label", &format!("links.{}.label", one.id)))
                (proven(texts, &proof!(one)))
            }
        }
    };
    table(texts, "Pages", "links", &body)
}

/// Organizations, regions and places.
pub fn organizations(texts: &Texts) -> Markup {
    let place = |id: &String| {
        let place = texts.raw.places.iter().find(|one| one.value.id == *id);
        html! { (place.map_or(id.as_str(), |one| one.value.name.as_str())) }
    };
    let all: Vec<&str> = texts.raw.places.iter().map(|one| one.value.name.as_str()).collect();
    let body = html! {
        @for one in texts.raw.organizations.iter().map(|one| &one.value) {
            tbody.fact {
                (head(texts, "", "Organization", &one.name, &one.id))
                (list(texts, "Page", &link_names(texts, one.link.as_slice())))
                (proven(texts, &proof!(one)))
            }
        }
        @for one in texts.raw.areas.iter().map(|one| &one.value) {
            tbody.fact {
                (head(texts, "", "Region", &one.name, &one.id))
                (list(texts, "Places", &one.places.iter().map(place).collect::<Vec<_>>()))
                (proven(texts, &proof!(one)))
            }
        }
        tbody {
            (head(texts, "", "Places", &all.len().to_string(), ""))
            (plain(texts, "All places", &html! { (all.join(" · ")) }))
            (plain(texts, "ZIP codes", &html! { (texts.raw.zips.len()) " in directory/zip.csv" }))
        }
    };
    table(texts, "Organizations, regions and places", "organizations", &body)
}
