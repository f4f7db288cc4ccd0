//! What the guide fills into which text when it is shown: `{minutes}`, `{zip}`, `{place}`.

use super::check::Checker;
use super::problem::Place;

/// The placeholders of one text.
pub(super) struct Filled {
    /// Without these the text would lose what it is there to say.
    must: &'static [&'static str],
    may: &'static [&'static str],
}

impl Filled {
    /// The placeholders of the text with this key; most texts have none.
    pub fn of(key: &str) -> Self {
        let (must, may): (&'static [_], &'static [_]) = match key {
            "text-to" => (&["message"], &[]),
            "minutes" => (&["minutes"], &[]),
            "progress-help" | "progress-expectation" | "progress-question" | "progress-family" => {
                (&["now", "all"], &[])
            }
            "scale-hint" => (&["from", "to", "low", "high"], &[]),
            "zip-hint" => (&[], &["place"]),
            "zip-unknown" | "zip-wrong" => (&[], &["zip", "place"]),
            "zip-found" => (&["place"], &["zip"]),
            "place-label" => (&["place"], &[]),
            "you-said" => (&["answer"], &[]),
            "run-by" => (&["name"], &[]),
            "source" => (&["date"], &[]),
            "date" => (&["day", "month", "year"], &[]),
            "session-time" => (&["weekday", "date", "from", "to"], &["zone"]),
            "time-morning" | "time-afternoon" => (&["minute"], &["hour12", "hour24"]),
            "session-language" => (&["language"], &[]),
            "pack.place-of" => (&["name"], &[]),
            "pack.no-area" => (&[], &["place"]),
            "pack.area" => (&["area"], &["place"]),
            _ => (&[], &[]),
        };
        Self { must, may }
    }

    /// Whether this name is filled in.
    pub fn has(&self, name: &str) -> bool {
        self.must.contains(&name) || self.may.contains(&name)
    }
}

/// Placeholders that a text has lost, as happens when it is translated, and months that the calendar has lost.
pub(super) fn missing(checker: &mut Checker, place: &Place, key: &str, paragraphs: &[String]) {
    for name in Filled::of(key).must {
        let mark = format!("{{{name}}}");
        if !paragraphs.iter().any(|text| text.contains(&mark)) {
            let mend = format!("put `{mark}` where the sentence needs it; it is filled in when people read it");
            checker.problem(place, key, format!("the text `{key}` has lost `{mark}`"), mend);
        }
    }
    if key == "months" && paragraphs.len() != 12 {
        let wrong = format!("a year has 12 months, and here are {}", paragraphs.len());
        checker.problem(place, key, wrong, "write a list of all months, January first");
    }
    if key == "weekdays" && paragraphs.len() != 7 {
        let wrong = format!("a week has 7 days, and here are {}", paragraphs.len());
        checker.problem(place, key, wrong, "write a list of all days, Monday first");
    }
    if key.starts_with("time-") && !paragraphs.iter().any(|text| text.contains("{hour")) {
        let mend = "write `{hour12}` or `{hour24}` where the hour stands";
        checker.problem(place, key, format!("the text `{key}` has lost the hour"), mend);
    }
    if key.starts_with("glossary-") && paragraphs.len() != 2 {
        let wrong = format!("a word of the glossary has two texts, and here are {}", paragraphs.len());
        checker.problem(place, key, wrong, "write the word, then what it means: [\"kin\", \"Relatives and …\"]");
    }
}

#[cfg(test)]
mod tests {
    use super::Filled;

    /// No language uses these yet, and each may.
    #[test]
    fn what_may_stand_in_a_text_is_known() {
        for (key, name) in [("zip-hint", "place"), ("zip-unknown", "place"), ("pack.no-area", "place")] {
            assert!(Filled::of(key).has(name), "{key}");
            assert!(!Filled::of(key).has("answer"), "{key}");
        }
    }
}
