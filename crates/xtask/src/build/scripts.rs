//! Minifies the scripts and the style of www/ with esbuild, and looks for ways out in them.

use anyhow::{Context, Result, bail};

use super::files;
use super::ways_out::{self, Shipped};
use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// The oldest browsers that can run the module.
const BROWSERS: &str = "--target=chrome96,firefox79,safari15.1";

/// What is in the documents besides words and module, minified.
pub struct Scripts {
    /// Runs in the head, before the first screen is shown.
    pub boot: String,
    /// The glue and what starts it: the last thing in the document.
    pub last: String,
    /// The style of the first screen and of what can be read without script.
    pub style: String,
    /// The style of later screens. It stands behind the module, so that the first screen comes sooner.
    pub later_style: String,
}

/// Where the style of later screens begins.
const LATER: &str = "/* Later: what no first screen needs. The build puts all below this line behind the module. */";

/// Reads and minifies the scripts of the document.
pub fn read(workspace: &Workspace, steps: &Steps, glue: &str) -> Result<Scripts> {
    steps.say("Minifying the scripts and the style");
    let www = workspace.root.join("www");
    let (boot, start) = (files::read(&www.join("boot.js"))?, files::read(&www.join("start.js"))?);
    let boot = script(workspace, Shipped::Boot, &boot).context("www/boot.js")?;
    let last = script(workspace, Shipped::GlueAndStart, &format!("{glue}\n{start}"))
        .context("www/start.js, with the glue of wasm-bindgen before it")?;
    let both = files::read(&www.join("style.css"))?;
    let Some((first, later)) = both.split_once(LATER) else {
        bail!("www/style.css does not hold the line `{LATER}`, which begins the style of later screens");
    };
    let css = |text: &str| style(workspace, text).context("www/style.css");
    let (style, later_style) = (css(first)?, css(later)?);
    Ok(Scripts { boot, last, style, later_style })
}

/// Minifies a style sheet that goes into a document.
pub fn style(workspace: &Workspace, source: &str) -> Result<String> {
    let style = esbuild(workspace, &["--loader=css", "--charset=utf8"], source)?;
    no_markup("the style", &style, "</style")?;
    Ok(style)
}

/// Minifies the loader, with the manifest in the place of the name `__MANIFEST__`.
pub fn loader(workspace: &Workspace, manifest: &serde_json::Value) -> Result<String> {
    let source = files::read(&workspace.root.join("www/porchlight.js"))?;
    if !source.contains("__MANIFEST__") {
        bail!("www/porchlight.js does not use `__MANIFEST__`, so it could not know any document");
    }
    let define = format!("--define:__MANIFEST__={manifest}");
    // Letters beyond ASCII are written as escapes: a host page may be in another encoding.
    // Names that end with `_` are the loader's own, and are shortened.
    let flags = ["--loader=js", "--format=iife", "--charset=ascii", "--mangle-props=_$", &define];
    let loader = esbuild(workspace, &flags, &source).context("www/porchlight.js")?;
    ways_out::none(Shipped::Loader, &loader)?;
    Ok(loader)
}

/// Minifies a script that goes into a document.
pub fn script(workspace: &Workspace, shipped: Shipped, source: &str) -> Result<String> {
    // In the document nothing is fetched. With these names known to be absent, the parts of the glue
    // that load the module from an address fall away.
    let flags = [
        "--loader=js",
        "--format=iife",
        "--charset=utf8",
        "--define:document.currentScript=null",
        "--define:Response=undefined",
        "--define:Request=undefined",
        "--define:fetch=undefined",
    ];
    let script = esbuild(workspace, &flags, source)?;
    no_markup("the script", &script, "</script")?;
    no_markup("the script", &script, "<!--")?;
    ways_out::none(shipped, &script)?;
    Ok(script)
}

fn esbuild(workspace: &Workspace, flags: &[&str], source: &str) -> Result<String> {
    let mut command = workspace.command(workspace.node_module(".bin/esbuild"));
    command.args(["--minify", "--legal-comments=none", "--log-level=warning", BROWSERS]).args(flags);
    Ok(process::pipe(&mut command, source)?.trim_end().to_owned())
}

fn no_markup(what: &str, text: &str, markup: &str) -> Result<()> {
    if text.to_ascii_lowercase().contains(markup) {
        bail!("{what} holds `{markup}`, which would end it in the middle of the document");
    }
    Ok(())
}
