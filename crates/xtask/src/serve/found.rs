//! Finds the file that a request is for, with the headers that belong to it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::build::headers;

/// Stands in the demonstration page where the address of Porchlight belongs.
const GUIDE_ADDRESS: &str = "__GUIDE__";

/// A file and the headers that it is sent with.
pub struct Found {
    pub body: Vec<u8>,
    pub headers: Vec<(String, String)>,
}

/// A short text for the person who runs the server.
pub fn message(text: &str) -> Found {
    Found { body: text.as_bytes().to_vec(), headers: vec![content_type("txt")] }
}

/// A file of dist/, with the headers of the `_headers` file that is published with it.
pub fn guide_file(dist: &Path, path: &str) -> Result<Option<Found>> {
    let Some(file) = inside(dist, path) else {
        return Ok(None);
    };
    let Ok(body) = std::fs::read(&file) else {
        return Ok(None);
    };
    let rules = std::fs::read_to_string(dist.join("_headers")).context("dist/_headers could not be read")?;
    let mut headers: Vec<(String, String)> =
        headers::of_file(&rules, path).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    // Kept in no cache here: the next build is to be seen at once.
    headers.retain(|(name, _)| name != "Cache-Control");
    headers.push(("Cache-Control".to_owned(), "no-store".to_owned()));
    headers.push(content_type(ending(&file)));
    Ok(Some(Found { body, headers }))
}

/// A file of the demonstration page.
pub fn host_file(folder: &Path, path: &str, guide_address: &str) -> Result<Option<Found>> {
    let Some(file) = inside(folder, path) else {
        return Ok(None);
    };
    let Ok(mut body) = std::fs::read(&file) else {
        return Ok(None);
    };
    if ending(&file) == "html" {
        let page = String::from_utf8(body).with_context(|| format!("{} is not UTF-8", file.display()))?;
        body = page.replace(GUIDE_ADDRESS, guide_address).into_bytes();
    }
    let headers = vec![("Cache-Control".to_owned(), "no-store".to_owned()), content_type(ending(&file))];
    Ok(Some(Found { body, headers }))
}

/// The file that a path names, if it names one inside the folder.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // A part such as `..` or `C:` would lead out of the folder.
    let plain = |part: &&str| !part.starts_with('.') && !part.contains(['\\', ':', '%']);
    if !parts.iter().all(plain) {
        return None;
    }
    let mut file = folder.to_path_buf();
    file.extend(parts);
    if path.ends_with('/') {
        file.push("index.html");
    }
    Some(file)
}

fn ending(file: &Path) -> &str {
    file.extension().and_then(|ending| ending.to_str()).unwrap_or("")
}

fn content_type(ending: &str) -> (String, String) {
    let value = match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "text/plain; charset=utf-8",
    };
    ("Content-Type".to_owned(), value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let folder = Path::new("dist");
        assert_eq!(inside(folder, "/louisiana/"), Some(PathBuf::from("dist/louisiana/index.html")));
        assert_eq!(inside(folder, "/v1/porchlight.js"), Some(PathBuf::from("dist/v1/porchlight.js")));
        for path in ["/../Cargo.toml", "/v1/../../x", "/.git/config", "/%2e%2e/x", "/..\\x"] {
            assert_eq!(inside(folder, path), None, "{path}");
        }
    }
}
