//! The fuzz targets on stable Rust: what was found before, the corpus, and a minute of changes to it.
//!
//! The changes come in the same order each time, so that a test of a commit says the same tomorrow; libFuzzer, which
//! looks for new ways, is `cargo xtask test --all fuzz`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

#[path = "it/evidence.rs"]
#[allow(dead_code)]
mod evidence;
#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code)]
mod targets;

/// For each target: a minute for all five. Reading a whole pack takes a hundred times as long as the others.
fn time_for(target: &str) -> Duration {
    Duration::from_secs(if target == "content" { 24 } else { 9 })
}

/// An input that takes longer is a fault. The code is not optimised here, which makes it five to ten times slower: it is
/// less than a second for a person, and `cargo xtask test --all fuzz` measures that.
const LONG: Duration = Duration::from_secs(4);
/// libFuzzer's own default.
const MOST: usize = 4096;
/// What the process may grow to, in megabytes: the inputs are small.
const MEMORY: usize = 1024;

/// Texts that a reader may trip over.
const WORDS: [&str; 24] = [
    "\n",
    "\"",
    "'",
    "[[",
    "]]",
    "{",
    "}",
    "= ",
    "true",
    "-1",
    "99999999999999999999",
    "\u{202e}",
    "\0",
    "\u{feff}",
    "é",
    "https://",
    "javascript:",
    "2026-02-30",
    "when = \"",
    " exists",
    "{value.",
    "*",
    "\\",
    "70112-1234",
];

/// The same numbers each time (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn change(&mut self, input: &mut Vec<u8>, others: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let most = if self.below(8) == 0 { 400 } else { 12 };
        let length = 1 + self.below(most);
        let end = (at + length).min(input.len());
        match self.below(8) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 if at < input.len() => input[at] = self.below(256) as u8,
            2 => drop(input.drain(at..end)),
            3 => {
                let piece = input[at..end].to_vec();
                let to = self.below(input.len() + 1);
                drop(input.splice(to..to, piece));
            }
            4 => drop(input.splice(at..at, WORDS[self.below(WORDS.len())].bytes())),
            5 => {
                let other = &others[self.below(others.len())];
                let from = self.below(other.len() + 1);
                let until = (from + length * 4).min(other.len());
                drop(input.splice(at..end, other[from..until].iter().copied()));
            }
            6 => input.truncate(at),
            _ => {
                let bytes: Vec<u8> = (0..length).map(|_| self.below(256) as u8).collect();
                drop(input.splice(at..end, bytes));
            }
        }
    }
}

fn inputs(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files.iter().map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

/// Runs one input; the error says what is wrong with it.
fn fault(body: fn(&[u8]), input: &[u8], long: Duration) -> Option<String> {
    let started = used();
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| body(input))) {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()));
        return Some(words.unwrap_or_else(|| "it panics".to_owned()));
    }
    let took = used().saturating_sub(started);
    (took > long).then(|| format!("it takes {took:?}"))
}

/// The time that this thread has had a processor, so that a busy machine makes no input slow. Only Linux tells it.
fn used() -> Duration {
    static FIRST: LazyLock<Instant> = LazyLock::new(Instant::now);
    let Ok(stat) = fs::read_to_string("/proc/thread-self/stat") else { return FIRST.elapsed() };
    // The name of the program may hold anything but a closing parenthesis at its end. Field 14 and 15 are hundredths.
    let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields).split(' ');
    let hundredths: u64 = fields.skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(hundredths * 10)
}

/// Keeps what was found where a person can take it from.
fn found(target: &str, name: &str, input: &[u8], wrong: &str) -> ! {
    let file = std::env::temp_dir().join(format!("porchlight-found-{target}"));
    fs::write(&file, input).unwrap();
    panic!(
        "{target} with {name}: {wrong}\nThe input is in {}. When it is mended, put it into fuzz/regressions/{target}/.",
        file.display()
    );
}

fn run((target, body): targets::Target) -> usize {
    let root = targets::root().join("fuzz");
    let known = inputs(&root.join("regressions").join(target));
    let corpus = inputs(&root.join("corpus").join(target));
    assert!(!corpus.is_empty(), "fuzz/corpus/{target} holds nothing to begin with");
    let mut tried = 0;
    for (name, input) in known.iter().chain(&corpus) {
        tried += 1;
        if let Some(wrong) = fault(body, input, LONG) {
            found(target, name, input, &wrong);
        }
    }
    let corpus: Vec<Vec<u8>> = corpus.into_iter().map(|(_, input)| input).collect();
    let (mut chance, started) = (Chance(0x0070_6f72_6368), Instant::now());
    while started.elapsed() < time_for(target) {
        let mut input = corpus[chance.below(corpus.len())].clone();
        for _ in 0..=chance.below(6) {
            chance.change(&mut input, &corpus);
        }
        // A pack is larger than what libFuzzer would make of nothing.
        input.truncate(MOST.max(corpus.iter().map(Vec::len).max().unwrap_or_default()));
        tried += 1;
        if let Some(wrong) = fault(body, &input, LONG) {
            found(target, &format!("changed input {tried}"), &input, &wrong);
        }
    }
    tried
}

#[test]
fn no_input_makes_the_readers_fail() {
    // One after the other: two at a time would make each other slow.
    let counted: Vec<(&str, usize)> = targets::TARGETS.iter().map(|target| (target.0, run(*target))).collect();
    targets::clean_up();
    let total: usize = counted.iter().map(|(_, tried)| tried).sum();
    println!("{counted:?}");
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        let most: usize = most.and_then(|kilobytes| kilobytes.trim().parse().ok()).unwrap();
        assert!(most < MEMORY * 1024, "the process grew to {most} KB");
    }
    let rows = [("Inputs to the readers, on stable Rust in one minute: 0 panics, 0 hangs", total.to_string())];
    evidence::evidence("fuzz-minute", "The core", &rows);
}

#[test]
fn a_fault_is_found() {
    fn planted(input: &[u8]) {
        assert!(input.windows(2).all(|two| two != b"]]"), "planted");
    }
    let (mut chance, corpus) = (Chance(1), [b"[item]\nid = 1\n".to_vec()]);
    let hit = (0..10_000).find_map(|_| {
        let mut input = corpus[0].clone();
        (0..4).for_each(|_| chance.change(&mut input, &corpus));
        fault(planted, &input, LONG)
    });
    assert_eq!(hit.as_deref(), Some("planted"));
    let slow = fault(
        |_| {
            let started = used();
            while used() - started < Duration::from_millis(150) {}
        },
        b"",
        Duration::from_millis(100),
    );
    assert!(slow.is_some_and(|wrong| wrong.starts_with("it takes ")));
}
