//! `cargo xtask verify URL`: whether what a server sends is what was released, file by file, header by header.
//!
//! It compares with the manifest of our own dist/, never with the one that the server has: who can change a file there
//! can change its manifest, too.

mod client;
mod compare;
mod found;
mod page;
mod release;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use url::Url;

use client::Client;
use found::Found;
use release::Expected;

/// Compares, prints what differs, and fails if anything does.
pub fn command(root: &Path, arguments: &[String]) -> Result<ExitCode> {
    let wanted = Wanted::read(root, arguments)?;
    let expected = Expected::read(&wanted.manifest)?;
    println!(
        "Comparing {} with release {} ({}) of {}\n",
        wanted.address,
        expected.release.version,
        expected.release.content_hash,
        wanted.manifest.display()
    );
    let found = verify(&wanted.address, &expected)?;
    println!("{found}");
    Ok(if found.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a live address is, against what it should be.
fn verify(address: &Url, expected: &Expected) -> Result<Found> {
    let client = Client::new();
    let mut found = Found::default();
    let at = Place::of(&client, address)?;
    let base = match at {
        Place::Release(base) => base,
        Place::Page { address, html } => match page::look(&address, &html, expected, &mut found) {
            Some(base) => base,
            None => return Ok(found),
        },
    };
    compare::release(&client, &base, expected, &mut found)?;
    Ok(found)
}

/// What an address leads to.
enum Place {
    /// The folder of a release, with `/` at its end.
    Release(Url),
    /// A page that should have the tag.
    Page { address: Url, html: String },
}

impl Place {
    fn of(client: &Client, address: &Url) -> Result<Self> {
        if let Some(base) = folder_of_loader(address) {
            return Ok(Self::Release(base));
        }
        let (address, answer) = client.follow(address)?;
        let is_html = answer.header("Content-Type").is_some_and(|value| value.starts_with("text/html"));
        if answer.status == 200 && is_html {
            let html = String::from_utf8_lossy(&answer.decoded()?).into_owned();
            // A list of the folder's files, as some servers send it, is not an agency's page.
            if page::mentions_porchlight(&html) {
                return Ok(Self::Page { address, html });
            }
        }
        let mut folder = address.clone();
        if !folder.path().ends_with('/') {
            folder.set_path(&format!("{}/", folder.path()));
        }
        let loader = folder.join("v1/porchlight.js")?;
        if client.get(&loader, "identity")?.status == 200 {
            return Ok(Self::Release(folder));
        }
        if is_html {
            bail!(
                "{address} has no tag of Porchlight, and there is no {loader}.\n\
                 A tag that a script or a tag manager adds later cannot be seen here: name the address of porchlight.js instead"
            );
        }
        bail!("{address} answered with status {}, and there is no {loader}", answer.status)
    }
}

/// The folder of a release, from the address of one of its loaders.
fn folder_of_loader(address: &Url) -> Option<Url> {
    let folder = address.path().strip_suffix("/porchlight.js")?;
    let version = folder.rsplit('/').next()?;
    if !version.starts_with('v') {
        return None;
    }
    address.join("../").ok()
}

/// What was asked for.
struct Wanted {
    address: Url,
    manifest: PathBuf,
}

impl Wanted {
    fn read(root: &Path, arguments: &[String]) -> Result<Self> {
        let mut address = None;
        let mut manifest = root.join("dist/manifest.json");
        let mut rest = arguments.iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "--manifest" => manifest = rest.next().context("--manifest needs a file")?.into(),
                option if option.starts_with('-') => bail!("`cargo xtask verify` does not know `{option}`"),
                text if address.is_none() => {
                    let url =
                        Url::parse(text).with_context(|| format!("`{text}` is no address; it begins with https://"))?;
                    if !matches!(url.scheme(), "http" | "https") {
                        bail!("`{text}` is no address of a web server; it begins with https://");
                    }
                    address = Some(url);
                }
                text => bail!("`cargo xtask verify` takes one address, but got `{text}` too"),
            }
        }
        let address = address.context(
            "`cargo xtask verify` needs an address: of the folder of the release, of porchlight.js, or of a page with the tag",
        )?;
        Ok(Self { address, manifest })
    }
}
