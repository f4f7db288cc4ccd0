//! A last look at a finished folder: nothing in it tells where it was built, and its documents hold the module and the
//! scripts that were checked.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::compile;
use super::scripts::Scripts;
use crate::workspace::Workspace;

/// Compressed copies of files that are looked at themselves.
const COPIES: [&str; 3] = ["br", "gz", "zst"];
/// The element with the module; other attributes may stand beside it.
const MODULE: &str = " id=\"module\"";
const SCRIPT: &str = "<script>";
const SCRIPT_END: &str = "</script>";

/// Looks at each file of a folder.
pub fn look(workspace: &Workspace, folder: &Path, wasm: &[u8], scripts: &Scripts) -> Result<()> {
    let private = compile::local_folders(workspace)?;
    let mut documents = 0;
    for file in all(folder)? {
        let is_copy = file.extension().is_some_and(|ending| COPIES.iter().any(|copy| ending == *copy));
        if is_copy {
            continue;
        }
        let bytes = std::fs::read(&file).with_context(|| format!("{} could not be read", file.display()))?;
        if let Some(path) = named(&bytes, &private) {
            bail!(
                "{} names the local folder {path}. What is published must not tell where it was built",
                file.display()
            );
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            documents += usize::from(document(text, wasm, scripts).with_context(|| file.display().to_string())?);
        }
    }
    if documents == 0 {
        bail!(
            "no file in {} holds the module in the form that crates/xtask/src/build/shipped.rs knows",
            folder.display()
        );
    }
    Ok(())
}

/// A document of the guide holds one module and two scripts, byte for byte those that were checked. Gives whether it is
/// a document.
fn document(html: &str, wasm: &[u8], scripts: &Scripts) -> Result<bool> {
    let module = html.split_once(MODULE).and_then(|(_, rest)| rest.split_once('>'));
    let Some((module, _)) = module.and_then(|(_, rest)| rest.split_once(SCRIPT_END)) else { return Ok(false) };
    if !module.chars().map(byte).eq(wasm.iter().copied()) {
        bail!("the module in the document is not the one whose imports were checked");
    }
    let found: Vec<&str> = html.split(SCRIPT).skip(1).filter_map(|rest| Some(rest.split_once(SCRIPT_END)?.0)).collect();
    if found != [scripts.boot.as_str(), scripts.last.as_str()] {
        bail!("the document holds {} scripts that run, and not the two that were checked", found.len());
    }
    Ok(true)
}

/// What www/start.js makes of a character.
fn byte(character: char) -> u8 {
    if character == '~' { 0 } else { (u32::from(character) & 0xff) as u8 }
}

/// The first of the folders that a file names. What only begins like one is none: an address may end in `/root`, too.
fn named<'a>(bytes: &[u8], folders: &'a [String]) -> Option<&'a str> {
    let is_name =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    let begin: Vec<u8> = folders.iter().filter_map(|folder| folder.bytes().next()).collect();
    // Looked at in one go: the code is not optimised here, and there are megabytes.
    for (at, byte) in bytes.iter().enumerate() {
        if !begin.contains(byte) || is_name(at.checked_sub(1).and_then(|before| bytes.get(before))) {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let found = folders
            .iter()
            .find(|folder| rest.strip_prefix(folder.as_bytes()).is_some_and(|after| !is_name(after.first())));
        if let Some(folder) = found {
            return Some(folder);
        }
    }
    None
}

fn all(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| format!("{} could not be read", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::inert;

    fn scripts() -> Scripts {
        let boot = "[\"RTCPeerConnection\",\"webkitRTCPeerConnection\",\"WebTransport\"]".to_owned();
        Scripts { boot, last: "start()".to_owned(), style: String::new(), later_style: String::new() }
    }

    fn html(module: &[u8], last: &str) -> String {
        let boot = scripts().boot;
        format!(
            "<script>{boot}</script><script type=\"text/plain\"{MODULE}>{}</script><script type=\"text/plain\">a</script><script>{last}</script>",
            inert::text(module)
        )
    }

    #[test]
    fn a_document_holds_what_was_checked_and_nothing_else() {
        let module: Vec<u8> = (0..=255).collect();
        let checked = |html: &str| document(html, &module, &scripts());
        assert!(checked(&html(&module, "start()")).unwrap());
        assert!(!checked("no document").unwrap());
        assert!(checked(&html(&module[1..], "start()")).unwrap_err().to_string().contains("the module"));
        assert!(checked(&html(&module, "stop()")).unwrap_err().to_string().contains("2 scripts"));
        let third = html(&module, "start()") + "<script>more()</script>";
        assert!(checked(&third).unwrap_err().to_string().contains("3 scripts"));
    }

    #[test]
    fn folders_are_found_and_words_like_them_are_not() {
        let folders = ["/srv/build".to_owned(), "/home/ann".to_owned()];
        for text in ["/home/ann/porchlight/src", "at \"/home/ann\"", "/home/ann", "\0/home/ann\0"] {
            assert_eq!(named(text.as_bytes(), &folders), Some("/home/ann"), "{text:?}");
        }
        for text in ["/home/anna", "https://x.org/home/ann", "/home/ann-b", "", "/home/an"] {
            assert_eq!(named(text.as_bytes(), &folders), None, "{text:?}");
        }
        assert_eq!(named(b"/home/anna and /home/ann", &folders), Some("/home/ann"));
    }
}
