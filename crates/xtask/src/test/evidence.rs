//! Collects what the tests counted, and writes it down for people who want to see it: docs/evidence.md.
//!
//! A test that counts something writes `<name>.json` into the folder `PORCHLIGHT_EVIDENCE`:
//! `{ "section": "Faults", "day": "2026-11-22", "of": "1a2b3c4", "rows": [["Faults, each in three engines", "63"]] }`, and,
//! if it likes, `"text": ["A sentence."]` above its rows.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::build::files;
use crate::process;
use crate::workspace::Workspace;

/// Where the tests of this run write down what they count.
pub struct Evidence {
    folder: PathBuf,
    of: String,
    /// A whole run. Its counts are kept in the repository; as its parts can be run one by one, they come together there.
    all: bool,
}

/// What one test counted.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Under which heading it stands. Several tests may share one.
    pub section: String,
    /// When it was counted, as `2026-11-22`.
    pub day: String,
    /// The commit that was tested; with a `+` where something had been changed since.
    #[serde(default)]
    pub of: String,
    /// Sentences above the table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<String>,
    /// What was counted, and how many.
    pub rows: Vec<(String, String)>,
}

impl Evidence {
    /// Makes the folder.
    pub fn begin(workspace: &Workspace, all: bool) -> Result<Self> {
        let folder = if all { workspace.root.join("docs/evidence") } else { workspace.scratch().join("evidence") };
        if !all {
            files::empty_folder(&folder)?;
        }
        Ok(Self { folder, of: tested(workspace), all })
    }

    /// What tests read: the folder, the day, and whether the large numbers are wanted.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let mut environment = vec![
            ("PORCHLIGHT_EVIDENCE", self.folder.as_os_str().to_owned()),
            ("PORCHLIGHT_DAY", today().into()),
            ("PORCHLIGHT_OF", self.of.clone().into()),
        ];
        if self.all {
            environment.push(("PORCHLIGHT_ALL", "1".into()));
        }
        environment
    }

    /// Writes down what a step of xtask itself counted.
    pub fn count(&self, name: &str, section: &str, rows: Vec<(String, String)>) -> Result<()> {
        let (section, of) = (section.to_owned(), self.of.clone());
        let counted = Counted { section, day: today(), of, text: Vec::new(), rows };
        let text = format!("{}\n", serde_json::to_string(&counted)?);
        files::write(&self.folder.join(format!("{name}.json")), text.as_bytes())
    }

    /// Writes the page and gives its place. Only a whole run renews the page of the repository.
    pub fn write(&self, workspace: &Workspace) -> Result<PathBuf> {
        let file =
            if self.all { workspace.root.join("docs/evidence.md") } else { workspace.scratch().join("evidence.md") };
        // What cannot be shown on a machine of ours is said in a page of its own, written by hand.
        let not_shown = files::read(&workspace.root.join("docs/not-tested.md"))?;
        let counted = read(&self.folder)?;
        files::write(&file, page(&counted, &not_shown).as_bytes())?;
        if self.all {
            let privacy = workspace.root.join("docs/privacy.md");
            files::write(&privacy, with_requests(&files::read(&privacy)?, &counted)?.as_bytes())?;
        }
        Ok(file)
    }
}

fn today() -> String {
    let today = crate::content::today();
    format!("{:04}-{:02}-{:02}", today.year, today.month, today.day)
}

/// The commit whose files are tested. What the tests themselves count and write is no change of it.
fn tested(workspace: &Workspace) -> String {
    let git = |arguments: &[&str]| process::capture(workspace.command("git").args(arguments)).unwrap_or_default();
    let commit = git(&["rev-parse", "--short=7", "HEAD"]);
    let changed =
        git(&["status", "--porcelain", "--", ".", ":!docs/evidence", ":!docs/evidence.md", ":!docs/privacy.md"]);
    format!("{}{}", commit.trim(), if changed.trim().is_empty() { "" } else { "+" })
}

fn read(folder: &Path) -> Result<Vec<Counted>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            names.push(file);
        }
    }
    names.sort();
    let one = |file: &PathBuf| {
        serde_json::from_str(&files::read(file)?)
            .with_context(|| format!("{}: a test wrote its counts in another form than `Counted`", file.display()))
    };
    names.iter().map(one).collect()
}

fn page(counted: &[Counted], not_shown: &str) -> String {
    let mut sections: BTreeMap<&str, Vec<&Counted>> = BTreeMap::new();
    for one in counted {
        sections.entry(&one.section).or_default().push(one);
    }
    let mut text = String::from(
        "# What the tests showed\n\n\
         `cargo xtask test --all` writes this page, from the counts in `docs/evidence/`. Nobody changes it by hand.\n\
         Each number was counted by a test while it ran, on the files of `dist/`.\n\
         The last column says when, and of which commit; a `+` says that something was changed since that commit.\n",
    );
    for (section, all) in sections {
        text.push_str(&format!("\n## {section}\n\n"));
        for sentence in all.iter().flat_map(|one| &one.text) {
            text.push_str(sentence);
            text.push('\n');
        }
        if all.iter().any(|one| !one.text.is_empty()) {
            text.push('\n');
        }
        text.push_str(&table(&all));
    }
    text.push('\n');
    text.push_str(&not_shown.replacen("# ", "## ", 1));
    text
}

/// The page for auditors with the table of every request, as the tests saw them.
fn with_requests(privacy: &str, counted: &[Counted]) -> Result<String> {
    let inside = privacy.split_once(BEFORE).and_then(|(before, rest)| Some((before, rest.split_once(AFTER)?.1)));
    let Some((before, after)) = inside else {
        bail!("docs/privacy.md has lost the lines `{BEFORE}` and `{AFTER}`, between which the requests stand");
    };
    let requests = counted.iter().find(|one| one.section == REQUESTS);
    let table = requests.map(|one| table(&[one])).unwrap_or_default();
    Ok(format!("{before}{BEFORE}\n{table}{AFTER}{after}"))
}

/// The section in which the tests write down each request.
const REQUESTS: &str = "Silence: every request";
const BEFORE: &str = "<!-- requests: written by `cargo xtask test --all`; do not change by hand -->";
const AFTER: &str = "<!-- end of requests -->";

fn table(all: &[&Counted]) -> String {
    let mut text = String::from("| What | Counted | On |\n|---|---|---|\n");
    for one in all {
        let on = format!("{} {}", one.day, one.of);
        for (what, count) in &one.rows {
            text.push_str(&format!("| {} | {} | {} |\n", cell(what), cell(count), on.trim_end()));
        }
    }
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_requests_take_their_place() {
        let one = Counted {
            section: REQUESTS.to_owned(),
            day: "2026-11-22".to_owned(),
            of: "1a2b3c4".to_owned(),
            text: Vec::new(),
            rows: vec![("The loader".to_owned(), "once".to_owned())],
        };
        let page = with_requests(&format!("before\n{BEFORE}\nold\n{AFTER}\nafter"), &[one]).unwrap();
        assert!(page.starts_with("before\n") && page.ends_with(&format!("{AFTER}\nafter")));
        assert!(page.contains("| The loader | once | 2026-11-22 1a2b3c4 |") && !page.contains("old"));
        assert!(with_requests("nothing", &[]).is_err());
    }

    #[test]
    fn sections_of_several_tests_come_together() {
        let one = |section: &str, what: &str| Counted {
            section: section.to_owned(),
            day: "2026-11-22".to_owned(),
            of: "1a2b3c4".to_owned(),
            text: Vec::new(),
            rows: vec![(what.to_owned(), "1".to_owned())],
        };
        let page = page(&[one("B", "first"), one("A", "other"), one("B", "a | b")], "# Not tested\n");
        let (before, after) = page.split_once("## B").unwrap();
        assert!(
            before.contains("## A\n\n| What | Counted | On |\n|---|---|---|\n| other | 1 | 2026-11-22 1a2b3c4 |\n")
        );
        assert!(after.contains("| first | 1 | 2026-11-22 1a2b3c4 |\n| a \\| b | 1 | 2026-11-22 1a2b3c4 |\n"));
        assert!(page.ends_with("\n## Not tested\n"));
    }
}
