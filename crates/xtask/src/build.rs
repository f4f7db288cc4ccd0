//! Makes dist/ out of the content, the widget and www/: the order of all steps stands here.

mod allowlist;
pub mod compile;
pub mod compressed;
mod document;
mod embed_page;
pub mod files;
pub mod hash;
pub mod headers;
pub mod imports;
mod inert;
pub mod listing;
mod names;
pub mod papers;
mod prerender;
mod pseudo;
mod raw_html;
mod scripts;
mod servers;
mod shipped;
mod shrink;
mod site;
pub mod sizes;
pub mod ways_out;

use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};

use guide::Date;

use crate::content;
use crate::setup;
use crate::steps::Steps;
use crate::workspace::Workspace;
use site::Copies;

/// `cargo xtask build`, and with `--pseudo` also the site that only tests see.
pub fn command(workspace: &Workspace, steps: &Steps, arguments: &[String]) -> Result<ExitCode> {
    let sites = match arguments {
        [] => Sites::Published,
        [only] if only == "--pseudo" => Sites::WithPseudoLanguages,
        _ => bail!("`cargo xtask build` takes --pseudo, but got `{}`", arguments.join(" ")),
    };
    match build(workspace, steps, day(std::env::var("SOURCE_DATE_EPOCH").ok().as_deref())?, sites)? {
        Weight::WithinBudgets => {
            steps.say("Done: dist/ is complete and within its budgets");
            Ok(ExitCode::SUCCESS)
        }
        Weight::Over(what) => {
            bail!("over budget: {what}. dist/ is written, so that you can look at it, but must not be published")
        }
    }
}

/// The day for which dist/ is made: training sessions before it are past and are left out. `SOURCE_DATE_EPOCH`, seconds
/// since 1970, names it for those who make a release once more on a later day (reproducible-builds.org).
fn day(epoch: Option<&str>) -> Result<Date> {
    let Some(epoch) = epoch else { return Ok(content::today()) };
    epoch.trim().parse().ok().and_then(content::day_of).with_context(|| {
        format!(
            "SOURCE_DATE_EPOCH is `{epoch}`, and must be seconds since 1970, as `git log -1 --format=%ct` prints them"
        )
    })
}

/// How a finished dist/ stands against its budgets.
#[must_use]
pub enum Weight {
    /// Everything is as light as it must be.
    WithinBudgets,
    /// What is too heavy, in words.
    Over(String),
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sites {
    /// dist/ alone.
    Published,
    /// Beside it the same with languages that only tests see, in [`Workspace::pseudo_dist`].
    WithPseudoLanguages,
}

/// Builds dist/ and prints the size table. What is too heavy can still be looked at and tested.
pub fn build(workspace: &Workspace, steps: &Steps, today: Date, sites: Sites) -> Result<Weight> {
    setup::for_build(workspace, steps)?;

    steps.say("Checking the content of all packs");
    let packs = content::load_all(&workspace.root, today).map_err(|content::Failed| {
        anyhow!(
            "the content has the problems listed above, so nothing was built. To see them alone, run: cargo xtask check"
        )
    })?;
    if packs.is_empty() {
        bail!("there is no pack in questions/packs/");
    }

    let compiled = compile::widget(workspace, steps)?;
    let module = shrink::module(workspace, steps, compiled.wasm)?;
    compile::no_local_path(workspace, &module.wasm)?;
    let scripts = scripts::read(workspace, steps, &module.glue)?;
    let papers = papers::write(workspace, steps, &compiled.packages)?;

    let screens = prerender::run(workspace, steps, &packs)?;

    steps.say("Writing the documents into dist/");
    let site = site::assemble(workspace, &packs, &screens, &module.wasm, &scripts, &papers)?;
    site.complete(Copies::Compressed)?.write(&workspace.dist())?;
    shipped::look(workspace, &workspace.dist(), &module.wasm, &scripts)?;
    if sites == Sites::WithPseudoLanguages {
        steps.say("The same once more, with long words and with words from right to left");
        let packs = pseudo::packs(&content::load_examples(&workspace.root).map_err(|error| anyhow!("{error}"))?);
        let screens = prerender::run(workspace, steps, &packs)?;
        let site = site::assemble(workspace, &packs, &screens, &module.wasm, &scripts, &papers)?;
        site.complete(Copies::None)?.write(&workspace.pseudo_dist())?;
    }

    steps.say("Weighing what people download");
    let table = sizes::measure(&workspace.dist())?;
    println!("\n{table}");
    Ok(table.over_budget().map_or(Weight::WithinBudgets, Weight::Over))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_can_be_made_again_on_a_later_day() {
        assert_eq!(day(Some("1763769600\n")).unwrap(), Date { year: 2025, month: 11, day: 22 });
        assert_eq!(day(None).unwrap(), content::today());
        for wrong in ["", "yesterday", "2025-11-22", "99999999999999999999"] {
            assert!(day(Some(wrong)).unwrap_err().to_string().contains("seconds since 1970"), "{wrong}");
        }
    }
}
