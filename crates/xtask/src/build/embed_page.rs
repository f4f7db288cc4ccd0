//! The web master's page: choose, look, copy the tag. One file, whose facts all come from this release.

use anyhow::{Context, Result, anyhow};
use guide::{Label, Pack, Words};
use serde_json::{Value, json};

use super::document::fill;
use super::files;
use super::hash;
use super::listing::Release;
use super::prerender::Screens;
use super::scripts;
use super::ways_out::Shipped;
use crate::content::Built;
use crate::workspace::Workspace;

/// Where the template of the page lies.
const TEMPLATE: &str = "www/embed/index.html";

/// `embed/index.html`.
pub fn page(workspace: &Workspace, packs: &[Built], screens: &Screens, release: &Release) -> Result<String> {
    let folder = workspace.root.join("www/embed");
    let script = files::read(&folder.join("page.js"))?;
    let script = scripts::script(workspace, Shipped::EmbedPage, &script).context("www/embed/page.js")?;
    let own = files::read(&folder.join("style.css"))?;
    let shared = files::read(&workspace.root.join("www/style.css"))?;
    let style = scripts::style(workspace, &format!("{shared}\n{own}")).context("www/embed/style.css")?;
    let facts = facts(packs, screens, release)?;
    let policy = policy(&script, &style);
    let slots = [("policy", policy.as_str()), ("style", &style), ("release", &facts), ("script", &script)];
    fill(TEMPLATE, &files::read(&workspace.root.join(TEMPLATE))?, &slots)
}

/// The page's own parts by their hashes. The loader and the documents are beside it; where the page is opened from a
/// file, not all browsers take that for `'self'`.
fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {} 'self' file:; style-src {}; frame-src 'self' file:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hash::policy_source(script),
        hash::policy_source(style),
    )
}

/// What the page knows of this release, as text that may stand in a script element.
fn facts(packs: &[Built], screens: &Screens, release: &Release) -> Result<String> {
    let fallback = packs.iter().find(|pack| pack.fallback).or(packs.first()).map(|pack| &pack.id);
    let packs = packs.iter().map(|pack| pack_of(pack, screens)).collect::<Result<Vec<_>>>()?;
    let Release { version, integrity, .. } = release;
    let data = json!({ "version": version, "integrity": integrity, "fallback": fallback, "packs": packs });
    Ok(data.to_string().replace('<', "\\u003c"))
}

fn pack_of(built: &Built, screens: &Screens) -> Result<Value> {
    let id = &built.id;
    let pack = Pack::read(&built.pack).ok_or_else(|| anyhow!("{id}: the built pack cannot be read"))?;
    let words = |language: &crate::content::Language| Words::new(&language.code, &language.direction, &language.lines);
    let first = built.words.first().map(words).ok_or_else(|| anyhow!("{id}: it has no language"))?;
    let languages = built.words.iter().map(|language| {
        let screen = screens.get(&(id.clone(), language.code.clone()));
        let about = &screen.ok_or_else(|| anyhow!("{id} {}: no first screen was rendered", language.code))?.about;
        Ok(json!({
            "code": language.code,
            "name": words(language).label(Label::LanguageName),
            "direction": language.direction,
            "title": about.frame_title,
            "help": about.help_lines,
        }))
    });
    let paths = pack.paths.iter().map(|path| json!({ "id": path.id.as_str(), "name": first.line(path.title) }));
    let regions = pack.areas.iter().map(|area| json!({ "id": area.id.as_str(), "name": area.name }));
    Ok(json!({
        "id": id,
        "name": first.line(pack.texts.name),
        "paths": paths.collect::<Vec<_>>(),
        "regions": regions.collect::<Vec<_>>(),
        "languages": languages.collect::<Result<Vec<_>>>()?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str) -> String {
        std::fs::read_to_string(Workspace::find_root().unwrap().join(path)).unwrap()
    }

    /// What stands between backticks, code tags or quotation marks, once in each of `places`.
    fn marked<'a>(places: impl Iterator<Item = &'a str>, open: &str, close: &str) -> Vec<&'a str> {
        places.filter_map(|place| place.split_once(open)?.1.split_once(close)).map(|(name, _)| name).collect()
    }

    /// The part of a text from `from` to `to`.
    fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(part, _)| part).unwrap()
    }

    fn of_the_page(id: &str) -> Vec<String> {
        let page = source("www/embed/index.html");
        let list = part(&page, &format!("id=\"{id}\""), "</dl>");
        marked(list.split("<dt>").skip(1), "<code>", "</code>").into_iter().map(str::to_owned).collect()
    }

    fn of_the_document(heading: &str) -> Vec<String> {
        let document = source("docs/web-masters.md");
        let rows = part(&document, &format!("\n## {heading}\n"), "\n## ").lines();
        marked(rows.filter(|line| line.starts_with("| `")), "`", "`").into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn the_page_and_its_document_list_the_attributes_of_the_loader() {
        let loader = source("www/porchlight.js");
        let known: Vec<&str> =
            part(&loader, "const KNOWN = [", "]").split(',').map(|name| name.trim().trim_matches('"')).collect();
        assert!(known.contains(&"pack"));
        assert_eq!(of_the_page("attributes"), known);
        assert_eq!(of_the_document("Attributes"), known);
    }

    #[test]
    fn the_page_and_its_document_list_the_same_causes_and_all_of_them() {
        let (loader, boot) = (source("www/porchlight.js"), source("www/boot.js"));
        let keys = |script: &str, list: &str| -> Vec<String> {
            let lines = part(script, &format!("const {list} = {{"), "};").lines();
            lines.filter_map(|line| line.trim().split_once(": ")).map(|(key, _)| key.to_owned()).collect()
        };
        let mut causes = keys(&loader, "CAUSES");
        causes.extend(keys(&boot, "reasons").iter().map(|key| format!("guide-{key}")));
        causes.sort();
        for mut listed in [of_the_page("causes"), of_the_document("When something does not work")] {
            listed.sort();
            assert_eq!(listed, causes);
        }
    }

    #[test]
    fn the_plain_frame_has_the_allowances_of_the_loaders_own() {
        let loader = source("www/porchlight.js");
        let (_, sandbox) = loader.split_once("allow-scripts").unwrap();
        let sandbox = format!("\"allow-scripts{}\"", sandbox.split_once('"').unwrap().0);
        for file in ["www/embed/page.js", "docs/web-masters.md"] {
            assert!(source(file).contains(&sandbox), "{file} has another list than {sandbox}");
        }
    }

    #[test]
    fn a_value_is_never_read_as_a_slot() {
        let slots = [("a", "{{b}}"), ("b", "2")];
        assert_eq!(fill(TEMPLATE, "<p>{{a}}-{{b}}</p>", &slots).unwrap(), "<p>{{b}}-2</p>");
        assert!(fill(TEMPLATE, "{{b}}", &slots).unwrap_err().to_string().contains("{{a}}"));
    }
}
