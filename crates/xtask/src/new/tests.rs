//! A new pack in a copy of all content: it passes the check, its screens can be built, and nothing is lost.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use guide::Words;
use guide::screen::Body;
use guide::session::{Msg, Session, Setup};
use tempfile::TempDir;

use super::*;
use crate::content::planted::TODAY;
use crate::content::{load_on, look};

fn questions() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questions"), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// All files with their bytes.
fn listing(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.push((path.clone(), Vec::new()));
            files.extend(listing(&path));
        } else {
            files.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    files.sort();
    files
}

fn say(questions: &TempDir, name: &str) -> String {
    let before = listing(questions.path());
    let error = format!("{:#}", make(questions.path(), name, TODAY).unwrap_err());
    assert_eq!(listing(questions.path()), before, "{name}: nothing is left behind");
    error
}

#[test]
fn a_new_pack_passes_the_check() {
    let questions = questions();
    make(questions.path(), "new-mexico", TODAY).unwrap();
    let looked = look(questions.path(), "new-mexico", TODAY).unwrap();
    assert!(looked.findings.is_empty(), "{:#?}", looked.findings);
    let others = content::folders(questions.path()).unwrap();
    assert!(others.len() > 1);
    for other in others {
        load_on(questions.path(), &other, TODAY).unwrap();
    }
    let words = fs::read_to_string(questions.path().join("packs/new-mexico/words/en.toml")).unwrap();
    assert!(words.contains("name = \"New Mexico\""), "the folder's name in words");
    let lines = fs::read_to_string(questions.path().join(HELP_LINES)).unwrap();
    assert_eq!(lines.matches("pack = \"new-mexico\"").count(), 4);
    assert!(lines.contains("pack = \"louisiana\"") && lines.ends_with('\n') && !lines.contains("\n\n\n"));
}

#[test]
fn a_person_can_walk_each_path_of_a_new_pack() {
    let questions = questions();
    make(questions.path(), "new-mexico", TODAY).unwrap();
    let checked = load_on(questions.path(), "new-mexico", TODAY).unwrap();
    let language = |one: &guide::content::check::CheckedLanguage| Words::new(&one.code, &one.direction, &one.lines);
    let languages = Rc::new(checked.languages.iter().map(language).collect());
    let pack = Rc::new(checked.pack);
    for path in ["kin-now", "kin", "foster", "explore"] {
        let mut session = Session::new(Setup {
            pack: Rc::clone(&pack),
            languages: Rc::clone(&languages),
            language: "en".to_owned(),
            path: Some(path.into()),
            region: None,
            today: Some(TODAY),
        });
        session.update(Msg::Start);
        let mut screens = 0;
        while !matches!(session.screen().body, Body::Result(_)) {
            let screen = session.screen();
            assert!(!screen.heading.is_empty() && !format!("{screen:?}").contains("{p"), "{path}: {screen:?}");
            for offer in ["now-offer", "family-offer"] {
                session.update(Msg::Choose(offer.into(), "yes".into(), true));
            }
            session.update(if matches!(screen.body, Body::Review(_)) { Msg::Result } else { Msg::Next });
            if session.screen().heading == screen.heading {
                session.update(Msg::Skip);
            }
            screens += 1;
            assert!(screens < 100, "{path} does not end");
        }
        assert!(screens >= 5, "{path} shows {screens} screens");
    }
}

#[test]
fn names_that_cannot_be_are_told() {
    let questions = questions();
    for bad in ["", "New Mexico", "new_mexico", "../louisiana", "-a", "a--b", "ñ", "/tmp/x", &"a".repeat(49)] {
        assert!(say(&questions, bad).contains("no name for a pack"), "{bad}");
    }
    assert!(say(&questions, "louisiana").contains("already"));
    assert!(say(&questions, "v1").contains("loader"));
    fs::write(questions.path().join("packs/a-file"), "mine").unwrap();
    assert!(say(&questions, "a-file").contains("already"), "not even a file is overwritten");
}

#[test]
fn what_fails_half_way_leaves_nothing_behind() {
    let questions = questions();
    let lines = questions.path().join(HELP_LINES);
    let good = fs::read_to_string(&lines).unwrap();
    fs::write(&lines, good.clone() + "\n[[line]]\npack = \"ohio\"\nphone = \"danger\"\nnumber = \"911\"\n").unwrap();
    assert!(say(&questions, "ohio").contains("help lines of a pack `ohio`"));
    fs::write(&lines, "this is = not [ TOML").unwrap();
    assert!(say(&questions, "iowa").contains("mended first"));
    fs::remove_file(&lines).unwrap();
    assert!(say(&questions, "iowa").contains("cannot be read"));
    fs::write(&lines, good).unwrap();
    fs::rename(questions.path().join("packs"), questions.path().join("elsewhere")).unwrap();
    assert!(say(&questions, "iowa").contains("cannot be written"), "no folder for packs");
    fs::rename(questions.path().join("elsewhere"), questions.path().join("packs")).unwrap();
    // The help lines cannot be put in place any more, when the pack is already.
    let (written, folder) = (questions.path().join("written"), questions.path().join("packs/iowa"));
    fs::create_dir(&written).unwrap();
    fs::create_dir(questions.path().join("a-folder")).unwrap();
    let error = put(&written, &folder, &questions.path().join("no-lines"), &questions.path().join("a-folder"));
    assert!(error.is_err() && !folder.exists());
}

#[test]
fn the_list_names_every_fact_and_only_files_that_are_there() {
    let questions = questions();
    make(questions.path(), "new-mexico", TODAY).unwrap();
    let pack = questions.path().join("packs/new-mexico");
    let list = fs::read_to_string(pack.join(TO_DO)).unwrap();
    assert!(!list.contains('{') && !list.contains("template"), "{list}");
    for (path, _) in files().unwrap().iter().filter(|(path, _)| path.ends_with(".toml") && !path.starts_with("words/"))
    {
        let Ok(text) = fs::read_to_string(pack.join(path)) else { continue };
        let document: toml_edit::DocumentMut = text.parse().unwrap();
        for fact in proofs::entries(&document).filter(|entry| entry.contains_key("source")) {
            let id = fact.get("id").and_then(|id| id.as_str()).unwrap();
            let named =
                list.lines().any(|line| line.contains(&format!("`{id}`")) && line.contains(&format!("`{path}`")));
            assert!(named, "{path}: {id}");
        }
    }
    let later =
        ["directory/locations.toml", "directory/schedules.toml", "questions/help-lines.toml", "questions/README.md"];
    for name in list.split('`').skip(1).step_by(2).filter(|name| name.ends_with(".toml") || name.ends_with(".md")) {
        let known = pack.join(name).exists() || later.contains(&name) || name.contains('<');
        assert!(known, "the list names {name}");
    }
}
