//! A copy of the demonstration pack that a test may change, and that goes away with its value.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use guide::content::raw::RawPack;

/// The folder of all content, as the copy has it.
pub struct Scratch {
    pub folder: PathBuf,
    name: String,
}

impl Scratch {
    /// An empty pack of this name.
    pub fn empty(name: &str) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("porchlight-hsds-{}-{number}", std::process::id()));
        let scratch = Self { folder, name: name.to_owned() };
        fs::create_dir_all(scratch.pack()).unwrap();
        scratch
    }

    /// A copy of the demonstration pack.
    pub fn demonstration() -> Self {
        let scratch = Self::empty("demonstration");
        copy(&root().join("tests/hsds/packs/demonstration"), &scratch.pack());
        let paths = "[[path]]\nid = \"foster\"\n[[path]]\nid = \"kin\"\n[[path]]\nid = \"kin-now\"\n";
        fs::write(scratch.pack().join("paths.toml"), paths).unwrap();
        scratch
    }

    pub fn pack(&self) -> PathBuf {
        self.folder.join("packs").join(&self.name)
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.pack().join(file)).unwrap()
    }

    pub fn raw(&self) -> RawPack {
        crate::content::read::pack(&self.folder, &self.name).unwrap().raw
    }

    /// All files of the pack.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.pack(), &mut files);
        files
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
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

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.clone(), fs::read(path).unwrap());
        }
    }
}
