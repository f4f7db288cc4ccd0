//! Puts a text into a FHIR element in the pack's first language, with the other languages beside it.

use guide::Pack;
use guide::show::Show;
use guide::text::{Paragraph, Run, Words};
use serde_json::{Map, Value, json};

/// HL7's extension for the same text in another language.
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// A pack in all of its languages.
pub(super) struct Texts<'a> {
    first: Show<'a>,
    others: Vec<Show<'a>>,
}

impl<'a> Texts<'a> {
    /// Nothing when there is no language.
    pub fn new(pack: &'a Pack, words: &'a [Words]) -> Option<Self> {
        let mut shows = words.iter().map(|words| Show { pack, words, today: None });
        Some(Self { first: shows.next()?, others: shows.collect() })
    }

    /// The pack.
    pub fn pack(&self) -> &'a Pack {
        self.first.pack
    }

    /// The code of the first language.
    pub fn language(&self) -> &'a str {
        &self.first.words.code
    }

    /// How many rows a list has in the first language.
    pub fn rows(&self, rows: &dyn Fn(&Show) -> Vec<String>) -> usize {
        rows(&self.first).len()
    }

    /// Sets an element to a text in all languages. FHIR has no empty text: then the element stays away.
    pub fn put(&self, element: &mut Map<String, Value>, name: &str, text: impl Fn(&Show) -> String) {
        // HL7's JSON Schema takes no white space but these, and so not the spaces of French that do not break.
        let plain = |letter: char| if letter.is_whitespace() && !" \t\r\n".contains(letter) { ' ' } else { letter };
        let text = |show: &Show| text(show).chars().map(plain).collect::<String>();
        let said = text(&self.first);
        if said.trim().is_empty() {
            return;
        }
        let translated = |show: &Show| {
            let content = text(show);
            let is_there = !content.trim().is_empty();
            is_there.then(|| {
                json!({ "url": TRANSLATION, "extension": [
                    { "url": "lang", "valueCode": show.words.code },
                    { "url": "content", "valueString": content },
                ] })
            })
        };
        let translations: Vec<Value> = self.others.iter().filter_map(translated).collect();
        element.insert(name.to_owned(), Value::String(said));
        if !translations.is_empty() {
            element.insert(format!("_{name}"), json!({ "extension": translations }));
        }
    }
}

/// A paragraph as people read it: phones by their number, pages by their label and address.
pub(super) fn line(paragraph: &Paragraph) -> String {
    let mut line = String::new();
    for run in paragraph {
        match run {
            Run::Words(words) => line.push_str(words),
            Run::Phone(phone) => line.push_str(&phone.shown),
            Run::Link(link) => line.push_str(&format!("{} ({})", link.label, link.href)),
        }
    }
    line
}
