//! For tests: a copy of the Louisiana pack with one translation, in a folder that goes away with its value.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A copy of `questions/` with the pack `louisiana` in English and Portuguese. The translation is the English.
pub struct Copied(pub PathBuf);

impl Copied {
    pub fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("porchlight-copied-{}-{number}", std::process::id()));
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questions");
        let to = root.join("questions");
        for folder in ["interface", "packs/louisiana/directory", "packs/louisiana/words"] {
            fs::create_dir_all(to.join(folder)).unwrap();
        }
        for folder in ["", "packs/louisiana", "packs/louisiana/directory"] {
            for entry in fs::read_dir(from.join(folder)).unwrap().map(Result::unwrap) {
                if entry.path().is_file() {
                    fs::copy(entry.path(), to.join(folder).join(entry.file_name())).unwrap();
                }
            }
        }
        let copied = Self(root);
        for folder in ["interface", "packs/louisiana/words"] {
            let english = fs::read_to_string(from.join(folder).join("en.toml")).unwrap();
            copied.write(&format!("{folder}/en.toml"), &english);
            copied.write(&format!("{folder}/pt.toml"), &english);
        }
        let pack = copied.read("packs/louisiana/pack.toml");
        let languages = pack.lines().find(|line| line.starts_with("languages")).unwrap();
        copied.write("packs/louisiana/pack.toml", &pack.replace(languages, "languages = [\"en\", \"pt\"]"));
        copied
    }

    pub fn questions(&self) -> PathBuf {
        self.0.join("questions")
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.questions().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.questions().join(file), text).unwrap();
    }

    /// Replaces something that stands in a file.
    pub fn change(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{from} does not stand in {file}");
        self.write(file, &text.replacen(from, to, 1));
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
