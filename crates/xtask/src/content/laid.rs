//! A copy of `questions/` in which tests may do what they like, with the example sessions of `tests/directory` laid over
//! Louisiana's pack where they want some.

use std::fs;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder like `questions/` that goes away with its value.
pub struct Laid(pub PathBuf);

impl Laid {
    /// Copies the real content of the repository at `root`.
    pub fn plain(root: &Path) -> Result<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let laid = Self(std::env::temp_dir().join(format!("porchlight-questions-{}-{number}", std::process::id())));
        lay(&root.join("questions"), &laid.0)?;
        Ok(laid)
    }

    /// The same in English alone, with the example sessions, which have no other words.
    pub fn with_examples(root: &Path) -> Result<Self> {
        let laid = Self::plain(root)?;
        laid.english_alone()?;
        let (examples, pack) = (root.join("tests/directory"), laid.0.join("packs/louisiana"));
        lay(&examples.join("directory"), &pack.join("directory"))?;
        lay(&examples.join("words"), &pack.join("words"))?;
        append(&examples.join("facts.toml"), &pack.join("facts.toml"))?;
        Ok(laid)
    }

    /// Takes Louisiana's other languages away.
    pub fn english_alone(&self) -> Result<()> {
        let pack = self.0.join("packs/louisiana");
        let file = fs::read_to_string(pack.join("pack.toml"))?;
        let line = file.lines().find(|line| line.starts_with("languages = "));
        let languages = line.ok_or_else(|| Error::other("pack.toml has no line of languages"))?;
        fs::write(pack.join("pack.toml"), file.replace(languages, "languages = [\"en\"]"))?;
        for entry in fs::read_dir(pack.join("words"))? {
            let entry = entry?;
            if entry.path().is_file() && entry.file_name() != "en.toml" {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

impl Drop for Laid {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Files that are not there are copied; to the others the lines are added.
fn lay(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            lay(&entry.path(), &target)?;
        } else if target.exists() {
            append(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn append(from: &Path, to: &Path) -> Result<()> {
    let both = fs::read_to_string(to)? + &fs::read_to_string(from)?;
    fs::write(to, both)
}
