//! Puts everything together as the folder dist/, which any web server can serve as it is.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde::Serialize;
use serde_json::{Value, json};

use super::allowlist;
use super::compressed;
use super::document::{self, Shared};
use super::embed_page;
use super::files;
use super::hash;
use super::headers::{self, Served};
use super::listing::{ListedLanguage, ListedPack, Listing, Release};
use super::papers::Paper;
use super::prerender::{Screen, Screens};
use super::scripts::{self, Scripts};
use super::servers;
use crate::content::Built;
use crate::workspace::Workspace;

/// The files of dist/ by their path, with `/` between folders.
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
    release: Release,
}

/// What stands beside each file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// A brotli and a gzip copy.
    Compressed,
    /// Nothing: tests do not weigh.
    None,
}

/// One pack in one language, as a finished document.
struct Document<'a> {
    language: &'a str,
    screen: &'a Screen,
    html: String,
}

/// Makes all files of dist/.
pub fn assemble(
    workspace: &Workspace,
    packs: &[Built],
    screens: &Screens,
    wasm: &[u8],
    scripts: &Scripts,
    papers: &[Paper],
) -> Result<Site> {
    let template = files::read(&workspace.root.join(document::TEMPLATE))?;
    let shared = Shared::new(&template, scripts, wasm);
    let mut documents = Vec::new();
    for pack in packs {
        documents.push((pack.id.as_str(), documents_of(pack, screens, &shared)?));
    }
    let folder = content_hash(&documents);
    // The loader takes the first pack where a tag names none that is there.
    documents.sort_by_key(|(id, _)| !packs.iter().any(|pack| pack.fallback && pack.id == *id));
    let loader = scripts::loader(workspace, &loader_manifest(&folder, &documents))?;
    documents.sort_by_key(|(id, _)| *id);

    let release = Release::new(&folder, hash::integrity(loader.as_bytes()));
    let mut site = Site { files: BTreeMap::new(), release };
    for (pack, languages) in &documents {
        for document in languages {
            site.add(format!("{folder}/{pack}/{}.html", document.language), &document.html);
            site.add(format!("{pack}/{}.html", document.language), &document.html);
        }
        if let Some(first) = languages.first() {
            site.add(format!("{pack}/index.html"), &first.html);
        }
    }
    for path in [site.release.loader.clone(), site.release.pinned_loader.clone()] {
        site.add(path, &loader);
    }
    let embed_page = embed_page::page(workspace, packs, screens, &site.release)?;
    site.add("embed/index.html".to_owned(), &embed_page);
    for paper in papers {
        site.add(paper.path.to_owned(), &paper.text);
    }
    site.add("packs.json".to_owned(), &pretty(&listing(&site.release, &documents))?);
    let mut own = Vec::new();
    for pack in packs {
        own.push((pack.id.as_str(), of_pack(pack)?));
    }
    let rules = headers::rules(&Served {
        hashed: &folder,
        version: &site.release.version,
        policy: shared.policy(),
        packs: own,
    });
    headers::one_rule_for_each_file(&rules, site.files.keys())?;
    site.add("_headers".to_owned(), &headers::as_headers_file(&rules));
    site.add("nginx.conf".to_owned(), &servers::as_nginx(&rules));
    site.add(".htaccess".to_owned(), &servers::as_apache(&rules));
    Ok(site)
}

/// The headers that only the documents of one pack have. Each pack has rules of its own because of them.
fn of_pack(pack: &Built) -> Result<Vec<headers::Header>> {
    Ok(vec![("Connection-Allowlist", allowlist::header(pack)?)])
}

impl Site {
    /// Adds the copies, and the manifest of all that is there then.
    pub fn complete(mut self, copies: Copies) -> Result<Self> {
        if copies == Copies::Compressed {
            let copies = compressed::copies(&self.files)?;
            self.files.extend(copies);
        }
        let manifest = pretty(&self.manifest())?;
        self.add("manifest.json".to_owned(), &manifest);
        Ok(self)
    }

    /// Replaces the folder by these files.
    pub fn write(&self, dist: &Path) -> Result<()> {
        files::empty_folder(dist)?;
        for (path, bytes) in &self.files {
            files::write(&dist.join(path), bytes)?;
        }
        Ok(())
    }

    fn add(&mut self, path: String, text: &str) {
        self.files.insert(path, text.as_bytes().to_vec());
    }

    /// Every file but the manifest itself, so that a copy of dist/ can be proved.
    fn manifest(&self) -> Value {
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|(path, bytes)| json!({ "path": path, "size": bytes.len(), "sha384": hash::integrity(bytes) }))
            .collect();
        json!({ "release": self.release, "files": files })
    }
}

fn documents_of<'a>(pack: &'a Built, screens: &'a Screens, shared: &Shared) -> Result<Vec<Document<'a>>> {
    let mut documents = Vec::new();
    for language in &pack.words {
        let key = (pack.id.clone(), language.code.clone());
        let screen =
            screens.get(&key).ok_or_else(|| anyhow!("{} {}: no first screen was rendered", pack.id, language.code))?;
        let html = shared
            .document(pack, &language.code, screen)
            .with_context(|| format!("the document of {} in {} could not be made", pack.id, language.code))?;
        documents.push(Document { language: &language.code, screen, html });
    }
    Ok(documents)
}

/// One hash over all documents: a loader never mixes two builds.
fn content_hash(documents: &[(&str, Vec<Document>)]) -> String {
    let mut parts: Vec<&[u8]> = Vec::new();
    for (pack, languages) in documents {
        for document in languages {
            parts.extend([pack.as_bytes(), document.language.as_bytes(), document.html.as_bytes()]);
        }
    }
    hash::short(&parts)
}

/// What the loader must know: where the documents are, what their frames are called in each language, which attributes
/// are good, and what to show if a document does not come.
fn loader_manifest(folder: &str, documents: &[(&str, Vec<Document>)]) -> Value {
    let packs: serde_json::Map<String, Value> = documents
        .iter()
        .map(|(pack, languages)| {
            let titles: serde_json::Map<String, Value> = languages
                .iter()
                .map(|document| {
                    (
                        document.language.to_owned(),
                        json!([document.screen.about.frame_title, document.screen.about.close]),
                    )
                })
                .collect();
            let mut entry = json!({ "languages": titles });
            if let (Some(entry), Some(first)) = (entry.as_object_mut(), languages.first()) {
                let about = &first.screen.about;
                entry.insert("help".to_owned(), json!(about.help_lines));
            }
            ((*pack).to_owned(), entry)
        })
        .collect();
    json!({ "folder": folder, "packs": packs })
}

/// What others may list.
fn listing(release: &Release, documents: &[(&str, Vec<Document>)]) -> Listing {
    let language = |pack: &str, document: &Document| ListedLanguage {
        code: document.language.to_owned(),
        direction: document.screen.about.direction.clone(),
        title: document.screen.about.title.clone(),
        page: format!("{pack}/{}.html", document.language),
        document: format!("{}/{pack}/{}.html", release.content_hash, document.language),
    };
    let pack = |(id, languages): &(&str, Vec<Document>)| ListedPack {
        id: (*id).to_owned(),
        languages: languages.iter().map(|document| language(id, document)).collect(),
    };
    Listing { release: release.clone(), packs: documents.iter().map(pack).collect() }
}

fn pretty(value: &impl Serialize) -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(value)?))
}
