//! Writes the seeds of the corpus anew; what libFuzzer added stays.
#![allow(clippy::unwrap_used)]

use std::fs;

fn main() {
    for (target, name, input) in porchlight_fuzz::seeds() {
        let folder = porchlight_fuzz::root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("seed-{name}")), input).unwrap();
    }
    porchlight_fuzz::clean_up();
}
