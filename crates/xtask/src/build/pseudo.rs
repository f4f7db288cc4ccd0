//! Two languages that nobody speaks, made of a pack's English, so that tests see long words and right-to-left lines.
//!
//! They have the names that browsers and systems use for such languages: `en-XA` and `ar-XB`. They are never published.

use guide::Label;

use crate::content::{Built, Language};

/// Accents, and at least 40 % more letters: what German or Vietnamese may need in the place of English.
const LONG: &str = "en-XA";
/// English, drawn from right to left.
const MIRRORED: &str = "ar-XB";

/// The same packs, each in its first language and in the two that are made of it.
pub fn packs(packs: &[Built]) -> Vec<Built> {
    let with_pseudo = |pack: &Built| {
        let first = pack.words.first()?;
        let words = vec![
            Language { code: first.code.clone(), direction: first.direction.clone(), lines: first.lines.clone() },
            made(first, LONG, "ltr", "Long words", long),
            made(first, MIRRORED, "rtl", "Mirrored words", mirrored),
        ];
        Some(Built { id: pack.id.clone(), fallback: pack.fallback, pack: pack.pack.clone(), words })
    };
    packs.iter().filter_map(with_pseudo).collect()
}

fn made(first: &Language, code: &str, direction: &str, name: &str, change: fn(&str) -> String) -> Language {
    let line = |(slot, line): (usize, &str)| {
        if slot == usize::from(Label::Direction.slot()) {
            direction.to_owned()
        } else if slot == usize::from(Label::LanguageName.slot()) {
            name.to_owned()
        } else {
            apart(line, change)
        }
    };
    let lines: Vec<String> = first.lines.split('\n').enumerate().map(line).collect();
    Language { code: code.to_owned(), direction: direction.to_owned(), lines: lines.join("\n") }
}

/// Changes the words between what is filled in (`{zip}`) and between paragraphs.
fn apart(line: &str, change: fn(&str) -> String) -> String {
    let mut built = String::new();
    let mut words = String::new();
    let mut inside = false;
    let flush = |built: &mut String, words: &mut String| {
        if words.chars().any(char::is_alphabetic) {
            built.push_str(&change(words));
        } else {
            built.push_str(words);
        }
        words.clear();
    };
    for character in line.chars() {
        let is_mark = inside || character == '{' || character == guide::text::PARAGRAPH;
        if is_mark {
            flush(&mut built, &mut words);
            built.push(character);
        } else {
            words.push(character);
        }
        inside = (inside || character == '{') && character != '}';
    }
    flush(&mut built, &mut words);
    built
}

fn long(words: &str) -> String {
    let accented = words.chars().map(|letter| match letter {
        'a' => 'å',
        'e' => 'é',
        'i' => 'î',
        'o' => 'ö',
        'u' => 'û',
        'n' => 'ñ',
        'A' => 'Å',
        'E' => 'É',
        'O' => 'Ö',
        'U' => 'Û',
        other => other,
    });
    let mut built: String = accented.collect();
    let wanted = words.chars().count() * 7 / 5 + 1;
    let trailing: String = built.chars().rev().take_while(|letter| !letter.is_alphanumeric()).collect();
    let trailing: String = trailing.chars().rev().collect();
    built.truncate(built.len() - trailing.len());
    for more in ["öñé", "twö", "thréé", "föûr", "fîvé", "sîx"].iter().cycle() {
        if built.chars().count() + trailing.chars().count() >= wanted {
            break;
        }
        built.push(' ');
        built.push_str(more);
    }
    built + &trailing
}

/// An override of the direction, as the pseudo-languages of systems do it.
fn mirrored(words: &str) -> String {
    format!("\u{202e}{words}\u{202c}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_longer_by_two_fifths_and_keep_what_is_filled_in() {
        for line in ["Call {p0} now, or text {p3}.", "No", "Yes\u{2029}Perhaps {minutes}", "{name} Parish", "", "24"] {
            let made = apart(line, long);
            let marks = |text: &str| text.matches(['{', '}', '\u{2029}']).count();
            assert_eq!(marks(&made), marks(line), "{made}");
            for mark in ["{p0}", "{p3}", "{minutes}", "{name}"] {
                assert_eq!(made.contains(mark), line.contains(mark), "{made}");
            }
            let letters = |text: &str| text.chars().count();
            let has_words = line.chars().any(char::is_alphabetic);
            assert!(!has_words || letters(&made) * 10 >= letters(line) * 12, "{made}");
        }
        let sentence = "Grandparents often need a break from time to time.";
        assert!(apart(sentence, long).chars().count() * 10 >= sentence.len() * 14);
        assert!(apart(sentence, long).ends_with('.'));
    }

    #[test]
    fn mirrored_words_end_where_they_end() {
        assert_eq!(apart("Go to {name}", mirrored), "\u{202e}Go to \u{202c}{name}");
    }
}
