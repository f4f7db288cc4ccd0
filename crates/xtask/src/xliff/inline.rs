//! Takes a text apart into words and placeholders such as `{value:kcsp-amount}`.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words to translate.
    Words(&'a str),
    /// A placeholder with its braces; nobody may change it.
    Placeholder(&'a str),
}

/// The pieces of a text. A brace that begins no placeholder is part of the words.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut words = 0;
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('{')).map(|open| at + open) {
        let rest = text.get(open..).unwrap_or_default();
        match rest.find('}').and_then(|close| rest.get(..=close)).filter(|mark| is_placeholder(mark)) {
            Some(mark) => {
                found.extend(text.get(words..open).filter(|words| !words.is_empty()).map(Piece::Words));
                found.push(Piece::Placeholder(mark));
                at = open + mark.len();
                words = at;
            }
            None => at = open + 1,
        }
    }
    found.extend(text.get(words..).filter(|words| !words.is_empty()).map(Piece::Words));
    found
}

/// The placeholders of a text, each as often as it stands there.
pub(super) fn placeholders(text: &str) -> Vec<&str> {
    let marks = pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Placeholder(mark) => Some(mark),
        Piece::Words(_) => None,
    });
    marks.collect()
}

fn is_placeholder(mark: &str) -> bool {
    let name = mark.trim_start_matches('{').trim_end_matches('}');
    name.len() + 2 == mark.len()
        && !name.is_empty()
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-:".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::Piece::{Placeholder, Words};
    use super::*;

    #[test]
    fn placeholders_are_told_from_braces() {
        assert_eq!(
            pieces("Call {phone:x} or {{now} of {all}."),
            [
                Words("Call "),
                Placeholder("{phone:x}"),
                Words(" or {"),
                Placeholder("{now}"),
                Words(" of "),
                Placeholder("{all}"),
                Words(".")
            ]
        );
        assert_eq!(pieces("{ a } {} {É}"), [Words("{ a } {} {É}")]);
        assert_eq!(pieces(""), []);
        assert_eq!(placeholders("{a}{b}{a}"), ["{a}", "{b}", "{a}"]);
    }
}
