//! The packages in the module, with what their authors say about them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;

use crate::build::files;
use crate::process;
use crate::setup::TARGET;
use crate::workspace::Workspace;

/// The only registry; a package from anywhere else stops the build.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// All that is in the module.
pub struct Parts {
    /// The widget itself.
    pub own: Part,
    /// The libraries, ours and others', by name and version.
    pub libraries: Vec<Part>,
    /// The version of Rust, whose standard library is in it, too.
    pub rust: String,
}

/// One package.
#[derive(Clone)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is, in its authors' words.
    pub description: String,
    /// Its licence as an SPDX expression; `None` for our own.
    pub licence: Option<String>,
    /// Who wrote it, as far as they say.
    pub authors: Vec<String>,
    /// Where its sources are kept.
    pub repository: Option<String>,
    /// The SHA-256 of the archive that cargo compiled; `None` for our own.
    pub checksum: Option<String>,
    /// Where it lies on this machine. Never published.
    pub folder: PathBuf,
    /// What it uses, among the packages in the module.
    pub uses: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    description: Option<String>,
    license: Option<String>,
    authors: Vec<String>,
    repository: Option<String>,
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

impl Parts {
    /// Asks cargo about the packages with these ids.
    pub fn find(workspace: &Workspace, ids: &BTreeSet<String>) -> Result<Self> {
        let text = process::capture(workspace.cargo().args([
            "metadata",
            "--locked",
            "--format-version",
            "1",
            "--filter-platform",
            TARGET,
        ]))?;
        let metadata: Metadata = serde_json::from_str(&text).context("`cargo metadata` gave an unknown form")?;
        let lock: Lock = toml::from_str(&files::read(&workspace.root.join("Cargo.lock"))?)
            .context("Cargo.lock has an unknown form")?;
        let rust = process::capture(workspace.command("rustc").arg("--version"))?;
        let rust = rust.split_whitespace().nth(1).unwrap_or_default().to_owned();
        Self::put_together(ids, &metadata, &lock, rust)
    }

    fn put_together(ids: &BTreeSet<String>, metadata: &Metadata, lock: &Lock, rust: String) -> Result<Self> {
        let packages: BTreeMap<&str, &Package> =
            metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
        let uses: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut parts = Vec::new();
        for id in ids {
            let package =
                packages.get(id.as_str()).ok_or_else(|| anyhow!("cargo compiled {id} and does not know it"))?;
            let node = uses.get(id.as_str()).ok_or_else(|| anyhow!("cargo does not know what {id} uses"))?;
            let used = node.dependencies.iter().filter(|used| ids.contains(*used));
            let mut uses: Vec<(String, String)> = used
                .filter_map(|used| packages.get(used.as_str()))
                .map(|used| (used.name.clone(), used.version.clone()))
                .collect();
            uses.sort();
            parts.push(part(package, uses, lock)?);
        }
        parts.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        let own = parts.iter().position(|part| part.name == "porchlight");
        let own = parts.remove(own.ok_or_else(|| anyhow!("cargo did not say that it compiled the widget"))?);
        Ok(Self { own, libraries: parts, rust })
    }
}

fn part(package: &Package, uses: Vec<(String, String)>, lock: &Lock) -> Result<Part> {
    let Package { name, version, source, .. } = package;
    let locked = lock.package.iter().find(|one| one.name == *name && one.version == *version);
    let checksum = locked.and_then(|one| one.checksum.clone());
    match source.as_deref() {
        None => {}
        Some(REGISTRY) if checksum.is_some() && package.license.is_some() => {}
        Some(REGISTRY) => bail!("{name} {version} has no licence or no checksum, so it must not be in the module"),
        Some(other) => bail!("{name} {version} comes from {other}; what is in the module comes from the registry"),
    }
    Ok(Part {
        name: name.clone(),
        version: version.clone(),
        description: one_line(package.description.as_deref().unwrap_or_default()),
        licence: package.license.as_deref().map(spdx),
        authors: package.authors.clone(),
        repository: package.repository.clone().filter(|address| address.starts_with("https://")),
        checksum,
        folder: package.manifest_path.parent().map(PathBuf::from).unwrap_or_default(),
        uses,
    })
}

/// Old manifests write `MIT/Apache-2.0` for either.
fn spdx(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The widget, one library of ours and one of others, as cargo names them.
    pub fn example(source: &str, licence: Option<&str>) -> Result<Parts> {
        let package = |id: &str, name: &str, source: Option<&str>, licence: Option<&str>| Package {
            id: id.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            description: Some("Does\n  things.".to_owned()),
            license: licence.map(str::to_owned),
            authors: vec!["Ann <ann@example.org>".to_owned()],
            repository: Some("https://example.org/yew".to_owned()),
            source: source.map(str::to_owned),
            manifest_path: "/nowhere/Cargo.toml".into(),
        };
        let node = |id: &str, uses: &[&str]| Node {
            id: id.to_owned(),
            dependencies: uses.iter().map(|one| (*one).to_owned()).collect(),
        };
        let metadata = Metadata {
            packages: vec![
                package("w", "porchlight", None, None),
                package("g", "porchlight-guide", None, None),
                package("y", "yew", Some(source), licence),
                package("m", "yew-macro", Some(source), licence),
            ],
            resolve: Resolve { nodes: vec![node("w", &["y", "g", "m"]), node("g", &[]), node("y", &["m"])] },
        };
        let locked = Locked { name: "yew".into(), version: "1.0.0".into(), checksum: Some("ab".repeat(32)) };
        let ids = ["w", "g", "y"].map(str::to_owned).into();
        Parts::put_together(&ids, &metadata, &Lock { package: vec![locked] }, "1.95.0".to_owned())
    }

    #[test]
    fn packages_are_told_with_what_they_use_in_the_module() {
        let parts = example(REGISTRY, Some("MIT/Apache-2.0")).unwrap();
        let used = |name: &str| (name.to_owned(), "1.0.0".to_owned());
        assert_eq!(parts.own.uses, [used("porchlight-guide"), used("yew")]);
        let names: Vec<&str> = parts.libraries.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["porchlight-guide", "yew"]);
        assert_eq!(parts.libraries[1].licence.as_deref(), Some("MIT OR Apache-2.0"));
        assert_eq!(parts.libraries[1].description, "Does things.");
    }

    #[test]
    fn what_nobody_can_look_up_stops_the_build() {
        let problem = |parts: Result<Parts>| parts.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(problem(example("git+https://example.org/yew", Some("MIT"))).contains("comes from git+"));
        assert!(problem(example(REGISTRY, None)).contains("no licence"));
    }
}
