//! Content that nobody writes by accident: far too much, far too deep, or made to do harm. Each is refused with a
//! reason; none stops the tool, and none keeps it for ever.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::laid::Laid;
use super::planted::TODAY;
use super::told;

/// Not a measure of speed: who is not done by then never will be.
const FOR_EVER: Duration = Duration::from_secs(240);
const MEGABYTE: usize = 1024 * 1024;

/// What is done to the pack's folder, and what the report must say.
struct Case {
    name: &'static str,
    harm: fn(&Path),
    expect: &'static [&'static str],
}

fn add(file: PathBuf, text: &str) {
    let before = fs::read_to_string(&file).unwrap();
    fs::write(file, before + text).unwrap();
}

fn replace(file: PathBuf, from: &str, to: &str) {
    let before = fs::read_to_string(&file).unwrap();
    assert!(before.contains(from), "{}", file.display());
    fs::write(file, before.replacen(from, to, 1)).unwrap();
}

fn question(number: usize) -> String {
    format!(
        "\n[[question]]\nid = \"much-{number}\"\nkind = \"single\"\ndomain = \"home\"\n\
         options = [{{ id = \"yes\", points = 3 }}, {{ id = \"no\", points = 0 }}]\n"
    )
}

fn words(number: usize) -> String {
    format!(
        "\n[questions.much-{number}]\nask = \"Do you like it?\"\nshort = \"Liking\"\n\
         [questions.much-{number}.options]\nyes = \"Yes\"\nno = \"No\"\n"
    )
}

const CASES: &[Case] = &[
    Case {
        name: "lists 10,000 deep",
        harm: |pack| add(pack.join("facts.toml"), &format!("\nx = {}{}\n", "[".repeat(10_000), "]".repeat(10_000))),
        expect: &["facts.toml:", "this is not TOML", "recurs"],
    },
    Case {
        name: "tables 10,000 deep",
        harm: |pack| add(pack.join("facts.toml"), &format!("\nx = {}1{}\n", "{a=".repeat(10_000), "}".repeat(10_000))),
        expect: &["facts.toml:", "this is not TOML", "recurs"],
    },
    Case {
        name: "a heading of 10,000 steps",
        harm: |pack| add(pack.join("words/en.toml"), &format!("\n[{}]\nx = \"y\"\n", vec!["a"; 10_000].join("."))),
        expect: &["words/en.toml:", "this is not TOML", "recurs"],
    },
    Case {
        name: "a sentence of 10 megabytes",
        harm: |pack| {
            replace(pack.join("words/en.toml"), "At noon you tell the team", &"word ".repeat(2 * MEGABYTE));
        },
        expect: &["words/en.toml:", "[expectations.team-meetings]", "25 is the most"],
    },
    Case {
        name: "10 megabytes of questions that no path asks",
        harm: |pack| {
            let many = 10 * MEGABYTE / (question(10_000).len() + words(10_000).len());
            add(pack.join("questions.toml"), &(0..many).map(question).collect::<String>());
            add(pack.join("words/en.toml"), &(0..many).map(words).collect::<String>());
        },
        expect: &["questions.toml:", "[much-0]"],
    },
    Case {
        name: "10 megabytes that are no text",
        harm: |pack| fs::write(pack.join("advice.toml"), vec![0xff; 10 * MEGABYTE]).unwrap(),
        expect: &["advice.toml:", "the file is not UTF-8 text"],
    },
    Case {
        name: "10 megabytes of brackets",
        harm: |pack| fs::write(pack.join("advice.toml"), "[".repeat(10 * MEGABYTE)).unwrap(),
        expect: &["advice.toml:", "this is not TOML"],
    },
    Case {
        name: "10 megabytes of ZIP codes without a place",
        harm: |pack| add(pack.join("directory/zip.csv"), &"70001\n".repeat(10 * MEGABYTE / 6)),
        expect: &["directory/zip.csv:", "has no comma"],
    },
    Case {
        name: "half of a pair of surrogates, as bytes",
        harm: |pack| {
            let file = pack.join("words/en.toml");
            let mut bytes = fs::read(&file).unwrap();
            bytes.extend(b"\n[x]\ny = \"\xed\xa0\x80\"\n");
            fs::write(file, bytes).unwrap();
        },
        expect: &["words/en.toml:", "the file is not UTF-8 text"],
    },
    Case {
        name: "half of a pair of surrogates, as an escape",
        harm: |pack| replace(pack.join("words/en.toml"), "At noon", r"At \ud800 noon"),
        expect: &["words/en.toml:", "this is not TOML"],
    },
    Case {
        name: "words that run backwards",
        harm: |pack| replace(pack.join("words/en.toml"), "At noon", "At \u{202e}noon"),
        expect: &["words/en.toml:", "[expectations.team-meetings.day]", "U+202E"],
    },
    Case {
        name: "a control character",
        harm: |pack| replace(pack.join("words/en.toml"), "At noon", r"At \u0007noon"),
        expect: &["words/en.toml:", "[expectations.team-meetings.day]", "U+0007"],
    },
    Case {
        name: "a link that runs a script",
        harm: |pack| replace(pack.join("directory/links.toml"), "url = \"https://", "url = \"javascript:alert(1)//"),
        expect: &["directory/links.toml:", "javascript:", "does not begin with https://"],
    },
    Case {
        name: "two questions that wait for each other",
        harm: |pack| {
            replace(
                pack.join("questions.toml"),
                "id = \"day-calls\"\n",
                "id = \"day-calls\"\nwhen = \"support-people exists\"\n",
            );
        },
        expect: &["questions.toml:", "[day-calls]", "`support-people` does not come before `day-calls`"],
    },
    Case {
        name: "a language that leads out of the folder",
        harm: |pack| {
            replace(pack.join("pack.toml"), "languages = [\"en\"]", "languages = [\"en\", \"../../interface/en\"]")
        },
        expect: &["pack.toml:", "the language `../../interface/en` has no words"],
    },
    Case {
        name: "a folder in the place of a file",
        harm: |pack| {
            fs::remove_file(pack.join("help.toml")).unwrap();
            fs::create_dir(pack.join("help.toml")).unwrap();
        },
        expect: &["help.toml:", "the file cannot be read"],
    },
    Case {
        name: "nothing at all",
        harm: |pack| {
            fs::remove_dir_all(pack).unwrap();
            fs::create_dir(pack).unwrap();
        },
        expect: &["pack.toml:", "the file cannot be read"],
    },
];

#[test]
fn harm_is_refused_with_a_reason() {
    let mut wrong = Vec::new();
    for case in CASES {
        let (done, waiting) = mpsc::channel();
        let harm = case.harm;
        thread::spawn(move || {
            let laid = Laid::plain(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
            laid.english_alone().unwrap();
            harm(&laid.0.join("packs/louisiana"));
            let _ = done.send(told(&laid.0, "louisiana", TODAY));
        });
        match waiting.recv_timeout(FOR_EVER) {
            Ok(Ok((errors, told))) => {
                let line = told.lines().any(|line| case.expect.iter().all(|text| line.contains(text)));
                if errors == 0 || !line {
                    let told: String = told.chars().take(600).collect();
                    wrong.push(format!("{}: {errors} errors, and no line with {:?}:\n{told}", case.name, case.expect));
                }
            }
            Ok(Err(error)) => wrong.push(format!("{}: {error}", case.name)),
            Err(mpsc::RecvTimeoutError::Timeout) => wrong.push(format!("{}: it never ends", case.name)),
            Err(mpsc::RecvTimeoutError::Disconnected) => wrong.push(format!("{}: it panics", case.name)),
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n\n{}", wrong.len(), CASES.len(), wrong.join("\n\n"));
}
