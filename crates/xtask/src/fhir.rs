//! `cargo xtask export fhir`: the paths of a pack as FHIR R4 Questionnaires, one a path.
//!
//! An item stands on several paths, and a linkId may stand in a Questionnaire only once; so each path is one of its own.
//! Nothing here scores a person: domains, bands, points and advice stay in the guide, and no answer is ever exported.

use std::fs;
use std::path::Path;

use guide::content::Checked;
use guide::content::raw::RawPack;
use guide::pack::Path as GuidePath;
use guide::text::Words;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::content::{folders, load, read};
use texts::Texts;

mod conditions;
mod items;
mod questionnaire;
mod texts;

const USAGE: &str = "Write: cargo xtask export fhir PACK [--path PATH] [--out FILE]\n";

/// Writes one Questionnaire, or all of a pack in a Bundle.
pub(crate) fn export(root: &Path, arguments: &[String]) -> Result<(), String> {
    let questions = root.join("questions");
    let packs = folders(&questions)?;
    let (mut pack, mut path, mut out) = (None, None, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--path" => path = Some(rest.next().ok_or(USAGE)?),
            "--out" => out = Some(rest.next().ok_or(USAGE)?),
            _ if pack.is_none() && packs.contains(argument) => pack = Some(argument),
            other => return Err(format!("There is no pack `{other}`. The packs are: {}.\n{USAGE}", packs.join(", "))),
        }
    }
    let pack = pack.ok_or(USAGE)?;
    let raw = read::pack(&questions, pack)?.raw;
    let checked = load(&questions, pack)?;
    let resource = resource(&raw, &checked, path.map(String::as_str))?;
    let text = serde_json::to_string_pretty(&resource).map_err(|error| error.to_string())? + "\n";
    match out {
        Some(out) => fs::write(out, text).map_err(|error| format!("{out} cannot be written: {error}\n")),
        None => {
            print!("{text}");
            Ok(())
        }
    }
}

/// The Questionnaire of a path, or a Bundle of all.
fn resource(raw: &RawPack, checked: &Checked, path: Option<&str>) -> Result<Value, String> {
    let words: Vec<Words> =
        checked.languages.iter().map(|one| Words::new(&one.code, &one.direction, &one.lines)).collect();
    let texts = Texts::new(&checked.pack, &words).ok_or("The pack has no language.\n")?;
    let about = About::of(raw);
    let one = |path: &GuidePath| questionnaire::of(&texts, &about, path);
    if let Some(id) = path {
        let ids = || checked.pack.paths.iter().map(|path| path.id.as_str()).collect::<Vec<_>>().join(", ");
        let path = checked.pack.paths.iter().find(|path| path.id.as_str() == id);
        return one(path.ok_or_else(|| format!("There is no path `{id}`. The paths are: {}.\n", ids()))?);
    }
    let mut entries = Vec::new();
    for path in &checked.pack.paths {
        entries.push(json!({ "fullUrl": address(&checked.pack.id, path.id.as_str()), "resource": one(path)? }));
    }
    Ok(json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }))
}

/// What a Questionnaire says of itself.
struct About {
    /// The agency's name.
    publisher: Option<String>,
    /// The day on which a fact was last checked: an export of the same content is the same file on each day.
    date: Option<String>,
    /// `draft` until a reader has read the words.
    status: &'static str,
}

impl About {
    fn of(raw: &RawPack) -> Self {
        let agency = raw.pack.as_ref().map(|pack| &pack.value.agency);
        let organization = raw.organizations.iter().find(|one| Some(&one.value.id) == agency);
        let first = raw.pack.as_ref().and_then(|pack| pack.value.languages.first());
        let review = first.and_then(|code| raw.words.get(code)?.texts.get("review")?.first());
        let is_read = review.is_some_and(|review| review != "none yet");
        let help = raw.help.iter().map(|one| &one.value.checked);
        let expectations = raw.expectations.iter().map(|one| &one.value.checked);
        let values = raw.values.iter().map(|one| &one.value.checked);
        let phones = raw.phones.iter().map(|one| &one.value.checked);
        Self {
            publisher: organization.map(|one| one.value.name.clone()),
            date: help.chain(expectations).chain(values).chain(phones).max().cloned(),
            status: if is_read { "active" } else { "draft" },
        }
    }
}

/// A canonical address that nobody has to host: a UUID made from the pack and the path (RFC 9562, version 8).
fn address(pack: &str, path: &str) -> String {
    let digest = Sha256::digest(format!("porchlight/{pack}/{path}"));
    let mut number = digest.iter().take(16).fold(0u128, |number, byte| (number << 8) | u128::from(*byte));
    number = (number & !(0xf << 76) & !(0b11 << 62)) | (8 << 76) | (0b10 << 62);
    let hex = format!("{number:032x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

#[cfg(test)]
mod tests;
