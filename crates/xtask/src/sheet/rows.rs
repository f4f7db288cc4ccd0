//! The rows of a sheet's tables: texts with a box, facts with their proof and a place to sign.

use guide::Date;
use guide::content::raw::{RawStatus, RawWhen};
use maud::{Markup, html};

use super::condition;
use super::text::Texts;

/// Where a fact comes from.
pub struct Proof<'a> {
    /// The page that says it.
    pub source: &'a str,
    /// The day it was last read there.
    pub checked: &'a str,
    /// How far it is sure.
    pub status: RawStatus,
}

/// The proof of any raw entry that has one.
macro_rules! proof {
    ($entry:expr) => {
        $crate::sheet::rows::Proof { source: &$entry.source, checked: &$entry.checked, status: $entry.status }
    };
}
pub(super) use proof;

/// A table whose headings stand on every page that it covers.
pub fn table(texts: &Texts, heading: &str, anchor: &str, body: &Markup) -> Markup {
    html! {
        table id=(anchor) {
            colgroup {
                col.what;
                @for _ in &texts.columns { col; }
                col.tick;
            }
            thead {
                tr.section { th colspan=(texts.width()) scope="colgroup" { (heading) } }
                tr.columns {
                    th scope="col" { "What" }
                    @for column in &texts.columns {
                        th scope="col" { span lang=(column.code) dir=(column.direction) { (column.name) } }
                    }
                    th.tick scope="col" { "Right" }
                }
            }
            (body)
        }
    }
}

/// The first row of a screen or a fact: its number, kind, name and id.
pub fn head(texts: &Texts, number: &str, kind: &str, name: &str, id: &str) -> Markup {
    let language = texts.columns.first().map(|first| (first.code, first.direction.clone()));
    html! {
        tr.head {
            th colspan=(texts.width()) scope="rowgroup" {
                @if !number.is_empty() { span.number { (number) } " " }
                span.kind { (kind) } " "
                @if let Some((code, direction)) = &language { bdi lang=(code) dir=(direction) { (name) } }
                " " small.id { (id) }
            }
        }
    }
}

/// A row with something that is the same in every language.
pub fn plain(texts: &Texts, what: &str, said: &Markup) -> Markup {
    html! { tr.plain { th scope="row" { (what) } td colspan=(texts.width() - 1) { (said) } } }
}

/// When something is shown. Nothing, when it always is.
pub fn shown_if(texts: &Texts, when: Option<&RawWhen>) -> Markup {
    html! { @if let Some(when) = when { (plain(texts, "Shown only if", &html! { (condition::in_words(texts, when)) })) } }
}

/// A list of names in one row. Nothing, when it is empty.
pub fn list(texts: &Texts, what: &str, names: &[Markup]) -> Markup {
    html! {
        @if !names.is_empty() {
            (plain(texts, what, &html! { @for (at, name) in names.iter().enumerate() { @if at > 0 { " · " } (name) } }))
        }
    }
}

/// A text in each language, and a box. Nothing, when the pack does not have it.
pub fn text(texts: &Texts, what: &str, key: &str) -> Markup {
    html! {
        @if texts.has(key) {
            tr.words { th scope="row" { (what) } (texts.cells(key)) td.tick { span.box {} } }
        }
    }
}

/// The rows after a fact: where it comes from, and where the agency signs.
pub fn proven(texts: &Texts, proof: &Proof) -> Markup {
    let status = match proof.status {
        RawStatus::Confirmed => ("confirmed", "confirmed by the agency"),
        RawStatus::Published => ("published", "published"),
        RawStatus::Unconfirmed => ("unconfirmed", "not confirmed"),
    };
    html! {
        tr.proof {
            th scope="row" { "Source" }
            td colspan=(texts.width() - 1) {
                a href=(proof.source) rel="noreferrer" { (proof.source) } " "
                span.read { "read " (day(proof.checked)) } " "
                span class={ "status " (status.0) } { (status.1) }
            }
        }
        tr.sign { td colspan=(texts.width()) { (sign()) } }
    }
}

/// Where a person says that something is right, or what it should be.
pub fn sign() -> Markup {
    html! {
        div.sign {
            span { span.box {} " right" }
            span { span.box {} " change to:" }
            span.line {}
            span { "Name" }
            span.short {}
            span { "Date" }
            span.shorter {}
        }
    }
}

/// `2026-11-15` as November 15, 2026.
pub fn day(written: &str) -> String {
    Date::read(written).map_or_else(|| written.to_owned(), date)
}

/// A day in words.
pub fn date(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS.get(usize::from(day.month).saturating_sub(1)).copied().unwrap_or_default();
    format!("{month} {}, {}", day.day, day.year)
}
