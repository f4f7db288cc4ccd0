//! Joins the module and JavaScript: wasm-bindgen writes the glue, wasm-opt makes the module small.

use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::names::Names;
use super::{hash, imports, raw_html};
use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// What runs in the browser.
pub struct Module {
    /// The WebAssembly.
    pub wasm: Vec<u8>,
    /// The JavaScript that loads it; defines the function `wasm_bindgen`.
    pub glue: String,
}

/// Less inlining and an order by name make the module larger, and smaller once it is compressed.
const OPTIMISE: [&str; 13] = [
    "--zero-filled-memory",
    "--low-memory-unused",
    "-Oz",
    "-aimfs",
    "4",
    "-fimfs",
    "4",
    "-ocimfs",
    "10",
    "--converge",
    "--skip-pass=local-cse",
    "--reorder-functions-by-name",
    "-g",
];

/// After the order by name is made, no name is needed any more; the new ones are printed.
const SHORTEN: [&str; 4] =
    ["--minify-imports-and-exports-and-modules", "--strip-debug", "--strip-producers", "--strip-target-features"];

/// Makes the module that browsers get from the one that rustc made.
pub fn module(workspace: &Workspace, steps: &Steps, compiled: Vec<u8>) -> Result<Module> {
    let mut output = Bindgen::new()
        .input_bytes("porchlight", compiled)
        .no_modules(true)?
        .typescript(false)
        // wasm-opt needs the names for the order of functions, and removes them afterwards.
        .remove_name_section(false)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen could not make the glue. If it names a version: crates/xtask/Cargo.toml must ask for the same wasm-bindgen as Cargo.lock")?;
    // A crate may be listed here and bring nothing.
    let with_scripts = output.snippets().iter().find(|(_, scripts)| !scripts.is_empty()).map(|(name, _)| name);
    if let Some(name) = with_scripts.or_else(|| output.local_modules().keys().next()) {
        bail!("{name} brings a JavaScript file of its own; the document holds only the glue and the files of www/");
    }
    let glue = raw_html::take_out(output.js())?;
    let bound = output.wasm_mut().emit_wasm();
    let (wasm, map) = optimise(workspace, steps, &bound)?;
    let names = Names::read(&map)?;
    names.fit(&wasm)?;
    imports::reviewed(&workspace.root, &names.imported())?;
    let glue = names.patch(&glue)?;
    Ok(Module { wasm, glue })
}

/// Runs wasm-opt, or takes what it made of the same bytes the last time.
fn optimise(workspace: &Workspace, steps: &Steps, bound: &[u8]) -> Result<(Vec<u8>, String)> {
    let folder = workspace.scratch().join("module");
    let lock =
        std::fs::read(workspace.root.join("package-lock.json")).context("package-lock.json could not be read")?;
    let flags = format!("{OPTIMISE:?}{SHORTEN:?}");
    let key = hash::short(&[bound, &lock, flags.as_bytes()]);
    let (small, map) = (folder.join(format!("{key}.wasm")), folder.join(format!("{key}.map")));
    if let (Ok(small), Ok(map)) = (std::fs::read(&small), std::fs::read_to_string(&map)) {
        return Ok((small, map));
    }

    steps.say("Making the module small with wasm-opt");
    // Only the last one is kept.
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("{} could not be made", folder.display()))?;
    let (before, between) = (folder.join("bound.wasm"), folder.join("optimised.wasm"));
    std::fs::write(&before, bound).with_context(|| format!("{} could not be written", before.display()))?;
    wasm_opt(workspace, &before, &between, &OPTIMISE)?;
    let printed = wasm_opt(workspace, &between, &small, &SHORTEN)?;
    // Written last: a map stands for a module that is whole.
    std::fs::write(&map, &printed).with_context(|| format!("{} could not be written", map.display()))?;
    let bytes = std::fs::read(&small).with_context(|| format!("{} could not be read", small.display()))?;
    Ok((bytes, printed))
}

/// Only the one of the npm package: Debian's binaryen 108 makes a module that dies at its start.
fn wasm_opt(workspace: &Workspace, from: &Path, to: &Path, flags: &[&str]) -> Result<String> {
    process::capture(
        workspace
            .command("node")
            .arg(workspace.node_module("binaryen/bin/wasm-opt"))
            .args(flags)
            .arg(from)
            .arg("-o")
            .arg(to),
    )
}
