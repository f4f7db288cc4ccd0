//! Reads files from elsewhere: bounded in size, and as text or not at all.

use std::fs;
use std::path::Path;

use super::problem::Problem;

/// The largest file that is read. A directory of a whole state is far below it.
pub const LARGEST: u64 = 10_000_000;

/// The text of a file, without a byte order mark.
pub fn text(path: &Path) -> Result<String, Problem> {
    let name = name(path);
    let problem = |wrong: String, mend: &str| Problem::new(name.clone(), "", wrong, mend);
    let about = fs::metadata(path)
        .map_err(|error| problem(format!("the file cannot be read: {error}"), "name a file that is there"))?;
    if !about.is_file() {
        return Err(problem("this is no file".to_owned(), "name a file"));
    }
    if about.len() > LARGEST {
        let wrong = format!("the file has {} bytes; at most {LARGEST} are read", about.len());
        return Err(problem(wrong, "take out what the guide does not need, or split it"));
    }
    let bytes = fs::read(path)
        .map_err(|error| problem(format!("the file cannot be read: {error}"), "look at the file's permissions"))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        problem("the file is not UTF-8 text".to_owned(), "save it as UTF-8; Excel calls that \"CSV UTF-8\"")
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))
}

/// The lines of a text, to tell where a record of a table begins.
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Looks through a text once.
    pub fn of(text: &str) -> Self {
        Self { starts: core::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect() }
    }

    /// The line on which a record of the table begins, from 1. Its position may be that of the end of the line before.
    pub fn line(&self, text: &str, record: &csv::StringRecord) -> usize {
        let at = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let rest = text.get(at..).unwrap_or_default();
        let begin = at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        self.starts.partition_point(|start| *start <= begin)
    }
}

/// The name of a file, for people.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Whether this is an address that the guide may link to: https, a plain host, nothing hidden.
pub fn is_https(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    is_plain_address(rest)
}

/// Whether this is the address of a web page at all.
pub fn is_web(url: &str) -> bool {
    url.strip_prefix("http://").map_or_else(|| is_https(url), is_plain_address)
}

fn is_plain_address(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let whole = host.contains('.') && host.chars().all(plain) && host.split('.').all(|part| !part.is_empty());
    whole && !rest.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"'{}\\".contains(c))
}

/// A phone number as the directory writes it: `+1` and ten digits, or a short code of three to six digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// It can be dialled.
    Good(String),
    /// A number of another country: the guide has no place for it.
    Abroad,
    /// No number.
    Wrong,
}

/// Reads a number as people write it: `(225) 555-0100`, `1-225-555-0100`, `211`.
pub fn number(text: &str) -> Number {
    let text = text.trim().trim_matches('"').trim();
    if text.is_empty() || !text.chars().all(|c| c.is_ascii_digit() || " -().+/\u{a0}".contains(c)) {
        return Number::Wrong;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let ten = match (digits.len(), digits.strip_prefix('1')) {
        (11, Some(ten)) => ten,
        (10, _) if !text.starts_with('+') => &digits,
        (3..=6, _) if !text.starts_with('+') => return Number::Good(digits),
        (8..=15, _) if text.starts_with('+') => return Number::Abroad,
        _ => return Number::Wrong,
    };
    // Area code and exchange begin with 2 to 9 (NANPA).
    let begins = |at: usize| ten.get(at..=at).is_some_and(|digit| ("2"..="9").contains(&digit));
    if begins(0) && begins(3) { Number::Good(format!("+1{ten}")) } else { Number::Wrong }
}

/// A number as people read it: 225-555-0100, 211.
pub fn shown(number: &str) -> String {
    let parts = number.strip_prefix("+1").and_then(|ten| Some((ten.get(..3)?, ten.get(3..6)?, ten.get(6..)?)));
    parts.map_or_else(|| number.to_owned(), |(area, exchange, line)| format!("{area}-{exchange}-{line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in ["(225) 555-0100", "1-225-555-0100", "+12255550100", "225.555.0100", "\"+1 225 555 0100\""] {
            assert_eq!(number(text), Number::Good("+12255550100".to_owned()), "{text}");
        }
        assert_eq!(number("211"), Number::Good("211".to_owned()));
        assert_eq!(number("\"+44 1234 234567\""), Number::Abroad);
        for text in
            ["", "call us", "12", "1-800-CALL-NOW", "0225550100", "225-155-0100", "225-555-0100 ext 5", "+1", "٢٢٥"]
        {
            assert_eq!(number(text), Number::Wrong, "{text}");
        }
        assert_eq!(shown("+12255550100"), "225-555-0100");
        assert_eq!(shown("211"), "211");
    }

    #[test]
    fn addresses_are_pages_and_nothing_else() {
        assert!(is_https("https://example.org/a?b=c#d"));
        assert!(is_web("http://example.org"));
        for url in [
            "javascript:alert(1)",
            "https://",
            "https://a@b.org",
            "https://example.org/\u{202E}x y",
            "HTTPS://x.org",
            "https://x..org",
            "data:text/html,x",
            "//example.org",
            "https://localhost",
        ] {
            assert!(!is_https(url) && !is_web(url), "{url}");
        }
    }
}
