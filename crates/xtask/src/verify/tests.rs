//! A live release with planted differences: each is found, and told with its mend; the release as it is has none.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;
use tiny_http::{Header, Response, Server};

use super::*;
use crate::build::{compressed, hash, headers, listing::Release};

type Files = BTreeMap<String, Vec<u8>>;
type Headers = Vec<(String, String)>;

const HASHED: &str = "0123456789abcdef";
const PAGE: &str = "<p>A guide that is long enough to be worth a compression.</p>";

/// A small release on disk (only what `Expected` reads) and in memory.
struct Released {
    folder: tempfile::TempDir,
    files: Files,
    headers: String,
    integrity: String,
}

impl Released {
    fn new() -> Self {
        Self::of(PAGE)
    }

    fn of(page: &str) -> Self {
        let loader = b"(() => { /* the loader */ })();".to_vec();
        let integrity = hash::integrity(&loader);
        let html = page.repeat(200).into_bytes();
        let rules = headers::rules(&headers::Served {
            hashed: HASHED,
            version: env!("CARGO_PKG_VERSION"),
            policy: "default-src 'none'; script-src 'sha256-a='",
            packs: vec![("us", Vec::new())],
        });
        let release = Release::new(&hash::short(&[&html]), integrity.clone());
        let mut files: Files = [
            (format!("{HASHED}/us/en.html"), html.clone()),
            ("us/en.html".to_owned(), html),
            (release.loader.clone(), loader.clone()),
            (release.pinned_loader.clone(), loader),
        ]
        .into_iter()
        .collect();
        files.extend(compressed::copies(&files.clone()).unwrap());
        let headers = headers::as_headers_file(&rules);
        files.insert("_headers".to_owned(), headers.clone().into_bytes());
        let listed: Vec<_> = files
            .iter()
            .map(|(path, bytes)| json!({ "path": path, "size": bytes.len(), "sha384": hash::integrity(bytes) }))
            .collect();
        let manifest = json!({ "release": release, "files": listed }).to_string();
        files.insert("manifest.json".to_owned(), manifest.clone().into_bytes());
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("manifest.json"), manifest).unwrap();
        std::fs::write(folder.path().join("_headers"), &headers).unwrap();
        Self { folder, files, headers, integrity }
    }

    fn manifest(&self) -> PathBuf {
        self.folder.path().join("manifest.json")
    }
}

/// What the server does to its answer: path, status, headers, body.
type Fault = Box<dyn Fn(&str, &mut u16, &mut Headers, &mut Vec<u8>) + Send + Sync>;

struct Live {
    server: Arc<Server>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Live {
    /// Serves a release as it should be, below /a/, and then lets `fault` change the answer.
    fn serve(files: Files, rules: String, fault: Fault) -> Self {
        let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
        let of_thread = Arc::clone(&server);
        let thread = std::thread::spawn(move || {
            for request in of_thread.incoming_requests() {
                let accepted = request.headers().iter().find(|header| header.field.equiv("Accept-Encoding"));
                let accepted = accepted.map(|header| header.value.as_str().to_owned()).unwrap_or_default();
                let path = request.url().strip_prefix("/a/").unwrap_or("").to_owned();
                let (mut status, mut headers, mut body) = answer(&files, &rules, &path, &accepted);
                fault(&path, &mut status, &mut headers, &mut body);
                let mut response = Response::from_data(body).with_status_code(status);
                for (name, value) in headers {
                    response.add_header(Header::from_bytes(name, value).unwrap());
                }
                let _gone = request.respond(response);
            }
        });
        Self { server, thread: Some(thread) }
    }

    fn address(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}/a/{path}", self.server.server_addr())).unwrap()
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.server.unblock();
        let _ended = self.thread.take().map(std::thread::JoinHandle::join);
    }
}

fn answer(files: &Files, rules: &str, path: &str, accepted: &str) -> (u16, Headers, Vec<u8>) {
    let Some(plain) = files.get(path) else {
        return (404, Vec::new(), b"not here".to_vec());
    };
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let mut headers: Headers = headers::of_file(rules, &format!("/{path}")).into_iter().map(own).collect();
    let kind = if path.ends_with(".js") { "text/javascript" } else { "text/html" };
    headers.extend([own(("Content-Type", kind)), own(("Vary", "Accept-Encoding"))]);
    let ending = match accepted {
        "br" => ".br",
        "gzip" => ".gz",
        _ => return (200, headers, plain.clone()),
    };
    match files.get(&format!("{path}{ending}")) {
        Some(copy) => {
            headers.push(own(("Content-Encoding", accepted)));
            (200, headers, copy.clone())
        }
        None => (200, headers, plain.clone()),
    }
}

fn with(fault: impl Fn(&str, &mut u16, &mut Headers, &mut Vec<u8>) + Send + Sync + 'static) -> Found {
    let released = Released::new();
    let live = Live::serve(released.files.clone(), released.headers.clone(), Box::new(fault));
    verify(&live.address(""), &Expected::read(&released.manifest()).unwrap()).unwrap()
}

/// The page of an agency with this tag, served beside an intact release.
fn on_page(tag: &str) -> (Found, String) {
    let mut released = Released::new();
    let page = format!("<!doctype html><!-- <script src=/old/v1/porchlight.js></script> --><p>Agency</p>{tag}");
    let page = page.replace("{right}", &released.integrity);
    released.files.insert("agency.html".to_owned(), page.into_bytes());
    let live = Live::serve(released.files.clone(), released.headers.clone(), Box::new(|_, _, _, _| {}));
    let found = verify(&live.address("agency.html"), &Expected::read(&released.manifest()).unwrap()).unwrap();
    let text = found.to_string();
    (found, text)
}

#[track_caller]
fn differs(found: &Found, words: &[&str]) {
    let text = found.to_string();
    assert!(!found.is_clean(), "{text}");
    for word in words {
        assert!(text.contains(word), "`{word}` in\n{text}");
    }
}

#[test]
fn a_release_as_it_is_has_no_difference() {
    let found = with(|_, _, _, _| {});
    assert_eq!(found.to_string(), "All 4 files are what was released, with their headers.");
}

#[test]
fn one_byte_that_differs_is_found() {
    let found = with(|path, _, _, body| {
        if path == "us/en.html" {
            body[40] ^= 1;
        }
    });
    differs(&found, &["its bytes differ", "us/en.html", "mend Upload the folder"]);
    assert!(!found.to_string().contains(HASHED));
}

#[test]
fn a_compressed_copy_that_differs_is_found() {
    let other = compressed::brotli(b"<p>another</p>").unwrap();
    let found = with(move |path, _, headers, body| {
        if path == "us/en.html" && headers.iter().any(|(_, value)| value == "br") {
            body.clone_from(&other);
        }
    });
    differs(&found, &["it has 14 bytes, and not", "us/en.html"]);
    let cut = with(|path, _, headers, body| {
        if path == "us/en.html" && headers.iter().any(|(_, value)| value == "gzip") {
            body.truncate(30);
        }
    });
    differs(&cut, &["it cannot be decompressed", "us/en.html"]);
}

#[test]
fn headers_that_differ_are_told_once_for_all_files() {
    let found = with(|path, _, headers, _| {
        headers.retain(|(name, _)| name != "Cross-Origin-Resource-Policy");
        if path.ends_with(".html") {
            headers.push(("NEL".to_owned(), "{}".to_owned()));
        }
        if path == "v1/porchlight.js" {
            headers.retain(|(name, _)| name != "Content-Type");
            headers.push(("Content-Type".to_owned(), "text/plain".to_owned()));
        }
        for (name, value) in headers {
            if name == "Referrer-Policy" {
                "unsafe-url".clone_into(value);
            }
        }
    });
    let text = found.to_string();
    differs(
        &found,
        &[
            "the header Cross-Origin-Resource-Policy is missing",
            "mend Send Cross-Origin-Resource-Policy: cross-origin",
            "the header NEL is sent",
            "the header Referrer-Policy is another one: unsafe-url",
            "its type is text/plain: browsers refuse it",
        ],
    );
    assert_eq!(text.matches("Cross-Origin-Resource-Policy is missing").count(), 1, "{text}");
}

#[test]
fn files_that_are_kept_differently_get_different_mends() {
    let text = with(|_, _, headers, _| headers.retain(|(name, _)| name != "Cache-Control")).to_string();
    assert_eq!(text.matches("the header Cache-Control is missing").count(), 2, "{text}");
    assert!(text.contains("immutable") && text.contains("max-age=300"), "{text}");
}

#[test]
fn a_missing_file_is_found() {
    let found = with(|path, status, _, _| {
        if path.starts_with(HASHED) {
            *status = 404;
        }
    });
    differs(&found, &["it is missing (status 404)", HASHED]);
}

#[test]
fn another_release_is_told_and_not_compared() {
    let (ours, theirs) = (Released::new(), Released::of("<p>A later release, which says something else.</p>"));
    let live = Live::serve(theirs.files.clone(), theirs.headers.clone(), Box::new(|_, _, _, _| {}));
    let expected = Expected::read(&ours.manifest()).unwrap();
    let found = verify(&live.address("v1/porchlight.js"), &expected).unwrap();
    differs(&found, &["the live release is another one", "--manifest FILE", "0 files were compared"]);
    // With its own manifest it is clean.
    assert!(verify(&live.address(""), &Expected::read(&theirs.manifest()).unwrap()).unwrap().is_clean());
}

#[test]
fn a_changed_release_with_its_own_changed_manifest_is_found() {
    let (ours, mut theirs) = (Released::new(), Released::of("<p>Somebody else's words, with a manifest to match.</p>"));
    // It says that it is ours.
    theirs.files.insert("manifest.json".to_owned(), ours.files["manifest.json"].clone());
    let live = Live::serve(theirs.files.clone(), theirs.headers.clone(), Box::new(|_, _, _, _| {}));
    let found = verify(&live.address(""), &Expected::read(&ours.manifest()).unwrap()).unwrap();
    differs(&found, &["it has", "bytes, and not", "us/en.html"]);
}

#[test]
fn a_redirect_is_not_followed() {
    let found = with(|path, status, headers, _| {
        if path == "us/en.html" {
            *status = 302;
            headers.push(("Location".to_owned(), "https://elsewhere.example/en.html".to_owned()));
        }
    });
    differs(&found, &["it is redirected to another host: https://elsewhere.example", "us/en.html"]);
}

#[test]
fn a_manifest_that_does_not_fit_its_headers_is_refused() {
    let released = Released::new();
    std::fs::write(released.folder.path().join("_headers"), "/*\n").unwrap();
    assert!(Expected::read(&released.manifest()).err().unwrap().to_string().contains("does not belong to"));
}

#[test]
fn a_tag_on_a_page_is_found_and_looked_at() {
    let version = env!("CARGO_PKG_VERSION");
    let (found, text) = on_page("<script async src=\"v1/porchlight.js\" data-pack=us></script>");
    assert!(found.is_clean(), "{text}");
    assert_eq!(found.compared, 4);
    let (found, text) =
        on_page(&format!("<script src=\"v{version}/porchlight.js\" integrity=\"{{right}}\" crossorigin></script>"));
    assert!(found.is_clean(), "{text}");

    let (found, text) = on_page(&format!("<script src=\"v{version}/porchlight.js\"></script>"));
    assert!(
        found.is_clean() && text.contains("nothing proves the file. Add to the tag: integrity=\"sha384-"),
        "{text}"
    );
    let (found, _) = on_page(&format!("<script src=\"v{version}/porchlight.js\" integrity=\"sha384-x\"></script>"));
    differs(
        &found,
        &["the tag's `integrity` is not that of the release", "mend Write into the tag: integrity=\"sha384-"],
    );
    let (found, _) = on_page("<script src=\"v1/porchlight.js\" integrity=\"{right}\"></script>");
    differs(&found, &["changes with each release", "Use the pinned address v"]);
    let (found, _) = on_page("<porchlight-guide></porchlight-guide>");
    differs(&found, &["but no script that makes it one"]);
}

#[test]
fn a_tag_of_another_host_needs_crossorigin() {
    let expected = Released::new();
    let expected = Expected::read(&expected.manifest()).unwrap();
    let tag = |attributes: &str| {
        let loader = &expected.release.pinned_loader;
        let integrity = &expected.release.integrity;
        let html =
            format!("<script src=\"https://guide.example/{loader}\" integrity=\"{integrity}\" {attributes}></script>");
        let mut found = Found::default();
        let base = page::look(&Url::parse("https://agency.example/").unwrap(), &html, &expected, &mut found);
        (base.unwrap().to_string(), found)
    };
    let (base, found) = tag("");
    assert_eq!(base, "https://guide.example/");
    differs(&found, &["without `crossorigin`"]);
    assert!(tag("crossorigin=anonymous").1.is_clean());
}

#[test]
fn arguments_are_read() {
    let read = |line: &str| {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Wanted::read(Path::new("root"), &words).map_err(|problem| problem.to_string())
    };
    let wanted = read("https://a.org/v1/porchlight.js --manifest x.json").unwrap();
    assert_eq!((wanted.address.as_str(), wanted.manifest), ("https://a.org/v1/porchlight.js", PathBuf::from("x.json")));
    assert_eq!(read("https://a.org/").unwrap().manifest, Path::new("root/dist/manifest.json"));
    assert!(read("a.org").err().unwrap().contains("begins with https://"));
    assert!(read("file:///etc").err().unwrap().contains("no address of a web server"));
    assert!(read("").err().unwrap().contains("needs an address"));
    assert!(read("--all").err().unwrap().contains("`--all`"));
}
