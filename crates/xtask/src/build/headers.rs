//! The exact response headers of every file, and the same in the forms that web servers read.

/// The headers of the files that a pattern fits. Every file has exactly one rule.
pub struct Rule {
    /// Which files.
    pub files: Files,
    /// Name and value, in the order in which they are sent.
    pub headers: Vec<(&'static str, String)>,
}

/// Which files a rule is for.
pub enum Files {
    /// All in this folder: its content never changes, for its name is the hash of it.
    Hashed(String),
    /// All in this folder.
    Folder(String),
    /// This one file.
    File(String),
}

/// For what may change at the same address: five minutes, and a week if the server is away.
const SHORT: &str = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// All rules, for the documents in the hashed folder and in the folders of the packs.
pub fn rules(hashed: &str, packs: &[&str], policy: &str) -> Vec<Rule> {
    let mut rules = vec![Rule {
        files: Files::Hashed(hashed.to_owned()),
        // People are to find the address of the pack, not the copy that frames show.
        headers: headers(FOR_EVER, &[("Content-Security-Policy", policy), ("X-Robots-Tag", "noindex")]),
    }];
    for pack in packs {
        rules.push(Rule {
            files: Files::Folder((*pack).to_owned()),
            headers: headers(SHORT, &[("Content-Security-Policy", policy)]),
        });
    }
    for folder in ["v1", "embed"] {
        rules.push(Rule { files: Files::Folder(folder.to_owned()), headers: headers(SHORT, &[]) });
    }
    for file in ["packs.json", "manifest.json"] {
        rules.push(Rule { files: Files::File(file.to_owned()), headers: headers(SHORT, &[]) });
    }
    rules
}

fn headers(cache: &str, more: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Cache-Control", cache.to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        // Any agency's page may show the guide.
        ("Cross-Origin-Resource-Policy", "cross-origin".to_owned()),
        ("Access-Control-Allow-Origin", "*".to_owned()),
    ];
    headers.extend(more.iter().map(|(name, value)| (*name, (*value).to_owned())));
    headers
}

/// The form of Netlify, Cloudflare Pages and others that read a file `_headers`.
pub fn as_headers_file(rules: &[Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        let path = match &rule.files {
            Files::Hashed(folder) | Files::Folder(folder) => format!("/{folder}/*"),
            Files::File(file) => format!("/{file}"),
        };
        text.push_str(&path);
        text.push('\n');
        for (name, value) in &rule.headers {
            text.push_str(&format!("  {name}: {value}\n"));
        }
    }
    text
}

/// Locations for nginx.
pub fn as_nginx(rules: &[Rule]) -> String {
    let mut text = String::from(
        "# Porchlight: include this file inside a `server` block whose `root` is this folder.\n\
         # Keep the folders of earlier builds beside the new one: pages that are open still point to them.\n\
         charset utf-8;\nindex index.html;\n",
    );
    for rule in rules {
        let location = match &rule.files {
            // Any hash: the folders of earlier builds, too.
            Files::Hashed(_) => "~ \"^/[0-9a-f]{16}/\"".to_owned(),
            Files::Folder(folder) => format!("/{folder}/"),
            Files::File(file) => format!("= /{file}"),
        };
        text.push_str(&format!("\nlocation {location} {{\n"));
        for (name, value) in &rule.headers {
            text.push_str(&format!("    add_header {name} \"{value}\";\n"));
        }
        text.push_str("}\n");
    }
    // What tells a server how to serve the files is not itself one of them.
    text.push_str("\nlocation = /_headers {\n    return 404;\n}\n\nlocation = /nginx.conf {\n    return 404;\n}\n");
    text
}

/// The headers of one file, for the server of `cargo xtask serve`; read from the file `_headers` that is published.
pub fn of_file<'a>(headers_file: &'a str, path: &str) -> Vec<(&'a str, &'a str)> {
    let mut headers = Vec::new();
    let mut fits = false;
    for line in headers_file.lines() {
        match line.strip_prefix("  ") {
            Some(header) if fits => headers.extend(header.split_once(": ")),
            Some(_) => {}
            None => fits = line.strip_suffix('*').map_or(line == path, |folder| path.starts_with(folder)),
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Vec<Rule> {
        rules("0123456789abcdef", &["louisiana"], "default-src 'none'")
    }

    #[test]
    fn every_kind_of_file_has_its_headers() {
        let text = as_headers_file(&example());
        let of = |path: &str, name: &str| {
            of_file(&text, path).into_iter().find(|(header, _)| *header == name).map(|(_, value)| value.to_owned())
        };
        assert_eq!(of("/0123456789abcdef/louisiana/en.html", "Cache-Control").as_deref(), Some(FOR_EVER));
        assert_eq!(of("/louisiana/en.html", "Cache-Control").as_deref(), Some(SHORT));
        assert_eq!(of("/louisiana/", "Content-Security-Policy").as_deref(), Some("default-src 'none'"));
        assert_eq!(of("/v1/porchlight.js", "Cross-Origin-Resource-Policy").as_deref(), Some("cross-origin"));
        assert_eq!(of("/v1/porchlight.js", "Content-Security-Policy"), None);
        assert_eq!(of("/packs.json", "X-Content-Type-Options").as_deref(), Some("nosniff"));
        assert_eq!(of_file(&text, "/_headers"), []);
    }

    #[test]
    fn nginx_gets_every_header_in_every_location() {
        let text = as_nginx(&example());
        assert_eq!(text.matches("Referrer-Policy \"no-referrer\"").count(), example().len());
        assert!(text.contains("location ~ \"^/[0-9a-f]{16}/\" {"));
        assert!(text.contains("add_header Content-Security-Policy \"default-src 'none'\";"));
    }
}
