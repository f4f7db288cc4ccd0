//! The texts of a sheet: those of the pack's first language beside those of a translation, with the facts in them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use guide::content::raw::RawPackFile;
use guide::content::{RawPack, RawWords};
use maud::{Markup, html};

/// One language, as a column.
pub struct Column<'a> {
    /// Its code, for `lang`.
    pub code: &'a str,
    /// Its name in itself.
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The pack's words.
    pub words: &'a RawWords,
    /// The widget's words.
    pub interface: &'a RawWords,
}

/// All texts that a sheet shows.
pub struct Texts<'a> {
    /// The rules and facts.
    pub raw: &'a RawPack,
    /// The pack's own file.
    pub pack: &'a RawPackFile,
    /// The first language, and beside it the translation, if the sheet is of one.
    pub columns: Vec<Column<'a>>,
    /// The texts that the sheet has shown, so that the rest can be shown at its end.
    shown: RefCell<BTreeSet<String>>,
}

impl<'a> Texts<'a> {
    /// The texts of a sheet in one language.
    pub fn new(raw: &'a RawPack, code: &str) -> Option<Self> {
        let pack = &raw.pack.as_ref()?.value;
        let first = pack.languages.first()?;
        let mut columns = vec![column(raw, first)?];
        if first != code {
            columns.push(column(raw, code)?);
        }
        Some(Self { raw, pack, columns, shown: RefCell::default() })
    }

    /// How many columns a table has: what it is, the texts, and the box.
    pub fn width(&self) -> usize {
        self.columns.len() + 2
    }

    /// The language that the sheet is for.
    pub fn language(&self) -> Option<&Column<'a>> {
        self.columns.last()
    }

    /// Whether the pack has this text.
    pub fn has(&self, key: &str) -> bool {
        self.columns.first().is_some_and(|first| first.words.texts.contains_key(key))
    }

    /// A text of the first language in one line, for conditions and headings; the id when there is none.
    pub fn name(&self, key: &str, id: &str) -> String {
        let first = self.columns.first();
        first.and_then(|first| first.words.texts.get(key)).map_or_else(|| id.to_owned(), |text| text.join(" "))
    }

    /// One of the widget's own texts, in the first language.
    pub fn label(&self, key: &str) -> String {
        let first = self.columns.first();
        first.and_then(|first| first.interface.texts.get(key)).map_or_else(|| key.to_owned(), |text| text.join(" "))
    }

    /// The cells of a text, one a language.
    pub fn cells(&self, key: &str) -> Markup {
        self.shown.borrow_mut().insert(key.to_owned());
        html! {
            @for column in &self.columns {
                td lang=(column.code) dir=(column.direction) {
                    @for paragraph in column.words.texts.get(key).into_iter().flatten() {
                        p { (self.filled(column, paragraph)) }
                    }
                }
            }
        }
    }

    /// The cells of one of the widget's own texts: a word of the glossary, and what it means.
    pub fn interface_cells(&self, key: &str) -> Markup {
        html! {
            @for column in &self.columns {
                td lang=(column.code) dir=(column.direction) {
                    @for paragraph in column.interface.texts.get(key).into_iter().flatten() { p { (paragraph) } }
                }
            }
        }
    }

    /// Texts that no part of the sheet has shown, in the order of their names.
    pub fn rest(&self) -> Vec<String> {
        let shown = self.shown.borrow();
        let all = self.columns.first().into_iter().flat_map(|first| first.words.texts.keys());
        all.filter(|key| !shown.contains(*key) && *key != "review" && !key.starts_with("values.")).cloned().collect()
    }

    /// A value as a language writes it.
    pub fn value(&self, column: &Column, id: &str) -> String {
        let own = column.words.texts.get(&format!("values.{id}")).map(|text| text.join(" "));
        own.unwrap_or_else(|| {
            let value = self.raw.values.iter().find(|one| one.value.id == id);
            value.map_or_else(|| id.to_owned(), |one| one.value.value.clone())
        })
    }

    fn filled(&self, column: &Column, text: &str) -> Markup {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
        {
            pieces.push(html! { (before) });
            pieces.push(self.fact(column, name));
            rest = after;
        }
        html! { @for piece in &pieces { (piece) } (rest) }
    }

    /// What stands in the place of `{value:…}`, `{phone:…}`, `{link:…}`, with its id.
    fn fact(&self, column: &Column, name: &str) -> Markup {
        let (what, id) = match name.split_once(':') {
            Some(("value", id)) => (self.value(column, id), id),
            Some(("phone", id)) => {
                let phone = self.raw.phones.iter().find(|one| one.value.id == id);
                (phone.map_or_else(|| id.to_owned(), |one| one.value.shown.clone()), id)
            }
            Some(("link", id)) => {
                let label = column.words.texts.get(&format!("links.{id}.label")).map(|text| text.join(" "));
                (label.unwrap_or_else(|| id.to_owned()), id)
            }
            // Filled in when it is shown: {name}, {place}.
            _ => return html! { "{" (name) "}" },
        };
        html! { b.fact { (what) } " " small.id lang="en" dir="ltr" { (id) } }
    }
}

fn column<'a>(raw: &'a RawPack, code: &str) -> Option<Column<'a>> {
    let (code, words) = raw.words.get_key_value(code)?;
    let interface = raw.interface.get(code)?;
    let own = |key: &str| interface.texts.get(key).map(|text| text.join(" "));
    Some(Column {
        code,
        name: own("language-name").unwrap_or_else(|| code.clone()),
        direction: own("direction").unwrap_or_else(|| "ltr".to_owned()),
        words,
        interface,
    })
}
