//! `cargo xtask npm`: the npm package that wasm-pack makes, with the types of the element beside it.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::build::{compile, files};
use crate::process;
use crate::setup;
use crate::setup::crates::WASM_PACK;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// What stands in www/npm/ and goes into the package as it is.
const ADDED: [&str; 3] = ["element.js", "element.d.ts", "README.md"];

/// Writes pkg/.
pub fn command(workspace: &Workspace, steps: &Steps, arguments: &[String]) -> Result<ExitCode> {
    if let Some(first) = arguments.first() {
        bail!("`cargo xtask npm` takes no arguments, but got `{first}`");
    }
    setup::for_build(workspace, steps)?;
    let wasm_pack = setup::crates::program(workspace, steps, &WASM_PACK)?;
    package(workspace, &wasm_pack, &workspace.root.join("pkg"))?;
    steps.say("Done: pkg/ is the npm package");
    Ok(ExitCode::SUCCESS)
}

/// Makes the package in a folder.
pub fn package(workspace: &Workspace, wasm_pack: &Path, folder: &Path) -> Result<()> {
    let mut command = workspace.command(wasm_pack);
    command.args(["build", "--target", "web", "--out-dir"]).arg(folder);
    process::run(command.envs(compile::environment(workspace)?))?;
    let source = workspace.root.join("www/npm");
    for name in ADDED {
        files::write(&folder.join(name), files::read(&source.join(name))?.as_bytes())?;
    }
    let file = folder.join("package.json");
    let mut described = serde_json::from_str(&files::read(&file)?).context("wasm-pack wrote no package.json")?;
    describe(&mut described)?;
    files::write(&file, format!("{}\n", serde_json::to_string_pretty(&described)?).as_bytes())
}

/// Adds the element to what wasm-pack says of the package.
fn describe(package: &mut Value) -> Result<()> {
    let fields = package.as_object_mut().context("package.json is no object")?;
    let Some(Value::Array(listed)) = fields.get_mut("files") else {
        bail!("wasm-pack's package.json lists no files");
    };
    listed.extend(ADDED.iter().map(|name| json!(name)));
    let module = json!({ "types": "./porchlight.d.ts", "default": "./porchlight.js" });
    let element = json!({ "types": "./element.d.ts", "default": "./element.js" });
    let wasm = json!("./porchlight_bg.wasm");
    fields.insert(
        "exports".to_owned(),
        json!({ ".": module, "./element": element, "./porchlight_bg.wasm": wasm, "./package.json": "./package.json" }),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_lists_and_exports_the_element() {
        let mut package = json!({ "name": "porchlight", "files": ["porchlight.js"], "main": "porchlight.js" });
        describe(&mut package).unwrap();
        assert_eq!(package["files"], json!(["porchlight.js", "element.js", "element.d.ts", "README.md"]));
        assert_eq!(package["exports"]["./element"]["types"], "./element.d.ts");
        assert!(describe(&mut json!({})).is_err());
    }
}
