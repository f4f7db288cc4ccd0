//! The header `Connection-Allowlist`: the browser itself refuses every address that is not on this published list.
//!
//! Chromium knows it since version 152 (<https://wicg.github.io/connection-allowlists/>); other browsers ignore it. It
//! closes what a Content-Security-Policy cannot: the document's own way to another address, new windows, and WebRTC.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};
use guide::pack::{ItemKind, Proof};
use guide::show::Show;
use guide::{Pack, Words};

use crate::content::Built;

/// How the pack's own documents are named in the list. Links to the other languages need them, where there is no script
/// or no WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own<'a> {
    /// The whole origin that the document came from: for servers whose configuration cannot say its own address.
    Origin,
    /// Exactly the documents of this folder. It is the beginning of a pattern, up to and with the last `/`.
    Folder(&'a str),
}

/// The value of `Connection-Allowlist` for the documents of one pack: every address and every number that a person can
/// press in them, as it is written, without any other query or fragment.
///
/// Redirects are allowed: what goes out is a published address to the last letter, so it can carry no answer, and where
/// an agency's server sends people on from there changes without notice. A link that then opened nothing would take
/// their next step away.
pub fn header(pack: &Built, own: Own) -> Result<String> {
    let mut items: Vec<String> = Vec::new();
    for address in addresses(pack)? {
        items.push(quoted(&pattern(&address)?));
    }
    match own {
        Own::Origin => items.push("response-origin".to_owned()),
        Own::Folder(folder) => {
            let documents = pack.words.iter().map(|language| format!("{}.html", language.code));
            for file in ["".to_owned(), "index.html".to_owned()].into_iter().chain(documents) {
                items.push(quoted(&format!("{folder}{file}?#")));
            }
        }
    }
    Ok(format!("({});redirects=allow", items.join(" ")))
}

/// Every `https:`, `tel:` and `sms:` address to which a document of the pack can lead, in order.
fn addresses(pack: &Built) -> Result<BTreeSet<String>> {
    let content = Pack::read(&pack.pack).ok_or_else(|| anyhow!("the built pack {} cannot be read back", pack.id))?;
    let words = pack.words.first().map(|first| Words::new(&first.code, &first.direction, &first.lines));
    let words = words.ok_or_else(|| anyhow!("the pack {} has no language", pack.id))?;
    let show = Show { pack: &content, words: &words, today: None };

    let mut addresses = BTreeSet::from([content.leave.clone()]);
    addresses.extend(content.links.iter().map(|link| link.url.clone()));
    // Chromium counts a telephone number as a connection, too: a number that is not listed cannot be called.
    addresses.extend(content.phones.iter().map(|phone| show.phone(phone).link.href));
    addresses.extend(proofs(&content).map(|proof| proof.source.clone()));
    // A source that is not reached by https is named, and not linked.
    addresses.retain(|address| !address.starts_with("http://"));
    Ok(addresses)
}

/// Where the facts come from that are shown with their source.
fn proofs(content: &Pack) -> impl Iterator<Item = &Proof> {
    let items = content.items.iter().filter_map(|item| match &item.kind {
        ItemKind::Help(page) => Some(&page.proof),
        ItemKind::Expectation(one) => Some(&one.proof),
        ItemKind::Question(_) => None,
    });
    items
        .chain(content.requirements.iter().map(|one| &one.proof))
        .chain(content.arrangements.iter().map(|one| &one.proof))
        .chain(content.services.iter().map(|one| &one.proof))
        .chain(content.schedules.iter().map(|one| &one.proof))
}

/// An address as a URL pattern that fits this address alone.
fn pattern(address: &str) -> Result<String> {
    // A `$` or a `'` would mean something to the web servers whose configuration holds the list.
    if let Some(sign) = address.chars().find(|sign| !sign.is_ascii_graphic() || "\"'\\$<>`".contains(*sign)) {
        bail!("the address {address} holds `{sign}`: write that sign with % and its number, as browsers do");
    }
    let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (scheme, rest) = path.split_once(':').ok_or_else(|| anyhow!("the address {address} has no scheme"))?;
    let place = match rest.strip_prefix("//") {
        // Nothing in a checked host name has a meaning in patterns.
        Some(rest) => match rest.split_once('/') {
            Some((host, path)) => format!("//{}/{}", host.to_ascii_lowercase(), literal(path)),
            None => format!("//{}/", rest.to_ascii_lowercase()),
        },
        None => literal(rest),
    };
    // An empty query and an empty fragment, said so: what a pattern does not name may be anything.
    Ok(format!("{scheme}:{place}?{}#{}", literal(query), literal(fragment)))
}

/// Takes the meaning that signs have in a URL pattern from them.
fn literal(text: &str) -> String {
    let mut literal = String::new();
    for sign in text.chars() {
        if "*+?:(){}".contains(sign) {
            literal.push('\\');
        }
        literal.push(sign);
    }
    literal
}

/// A string of a structured field (RFC 9651).
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::load_examples;
    use crate::workspace::Workspace;

    #[test]
    fn a_pattern_fits_one_address_alone() {
        let of = |address: &str| pattern(address).unwrap();
        assert_eq!(of("https://www.weather.gov/"), "https://www.weather.gov/?#");
        assert_eq!(of("https://Example.org"), "https://example.org/?#");
        assert_eq!(of("https://example.org/a?page_id=46&b=1+2#top"), "https://example.org/a?page_id=46&b=1\\+2#top");
        assert_eq!(of("https://example.org/a:b/(c)*"), "https://example.org/a\\:b/\\(c\\)\\*?#");
        assert_eq!(of("tel:+19859002356"), "tel:\\+19859002356?#");
        assert_eq!(of("sms:898211?&body=KINSHIPLA"), "sms:898211?&body=KINSHIPLA#");
        assert!(pattern("https://example.org/$1").unwrap_err().to_string().contains("holds `$`"));
        assert!(pattern("https://example.org/é").is_err());
    }

    #[test]
    fn the_list_is_a_structured_field_with_every_address_and_number() {
        let packs = load_examples(&Workspace::find().unwrap().root).unwrap();
        let pack = packs.first().unwrap();
        let header = header(pack, Own::Origin).unwrap();
        assert!(header.starts_with("(\"") && header.ends_with(" response-origin);redirects=allow"), "{header}");
        for address in [
            "\"https://www.weather.gov/?#\"",
            "\"tel:211?#\"",
            "\"tel:\\\\+18885243578?#\"",
            "\"sms:898211?&body=KINSHIPLA#\"",
            "\"https://www.legis.la.gov/legis/Law.aspx?d=100818#\"",
        ] {
            assert!(header.contains(address), "{address} is not in {header}");
        }
        assert!(!header.contains("http://"), "{header}");
    }

    #[test]
    fn a_server_that_knows_its_address_names_its_documents_one_by_one() {
        let packs = load_examples(&Workspace::find().unwrap().root).unwrap();
        let header = header(packs.first().unwrap(), Own::Folder("http{s}?://$http_host/guide/")).unwrap();
        assert!(!header.contains("response-origin"));
        for file in ["", "index.html", "en.html"] {
            assert!(header.contains(&format!("\"http{{s}}?://$http_host/guide/{file}?#\"")), "{file}: {header}");
        }
    }
}
