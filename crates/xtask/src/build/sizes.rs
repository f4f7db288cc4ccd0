//! Weighs the files of dist/ as people download them, against the budgets of the design.

mod table;

use std::path::Path;

use anyhow::{Result, anyhow, bail};

use super::files;
use super::listing::Listing;
use table::{KB, Row, Scale};

pub use table::Table;

const LOADER: usize = 3 * KB;
const HEAD: usize = 14 * KB;
const FIRST_QUESTION: usize = 100 * KB;
/// Measured with Louisiana's content; docs/decisions/0008-languages.md says why it is not 8.
const FURTHER_LANGUAGE: usize = 11 * KB + KB / 4;

/// Everything before this is the head of a document.
const MODULE: &str = "<script type=\"text/plain\" data-sum=";
const WORDS: &str = "<script type=\"text/plain\" class=\"words\" ";
const SCRIPT_END: &str = "</script>";

/// Weighs a dist/.
pub fn measure(dist: &Path) -> Result<Table> {
    let mut scale = Scale::default();
    let loader = files::read(&dist.join("v1/porchlight.js"))?;
    let mut rows = vec![scale.row("loader v1/porchlight.js", &loader, Some(LOADER))];
    for pack in Listing::read(dist)?.packs {
        for language in &pack.languages {
            let name = format!("{} {}", pack.id, language.code);
            let html = files::read(&dist.join(&language.document))?;
            rows.extend(document_rows(&mut scale, &name, &loader, &language.code, &html)?);
        }
        if let Some(first) = pack.languages.first() {
            let html = files::read(&dist.join(&first.document))?;
            rows.extend(language_rows(&mut scale, &pack.id, &html)?);
        }
    }
    Ok(Table { rows })
}

/// The head, everything until the first question, and what that consists of.
fn document_rows(scale: &mut Scale, name: &str, loader: &str, language: &str, html: &str) -> Result<Vec<Row>> {
    let (head, _) = html.split_once(MODULE).ok_or_else(|| anyhow!("{name}: the document holds no module"))?;
    let alone = with_words_of(html, &[language]);
    let part = |open: &str, close: &str| -> Result<&str> {
        let found = html.split_once(open).and_then(|(_, rest)| rest.split_once(close));
        found.map(|(part, _)| part).ok_or_else(|| anyhow!("{name}: the document holds no {open}"))
    };
    let whole = html.split_once("id=\"whole\"").and_then(|(_, rest)| rest.split_once('>'));
    let whole = whole.map(|(_, rest)| rest).unwrap_or_default();
    // It ends where the next element of the document begins, which depends on its place in the template.
    let whole = whole.split_once("<script").map_or(whole, |(whole, _)| whole);
    let last = html.rsplit_once("<script>").map(|(_, rest)| rest).unwrap_or_default();
    let words = words(html).into_iter().find(|(code, _)| *code == language).map(|(_, words)| words).unwrap_or_default();

    let loaded = scale.weigh(loader) + scale.weigh(&alone);
    Ok(vec![
        scale.row(&format!("{name}: head of the document"), head, Some(HEAD)),
        Row {
            what: format!("{name}: all until the first question answers a tap"),
            raw: loader.len() + alone.len(),
            brotli: loaded,
            budget: Some(FIRST_QUESTION),
        },
        scale.row("    module, as text", part(" id=\"module\">", SCRIPT_END)?, None),
        scale.row("    pack, as text", part(" id=\"pack\"", SCRIPT_END)?.trim_start_matches('>'), None),
        scale.row("    words", words, None),
        scale.row("    whole content", whole, None),
        scale.row("    style", part("<style>", "</style>")?, None),
        scale.row("    script of the head", part("<script>", SCRIPT_END)?, None),
        scale.row("    glue and start", last, None),
    ])
}

/// What each language but the first adds to a document.
fn language_rows(scale: &mut Scale, pack: &str, html: &str) -> Result<Vec<Row>> {
    let words = words(html);
    let Some(((first, _), others)) = words.split_first() else {
        bail!("{pack}: the document holds no words");
    };
    let alone = with_words_of(html, &[first]);
    let mut rows = Vec::new();
    for (code, lines) in others {
        let both = with_words_of(html, &[first, code]);
        let added = scale.weigh(&both).saturating_sub(scale.weigh(&alone));
        rows.push(Row {
            what: format!("{pack}: words of {code}"),
            raw: lines.len(),
            brotli: added,
            budget: Some(FURTHER_LANGUAGE),
        });
    }
    Ok(rows)
}

/// The languages in a document with their words.
fn words(html: &str) -> Vec<(&str, &str)> {
    html.split(WORDS)
        .skip(1)
        .filter_map(|piece| {
            let (attributes, rest) = piece.split_once('>')?;
            let code = attributes.split_once("lang=\"")?.1.split_once('"')?.0;
            Some((code, rest.split_once(SCRIPT_END)?.0))
        })
        .collect()
}

/// The document with the words of some languages only.
fn with_words_of(html: &str, languages: &[&str]) -> String {
    let mut pieces = html.split(WORDS);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let wanted = languages.iter().any(|code| piece.starts_with(&format!("lang=\"{code}\"")));
        if wanted {
            text.push_str(WORDS);
            text.push_str(piece);
        } else {
            text.push_str(piece.split_once(SCRIPT_END).map_or("", |(_, after)| after));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<style>p{}</style><script>boot()</script>first<script type=\"text/plain\" data-sum=\"1\" id=\"module\">abc</script>\
        <script type=\"text/plain\" data-sum=\"2\" id=\"pack\">d</script>\n\
        <script type=\"text/plain\" class=\"words\" lang=\"en\" dir=\"ltr\" data-sum=\"3\">Hello</script>\n\
        <script type=\"text/plain\" class=\"words\" lang=\"ar\" dir=\"rtl\">Marhaban</script>\n\
        <div id=\"whole\"><p>all</p></div><script>last()</script>";

    #[test]
    fn one_language_is_weighed_without_the_others() {
        assert_eq!(words(DOCUMENT), [("en", "Hello"), ("ar", "Marhaban")]);
        let alone = with_words_of(DOCUMENT, &["en"]);
        assert!(alone.contains("Hello") && !alone.contains("Marhaban"));
    }

    #[test]
    fn each_part_is_found() {
        let rows = document_rows(&mut Scale::default(), "louisiana en", "loader", "en", DOCUMENT).unwrap();
        let raw: Vec<usize> = rows.iter().skip(2).map(|row| row.raw).collect();
        assert_eq!(raw, [3, 1, 5, "<p>all</p></div>".len(), 3, 6, "last()</script>".len()]);
    }
}
