//! Texts of a package as words of a pack: plain, in paragraphs, and only where they say something new.

use super::super::edit::{Change, Kind};
use super::super::records::Record;
use super::super::words::Words;
use super::Import;
use super::proof::Sure;

impl<'a> Import<'a> {
    /// Writes a text into the words, unless the pack says the same already.
    pub fn words(&mut self, record: &'a Record, kind: Kind, id: &str, name: &str, text: &str) {
        let paragraphs = paragraphs(&plain(text));
        if paragraphs.is_empty() {
            return;
        }
        // The words may have a fact in braces where the package has its value.
        let key = format!("{}.{id}.{name}", kind.plural());
        if Words::of(self.raw).text(&key) == paragraphs.join("\n\n") || self.files.text(kind, id, name) == paragraphs {
            return;
        }
        if text.contains(['<', '>', '{', '}']) {
            self.leave(record, &format!("tags of {name}"), "words are plain text; the tags and braces were taken out");
        }
        self.files.set_text(kind, id, name, &paragraphs);
        // A text states facts, too: a new one does not have the proof of the old one.
        if self.new.contains(&(kind, id.to_owned())) {
            return;
        }
        if let Some(proof) = self.proof(record, Sure::AsTold) {
            self.files.update(kind, id, &proof);
            self.count(kind, id, Change::Updated);
        }
    }
}

/// A text without tags and braces.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.split_once('>').filter(|_| is_tag) {
            Some((_, tail)) => rest = tail,
            None => rest = after,
        }
    }
    plain.push_str(rest);
    plain.replace(['<', '>', '{', '}'], "")
}

/// The paragraphs of a text: parted by an empty line, each on one line.
pub fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let one = |paragraph: &str| {
        let lines = paragraph.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(" ").replace('\t', " ")
    };
    text.split("\n\n").map(one).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A name on one line.
pub fn name(text: &str) -> String {
    paragraphs(&plain(text)).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_braces_go() {
        assert_eq!(plain("<p>A <b>bold</b> {value:x} claim</p>"), "A bold value:x claim");
        assert_eq!(plain("1 < 2 and 3 > 2"), "1  2 and 3  2");
        assert_eq!(plain("<<<script"), "script");
    }

    #[test]
    fn paragraphs_are_parted_by_empty_lines() {
        assert_eq!(paragraphs("One\nline.\r\n\r\n  Two. \n\n\n"), ["One line.", "Two."]);
    }
}
