//! The exact response headers of every file: the one place where they are decided. `servers.rs` writes them for nginx
//! and Apache; the file `_headers` has them in the form of Netlify, Cloudflare Pages and others.

use anyhow::{Result, bail};

use super::papers;

/// The headers of the files that a pattern fits. Every file that browsers read has exactly one rule.
pub struct Rule {
    /// Which files.
    pub files: Files,
    /// Name and value, in the order in which they are sent.
    pub headers: Vec<Header>,
}

/// Name and value.
pub type Header = (&'static str, String);

/// Which files a rule is for.
pub enum Files {
    /// The documents of a pack that frames show. Their content never changes, for the folder is the hash of it.
    Framed {
        /// The name of the folder.
        hashed: String,
        /// The folder in it.
        pack: String,
    },
    /// The documents of earlier releases. Only servers that know patterns have this rule.
    Earlier,
    /// The documents of a pack at the addresses for people.
    Pages(String),
    /// The loader of this version; with patterns, of any version.
    Pinned(String),
    /// All in this folder.
    Folder(String),
    /// This one file.
    File(String),
}

/// What the rules are made from.
pub struct Served<'a> {
    /// The folder of the documents that frames show.
    pub hashed: &'a str,
    /// The version of the release.
    pub version: &'a str,
    /// The policy of the documents.
    pub policy: &'a str,
    /// The packs, each with the headers that only its documents get.
    pub packs: Vec<(&'a str, Vec<Header>)>,
}

/// For what may change at the same address: five minutes, and a week if the server is away.
const SHORT: &str = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The same allowances as the loader's frame gives. A document at its own address is as locked in as in a frame.
const SANDBOX: &str = "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox \
                       allow-top-navigation-by-user-activation allow-modals";

/// All that browsers since 2021 know by name. A name that a browser does not know is a line in its console.
const SWITCHED_OFF: [&str; 25] = [
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "keyboard-map",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
];

/// All rules. The first one that fits a file is the one.
pub fn rules(served: &Served) -> Vec<Rule> {
    let mut rules = Vec::new();
    // People are to find the address of the pack, not the copy that frames show.
    let framed = |policy: &str, more: &[Header]| {
        let mut headers = document(FOR_EVER, policy, more);
        headers.push(("X-Robots-Tag", "noindex".to_owned()));
        headers
    };
    for (pack, own) in &served.packs {
        let files = Files::Framed { hashed: served.hashed.to_owned(), pack: (*pack).to_owned() };
        rules.push(Rule { files, headers: framed(served.policy, own) });
    }
    rules.push(Rule { files: Files::Earlier, headers: framed(&without_hashes(served.policy), &[]) });
    for (pack, own) in &served.packs {
        rules.push(Rule { files: Files::Pages((*pack).to_owned()), headers: document(SHORT, served.policy, own) });
    }
    rules.push(Rule { files: Files::Pinned(served.version.to_owned()), headers: common(FOR_EVER) });
    // The loader that follows the releases, and the page for web masters.
    for folder in ["v1", "embed"] {
        rules.push(Rule { files: Files::Folder(folder.to_owned()), headers: common(SHORT) });
    }
    for file in ["packs.json", "manifest.json", papers::SBOM, papers::LICENCES] {
        rules.push(Rule { files: Files::File(file.to_owned()), headers: common(SHORT) });
    }
    rules
}

/// What every file has.
fn common(cache: &str) -> Vec<Header> {
    [
        ("Cache-Control", cache),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        // Any agency's page may show the guide.
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("Access-Control-Allow-Origin", "*"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// What documents have beyond that.
fn document(cache: &str, policy: &str, more: &[Header]) -> Vec<Header> {
    let mut headers = common(cache);
    headers.push(("Content-Security-Policy", format!("{policy}; {SANDBOX}")));
    let off: Vec<String> = SWITCHED_OFF.iter().map(|name| format!("{name}=()")).collect();
    headers.push(("Permissions-Policy", off.join(", ")));
    // A page that is isolated shows only frames that agree. The document loads nothing, so it can.
    headers.push(("Cross-Origin-Embedder-Policy", "require-corp".to_owned()));
    headers.extend(more.iter().cloned());
    headers
}

/// The scripts of earlier documents have other hashes, which stand in their own `<meta>`. This policy leaves the scripts
/// to that one, and closes the network as well as the other does.
fn without_hashes(policy: &str) -> String {
    let is_hash = |word: &str| word.trim_end_matches(';').starts_with("'sha256-");
    let mut words: Vec<String> = Vec::new();
    for word in policy.split(' ') {
        let inline = if word.ends_with(';') { "'unsafe-inline';" } else { "'unsafe-inline'" };
        match words.last_mut() {
            // One word for all hashes of a directive.
            Some(last) if is_hash(word) && last == "'unsafe-inline'" => *last = inline.to_owned(),
            _ if is_hash(word) => words.push(inline.to_owned()),
            _ => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

/// A new file without a rule would be served without any header.
pub fn one_rule_for_each_file<'a>(rules: &[Rule], paths: impl Iterator<Item = &'a String>) -> Result<()> {
    let text = as_headers_file(rules);
    for path in paths {
        match rules_that_fit(&text, &format!("/{path}")) {
            1 => {}
            0 => bail!("{path} has no response headers. Add a rule for it in crates/xtask/src/build/headers.rs"),
            count => bail!("{path} has {count} rules for its response headers; servers would send some of them twice"),
        }
    }
    Ok(())
}

fn rules_that_fit(headers_file: &str, path: &str) -> usize {
    headers_file.lines().filter(|line| !line.starts_with([' ', '#']) && fits(line, path)).count()
}

fn fits(pattern: &str, path: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == path, |folder| path.starts_with(folder))
}

/// The form of Netlify, Cloudflare Pages and others that read a file `_headers`.
pub fn as_headers_file(rules: &[Rule]) -> String {
    let mut text =
        String::from("# To keep the folder of an earlier release, keep its paragraphs of the earlier _headers, too.\n");
    for rule in rules {
        let path = match &rule.files {
            Files::Framed { hashed, pack } => format!("/{hashed}/{pack}/*"),
            Files::Pages(folder) | Files::Folder(folder) => format!("/{folder}/*"),
            Files::Pinned(version) => format!("/v{version}/*"),
            Files::File(file) => format!("/{file}"),
            // A rule for all hashed folders would be added to the others, and not give way to them.
            Files::Earlier => continue,
        };
        text.push_str(&path);
        text.push('\n');
        for (name, value) in &rule.headers {
            text.push_str(&format!("  {name}: {value}\n"));
        }
    }
    text
}

/// The headers of one file, read from the file `_headers` that is published.
pub fn of_file<'a>(headers_file: &'a str, path: &str) -> Vec<(&'a str, &'a str)> {
    let mut headers = Vec::new();
    let mut wanted = false;
    for line in headers_file.lines() {
        match line.strip_prefix("  ") {
            Some(header) if wanted => headers.extend(header.split_once(": ")),
            Some(_) => {}
            None => wanted = fits(line, path),
        }
    }
    headers
}

#[cfg(test)]
pub mod tests {
    use super::*;

    const POLICY: &str = "default-src 'none'; script-src 'sha256-a=' 'sha256-b=' 'wasm-unsafe-eval'; style-src 'sha256-c='; base-uri 'none'";

    /// The rules of an example release.
    pub fn example() -> Vec<Rule> {
        rules(&Served {
            hashed: "0123456789abcdef",
            version: "1.2.3",
            policy: POLICY,
            packs: vec![
                ("louisiana", vec![("Connection-Allowlist", "(response-origin)".to_owned())]),
                ("us", Vec::new()),
            ],
        })
    }

    #[test]
    fn every_kind_of_file_has_its_headers() {
        let text = as_headers_file(&example());
        let of = |path: &str, name: &str| {
            of_file(&text, path).into_iter().find(|(header, _)| *header == name).map(|(_, value)| value.to_owned())
        };
        assert_eq!(of("/0123456789abcdef/louisiana/en.html", "Cache-Control").as_deref(), Some(FOR_EVER));
        assert_eq!(of("/0123456789abcdef/louisiana/en.html", "X-Robots-Tag").as_deref(), Some("noindex"));
        assert_eq!(of("/louisiana/en.html", "Cache-Control").as_deref(), Some(SHORT));
        assert_eq!(of("/louisiana/", "Content-Security-Policy").unwrap(), format!("{POLICY}; {SANDBOX}"));
        assert!(of("/louisiana/", "Permissions-Policy").unwrap().starts_with("accelerometer=(), autoplay=(), "));
        assert_eq!(of("/v1/porchlight.js", "Cross-Origin-Resource-Policy").as_deref(), Some("cross-origin"));
        assert_eq!(of("/v1/porchlight.js", "Cache-Control").as_deref(), Some(SHORT));
        assert_eq!(of("/v1.2.3/porchlight.js", "Cache-Control").as_deref(), Some(FOR_EVER));
        assert_eq!(of("/v1/porchlight.js", "Content-Security-Policy"), None);
        assert_eq!(of("/packs.json", "X-Content-Type-Options").as_deref(), Some("nosniff"));
        assert_eq!(of_file(&text, "/_headers"), []);
    }

    #[test]
    fn a_pack_has_headers_of_its_own() {
        let text = as_headers_file(&example());
        let has = |path: &str| of_file(&text, path).iter().any(|(name, _)| *name == "Connection-Allowlist");
        assert!(has("/0123456789abcdef/louisiana/en.html") && has("/louisiana/en.html"));
        assert!(!has("/0123456789abcdef/us/en.html") && !has("/us/en.html") && !has("/v1/porchlight.js"));
    }

    #[test]
    fn earlier_documents_keep_their_own_hashes_and_get_no_network() {
        assert_eq!(
            without_hashes(POLICY),
            "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; base-uri 'none'"
        );
    }

    #[test]
    fn a_file_without_a_rule_is_told() {
        let told = |path: &str| one_rule_for_each_file(&example(), [path.to_owned()].iter()).map_err(|e| e.to_string());
        assert_eq!(told("us/es.html"), Ok(()));
        assert!(told("new/index.html").unwrap_err().starts_with("new/index.html has no response headers."));
    }
}
