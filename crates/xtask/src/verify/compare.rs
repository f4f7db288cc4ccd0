//! Holds each file of a live release against what was released: its bytes, plain and compressed, and its headers.

use anyhow::Result;
use url::Url;

use super::client::{Answer, Client};
use super::found::Found;
use super::release::{Expected, File, Manifest};

/// What browsers accept, one at a time.
const ENCODINGS: [&str; 3] = ["identity", "gzip", "br"];

/// Headers that tell others about the people who load the guide, or that know them again.
const FORBIDDEN: [&str; 5] =
    ["Set-Cookie", "Report-To", "Reporting-Endpoints", "NEL", "Content-Security-Policy-Report-Only"];

const UPLOAD: &str =
    "Upload the folder of the release again, whole, and empty the cache of the CDN or proxy in between";

/// Compares the release in the folder `base`.
pub fn release(client: &Client, base: &Url, expected: &Expected, found: &mut Found) -> Result<()> {
    if let Some(other) = other_release(client, base, expected)? {
        found.differs(
            None,
            format!("the live release is another one: {other}, and not {}", name(expected)),
            "Compare it with its own manifest (--manifest FILE), or upload this release. Its files were not compared",
        );
        return Ok(());
    }
    for file in expected.served() {
        found.compared += 1;
        let address = base.join(&file.path)?;
        let mut compressed = false;
        for encoding in ENCODINGS {
            let answer = match client.get(&address, encoding) {
                Ok(answer) => answer,
                Err(problem) => {
                    found.differs(
                        Some(&file.path),
                        format!("no answer ({problem:#})"),
                        "Look at the server and the network",
                    );
                    break;
                }
            };
            if !body(file, &address, &answer, found) {
                break;
            }
            compressed |= encoding != "identity" && answer.header("Content-Encoding") == Some(encoding);
            if encoding == "identity" {
                headers(file, &answer, expected, found);
            } else if answer.header("Content-Encoding").is_some() && !varies(&answer) {
                found.differs(
                    Some(&file.path),
                    "it is sent compressed without `Vary: Accept-Encoding`: a cache may give it to a program that cannot read it",
                    "Send the header Vary: Accept-Encoding",
                );
            }
        }
        if !compressed && file.size > 100_000 {
            found.note(
                "The documents are sent without compression: four times as many bytes for each person. \
                 The .br and .gz copies beside them are ready: see docs/delivery.md",
            );
        }
    }
    Ok(())
}

/// The release that the server says it has, if that is another one.
fn other_release(client: &Client, base: &Url, expected: &Expected) -> Result<Option<String>> {
    let answer = client.get(&base.join("manifest.json")?, "identity")?;
    if answer.status != 200 {
        return Ok(None);
    }
    // A manifest that cannot be read, or that claims to be ours, proves nothing: then the files are compared.
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&answer.body) else {
        return Ok(None);
    };
    let other = (manifest.release.version, manifest.release.content_hash);
    let same = other.0 == expected.release.version && other.1 == expected.release.content_hash;
    Ok((!same).then(|| format!("{} ({})", other.0, other.1)))
}

fn name(expected: &Expected) -> String {
    format!("{} ({})", expected.release.version, expected.release.content_hash)
}

/// Whether the bytes are right.
fn body(file: &File, address: &Url, answer: &Answer, found: &mut Found) -> bool {
    let path = Some(file.path.as_str());
    if let Some(target) = answer.redirect(address) {
        let away = if target.origin() == address.origin() { "another address" } else { "another host" };
        found.differs(
            path,
            format!("it is redirected to {away}: {}", target.origin().ascii_serialization()),
            "Let the server send the file itself: a redirect is a further request, and the other address is not proved",
        );
        return false;
    }
    match answer.status {
        200 => {}
        404 | 410 => {
            found.differs(path, "it is missing (status 404)", UPLOAD);
            return false;
        }
        status => {
            found.differs(path, format!("the server answers with status {status}"), "Let anyone read the file");
            return false;
        }
    }
    match answer.decoded() {
        Ok(bytes) if file.is(&bytes) => true,
        Ok(bytes) => {
            let what = if bytes.len() == file.size {
                "its bytes differ".to_owned()
            } else {
                format!("it has {} bytes, and not {}", bytes.len(), file.size)
            };
            let mend =
                format!("{UPLOAD}. If it stays so, an optimizer rewrites it on the way, or somebody has changed it");
            found.differs(path, what, mend);
            false
        }
        Err(problem) => {
            found.differs(path, format!("it cannot be decompressed: {problem:#}"), UPLOAD);
            false
        }
    }
}

fn headers(file: &File, answer: &Answer, expected: &Expected, found: &mut Found) {
    let path = Some(file.path.as_str());
    for (name, value) in expected.headers_of(file) {
        let sent: Vec<&str> = answer.all(name).collect();
        match sent.as_slice() {
            [only] if *only == value => {}
            [] => {
                found.differs(path, format!("the header {name} is missing"), format!("Send {name}: {}", short(value)))
            }
            [only] => found.differs(
                path,
                format!("the header {name} is another one: {}", short(only)),
                format!("Send {name}: {}", short(value)),
            ),
            _ => found.differs(
                path,
                format!("the header {name} is sent {} times", sent.len()),
                "Set it in one place only",
            ),
        }
    }
    for name in FORBIDDEN {
        if answer.header(name).is_some() {
            found.differs(
                path,
                format!("the header {name} is sent"),
                "Switch it off: what loads the guide is nobody else's business, and the guide promises that",
            );
        }
    }
    let wanted = match file.path.rsplit('.').next() {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        _ => return,
    };
    let kind = answer.header("Content-Type").unwrap_or("nothing");
    let is_script = wanted == "text/javascript" && kind.starts_with("application/javascript");
    if !kind.starts_with(wanted) && !is_script {
        found.differs(
            path,
            format!("its type is {kind}: browsers refuse it"),
            format!("Send Content-Type: {wanted}; charset=utf-8"),
        );
    }
}

fn varies(answer: &Answer) -> bool {
    answer.all("Vary").any(|value| value == "*" || value.to_ascii_lowercase().contains("accept-encoding"))
}

/// Policies are long; the whole value stands in `_headers`.
fn short(value: &str) -> String {
    match value.char_indices().nth(90) {
        Some((end, _)) => format!("{} ... (whole in dist/_headers)", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}
