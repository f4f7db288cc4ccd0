//! Takes a translator's texts back: all of them, or nothing and the reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use guide::content::raw::{RawPack, RawWords};
use guide::content::{Place, check};

use super::read_xml::{self, File, ReadUnit, Wrong, Xliff};
use super::units::{self, Unit, Units};
use crate::content::folders;
use crate::content::lint::{Severity, translations};
use crate::content::read::{self, ReadPack};
use crate::content::stale::{self, save};
use crate::words_file;

/// Nobody's translation is larger; a file that is was not made for this.
const LARGEST: u64 = 10 * 1024 * 1024;
/// Letters of a message: a damaged file may have texts without end.
const LONGEST_MESSAGE: usize = 1000;
/// States of a target that somebody has finished (XLIFF 1.2, 3.2.5).
const FINISHED: [&str; 3] = ["translated", "final", "signed-off"];

/// Reads a translator's file and writes its texts into the words files of its language.
pub(crate) fn import(root: &Path, arguments: &[String]) -> Result<(), String> {
    let [name] = arguments else {
        return Err("Write: cargo xtask import xliff FILE\n".to_owned());
    };
    let questions = root.join("questions");
    let xliff = read_xml::read(&text_of(name)?);
    let told = |wrong: &[Wrong]| {
        let lines: String = wrong.iter().map(|one| one.told(name)).collect();
        format!("{lines}\n{name} has {}. Nothing is written.\n", counted(wrong.len(), "problem"))
    };
    let plan = plan(&questions, xliff).map_err(|wrong| told(&wrong))?;
    for (file, text) in &plan.files {
        if save(&questions.join(file), text)? {
            println!("questions/{file} is written.");
        }
    }
    for key in &plan.unfinished {
        println!("`{key}` stays as it was: not each of its paragraphs is translated.");
    }
    println!(
        "{} changed, {} noted as read beside the source.",
        counted(plan.changed, "text"),
        counted(plan.noted, "text")
    );
    Ok(())
}

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files below the folder of all content, with their new text.
    pub files: Vec<(String, String)>,
    /// How many texts change.
    pub changed: usize,
    /// How many texts are noted as read beside their source.
    pub noted: usize,
    /// Keys of texts that are translated in part.
    pub unfinished: Vec<String>,
}

fn text_of(name: &str) -> Result<String, String> {
    let told = |error: std::io::Error| format!("{name} cannot be read: {error}\n");
    let is_file = fs::metadata(name).map_err(told)?.is_file();
    if !is_file {
        return Err(format!("{name} is not a file\n"));
    }
    let mut bytes = Vec::new();
    fs::File::open(name).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(told)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{name} is larger than 10 MB, and no translation is\n"));
    }
    String::from_utf8(bytes)
        .map_err(|_| format!("{name} is not UTF-8 text; save it as UTF-8 in the translator's tool\n"))
}

/// What a read document changes. The error holds all problems, in the order of their lines.
pub(super) fn plan(questions: &Path, xliff: Xliff) -> Result<Plan, Vec<Wrong>> {
    let mut wrong = xliff.problems;
    let plan = match look(questions, &xliff.files, &mut wrong) {
        Ok(plan) => plan,
        Err(error) => {
            wrong.push(Wrong { line: 1, unit: String::new(), wrong: error, mend: SAME_PACK.to_owned() });
            None
        }
    };
    wrong.sort_by(|left, right| (left.line, &left.unit, &left.wrong).cmp(&(right.line, &right.unit, &right.wrong)));
    wrong.dedup();
    plan.filter(|_| wrong.is_empty()).ok_or(wrong)
}

const SAME_PACK: &str = "export it once more with `cargo xtask export xliff`, and translate that file";

fn look(questions: &Path, files: &[File], wrong: &mut Vec<Wrong>) -> Result<Option<Plan>, String> {
    let Some((pack, first, language)) = whose(questions, files, wrong)? else { return Ok(None) };
    let read = read::pack(questions, &pack)?;
    let known = units::files(questions, &read, &first, &language).map_err(|error| error.trim_end().to_owned())?;
    let mut raw = read.raw.clone();
    let mut texts = Texts::default();
    for file in files {
        if let Some(units) = known.iter().find(|units| units.original == file.original) {
            texts.gather(file, units, wrong);
        }
    }
    texts.put(&mut raw, &known, &language);
    texts.judge(&raw, &known, &language, wrong);
    if !wrong.is_empty() {
        return Ok(None);
    }
    texts.write(questions, &read, &raw, &known, [&first, &language]).map(Some)
}

/// The pack, its first language and the language of the translation. All files must agree.
fn whose(questions: &Path, files: &[File], wrong: &mut Vec<Wrong>) -> Result<Option<(String, String, String)>, String> {
    let mut found: Option<(String, String, String)> = None;
    let mut tell = |line: usize, text: String| {
        wrong.push(Wrong { line, unit: String::new(), wrong: text, mend: SAME_PACK.to_owned() });
    };
    // The files of a pack first: they say whose interface it is.
    let mut files: Vec<&File> = files.iter().collect();
    files.sort_by_key(|file| file.original.starts_with("interface/"));
    for file in files {
        let (first, language) = (&file.source_language, &file.target_language);
        let mut fit = Vec::new();
        for pack in folders(questions)? {
            let words = format!("packs/{pack}/words/{first}.toml");
            if file.original == words || file.original == format!("interface/{first}.toml") {
                fit.push(pack);
            }
        }
        let same = found.as_ref().map(|(pack, ..)| pack);
        let Some(pack) = same.filter(|pack| fit.contains(pack)).or(fit.first()) else {
            tell(file.line, format!("{:?} is no file of a pack here", file.original));
            continue;
        };
        if !units::is_language(language) || !units::is_language(first) || language == first {
            tell(file.line, format!("{language:?} is no language to translate {first:?} into"));
            continue;
        }
        let this = (pack.clone(), first.clone(), language.clone());
        match &found {
            Some(other) if *other != this => tell(file.line, "the file holds two packs, or two languages".to_owned()),
            Some(_) => {}
            None => found = Some(this),
        }
    }
    Ok(found)
}

/// The translated texts, by the source file and the key.
#[derive(Debug, Default)]
struct Texts {
    changed: BTreeMap<(String, String), Vec<String>>,
    /// Lines of the units of each text.
    lines: BTreeMap<(String, String), usize>,
    finished: BTreeSet<(String, String)>,
    unfinished: Vec<String>,
}

impl Texts {
    /// Compares what came back with what is known.
    fn gather(&mut self, file: &File, known: &Units, wrong: &mut Vec<Wrong>) {
        let by_id: BTreeMap<&str, &Unit> = known.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
        let mut back: BTreeMap<&str, &ReadUnit> = BTreeMap::new();
        for unit in &file.units {
            let mut tell = |text: String| {
                let (line, unit) = (unit.line, unit.id.clone());
                wrong.push(Wrong { line, unit, wrong: text, mend: SAME_PACK.to_owned() });
            };
            let Some(ours) = by_id.get(unit.id.as_str()) else {
                tell(format!("questions/{} has no such text", known.original));
                continue;
            };
            if ours.source != unit.source {
                tell(format!("the source is another one: here “{}”, in our file “{}”", unit.source, ours.source));
            }
            if back.insert(&unit.id, unit).is_some() {
                tell("the unit stands twice in the file".to_owned());
            }
        }
        let mut by_key: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
        for unit in &known.units {
            by_key.entry(&unit.key).or_default().push(unit);
        }
        for (key, units) in by_key {
            self.text(&known.original, key, &units, &back);
        }
    }

    fn text(&mut self, original: &str, key: &str, units: &[&Unit], back: &BTreeMap<&str, &ReadUnit>) {
        let came = |unit: &&Unit| back.get(unit.id.as_str()).copied();
        let Some(first) = units.iter().find_map(came) else { return };
        let name = (original.to_owned(), key.to_owned());
        self.lines.insert(name.clone(), first.line);
        // A unit that did not come back keeps its translation; one that came back empty has none.
        let targets: Vec<Option<String>> = units
            .iter()
            .map(|unit| match came(unit) {
                Some(back) => Some(back.target.clone()).filter(|text| !text.trim().is_empty()),
                None => unit.target.clone(),
            })
            .collect();
        let before: Vec<Option<String>> = units.iter().map(|unit| unit.target.clone()).collect();
        let whole: Option<Vec<String>> = targets.iter().cloned().collect();
        if let Some(whole) = whole {
            if targets != before {
                self.changed.insert(name.clone(), whole);
            }
            let is_finished = |unit: &&Unit| came(unit).is_some_and(|back| FINISHED.contains(&back.state.as_str()));
            if units.iter().all(is_finished) {
                self.finished.insert(name);
            }
        } else if targets != before {
            self.unfinished.push(key.to_owned());
        }
    }

    /// Puts the changed texts into a pack, to see how it would be.
    fn put(&self, raw: &mut RawPack, known: &[Units], language: &str) {
        if let Some(pack) = raw.pack.as_mut().filter(|pack| !pack.value.languages.iter().any(|one| one == language)) {
            pack.value.languages.push(language.to_owned());
        }
        for ((original, key), paragraphs) in &self.changed {
            let Some(units) = known.iter().find(|units| units.original == *original) else { continue };
            let languages = if original.starts_with("interface/") { &mut raw.interface } else { &mut raw.words };
            let words = languages
                .entry(language.to_owned())
                .or_insert_with(|| RawWords { file: Place::file(&units.translated), texts: BTreeMap::new() });
            words.texts.insert(key.clone(), paragraphs.clone());
        }
    }

    /// What the check says of the changed texts. What is wrong elsewhere is no reason to refuse them.
    fn judge(&self, raw: &RawPack, known: &[Units], language: &str, wrong: &mut Vec<Wrong>) {
        let mut raw = raw.clone();
        if let Some(pack) = raw.pack.as_mut() {
            let is_asked = |position: usize, one: &String| position == 0 || one == language;
            let mut position = 0..;
            pack.value.languages.retain(|one| is_asked(position.next().unwrap_or_default(), one));
        }
        let (_, problems) = check(&raw);
        let findings = translations::check(&raw).into_iter().filter(|one| one.severity == Severity::Error);
        for problem in problems.into_iter().chain(findings.map(|one| one.problem)) {
            let Some(units) = known.iter().find(|units| units.translated == problem.place.file) else { continue };
            let name = (units.original.clone(), problem.id.clone());
            if self.changed.contains_key(&name) {
                let line = self.lines.get(&name).copied().unwrap_or(1);
                wrong.push(Wrong { line, unit: problem.id, wrong: problem.wrong, mend: problem.mend });
            }
        }
    }

    fn write(
        &self,
        questions: &Path,
        read: &ReadPack,
        raw: &RawPack,
        known: &[Units],
        [first, language]: [&String; 2],
    ) -> Result<Plan, String> {
        let mut plan = Plan { changed: self.changed.len(), unfinished: self.unfinished.clone(), ..Plan::default() };
        for units in known {
            let mine = self.changed.iter().filter(|((original, _), _)| *original == units.original);
            let changes: Vec<(&String, &Vec<String>)> = mine.map(|((_, key), text)| (key, text)).collect();
            if changes.is_empty() {
                continue;
            }
            let file = questions.join(&units.translated);
            let before = match fs::read_to_string(&file) {
                Ok(text) => text,
                Err(_) if !file.exists() => new_file(units, language),
                Err(error) => return Err(format!("questions/{} cannot be read: {error}", units.translated)),
            };
            let mut order = ["direction".to_owned(), "review".to_owned()].to_vec();
            order.extend(units.units.iter().map(|unit| unit.key.clone()));
            order.dedup();
            let told = |error: String| format!("questions/{}: {error}", units.translated);
            plan.files.push((units.translated.clone(), words_file::set_all(&before, &changes, &order).map_err(told)?));
        }
        let (records, _) = stale::translated(questions, raw, first, language);
        let mut noted = Vec::new();
        for (original, key) in &self.finished {
            let translated = known.iter().find(|units| units.original == *original).map(|units| &units.translated);
            let record = records.iter().find(|one| Some(&one.words.file.file) == translated);
            if record.is_some_and(|one| one.now.contains_key(key) && one.seen.get(key) != one.now.get(key)) {
                noted.push(key.clone());
            }
        }
        if !noted.is_empty() {
            plan.files.extend(stale::record(&records, &noted).map_err(|wrong| wrong.join("; "))?);
        }
        plan.noted = noted.len();
        // What could not be read is not written over.
        match read.problems.iter().find(|one| plan.files.iter().any(|(file, _)| *file == one.place.file)) {
            Some(problem) => Err(format!("questions/{}: {}", problem.place.file, problem.wrong)),
            None => Ok(plan),
        }
    }
}

/// What stands on top of a new words file.
fn new_file(units: &Units, language: &str) -> String {
    // Scripts from right to left: Arabic, Hebrew, Persian, Urdu, Pashto, Yiddish, Sorani, Sindhi, Uyghur, Dhivehi.
    let right_to_left = ["ar", "he", "fa", "ur", "ps", "yi", "ckb", "sd", "ug", "dv"];
    let direction = if right_to_left.iter().any(|one| language.split('-').next() == Some(one)) { "rtl" } else { "ltr" };
    if units.translated.starts_with("interface/") {
        format!("direction = \"{direction}\"\nreview = \"none yet\"\n")
    } else {
        "review = \"none yet\"\n".to_owned()
    }
}

impl Wrong {
    fn told(&self, file: &str) -> String {
        let unit = if self.unit.is_empty() { String::new() } else { format!("[{}] ", self.unit) };
        let line = format!("{file}:{}: {unit}{}", self.line, self.wrong);
        let (mut shown, mut rest) = (String::new(), line.chars());
        shown.extend(rest.by_ref().take(LONGEST_MESSAGE));
        if rest.next().is_some() {
            shown.push('…');
        }
        visible(&format!("{shown}\n    mend: {}\n", self.mend))
    }
}

/// A message with the hidden characters of a foreign file made visible: they could make it read as another one.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let is_mark =
            matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if is_mark || (letter.is_control() && letter != '\n') {
            shown.push_str(&format!("U+{:04X}", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
