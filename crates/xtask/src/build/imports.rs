//! The reviewed list of what the module may ask of the browser: `tests/allowed-imports.txt`.
//!
//! WebAssembly reaches nothing by itself. What stands in its import section is all that it can do to the outside world,
//! so a new name there is looked at by a person before it is built.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

use super::files;

/// Where the list stands.
pub const LIST: &str = "tests/allowed-imports.txt";

/// How many of the digits that wasm-bindgen makes out of a crate's version and an import's form.
const HASH: usize = 16;

/// Fails unless the module asks for exactly what the list holds.
pub fn reviewed(root: &Path, names: &[&str]) -> Result<()> {
    compare(&files::read(&root.join(LIST))?, names)
}

/// How many imports the list holds.
pub fn reviewed_count(root: &Path) -> Result<usize> {
    Ok(listed(&files::read(&root.join(LIST))?).count())
}

/// The module and the name of each import, as they stand in the bytes of a module.
pub fn of_module(wasm: &[u8]) -> Result<Vec<(String, String)>> {
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload.context("the bytes are not a WebAssembly module")? {
            for import in section.into_imports() {
                let import = import.context("the import section of the module is damaged")?;
                imports.push((import.module.to_owned(), import.name.to_owned()));
            }
        }
    }
    Ok(imports)
}

fn compare(list: &str, names: &[&str]) -> Result<()> {
    let mut balance: BTreeMap<&str, i32> = BTreeMap::new();
    for name in names {
        *balance.entry(without_hash(name)).or_default() += 1;
    }
    for name in listed(list) {
        *balance.entry(name).or_default() -= 1;
    }
    let added: Vec<&str> = balance.iter().filter(|(_, more)| **more > 0).map(|(name, _)| *name).collect();
    let gone: Vec<&str> = balance.iter().filter(|(_, more)| **more < 0).map(|(name, _)| *name).collect();
    if added.is_empty() && gone.is_empty() {
        return Ok(());
    }
    let mut told = format!("the module's imports are not those of {LIST}.");
    if !added.is_empty() {
        told.push_str(&format!(
            "\n  asked for, and not in the list: {}\n  Look at what each one does in the browser. If it can send, load or \
             store anything, take out what asks for it; else write it into the list, into the group that says why",
            added.join(" ")
        ));
    }
    if !gone.is_empty() {
        told.push_str(&format!(
            "\n  in the list, and not asked for: {}\n  Take each out of the list, so that it cannot come back unseen",
            gone.join(" ")
        ));
    }
    bail!(told)
}

/// The names of the list, without what is said about them.
fn listed(list: &str) -> impl Iterator<Item = &str> {
    let names = list.lines().map(|line| line.split_once('#').map_or(line, |(name, _)| name).trim());
    names.filter(|name| !name.is_empty())
}

/// A name without the hash at its end, which changes with each version of a crate.
pub fn without_hash(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((name, hash)) if hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => name,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST_OF_TWO: &str =
        "# Drawing\n__wbg_focus  # element.focus\n\n# Made by wasm-bindgen\n__wbindgen_cast\n__wbindgen_cast\n";
    const TWO: [&str; 3] =
        ["__wbg_focus_0123456789abcdef", "__wbindgen_cast_0000000000000001", "__wbindgen_cast_0000000000000002"];

    #[test]
    fn only_hashes_are_taken_off() {
        assert_eq!(without_hash("__wbg_set_value_cb7e77c93a95e491"), "__wbg_set_value");
        assert_eq!(without_hash("__wbindgen_init_externref_table"), "__wbindgen_init_externref_table");
        assert_eq!(without_hash("memory"), "memory");
    }

    #[test]
    fn the_same_imports_pass() {
        compare(LIST_OF_TWO, &TWO).unwrap();
    }

    #[test]
    fn a_new_import_is_named() {
        let problem = compare(LIST_OF_TWO, &[&TWO[..], &["__wbg_fetch_0123456789abcdef"]].concat()).unwrap_err();
        assert!(problem.to_string().contains("not in the list: __wbg_fetch\n"), "{problem}");
    }

    #[test]
    fn an_import_that_went_away_is_named() {
        let problem = compare(LIST_OF_TWO, &TWO[..2]).unwrap_err();
        assert!(problem.to_string().contains("not asked for: __wbindgen_cast\n"), "{problem}");
    }

    #[test]
    fn imports_are_read_from_the_bytes() {
        // (module (import "a" "b" (func)))
        let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x07\x01\x01a\x01b\0\0";
        assert_eq!(of_module(module).unwrap(), [("a".to_owned(), "b".to_owned())]);
        of_module(&module[..20]).unwrap_err();
    }
}
