//! The paths of a sheet: each screen in the order in which people meet it, and in full where they meet it first.

use std::collections::BTreeMap;

use guide::content::raw::{RawExpectation, RawHelp, RawPart, RawPartKind, RawPath, RawQuestion, RawQuestionKind};
use maud::{Markup, html};

use super::directory;
use super::rows::{head, list, plain, proof, proven, shown_if, table, text};
use super::text::Texts;

/// All paths; each is a table.
pub fn paths(texts: &Texts) -> Markup {
    let mut met = BTreeMap::new();
    let paths = texts.raw.paths.iter().enumerate();
    let tables: Vec<Markup> = paths.map(|(at, path)| self::path(texts, at + 1, &path.value, &mut met)).collect();
    html! { @for table in &tables { (table) } }
}

/// The heading of a path.
pub fn heading(texts: &Texts, number: usize, path: &RawPath) -> String {
    format!("{number}. Path: {}", texts.name(&format!("paths.{}.title", path.id), &path.id))
}

fn path(texts: &Texts, number: usize, path: &RawPath, met: &mut BTreeMap<String, String>) -> Markup {
    let key = |field: &str| format!("paths.{}.{field}", path.id);
    let mut screen = 0;
    let mut body = vec![html! {
        tbody {
            (head(texts, "", "Path", &texts.name(&key("title"), &path.id), &path.id))
            (plain(texts, "Takes", &html! { "about " (path.minutes) " minutes" }))
            (text(texts, "Name", &key("title")))
            (text(texts, "For whom", &key("text")))
            (text(texts, "Heading of the result", &key("result")))
        }
    }];
    for part in &path.part {
        body.push(part_row(texts, part));
        for id in &part.show {
            screen += 1;
            let shown = format!("{number}.{screen}");
            body.push(match met.get(id) {
                Some(first) => again(texts, &shown, id, first),
                None => item(texts, &shown, id),
            });
            met.entry(id.clone()).or_insert(shown);
        }
    }
    table(texts, &heading(texts, number, path), &path.id, &html! { @for rows in &body { (rows) } })
}

fn part_row(texts: &Texts, part: &RawPart) -> Markup {
    let what = match part.kind {
        RawPartKind::Help => "Help pages",
        RawPartKind::Expectations => "Expectations",
        RawPartKind::Questions => "Questions",
        RawPartKind::Family => "Questions about the family",
    };
    html! {
        tbody.part {
            tr { th colspan=(texts.width()) scope="rowgroup" { (what) } }
            (shown_if(texts, part.when.as_ref()))
        }
    }
}

/// A screen that stands on this sheet already.
fn again(texts: &Texts, number: &str, id: &str, first: &str) -> Markup {
    let keys = [format!("help.{id}.title"), format!("expectations.{id}.title"), format!("questions.{id}.ask")];
    let key = keys.iter().find(|key| texts.has(key));
    let name = key.map_or_else(|| id.to_owned(), |key| texts.name(key, id));
    html! { tbody.again { (head(texts, number, &format!("as {first}:"), &name, id)) } }
}

fn item(texts: &Texts, number: &str, id: &str) -> Markup {
    let raw = texts.raw;
    let help = raw.help.iter().find(|one| one.value.id == id).map(|one| help(texts, number, &one.value));
    let expectation = || raw.expectations.iter().find(|one| one.value.id == id);
    let question = || raw.questions.iter().find(|one| one.value.id == id);
    help.or_else(|| expectation().map(|one| self::expectation(texts, number, &one.value)))
        .or_else(|| question().map(|one| self::question(texts, number, &one.value)))
        .unwrap_or_default()
}

fn help(texts: &Texts, number: &str, page: &RawHelp) -> Markup {
    let key = |field: &str| format!("help.{}.{field}", page.id);
    let arrangements = page.arrangements.iter().filter_map(|id| {
        let one = texts.raw.arrangements.iter().find(|one| one.value.id == *id)?;
        Some(directory::arrangement(texts, &one.value))
    });
    html! {
        tbody.fact {
            (head(texts, number, "Help page", &texts.name(&key("title"), &page.id), &page.id))
            (text(texts, "Title", &key("title")))
            (text(texts, "Text", &key("text")))
            (text(texts, "List", &key("points")))
            (list(texts, "Phones", &directory::phone_names(texts, &page.phones)))
            (list(texts, "Pages", &directory::link_names(texts, &page.links)))
            (proven(texts, &proof!(page)))
        }
        @for arrangement in arrangements { (arrangement) }
    }
}

fn expectation(texts: &Texts, number: &str, one: &RawExpectation) -> Markup {
    let key = |field: &str| format!("expectations.{}.{field}", one.id);
    html! {
        tbody.fact {
            (head(texts, number, "Expectation", &texts.name(&key("title"), &one.id), &one.id))
            (text(texts, "Title", &key("title")))
            (text(texts, &texts.label("asks"), &key("asks")))
            (text(texts, &texts.label("day"), &key("day")))
            (text(texts, &texts.label("back-for-you"), &key("back")))
            (text(texts, &format!("Advice to “{}”", texts.label("unsure")), &key("talk")))
            (text(texts, &format!("Advice to “{}”", texts.label("want-help")), &key("learn")))
            (proven(texts, &proof!(one)))
        }
    }
}

fn question(texts: &Texts, number: &str, one: &RawQuestion) -> Markup {
    let key = |field: &str| format!("questions.{}.{field}", one.id);
    let how = match one.kind {
        RawQuestionKind::Single => "one answer".to_owned(),
        RawQuestionKind::Multiple => "as many answers as fit".to_owned(),
        RawQuestionKind::Scale => {
            format!("a number from {} to {}", one.from.unwrap_or_default(), one.to.unwrap_or_default())
        }
        RawQuestionKind::Place => format!("one of {} places, or a ZIP code", texts.raw.places.len()),
    };
    let domain = one.domain.as_ref().map(|id| texts.name(&format!("domains.{id}.name"), id));
    html! {
        tbody.screen {
            (head(texts, number, "Question", &texts.name(&key("short"), &one.id), &one.id))
            (shown_if(texts, one.when.as_ref()))
            (plain(texts, "Answered by", &html! { (how) @if let Some(domain) = domain { "; counts for “" (domain) "”" } }))
            (text(texts, "Question", &key("ask")))
            (text(texts, "Short name", &key("short")))
            (text(texts, "Why we ask", &key("why")))
            (text(texts, "For the agency", &key("tell")))
            @for option in &one.options {
                @let points = option.points.map(|points| format!("Answer, {points} of 3")).unwrap_or_else(|| "Answer".to_owned());
                (text(texts, &points, &key(&format!("options.{}", option.id))))
            }
            (text(texts, "Lowest number", &key("low")))
            (text(texts, "Highest number", &key("high")))
        }
    }
}
