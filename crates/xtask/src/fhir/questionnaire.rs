//! One path as a Questionnaire.

use guide::label::Label;
use guide::pack::{PartKind, Path};
use guide::show::Show;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::items;
use super::texts::Texts;
use super::{About, address};

/// The Questionnaire of a path.
pub(super) fn of(texts: &Texts, about: &About, path: &Path) -> Result<Value, String> {
    let pack = texts.pack();
    let id = path.id.as_str();
    let mut items = Vec::new();
    for (position, part) in path.parts.iter().enumerate() {
        let mut group = Map::new();
        group.insert("linkId".into(), format!("{id}.part-{}", position + 1).into());
        texts.put(&mut group, "text", |show| heading(show, part.kind));
        group.insert("type".into(), "group".into());
        let shown = part.show.iter().filter_map(|index| pack.item(*index));
        let inside: Vec<Value> = shown.map(|item| items::of(texts, item)).collect::<Result<_, _>>()?;
        group.insert("item".into(), Value::Array(inside));
        items.push(items::enabled(pack, &part.when, group)?);
    }
    let mut whole = Map::new();
    whole.insert("resourceType".into(), "Questionnaire".into());
    whole.insert("id".into(), format!("{}-{id}", pack.id).chars().take(64).collect::<String>().into());
    whole.insert("language".into(), texts.language().into());
    whole.insert("url".into(), address(&pack.id, id).into());
    let version = Sha256::digest(Value::Array(items.clone()).to_string());
    let version: String = version.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    whole.insert("version".into(), version.into());
    whole.insert("name".into(), name(&pack.id, id).into());
    texts.put(&mut whole, "title", |show| show.plain(path.title));
    whole.insert("status".into(), about.status.into());
    whole.insert("date".into(), about.date.clone().map_or(Value::Null, Value::String));
    whole.insert("publisher".into(), about.publisher.clone().map_or(Value::Null, Value::String));
    texts.put(&mut whole, "description", |show| show.plain(path.text));
    texts.put(&mut whole, "purpose", |show| show.plain(show.pack.texts.lead));
    whole.insert("item".into(), Value::Array(items));
    whole.retain(|_, value| !value.is_null());
    Ok(json!(whole))
}

/// What stands above a part. Help pages have headings of their own.
fn heading(show: &Show, kind: PartKind) -> String {
    match kind {
        PartKind::Help => String::new(),
        PartKind::Expectations => show.label(Label::ReviewExpectations),
        PartKind::Questions => show.label(Label::ReviewQuestions),
        PartKind::Family => show.label(Label::ReviewFamily),
    }
}

/// A name for programs: `LouisianaKinNow` (R4, invariant que-0).
fn name(pack: &str, path: &str) -> String {
    let words = pack.split('-').chain(path.split('-'));
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(capital).collect()
}
