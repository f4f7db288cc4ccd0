//! Finds the tag in an agency's page, and says what is wrong with it.

use html5gum::{Token, Tokenizer};
use url::Url;

use super::folder_of_loader;
use super::found::Found;
use super::release::Expected;

/// One `<script>` that loads Porchlight.
struct Tag {
    source: Url,
    integrity: Option<String>,
    crossorigin: bool,
}

/// Whether the page has a tag, an element or a frame of ours.
pub fn mentions_porchlight(html: &str) -> bool {
    starts(html).any(|(name, attributes)| {
        name == "porchlight-guide"
            || name == "script"
                && attributes.iter().any(|(name, value)| name == "src" && value.contains("porchlight.js"))
    })
}

/// Looks at all tags of the page, and gives the folder of the release that they load from.
pub fn look(address: &Url, html: &str, expected: &Expected, found: &mut Found) -> Option<Url> {
    let tags = tags(address, html);
    let Some(first) = tags.first() else {
        found.differs(
            None,
            format!("{address} has an element of Porchlight, but no script that makes it one"),
            "Add the script: <script async src=\"https://HOST/v1/porchlight.js\"></script>. \
             A script that a tag manager adds cannot be seen here: then name the address of porchlight.js",
        );
        return None;
    };
    let base = folder_of_loader(&first.source)?;
    for tag in &tags {
        look_at_tag(address, tag, expected, found);
        if folder_of_loader(&tag.source).as_ref() != Some(&base) {
            found.differs(
                None,
                format!("the page loads Porchlight from two places: {} and {}", first.source, tag.source),
                "Keep one of the two tags, or give both the same address",
            );
        }
    }
    println!("The page's tag loads {}", first.source);
    Some(base)
}

fn look_at_tag(page: &Url, tag: &Tag, expected: &Expected, found: &mut Found) {
    let Tag { source, integrity, crossorigin } = tag;
    let release = &expected.release;
    if page.scheme() == "https" && source.scheme() == "http" {
        found.differs(
            None,
            format!("the page is https, but the tag's address is not: {source}"),
            "Begin the address with https://. Browsers load nothing else on such a page",
        );
    }
    let pinned = source.path().ends_with(&format!("/{}", release.pinned_loader));
    let stable = source.path().ends_with(&format!("/{}", release.loader));
    match integrity {
        None if pinned => found.note(format!(
            "The tag's version is pinned, but nothing proves the file. Add to the tag: integrity=\"{}\" crossorigin=\"anonymous\"",
            release.integrity
        )),
        None => {}
        Some(_) if stable => found.differs(
            None,
            format!("the tag has `integrity`, but {source} changes with each release: then the guide no longer loads"),
            format!("Use the pinned address {}, or take `integrity` away", release.pinned_loader),
        ),
        // One of several is enough for a browser.
        Some(words) if pinned && !words.split_whitespace().any(|word| word == release.integrity) => found.differs(
            None,
            "the tag's `integrity` is not that of the release: browsers refuse the loader",
            format!("Write into the tag: integrity=\"{}\"", release.integrity),
        ),
        Some(_) => {}
    }
    if integrity.is_some() && !crossorigin && source.origin() != page.origin() {
        found.differs(
            None,
            "the tag has `integrity` without `crossorigin`: browsers refuse the loader",
            "Add to the tag: crossorigin=\"anonymous\"",
        );
    }
    if !pinned && !stable {
        found.note(format!(
            "The tag loads {source}, which is another version than {}. Its documents are not those that are compared here",
            release.version
        ));
    }
}

fn tags(address: &Url, html: &str) -> Vec<Tag> {
    let mut base = address.clone();
    let mut tags = Vec::new();
    for (name, attributes) in starts(html) {
        let get = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        if name == "base" {
            base = get("href").and_then(|href| address.join(href).ok()).unwrap_or(base);
        }
        let source = get("src").filter(|_| name == "script").and_then(|src| base.join(src.trim()).ok());
        if let Some(source) = source.filter(|source| folder_of_loader(source).is_some()) {
            let integrity = get("integrity").map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
            tags.push(Tag { source, integrity, crossorigin: get("crossorigin").is_some() });
        }
    }
    tags
}

/// The elements of a page in their order. What stands in comments, in scripts and in other texts is none.
fn starts(html: &str) -> impl Iterator<Item = (String, Vec<(String, String)>)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = html5gum::DefaultEmitter::default();
    // Without it, the words of a script would be read as elements.
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).flatten().filter_map(move |token| match token {
        Token::StartTag(tag) => {
            let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
            Some((text(&tag.name), attributes))
        }
        _ => None,
    })
}
