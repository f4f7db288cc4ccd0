//! Words to avoid: editors own the list in `questions/words-to-avoid.toml`.

use guide::content::RawWords;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Finding, place};

/// One entry of the list.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Avoided {
    /// The language.
    pub language: String,
    /// A word or phrase, in small letters. It is found as whole words.
    pub words: String,
    /// What to write instead, or why not.
    pub instead: String,
}

/// Finds words to avoid in the texts of a language.
pub(super) fn check(code: &str, words: &RawWords, avoided: &[Avoided]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, paragraphs) in &words.texts {
        for entry in avoided.iter().filter(|entry| entry.language == code) {
            if paragraphs.iter().any(|text| holds(text, &entry.words)) {
                let wrong = format!("the words to avoid `{}` stand here", entry.words);
                findings.push(Finding::error(place(words, key), key, wrong, &entry.instead));
            }
        }
    }
    findings
}

/// Whether a phrase stands in a text as whole words, in any letter case.
fn holds(text: &str, phrase: &str) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    text.match_indices(phrase).any(|(at, found)| {
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
        !inner(before) && !inner(after)
    })
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn only_whole_words_count() {
        assert!(holds("You must call.", "must"));
        assert!(holds("MUST you?", "must"));
        assert!(!holds("Mustard is fine.", "must"));
        assert!(holds("It’s not eligible", "not eligible"));
        assert!(!holds("é-must-have".trim_start_matches("é-"), "ust"));
    }
}
