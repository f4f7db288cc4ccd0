//! How hard the words are to read, screen by screen, by each language's own measure.
//!
//! English: Flesch-Kincaid grade by `textstat`. Spanish: Fernandez-Huerta; French: Kandel-Moles, with syllables by
//! `hypher`; both give an ease from 0 to 100, the higher the easier. Other languages: the longest sentence.

use std::collections::BTreeMap;

use guide::content::RawWords;
use hypher::Lang;

use super::{Finding, place};

/// No screen may read harder than this grade of a US school.
const GRADE_MOST: f64 = 6.0;
/// Half of all screens must read as easily as this grade.
const GRADE_MEDIAN: f64 = 5.0;
/// Spanish and French screens must read at least so easily ("fairly easy": sixth grade or so).
const EASE_LEAST: f64 = 65.0;
/// No sentence in any language may have more words.
const SENTENCE_MOST: usize = 25;
/// Below this many words a measure says little: the screen is counted, but not judged.
const WORDS_LEAST: usize = 12;

/// How hard one screen reads.
#[derive(Clone, Debug)]
pub struct Grade {
    /// The way to its words, such as `expectations.team-meetings`.
    pub screen: String,
    /// English: a school grade. Spanish and French: an ease. Others: words in the longest sentence.
    pub value: f64,
    /// How many words it has.
    pub words: usize,
    /// The sentence that costs most.
    pub hardest: String,
}

impl Grade {
    /// Whether it has enough words to be judged.
    pub fn counts(&self) -> bool {
        self.words >= WORDS_LEAST
    }
}

/// The grades of all screens of a language.
pub(super) fn grades(code: &str, texts: &BTreeMap<String, String>) -> Vec<Grade> {
    let mut screens: BTreeMap<String, String> = BTreeMap::new();
    for (key, text) in texts.iter().filter(|(key, _)| key.contains('.') && !is_name(key)) {
        let screen = key.split('.').take(2).collect::<Vec<_>>().join(".");
        let whole = screens.entry(screen).or_default();
        whole.push_str(text.trim());
        if !text.trim_end().ends_with(['.', '?', '!', '…']) {
            whole.push('.');
        }
        whole.push(' ');
    }
    let grade = |(screen, text): (String, String)| Grade {
        value: measure(code, &text),
        words: count_words(&text),
        hardest: hardest(code, &text),
        screen,
    };
    screens.into_iter().map(grade).collect()
}

/// Names of programs and places cannot be made easier to read.
fn is_name(key: &str) -> bool {
    let is_named = ["services.", "links.", "phones."].iter().any(|list| key.starts_with(list));
    is_named && (key.ends_with(".name") || key.ends_with(".label"))
}

/// Screens that read too hard, and the median.
pub(super) fn check(code: &str, words: &RawWords, grades: &[Grade]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for grade in grades.iter().filter(|grade| grade.counts()) {
        let at = place(words, &grade.screen);
        let wrong = match code {
            "en" if grade.value > GRADE_MOST => {
                format!("this screen reads at grade {:.1}; {GRADE_MOST} is the most", grade.value)
            }
            "es" | "fr" if grade.value < EASE_LEAST => {
                format!("this screen has a reading ease of {:.0}; {EASE_LEAST} is the least", grade.value)
            }
            _ => String::new(),
        };
        if !wrong.is_empty() {
            let mend = format!("shorten this sentence, or choose shorter words: “{}”", grade.hardest);
            findings.push(Finding::error(at.clone(), &grade.screen, wrong, &mend));
        }
        if count_words(&grade.hardest) > SENTENCE_MOST {
            let wrong = format!("a sentence has {} words; {SENTENCE_MOST} is the most", count_words(&grade.hardest));
            let mend = format!("make two of it: “{}”", grade.hardest);
            findings.push(Finding::error(at, &grade.screen, wrong, &mend));
        }
    }
    if code == "en"
        && let Some(median) = median(grades)
        && median > GRADE_MEDIAN
    {
        let wrong = format!("half of the screens read harder than grade {median:.1}; {GRADE_MEDIAN} is the most");
        findings.push(Finding::error(words.file.clone(), code, wrong, "mend the hardest screens first"));
    }
    findings
}

/// The middle one of all values.
pub fn median(grades: &[Grade]) -> Option<f64> {
    let mut values: Vec<f64> = grades.iter().filter(|one| one.counts()).map(|one| one.value).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn measure(code: &str, text: &str) -> f64 {
    match code {
        "en" => textstat::flesch_kincaid_grade(text),
        // J. Fernandez Huerta, "Medidas sencillas de lecturabilidad", 1959.
        "es" => 206.84 - 60.0 * syllables_a_word(text, Lang::Spanish) - 1.02 * words_a_sentence(text),
        // L. Kandel and A. Moles, "Application de l'indice de Flesch à la langue française", 1958.
        "fr" => 207.0 - 73.6 * syllables_a_word(text, Lang::French) - 1.015 * words_a_sentence(text),
        _ => sentences(text).iter().map(|one| count_words(one)).max().unwrap_or(0) as f64,
    }
}

fn words_a_sentence(text: &str) -> f64 {
    count_words(text) as f64 / sentences(text).len().max(1) as f64
}

fn syllables_a_word(text: &str, language: Lang) -> f64 {
    let words: Vec<&str> = words(text).collect();
    // A hyphenation never parts a single letter off; counting vowels groups would. Both measures were made with
    // dictionaries' syllables, to which full hyphenation without margins comes nearest.
    let count: usize = words.iter().map(|word| hypher::hyphenate_bounded(word, language, 1, 1).count().max(1)).sum();
    count as f64 / words.len().max(1) as f64
}

fn hardest(code: &str, text: &str) -> String {
    let cost = |sentence: &&str| match code {
        "en" => textstat::flesch_kincaid_grade(sentence),
        "es" | "fr" => -measure(code, sentence),
        _ => count_words(sentence) as f64,
    };
    let sentences = sentences(text);
    let found = sentences.iter().max_by(|left, right| cost(left).total_cmp(&cost(right)));
    found.map(|sentence| sentence.trim().to_owned()).unwrap_or_default()
}

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '?', '!', '…']).filter(|one| one.chars().any(char::is_alphanumeric)).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-')).filter(|word| !word.is_empty())
}

fn count_words(text: &str) -> usize {
    words(text).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_words_cost_more() {
        let easy = "You can call. We will help you. The child is safe with you.";
        let hard =
            "Prospective applicants are obligated to demonstrate comprehensive documentation regarding eligibility.";
        assert!(measure("en", easy) < 3.0 && measure("en", hard) > 12.0);
        let easy = "Usted puede llamar. Le vamos a dar una mano.";
        let hard = "Las personas solicitantes deberán proporcionar documentación comprobatoria correspondiente.";
        assert!(
            measure("es", easy) > 85.0 && measure("es", hard) < 50.0,
            "{} {}",
            measure("es", easy),
            measure("es", hard)
        );
        let easy = "Vous pouvez dire non. On est là pour vous.";
        let hard = "Les requérants devront obligatoirement communiquer la documentation administrative correspondante.";
        assert!(
            measure("fr", easy) > 80.0 && measure("fr", hard) < 45.0,
            "{} {}",
            measure("fr", easy),
            measure("fr", hard)
        );
    }

    #[test]
    fn the_hardest_sentence_is_named() {
        assert_eq!(
            hardest("en", "Call us. Comprehensive documentation is obligatory. Come in."),
            "Comprehensive documentation is obligatory."
        );
    }
}
