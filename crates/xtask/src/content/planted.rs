//! Planted content errors, each found by name: the cases are data in `tests/planted/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use guide::Date;
use guide::content::Place;
use serde::Deserialize;

use super::laid::Laid;
use super::{TomlFile, load_on, look, report};

/// The day on which all slips are made.
pub(crate) const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    planted: Vec<Planted>,
}

/// One slip of an editor's pen, and what the check must say about it.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Planted {
    name: String,
    /// Below `questions/`.
    file: String,
    /// Stands in the file; its first occurrence is replaced. Without it the file is taken away.
    find: Option<String>,
    #[serde(default)]
    replace: String,
    /// Texts that are written anew, by their way in the file. What stood there may change: translations do.
    #[serde(default)]
    set: BTreeMap<String, toml::Value>,
    /// All of these stand in one problem of the report.
    expect: Vec<String>,
    /// How many problems the report has: one slip should not be told twice.
    #[serde(default = "one")]
    problems: usize,
    /// The problem stands in another file or line than the slip, because that is where it shows.
    #[serde(default)]
    elsewhere: bool,
    /// The pack can be built, but may not be published: all languages are looked at, as on this day.
    publish: Option<String>,
    /// The slip is made in the example sessions of `tests/directory`, laid over the pack.
    #[serde(default)]
    examples: bool,
}

fn one() -> usize {
    1
}

pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn cases() -> Vec<Planted> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join("tests/planted")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        toml::from_str::<Cases>(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())).planted
    };
    files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "toml")).flat_map(read).collect()
}

/// A copy of `questions/` that goes away with its value.
struct Copy(Laid);

impl Copy {
    /// With all languages, or with English alone: a slip in a rule is then told once, and not once a language.
    fn new(planted: &Planted) -> Self {
        match (planted.publish.is_some(), planted.examples) {
            (true, _) => Self(Laid::plain(&root()).unwrap()),
            (false, true) => Self(Laid::with_examples(&root()).unwrap()),
            (false, false) => Self::plain(),
        }
    }

    fn plain() -> Self {
        let laid = Laid::plain(&root()).unwrap();
        laid.english_alone().unwrap();
        Self(laid)
    }

    /// Plants one error. The answer is the lines, counted from one, on which it stands.
    fn plant(&self, planted: &Planted) -> (usize, usize) {
        let file = self.0.0.join(&planted.file);
        if !planted.set.is_empty() {
            return write_anew(&file, &planted.set);
        }
        let Some(find) = &planted.find else {
            fs::remove_file(&file).unwrap_or_else(|error| panic!("{}: {error}", planted.name));
            return (1, 1);
        };
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", planted.name));
        let start = text.find(find).unwrap_or_else(|| panic!("{}: the text to find does not occur", planted.name));
        let line = text[..start].matches('\n').count() + 1;
        fs::write(&file, text.replacen(find, &planted.replace, 1)).unwrap();
        (line, line + planted.replace.trim_end_matches('\n').matches('\n').count())
    }

    fn problems(&self, publish: Option<&str>) -> Vec<String> {
        if let Some(day) = publish {
            let looked = look(&self.0.0, "louisiana", Date::read(day).unwrap()).unwrap();
            return split(&report::text(&looked.findings, &looked.files));
        }
        match load_on(&self.0.0, "louisiana", TODAY) {
            Ok(_) => Vec::new(),
            Err(report) => split(&report),
        }
    }
}

/// Writes texts anew. The answer is the lines on which the first of them stands.
fn write_anew(file: &Path, set: &BTreeMap<String, toml::Value>) -> (usize, usize) {
    let mut text: toml_edit::DocumentMut = fs::read_to_string(file).unwrap().parse().unwrap();
    for (way, value) in set {
        let (table, key) = way.rsplit_once('.').unwrap_or(("", way));
        let steps = table.split('.').filter(|step| !step.is_empty());
        let place = steps.fold(text.as_item_mut(), |item, step| &mut item[step]);
        assert!(place.get(key).is_some(), "{}: there is no `{way}`", file.display());
        let written: toml_edit::Value = value.to_string().parse().unwrap();
        place[key] = toml_edit::Item::Value(written);
    }
    let text = text.to_string();
    fs::write(file, &text).unwrap();
    let first = set.keys().next().unwrap();
    let place = first.split('.').fold(Place::file("it"), |place, step| place.at(step));
    let line = TomlFile::read(&text).line(&place);
    (line, line)
}

/// The problems of a report: each begins with its file, and its mend follows.
fn split(report: &str) -> Vec<String> {
    let mut problems: Vec<String> = Vec::new();
    for line in report.lines() {
        match problems.last_mut() {
            _ if line.starts_with("questions/") => problems.push(line.to_owned()),
            Some(last) if line.starts_with("    ") => *last = format!("{last}\n{line}"),
            _ => {}
        }
    }
    problems
}

fn found<'a>(planted: &Planted, problems: &'a [String]) -> Option<&'a String> {
    problems.iter().find(|problem| planted.expect.iter().all(|text| problem.contains(text)))
}

/// What is wrong with the report of one planted error; nothing when it is right.
fn judge(planted: &Planted) -> Option<String> {
    let copy = Copy::new(planted);
    let lines = copy.plant(planted);
    let problems = copy.problems(planted.publish.as_deref());
    let told = || format!("{}\n  the report:\n  {}", planted.name, problems.join("\n").replace('\n', "\n  "));
    let Some(problem) = found(planted, &problems) else {
        return Some(format!("not found: {}\n  expected in one problem: {:?}", told(), planted.expect));
    };
    if problems.len() != planted.problems {
        return Some(format!("{} problems instead of {}: {}", problems.len(), planted.problems, told()));
    }
    if !problem.contains("\n    mend: ") || problem.trim_end().ends_with("mend:") {
        return Some(format!("no mend: {}", told()));
    }
    let place = problem.strip_prefix("questions/").and_then(|rest| rest.split_once(": ")).map(|(place, _)| place);
    let (file, line) = place.and_then(|place| place.rsplit_once(':')).unwrap_or_default();
    let line: usize = line.parse().unwrap_or_default();
    let at_home = file == planted.file && (lines.0..=lines.1).contains(&line);
    match (at_home, planted.elsewhere) {
        (false, false) => Some(format!("not on lines {} to {} of {}: {}", lines.0, lines.1, planted.file, told())),
        (true, true) => Some(format!("`elsewhere` is not needed: {}", told())),
        _ => None,
    }
}

#[test]
fn unchanged_packs_are_clean() {
    let folders = super::folders(&root().join("questions")).unwrap();
    for folder in folders {
        if let Err(report) = load_on(&root().join("questions"), &folder, TODAY) {
            panic!("{report}");
        }
    }
}

#[test]
fn each_planted_error_is_found_by_name() {
    let cases = cases();
    assert!(cases.len() >= 45, "only {} planted errors", cases.len());
    for (position, case) in cases.iter().enumerate() {
        assert!(!cases[..position].iter().any(|other| other.name == case.name), "two cases are named {}", case.name);
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(judge(case));
            // Who only asks whether something is wrong need not wait for all that is.
            if !wrong.is_empty() && std::env::var_os("PORCHLIGHT_FIRST").is_some() {
                next.store(cases.len(), Ordering::Relaxed);
            }
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} of {} planted errors:\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

/// What lies at the very edge of what is right, or is right and stands in no pack yet.
#[test]
fn what_is_right_is_no_problem() {
    for (file, find, right) in [
        ("questions.toml", "\nto = 5\n", "\nto = 10\n"),
        ("advice.toml", "strong = 65, talk = 30", "strong = 100, talk = 30"),
        ("advice.toml", "when = \"support = strong\"", "when = \"support = talk\""),
        ("advice.toml", "when = \"support = strong\"", "when = \"support = learn\""),
    ] {
        let copy = Copy::plain();
        let file = copy.0.0.join("packs/louisiana").join(file);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(find), "{find}");
        fs::write(&file, text.replacen(find, right, 1)).unwrap();
        assert_eq!(copy.problems(None), [""; 0], "{right}");
    }
}

#[test]
fn a_pack_without_any_path_is_refused() {
    let copy = Copy::plain();
    fs::write(copy.0.0.join("packs/louisiana/paths.toml"), "").unwrap();
    let problems = copy.problems(None);
    assert!(problems.iter().any(|problem| problem.contains("the pack has no path")), "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.contains("there is no path `kin`")), "{problems:#?}");
}

#[test]
fn ten_errors_at_once_are_all_in_one_report() {
    // Not the ones that hide a whole file or need a pack that is good otherwise.
    let chosen: Vec<Planted> = cases().into_iter().filter(|case| TEN.contains(&case.name.as_str())).collect();
    assert_eq!(chosen.len(), TEN.len(), "a case of the ten is gone");
    let copy = Copy::plain();
    for case in &chosen {
        copy.plant(case);
    }
    let problems = copy.problems(None);
    let report = problems.join("\n");
    for case in &chosen {
        assert!(found(case, &problems).is_some(), "{} is not in the report:\n{report}", case.name);
    }
    assert_eq!(problems.len(), TEN.len(), "{report}");
}

const TEN: [&str; 10] = [
    "a phone without its source",
    "a day that does not exist",
    "a misspelled field",
    "a question id that stands twice",
    "an unknown organization of a service",
    "other digits shown than dialled",
    "a link without https",
    "a condition on an unknown option",
    "a missing text",
    "a number without proof",
];
