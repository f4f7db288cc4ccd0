//! The texts of a pack's first language as other systems can read them: with the facts filled in.

use guide::content::raw::{RawPack, RawWords};

/// The words of a pack's first language.
pub struct Words<'a> {
    raw: &'a RawPack,
    words: Option<&'a RawWords>,
}

impl<'a> Words<'a> {
    /// The first language that the pack names; a pack that names none is read in its first file of words.
    pub fn of(raw: &'a RawPack) -> Self {
        let first = raw.pack.as_ref().and_then(|pack| pack.value.languages.first());
        let words = match first {
            Some(code) => raw.words.get(code),
            None => raw.words.values().next(),
        };
        Self { raw, words }
    }

    /// The text with this key, one paragraph a block; empty where there is none.
    pub fn text(&self, key: &str) -> String {
        self.written(key).iter().map(|text| self.fill(text)).collect::<Vec<_>>().join("\n\n")
    }

    fn written(&self, key: &str) -> &'a [String] {
        self.words.and_then(|words| words.texts.get(key)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts values, phones and links where a text names them.
    fn fill(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            filled.push_str(&self.fact(name));
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }

    fn fact(&self, name: &str) -> String {
        let raw = self.raw;
        match name.split_once(':') {
            Some(("value", id)) => {
                // Not filled: a form that named itself would never end.
                let form = self.written(&format!("values.{id}")).join(" ");
                let value = raw.values.iter().find(|one| one.value.id == id);
                if form.is_empty() { value.map(|one| one.value.value.clone()).unwrap_or_default() } else { form }
            }
            Some(("phone", id)) => {
                let phone = raw.phones.iter().find(|one| one.value.id == id);
                phone.map(|one| one.value.shown.clone()).unwrap_or_default()
            }
            Some(("link", id)) => {
                let link = raw.links.iter().find(|one| one.value.id == id);
                link.map(|one| one.value.url.clone()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}
