//! Renders the first screen and the whole content on this machine, with the views that the browser uses.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::files;
use crate::content::Built;
use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// What one pack looks like in one language before any script runs.
pub struct Screen {
    /// The first screen and the help lines.
    pub first: String,
    /// The whole content, to be read and printed without script.
    pub whole: String,
    /// What the document and the loader say about it.
    pub about: About,
}

/// The texts that stand outside of the content.
#[derive(Deserialize)]
pub struct About {
    /// The title of the document.
    pub title: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// What assistive technology calls the frame on a host page.
    pub frame_title: String,
    /// What the button says that closes the guide where a host page shows it in a dialog.
    pub close: String,
    /// The ids that `data-path` may name.
    #[serde(default)]
    pub paths: Vec<String>,
    /// The ids that `data-region` may name.
    #[serde(default)]
    pub regions: Vec<String>,
    /// What the loader shows if the document does not come.
    pub help_lines: Vec<HelpLine>,
}

/// A phone line, as the loader shows it.
#[derive(Deserialize, Serialize)]
pub struct HelpLine {
    /// What it is for.
    pub label: String,
    /// The number as people read it.
    pub shown: String,
    /// `tel:` or `sms:` and the digits.
    pub href: String,
}

/// The screens by pack and language.
pub type Screens = BTreeMap<(String, String), Screen>;

/// Hands all packs to `examples/prerender.rs` and reads what it rendered.
pub fn run(workspace: &Workspace, steps: &Steps, packs: &[Built]) -> Result<Screens> {
    steps.say("Rendering the first screens (compiles the views for this machine the first time)");
    let folder = workspace.scratch().join("prerender");
    let (input, output) = (folder.join("in"), folder.join("out"));
    files::empty_folder(&input)?;
    files::empty_folder(&output)?;
    for pack in packs {
        files::write(&input.join(format!("{}.pack", pack.id)), &pack.pack)?;
        let codes: Vec<&str> = pack.words.iter().map(|language| language.code.as_str()).collect();
        files::write(&input.join(format!("{}.languages", pack.id)), codes.join(" ").as_bytes())?;
        for language in &pack.words {
            files::write(&input.join(format!("{}.{}.words", pack.id, language.code)), language.lines.as_bytes())?;
        }
    }
    process::run(
        workspace
            .cargo()
            .args(["run", "--quiet", "--package", "porchlight", "--example", "prerender", "--"])
            .arg(&input)
            .arg(&output),
    )
    .context("the first screens could not be rendered (examples/prerender.rs)")?;

    let mut screens = Screens::new();
    for pack in packs {
        for language in &pack.words {
            let file = |ending: &str| output.join(format!("{}.{}.{ending}", pack.id, language.code));
            let about: About = serde_json::from_str(&files::read(&file("json"))?).with_context(|| {
                format!("{} has another form than crates/xtask/src/build/prerender.rs expects", file("json").display())
            })?;
            if about.direction != language.direction {
                bail!(
                    "{} {}: the words are written {}, the first screen {}",
                    pack.id,
                    language.code,
                    language.direction,
                    about.direction
                );
            }
            let screen =
                Screen { first: files::read(&file("first.html"))?, whole: files::read(&file("whole.html"))?, about };
            screens.insert((pack.id.clone(), language.code.clone()), screen);
        }
    }
    Ok(screens)
}
