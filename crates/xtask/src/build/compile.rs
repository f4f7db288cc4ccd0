//! Compiles the widget to WebAssembly, so that nothing in it tells where it was compiled.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::process;
use crate::setup::TARGET;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// `opt-level = "z"` alone inlines next to nothing (5). A little more makes the module 3.4 KB smaller after brotli,
/// because small functions melt into their callers; from 50 on it grows (docs/decisions/0007-bytes.md).
const INLINING: &str = "-Cllvm-args=-inline-threshold=30";

/// What rustc made.
pub struct Compiled {
    /// The module.
    pub wasm: Vec<u8>,
    /// The ids, in the words of `cargo metadata`, of all packages that were compiled into it.
    pub packages: BTreeSet<String>,
}

/// Compiles the root package.
pub fn widget(workspace: &Workspace, steps: &Steps) -> Result<Compiled> {
    steps.say("Compiling the widget to WebAssembly (about a minute the first time)");
    let mut command = workspace.cargo();
    command
        .args(["build", "--quiet", "--release", "--locked", "--package", "porchlight", "--lib", "--target", TARGET])
        // Cargo tells which packages it compiled, or would have; what people read still goes to the terminal.
        .args(["--message-format", "json-render-diagnostics"])
        .envs(environment(workspace)?)
        .stderr(Stdio::inherit());
    let output = command.output().context("cargo could not be started")?;
    if !output.status.success() {
        bail!("the widget could not be compiled; cargo's own words are above");
    }
    let file = workspace.target.join(TARGET).join("release/porchlight.wasm");
    let wasm = std::fs::read(&file).with_context(|| format!("{} could not be read", file.display()))?;
    Ok(Compiled { wasm, packages: packages(&String::from_utf8_lossy(&output.stdout)) })
}

/// The packages whose libraries were compiled for the browser. Macros and build scripts are compiled for this machine.
fn packages(messages: &str) -> BTreeSet<String> {
    let artifacts = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let for_browsers = artifacts.filter(|artifact| {
        let mut files = artifact.get("filenames").and_then(Value::as_array).into_iter().flatten();
        files.any(|file| file.as_str().is_some_and(|file| file.contains(TARGET)))
            && !artifact.pointer("/target/kind").is_some_and(|kind| kind == &json!(["custom-build"]))
    });
    for_browsers.filter_map(|artifact| Some(artifact.get("package_id")?.as_str()?.to_owned())).collect()
}

/// What cargo must be told to compile the widget; everybody who does it says the same, or cargo starts anew each time.
pub fn environment(workspace: &Workspace) -> Result<[(&'static str, OsString); 2]> {
    let mut flags = path_flags(workspace)?;
    flags.push(INLINING.to_owned());
    // This form, and not RUSTFLAGS, because a path may hold a space.
    Ok([
        ("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}").into()),
        ("CARGO_TARGET_DIR", workspace.target.clone().into()),
    ])
}

/// The folders of this machine, which nothing may name that is published.
pub fn local_folders(workspace: &Workspace) -> Result<Vec<String>> {
    let mut folders = vec![workspace.root.clone(), workspace.target.clone(), sysroot(workspace)?];
    folders.extend(cargo_home());
    folders.extend(std::env::var_os("RUSTUP_HOME").map(PathBuf::from));
    folders.extend(std::env::home_dir());
    let names = folders.into_iter().map(|folder| folder.to_string_lossy().into_owned());
    // A folder such as "/" or "/w" would be found in any file.
    Ok(names.filter(|name| name.len() > 3).collect())
}

/// Fails if a folder of this machine is named anywhere in the module, be it in the middle of other text.
pub fn no_local_path(workspace: &Workspace, module: &[u8]) -> Result<()> {
    for name in local_folders(workspace)? {
        if contains(module, name.as_bytes()) {
            bail!(
                "the module holds the local path {name}. Its source is a panic message or a debug name; \
                 crates/xtask/src/build/compile.rs must map this folder, too"
            );
        }
    }
    Ok(())
}

/// Tells rustc to write other names for the folders that differ from machine to machine.
fn path_flags(workspace: &Workspace) -> Result<Vec<String>> {
    // With the component rust-src, rustc replaces the official name of the standard library's sources
    // by the local folder. This turns it back, so that both kinds of machines build the same bytes.
    let standard_library = sysroot(workspace)?.join("lib/rustlib/src/rust");
    let version = process::capture(workspace.command("rustc").arg("-vV"))?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");

    // rustc takes the last one that fits, so the wider folder stands before what may lie inside it.
    let mut flags = vec![remap(&workspace.root, "porchlight"), remap(&workspace.target, "target")];
    flags.extend(cargo_home().map(|folder| remap(&folder, "cargo")));
    flags.extend(registry_sources().iter().map(|folder| remap(folder, "crates")));
    flags.push(remap(&standard_library, &format!("/rustc/{commit}")));
    Ok(flags)
}

fn remap(folder: &Path, name: &str) -> String {
    format!("--remap-path-prefix={}={name}", folder.display())
}

fn sysroot(workspace: &Workspace) -> Result<PathBuf> {
    Ok(PathBuf::from(process::capture(workspace.command("rustc").args(["--print", "sysroot"]))?.trim()))
}

fn cargo_home() -> Option<PathBuf> {
    match std::env::var_os("CARGO_HOME") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => std::env::home_dir().map(|home| home.join(".cargo")),
    }
}

/// Cargo names the folder of unpacked crates after the registry's host; two machines may use two.
fn registry_sources() -> Vec<PathBuf> {
    let Some(folder) = cargo_home().map(|home| home.join("registry/src")) else {
        return Vec::new();
    };
    let mut registries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    registries.sort();
    registries
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_compiled_for_the_browser_is_in_the_module() {
        let line = |id: &str, kind: &str, file: &str| {
            json!({ "reason": "compiler-artifact", "package_id": id, "target": { "kind": [kind] }, "filenames": [file] })
                .to_string()
        };
        let browser = format!("/x/target/{TARGET}/release/deps/a.rlib");
        let messages = [
            line("yew@1", "lib", &browser),
            line("yew-macro@1", "proc-macro", "/x/target/release/deps/libyew_macro.so"),
            line("serde@1", "custom-build", "/x/target/release/build/serde/build-script-build"),
            "{\"reason\":\"build-finished\",\"success\":true}".to_owned(),
        ];
        assert_eq!(packages(&messages.join("\n")), BTreeSet::from(["yew@1".to_owned()]));
    }
}
