//! The notices that the licences of the libraries ask to be kept with every copy.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use super::parts::{Part, Parts};

/// How the files of notices are called.
const NOTICES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];
/// Where a library may be taken under the MIT licence, these need not be kept.
const OTHERS: [&str; 3] = ["APACHE", "BOOST", "UNLICENSE"];

const MIT: &str = "\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated \
documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the \
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit \
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the \
Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE \
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR \
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR \
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
";

const RULE: &str = "--------------------------------------------------------------------------------";

/// The file's text.
pub fn write(parts: &Parts) -> Result<String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut without = vec![format!("rust-std {} (MIT OR Apache-2.0), The Rust Project Contributors", parts.rust)];
    for part in &parts.libraries {
        let Some(licence) = &part.licence else { continue };
        let name = format!("{} {} ({licence})", part.name, part.version);
        let notices = notices(part)?;
        if notices.is_empty() {
            if !licence.contains("MIT") {
                bail!(
                    "{name} brings no notice, and is not under the MIT licence: write its notice into papers/licences.rs"
                );
            }
            let authors = if part.authors.is_empty() { "its contributors".to_owned() } else { part.authors.join(", ") };
            without.push(format!("{name}, {authors}"));
        }
        for text in notices {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut file = String::from(
        "The documents of Porchlight hold parts of the libraries below.\n\
         Where a library may be taken under one of several licences, it is taken under the MIT licence if that is one of them.\n",
    );
    let mut sections: Vec<(Vec<String>, String)> = texts.into_iter().map(|(text, names)| (names, text)).collect();
    sections.sort();
    without.sort();
    sections
        .push((without, format!("These bring no notice of their own. They are taken under the MIT licence:\n\n{MIT}")));
    for (names, text) in sections {
        file.push_str(&format!("\n{RULE}\n{}\n\n{text}", names.join("\n")));
    }
    Ok(file)
}

fn notices(part: &Part) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(&part.folder)
        .with_context(|| format!("the sources of {} {} are not where cargo says", part.name, part.version))?;
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file() && NOTICES.iter().any(|begin| name.starts_with(begin)) {
            files.insert(name, path);
        }
    }
    let with_mit = files.keys().any(|name| name.contains("MIT"));
    let mut texts = Vec::new();
    for (name, path) in files {
        if with_mit && OTHERS.iter().any(|other| name.contains(other)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("{} {name}", part.name))?;
        texts.push(plain(&text));
    }
    Ok(texts)
}

/// The same text with one kind of line end, so that the same notice stands once.
fn plain(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::papers::parts::tests::example;

    fn parts(folder: &std::path::Path, licence: &str) -> Parts {
        let mut parts = example("registry+https://github.com/rust-lang/crates.io-index", Some(licence)).unwrap();
        parts.libraries[1].folder = folder.to_path_buf();
        parts
    }

    #[test]
    fn each_notice_is_kept_and_the_same_ones_stand_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("LICENSE-MIT"), "Copyright Ann\r\n\r\nPermission").unwrap();
        std::fs::write(folder.path().join("LICENSE-APACHE"), "Apache").unwrap();
        let mut parts = parts(folder.path(), "MIT OR Apache-2.0");
        let mut twin = parts.libraries[1].clone();
        twin.name = "yew-twin".to_owned();
        parts.libraries.push(twin);
        let text = write(&parts).unwrap();
        assert!(text.contains(
            "yew 1.0.0 (MIT OR Apache-2.0)\nyew-twin 1.0.0 (MIT OR Apache-2.0)\n\nCopyright Ann\n\nPermission\n"
        ));
        assert!(!text.contains("Apache\n"));
        assert!(text.contains("rust-std 1.95.0"));
    }

    #[test]
    fn a_library_without_a_notice_names_its_authors() {
        let folder = tempfile::tempdir().unwrap();
        let text = write(&parts(folder.path(), "MIT OR Apache-2.0")).unwrap();
        assert!(text.contains("yew 1.0.0 (MIT OR Apache-2.0), Ann <ann@example.org>\n"));
        let problem = write(&parts(folder.path(), "Apache-2.0")).unwrap_err().to_string();
        assert!(problem.contains("brings no notice"), "{problem}");
    }
}
