//! A problem in a content file, told to the person who can mend it.

use std::fmt;

/// Where something stands: a file, and the way to it inside the file, such as `question`, `3`, `options`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, below the pack's folder.
    pub file: String,
    /// Keys and positions from the top of the file.
    pub way: Vec<String>,
}

impl Place {
    /// The top of a file.
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), way: Vec::new() }
    }

    /// A place one step further in.
    pub fn at(&self, key: impl fmt::Display) -> Self {
        let mut way = self.way.clone();
        way.push(key.to_string());
        Self { file: self.file.clone(), way }
    }
}

/// What is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// The id of the entry, or nothing where there is none.
    pub id: String,
    /// What is wrong, as a sentence without a full stop.
    pub wrong: String,
    /// What to do, as a sentence without a full stop.
    pub mend: String,
}

/// Gathers problems: the check goes on after each, so that an editor sees all of them.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    /// Takes a problem in.
    pub fn add(&mut self, place: &Place, id: &str, wrong: impl Into<String>, mend: impl Into<String>) {
        self.found.push(Problem { place: place.clone(), id: id.to_owned(), wrong: wrong.into(), mend: mend.into() });
    }

    /// Whether there is none so far.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All problems, each once.
    pub fn into_vec(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found.dedup();
        self.found
    }
}

/// The known name that is most like a wrong one, for "did you mean".
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).max(2);
    known
        .into_iter()
        .map(|name| (strsim::levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// "did you mean `x`?" where a known name is near, otherwise the whole list where it is short.
pub fn suggest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str> + Clone, else_say: &str) -> String {
    if let Some(name) = nearest(wrong, known.clone()) {
        return format!("did you mean `{name}`?");
    }
    let all: Vec<&str> = known.into_iter().collect();
    if all.is_empty() || all.len() > 12 {
        else_say.to_owned()
    } else {
        format!("{else_say}; there are `{}`", all.join("`, `"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_told_whole() {
        let known: Vec<String> = (10..23).map(|number| format!("name-{number}")).collect();
        let names = |count: usize| known.iter().take(count).map(String::as_str).collect::<Vec<_>>();
        assert_eq!(suggest("zebra", names(0), "write it"), "write it");
        assert_eq!(suggest("zebra", names(2), "write it"), "write it; there are `name-10`, `name-11`");
        assert!(suggest("zebra", names(12), "write it").ends_with("`name-21`"));
        assert_eq!(suggest("zebra", names(13), "write it"), "write it");
        assert_eq!(suggest("name-1", names(13), "write it"), "did you mean `name-10`?");
    }

    #[test]
    fn near_names_are_found() {
        assert_eq!(nearest("expctations", ["expectations", "questions"]), Some("expectations"));
        assert_eq!(nearest("zebra", ["expectations", "questions"]), None);
    }
}
