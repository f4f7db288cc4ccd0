//! The functions that are fuzzed: by libFuzzer (`fuzz_targets/`), and on stable Rust by `tests/fuzz.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use guide::id::{EntryId, ItemId, OptionId, PathId, PlaceId};
use guide::pack::{Form, ItemKind};
use guide::screen::{Kind, Screen};
use guide::show::Show;
use guide::{Answer, Date, Msg, Pack, Session, Setup, Words, whole};

/// A name with a function that takes any bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 5] =
    [("content", content), ("built", built), ("words", words), ("wishes", wishes), ("place", place)];

/// The day on which everything happens, soon after the facts were checked.
const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

/// The most that a person or a page does in one input.
const MOST_ACTS: usize = 48;

/// Louisiana's pack, as the build makes it.
struct Louisiana {
    pack: Rc<Pack>,
    languages: Rc<Vec<Words>>,
    /// The lines of its first language.
    lines: String,
    /// ZIP code to place, from the file itself.
    zips: BTreeMap<String, String>,
}

thread_local! {
    static LOUISIANA: LazyCell<Rc<Louisiana>> = LazyCell::new(|| Rc::new(Louisiana::read()));
    static EDITED: LazyCell<Rc<Edited>> = LazyCell::new(|| Rc::new(Edited::lay()));
}

/// The root of the repository: this file is compiled into two crates.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("questions").is_dir()).expect("the repository").to_path_buf()
}

impl Louisiana {
    fn get() -> Rc<Self> {
        LOUISIANA.with(|louisiana| Rc::clone(louisiana))
    }

    fn read() -> Self {
        let questions = root().join("questions");
        let checked = xtask::content::load_on(&questions, "louisiana", TODAY).unwrap_or_else(|told| panic!("{told}"));
        let languages = checked.languages.iter().map(|one| Words::new(&one.code, &one.direction, &one.lines)).collect();
        let csv = fs::read_to_string(questions.join("packs/louisiana/directory/zip.csv")).unwrap();
        let rows = csv.lines().skip(1).filter_map(|line| line.split_once(','));
        Self {
            pack: Rc::new(checked.pack),
            languages: Rc::new(languages),
            lines: checked.languages[0].lines.clone(),
            zips: rows.map(|(zip, place)| (zip.trim().to_owned(), place.trim().to_owned())).collect(),
        }
    }

    fn setup(&self) -> Setup {
        Setup {
            pack: Rc::clone(&self.pack),
            languages: Rc::clone(&self.languages),
            language: "en".to_owned(),
            path: None,
            region: None,
            today: Some(TODAY),
        }
    }
}

/// A small pack in a folder of its own, one of whose files is another one each time.
struct Edited {
    questions: PathBuf,
    /// Each file of the pack by its name below `questions`, as it is when nobody changes it.
    files: BTreeMap<String, Vec<u8>>,
}

impl Edited {
    fn lay() -> Self {
        let (real, root) = (root().join("questions"), folder());
        let questions = root.join("questions");
        fs::create_dir_all(questions.join("packs")).unwrap();
        fs::create_dir_all(questions.join("interface")).unwrap();
        for file in ["help-lines.toml", "words-to-avoid.toml", "interface/en.toml"] {
            fs::copy(real.join(file), questions.join(file)).unwrap();
        }
        // A new pack takes the days of its proofs from a pack that is there.
        copy(&real.join("packs/louisiana"), &questions.join("packs/louisiana"));
        xtask::new::command(&root, &["pack".to_owned(), "fuzzed".to_owned()]).unwrap();
        fs::remove_dir_all(questions.join("packs/louisiana")).unwrap();
        let mut files = BTreeMap::new();
        collect(&questions, &questions, &mut files);
        files.retain(|name, _| name.ends_with(".toml") || name.ends_with(".csv"));
        Self { questions, files }
    }
}

/// A folder that this process alone uses, in memory where there is such a place.
fn folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
    let folder = base.join(format!("porchlight-fuzz-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// Takes the small pack away again.
pub fn clean_up() {
    let _ = fs::remove_dir_all(folder());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn collect(base: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(base, &path, files);
        } else {
            let name = path.strip_prefix(base).unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

/// A file of a pack. The first line names it, such as `packs/fuzzed/paths.toml`; the rest is what stands in it.
/// Whatever that is: there is a report, and a pack that can be built reads back as it was written.
pub fn content(bytes: &[u8]) {
    let edited = EDITED.with(|edited| Rc::clone(edited));
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (first, rest) = (String::from_utf8_lossy(&bytes[..end]), bytes.get(end + 1..).unwrap_or_default());
    let any = edited.files.keys().nth(bytes.len() % edited.files.len()).unwrap();
    let name = edited.files.keys().find(|name| **name == first).unwrap_or(any);
    let file = edited.questions.join(name);
    fs::write(&file, rest).unwrap();
    let loaded = xtask::content::load_on(&edited.questions, "fuzzed", TODAY);
    // Most of the time goes into reading grades, which few changes reach.
    let told = (loaded.is_ok() || bytes.len().is_multiple_of(8))
        .then(|| xtask::content::told(&edited.questions, "fuzzed", TODAY).unwrap());
    fs::write(&file, &edited.files[name]).unwrap();
    match loaded {
        Ok(checked) => {
            let written = checked.pack.write();
            let read = Pack::read(&written).expect("a pack that was built cannot be read");
            assert_eq!(format!("{read:?}"), format!("{:?}", checked.pack));
        }
        Err(report) => {
            assert!(report.contains("\n    mend: "), "it cannot be built, and nobody says why: {report:?}");
            if let Some((errors, text)) = told {
                assert!(errors > 0, "it cannot be built, and the check finds nothing wrong:\n{text}");
            }
        }
    }
}

/// A built pack: a byte for the number of acts, the acts, and the pack's bytes.
pub fn built(bytes: &[u8]) {
    let Some((count, rest)) = bytes.split_first() else { return };
    let (acts, pack) = rest.split_at(usize::from(*count).min(MOST_ACTS).min(rest.len()));
    let Some(pack) = Pack::read(pack) else { return };
    let again = Pack::read(&pack.write()).expect("what was read cannot be written");
    assert_eq!(format!("{again:?}"), format!("{pack:?}"));
    let louisiana = Louisiana::get();
    let _ =
        whole::whole(&Show { pack: &pack, words: &louisiana.languages[0], today: Some(TODAY) }, &louisiana.languages);
    let setup = Setup { pack: Rc::new(pack), ..louisiana.setup() };
    // Not all of them: a damaged pack may have thousands.
    for path in setup.pack.paths.iter().take(3) {
        walk(&Setup { path: Some(path.id.clone()), ..setup.clone() }, acts);
    }
}

/// The words of a language: a byte for the path, then the lines.
pub fn words(bytes: &[u8]) {
    let Some((path, lines)) = bytes.split_first() else { return };
    let louisiana = Louisiana::get();
    let words = Words::new("en", if path & 0x80 == 0 { "ltr" } else { "rtl" }, &String::from_utf8_lossy(lines));
    let paths = &louisiana.pack.paths;
    let path = paths[usize::from(*path) % paths.len()].id.clone();
    let setup = Setup { languages: Rc::new(vec![words]), path: Some(path), ..louisiana.setup() };
    let _ = whole::whole(&Show { pack: &setup.pack, words: &setup.languages[0], today: Some(TODAY) }, &setup.languages);
    walk(&setup, &[0, 0, 4, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 8, 8]);
}

/// What a tag wishes for, one a line: languages, path, region. What is left are acts.
pub fn wishes(bytes: &[u8]) {
    let louisiana = Louisiana::get();
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let mut line = || String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let (language, path, region) = (line(), line(), line());
    let acts = lines.next().unwrap_or_default();
    let setup = Setup {
        language: language.clone(),
        path: Some(PathId(path.clone())),
        region: Some(EntryId(region.clone())),
        ..louisiana.setup()
    };

    let session = Session::new(setup.clone());
    let code = session.screen().language.code;
    assert!(setup.languages.iter().any(|words| words.code == code), "{code} is no language of the pack");
    if let Some(same) = setup.languages.iter().find(|words| words.code.eq_ignore_ascii_case(&language)) {
        assert_eq!(same.code, code);
    }
    let is_path = setup.pack.paths.iter().any(|one| one.id.as_str() == path);
    assert_eq!(session.journey().is_some(), is_path, "the wish for the path {path:?}");
    let with = walk(&setup, acts);
    if !setup.pack.areas.iter().any(|area| area.id.as_str() == region) {
        let without = walk(&Setup { region: None, ..setup }, acts);
        assert!(with == without, "the region {region:?}, which nobody knows, changes what is shown");
    }
}

/// What a person typed in the ZIP field and, below it, the place that a page chose.
pub fn place(bytes: &[u8]) {
    let louisiana = Louisiana::get();
    let text = String::from_utf8_lossy(bytes);
    let (typed, chosen) = text.split_once('\n').unwrap_or((&text, ""));
    let item = louisiana
        .pack
        .items
        .iter()
        .find(|item| matches!(&item.kind, ItemKind::Question(question) if matches!(question.form, Form::Place)));
    let item = item.expect("Louisiana asks for a place").id.clone();
    let mut session = Session::new(louisiana.setup());

    session.update(Msg::Zip(typed.to_owned()));
    // Written from the rule's words: the first five digits are the ZIP code.
    let digits = typed.bytes().filter(u8::is_ascii_digit).map(char::from);
    let five: String = digits.take(5).collect();
    let expected = louisiana.zips.get(&five).map(|id| Answer::Place(PlaceId(id.clone())));
    assert_eq!(session.answers().get(&item), expected.as_ref(), "typed {typed:?}");

    session.update(Msg::PickPlace(Some(PlaceId(chosen.to_owned()))));
    let is_place = louisiana.zips.values().any(|id| id == chosen)
        || louisiana.pack.places.iter().any(|place| place.id.as_str() == chosen);
    let expected = is_place.then(|| Answer::Place(PlaceId(chosen.to_owned())));
    assert_eq!(session.answers().get(&item), expected.as_ref(), "chosen {chosen:?}");
}

/// Does what the bytes say, one after the other, and looks at every screen. Gives the last two.
fn walk(setup: &Setup, acts: &[u8]) -> (Screen, Screen) {
    let mut session = Session::new(setup.clone());
    session.update(Msg::Start);
    let mut acts = acts.iter().copied();
    for _ in 0..MOST_ACTS {
        let Some(act) = acts.next() else { break };
        let msg = message(act, &mut acts, &setup.pack, setup);
        session.update(msg);
        let screen = session.screen();
        if screen.kind == Kind::Left {
            assert!(session.answers().is_empty(), "answers are left after leaving");
        }
    }
    session.update(Msg::Review);
    let review = session.screen();
    session.update(Msg::Result);
    (review, session.screen())
}

fn message(act: u8, more: &mut impl Iterator<Item = u8>, pack: &Pack, setup: &Setup) -> Msg {
    let mut number = || usize::from(more.next().unwrap_or_default());
    let item = |number: usize| pack.items.get(number % pack.items.len().max(1)).map(|item| item.id.clone());
    match act % 20 {
        0..=3 => Msg::Next,
        4 => {
            let (index, option) = (number(), number());
            let item = item(index).unwrap_or_else(|| ItemId::from(""));
            Msg::Choose(item, OptionId::from(option_of(pack, index, option).as_str()), option & 0x80 == 0)
        }
        5 => Msg::Rate(item(number()).unwrap_or_else(|| ItemId::from("none")), number() as u8),
        6 => Msg::Zip((0..number() % 16).map(|_| char::from(number() as u8)).collect()),
        7 => Msg::PickPlace(pack.places.get(number()).map(|place| place.id.clone())),
        8 => Msg::Skip,
        9 => Msg::Back,
        10 => Msg::Change(item(number()).unwrap_or_else(|| ItemId::from(""))),
        11 => Msg::Review,
        12 => Msg::Result,
        13 => Msg::OtherPath,
        14 => Msg::PickPath(pack.paths.get(number()).map_or_else(|| PathId::from("none"), |path| path.id.clone())),
        15 => Msg::Start,
        16 => Msg::Restart,
        17 => Msg::Language(setup.languages.get(number()).map_or_else(String::new, |words| words.code.clone())),
        18 => Msg::Print,
        _ => Msg::Leave,
    }
}

fn option_of(pack: &Pack, item: usize, option: usize) -> String {
    let known = pack.items.get(item % pack.items.len().max(1)).and_then(|item| match &item.kind {
        ItemKind::Question(question) => {
            let choices = question.choices();
            choices.get(option % choices.len().max(1)).map(|choice| choice.id.as_str().to_owned())
        }
        _ => guide::session::EXPECTATION_OPTIONS.get(option % 4).map(|one| (*one).to_owned()),
    });
    known.unwrap_or_else(|| option.to_string())
}

/// Where libFuzzer and `tests/fuzz.rs` begin: real files of a pack, real packs, and what people would type.
/// `cargo run --manifest-path fuzz/Cargo.toml --bin seeds` writes them into `fuzz/corpus/`.
pub fn seeds() -> Vec<(&'static str, String, Vec<u8>)> {
    let mut seeds = Vec::new();
    let edited = EDITED.with(|edited| Rc::clone(edited));
    for (name, text) in edited.files.iter().filter(|(name, _)| name.starts_with("packs/")) {
        let short = name.trim_start_matches("packs/fuzzed/").replace(['/', '.'], "-");
        seeds.push(("content", short, [name.as_bytes(), b"\n", text].concat()));
    }
    let checked = xtask::content::load_on(&edited.questions, "fuzzed", TODAY).unwrap_or_else(|told| panic!("{told}"));
    for (name, acts) in [("next", &[0u8; 40][..]), ("back", &[0, 0, 9, 4, 1, 1, 0, 10, 2, 12, 19][..]), ("none", &[])] {
        let pack = checked.pack.write();
        seeds.push(("built", name.to_owned(), [&[acts.len() as u8][..], acts, &pack].concat()));
    }
    let louisiana = Louisiana::get();
    let head: String = louisiana.lines.lines().take(400).flat_map(|line| [line, "\n"]).collect();
    seeds.push(("words", "some".to_owned(), [b"\x01", head.as_bytes()].concat()));
    seeds.push(("words", "none".to_owned(), vec![0x82]));
    seeds.push(("words", "slots".to_owned(), b"\x03{a} {b} {{ }} * [x](y)\n{phone} {link}\n".to_vec()));
    for (name, text) in [
        ("plain", "es\nfoster\nnew-orleans\n"),
        ("several", "fr-CA,es-MX,en\nkin\n\n\x00\x00\x04\x05\x01\x00\x00"),
        ("unknown", "xx\nno-path\nno-region\n\x00\x0b\x0c"),
        ("long", "en-US,,,-,en\nkin-now\nEast Baton Rouge\n\x0f\x0e\x01\x0f\x00\x06\x0570112\x00\x0b\x0c\x10\x13"),
    ] {
        seeds.push(("wishes", name.to_owned(), text.as_bytes().to_vec()));
    }
    for (number, text) in
        ["70112", "70112-1234\norleans", " 7 0 1 1 2", "99999", "-", "70112-\ncaddo", "７０１１２", "abc"]
            .iter()
            .enumerate()
    {
        seeds.push(("place", format!("{number}"), text.as_bytes().to_vec()));
    }
    seeds
}
