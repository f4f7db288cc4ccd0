//! A sheet as one HTML file: its first page, all tables, and the last signature. No script, nothing from elsewhere.

use guide::Date;
use guide::content::raw::RawStatus;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::text::Texts;
use super::{answers, directory, rows, screens};

/// The whole file.
pub fn page(texts: &Texts, today: Date) -> Markup {
    let name = texts.name("pack.name", &texts.pack.id);
    let language = texts.language().map(|column| column.name.clone()).unwrap_or_default();
    let title = format!("{name}, {language}: review sheet");
    html! {
        (DOCTYPE)
        html lang="en" dir="ltr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(include_str!("sheet.css"))) }
                style { (PreEscaped(footer(&title))) }
            }
            body {
                (cover(texts, &name, &language, today))
                (answers::first_screen(texts))
                (screens::paths(texts))
                (answers::domains(texts))
                (answers::advice(texts))
                (answers::requirements(texts))
                (directory::services(texts))
                (directory::schedules(texts))
                (directory::values(texts))
                (directory::phones(texts))
                (directory::links(texts))
                (directory::organizations(texts))
                (answers::glossary(texts))
                (answers::rest(texts))
                (answers::widget(texts))
                (signature(texts, &language))
            }
        }
    }
}

/// The title and the page's number at the foot of each printed page. A title is a CSS string: no quotes, no `<`.
fn footer(title: &str) -> String {
    let plain: String = title.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '>') && !c.is_control()).collect();
    format!("@page {{ @bottom-left {{ content: \"{plain}\" }} }}")
}

fn cover(texts: &Texts, name: &str, language: &str, today: Date) -> Markup {
    let statuses = statuses(texts);
    let count = |wanted: fn(&RawStatus) -> bool| statuses.iter().filter(|(status, _)| wanted(status)).count();
    let open: Vec<&str> = statuses
        .iter()
        .filter(|(status, _)| matches!(status, RawStatus::Unconfirmed))
        .map(|(_, id)| id.as_str())
        .collect();
    html! {
        header {
            p.over { "Porchlight · review sheet" }
            h1 { (name) ", " span lang=[texts.language().map(|one| one.code)] { (language) } }
            p { "Made on " (rows::date(today)) " from the pack " code { (texts.pack.id) } ". " (review(texts)) }
            h2 { "How to use this sheet" }
            ul {
                li { "Read each text as a caregiver would. Tick the box at its end, or write what should stand there." }
                li { "Each fact has its source below it, and a line to sign: is it right today, or what should it be?" }
                li { "A small grey name is an id. Use it when you write to us about a text." }
                li { "Words in bold are filled in from the facts. They change everywhere when the fact changes." }
                @if texts.columns.len() > 1 {
                    li { "The left text is the source. The right one must say the same, in words that people use." }
                }
            }
            h2 { "The facts on it" }
            table.counts {
                tr {
                    td { b { (statuses.len()) } " facts" }
                    td { b { (count(|one| matches!(one, RawStatus::Confirmed))) } " confirmed by the agency" }
                    td { b { (count(|one| matches!(one, RawStatus::Published))) } " published" }
                    td { b { (open.len()) } " not confirmed" }
                }
            }
            @if !open.is_empty() {
                p { "Not confirmed yet, so look at these first: "
                    @for (at, id) in open.iter().enumerate() { @if at > 0 { ", " } small.id { (id) } }
                }
            }
            h2 { "What is where" }
            ul {
                li { a href="#first" { "First screen, and every screen" } }
                @for (at, path) in texts.raw.paths.iter().enumerate() {
                    li { a href={ "#" (path.value.id) } { (screens::heading(texts, at + 1, &path.value)) } }
                }
                li { a href="#domains" { "What the answers add up to" } ", and " a href="#advice" { "lead to" } }
                li { a href="#requirements" { "Requirements" } }
                li { a href="#services" { "Services" } }
                li { a href="#phones" { "Phones" } ", " a href="#links" { "pages" } " and " a href="#organizations" { "organizations" } }
                li { a href="#glossary" { "Glossary" } " and " a href="#widget" { "the widget's own words" } }
                li { a href="#sign-off" { "Sign-off" } }
            }
        }
    }
}

/// Who has read the words of the language so far.
fn review(texts: &Texts) -> String {
    let line = texts.language().and_then(|column| column.words.texts.get("review")).map(|text| text.join(" "));
    match line.as_deref() {
        None | Some("none yet") => "No native reader has read these words yet.".to_owned(),
        Some(line) => format!("Review: {line}."),
    }
}

/// Every fact with its id.
fn statuses(texts: &Texts) -> Vec<(RawStatus, String)> {
    let raw = texts.raw;
    let mut all = Vec::new();
    macro_rules! take {
        ($($list:ident),+) => {$(
            all.extend(raw.$list.iter().map(|one| (one.value.status, one.value.id.clone())));
        )+};
    }
    take!(help, arrangements, expectations, requirements, services, schedules, locations, values, phones, links);
    take!(organizations, areas);
    all
}

fn signature(texts: &Texts, language: &str) -> Markup {
    html! {
        section.sign-off #sign-off {
            h2 { "Sign-off: " (language) }
            p { (review(texts)) }
            p { "I have read this sheet. What is not changed on it may be published as it stands." }
            @for who in ["For the agency", "Native reader", "Second reader of the help lines"] {
                div.person {
                    b { (who) }
                    div { span { "Name" } span.line {} span { "Role" } span.line {} }
                    div { span { "Signature" } span.line {} span { "Date" } span.short {} }
                }
            }
            p { span.box {} " right as it stands " span.box {} " right with the changes written on it " span.box {} " not yet" }
            p { "Remarks" }
            div.ruled {} div.ruled {} div.ruled {} div.ruled {}
        }
    }
}
