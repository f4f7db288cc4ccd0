//! Adds up what cargo and node say about their tests.

use std::fmt;

use anyhow::Result;

/// How many tests there were, of all kinds.
#[derive(Debug, Default, PartialEq)]
pub struct Counts {
    /// Tests that showed what they should.
    pub passed: u64,
    /// Tests that did not, and steps that could not be done.
    pub failed: u64,
    /// Tests that were not run.
    pub skipped: u64,
}

impl Counts {
    /// Nothing failed, and something was shown.
    pub fn is_success(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Counts a step that is not a test: it can only fail.
    pub fn step(&mut self, name: &str, result: Result<()>) {
        if let Err(problem) = result {
            self.failed_step(name, &format!("{problem:#}"));
        }
    }

    /// Counts a step that failed, and says why.
    pub fn failed_step(&mut self, name: &str, why: &str) {
        eprintln!("\nFAILED: {name}: {why}\n");
        self.failed += 1;
    }

    /// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s`.
    pub fn cargo_line(&mut self, line: &str) {
        let Some((_, results)) = line.split_once("test result: ") else {
            return;
        };
        let results = results.split_once(". ").map_or("", |(_, results)| results);
        for result in results.split("; ") {
            match result.split_once(' ').and_then(|(number, what)| Some((number.parse::<u64>().ok()?, what))) {
                Some((number, "passed")) => self.passed += number,
                Some((number, "failed")) => self.failed += number,
                Some((number, "ignored")) => self.skipped += number,
                _ => {}
            }
        }
    }

    /// Reads the lines at the end of node's report: `ℹ pass 3`, or `# pass 3`.
    pub fn node_line(&mut self, line: &str) {
        let line = without_colours(line);
        let Some(result) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) else {
            return;
        };
        match result.trim_end().split_once(' ').and_then(|(what, number)| Some((what, number.parse::<u64>().ok()?))) {
            Some(("pass", number)) => self.passed += number,
            Some(("fail" | "cancelled", number)) => self.failed += number,
            Some(("skipped" | "todo", number)) => self.skipped += number,
            _ => {}
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)?;
        match self.skipped {
            0 => Ok(()),
            skipped => write!(out, ", {skipped} skipped"),
        }
    }
}

/// Terminals get colours as `ESC [ numbers m`.
fn without_colours(line: &str) -> String {
    let mut pieces = line.split('\u{1b}');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str(piece.split_once('m').map_or("", |(_, after)| after));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_added_up() {
        let mut counts = Counts::default();
        counts.cargo_line(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        );
        counts.cargo_line(
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        );
        counts.cargo_line("test journey::every_path_ends ... ok");
        assert_eq!(counts, Counts { passed: 15, failed: 2, skipped: 1 });
        assert_eq!(counts.to_string(), "15 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn node_is_added_up() {
        let mut counts = Counts::default();
        for line in [
            "ℹ tests 9",
            "ℹ suites 2",
            "\u{1b}[34mℹ pass 6\u{1b}[39m",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "# skipped 1",
            "ℹ todo 0",
            "ℹ duration_ms 12",
        ] {
            counts.node_line(line);
        }
        assert_eq!(counts, Counts { passed: 6, failed: 2, skipped: 1 });
    }

    #[test]
    fn nothing_at_all_is_no_success() {
        assert!(!Counts::default().is_success());
        assert!(Counts { passed: 1, failed: 0, skipped: 1 }.is_success());
        assert_eq!(Counts { passed: 4, failed: 0, skipped: 0 }.to_string(), "4 passed, 0 failed");
    }
}
