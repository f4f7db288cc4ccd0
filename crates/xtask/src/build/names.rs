//! Puts the short names that wasm-opt gave to imports and exports into the glue of wasm-bindgen.
//!
//! Both sides must fit exactly: each import is one property of one object in the glue, and each export
//! is used as `wasm.NAME`. What does not fit stops the build; it never makes a guide that dies at its start.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::imports;

/// wasm-opt calls the one module that the imports come from by this name.
const SHORT_MODULE: &str = "a";

/// The long and the short names, as wasm-opt prints them.
#[derive(Deserialize)]
pub struct Names {
    /// Module, name, short name.
    imports: Vec<(String, String, String)>,
    /// Name, short name.
    exports: Vec<(String, String)>,
}

impl Names {
    /// Reads what wasm-opt printed.
    pub fn read(printed: &str) -> Result<Self> {
        serde_json::from_str(printed)
            .context("wasm-opt printed a list of names in a form that crates/xtask/src/build/names.rs does not know")
    }

    /// The long names of what the module imports.
    pub fn imported(&self) -> Vec<&str> {
        self.imports.iter().map(|(_, long, _)| long.as_str()).collect()
    }

    /// Fails unless the module imports exactly what stands here, by the short names.
    pub fn fit(&self, wasm: &[u8]) -> Result<()> {
        let mut printed: Vec<(&str, &str)> =
            self.imports.iter().map(|(_, _, short)| (SHORT_MODULE, short.as_str())).collect();
        let found = imports::of_module(wasm)?;
        let mut found: Vec<(&str, &str)> =
            found.iter().map(|(module, name)| (module.as_str(), name.as_str())).collect();
        printed.sort_unstable();
        found.sort_unstable();
        if printed != found {
            bail!(
                "wasm-opt printed the names of {} imports, and the module that it wrote has {}; the two lists differ, so \
                 nobody can say what the module asks for",
                printed.len(),
                found.len()
            );
        }
        Ok(())
    }

    /// Writes the short names into the glue.
    pub fn patch(&self, glue: &str) -> Result<String> {
        let glue = self.patch_module(glue)?;
        let glue = self.patch_imports(&glue)?;
        self.patch_exports(&glue)
    }

    fn patch_module(&self, glue: &str) -> Result<String> {
        let mut modules: Vec<&str> = self.imports.iter().map(|(module, ..)| module.as_str()).collect();
        modules.sort_unstable();
        modules.dedup();
        let [module] = modules.as_slice() else {
            bail!("the WebAssembly imports from {modules:?}; the glue offers one module");
        };
        let quoted = format!("\"{module}\"");
        if glue.matches(&quoted).count() != 1 {
            bail!("the glue does not name the module {quoted} exactly once");
        }
        Ok(glue.replace(&quoted, &format!("\"{SHORT_MODULE}\"")))
    }

    /// In the glue, each import stands at the start of a line: `NAME: function(`.
    fn patch_imports(&self, glue: &str) -> Result<String> {
        let short: BTreeMap<&str, &str> =
            self.imports.iter().map(|(_, long, short)| (long.as_str(), short.as_str())).collect();
        let mut patched = 0;
        let mut lines = Vec::new();
        for line in glue.lines() {
            let name =
                line.trim_start().split_once(": function(").and_then(|(name, rest)| Some((short.get(name)?, rest)));
            match name {
                Some((short, rest)) => {
                    patched += 1;
                    lines.push(format!("\"{short}\": function({rest}"));
                }
                None => lines.push(line.to_owned()),
            }
        }
        if patched != short.len() {
            bail!("the WebAssembly has {} imports, and {patched} of them were found in the glue", short.len());
        }
        Ok(lines.join("\n"))
    }

    /// In the glue, each use of an export reads `wasm.NAME`.
    fn patch_exports(&self, glue: &str) -> Result<String> {
        const OBJECT: &str = "wasm.";
        let short: BTreeMap<&str, &str> =
            self.exports.iter().map(|(long, short)| (long.as_str(), short.as_str())).collect();
        let mut text = String::with_capacity(glue.len());
        let mut rest = glue;
        while let Some((before, after)) = rest.split_once(OBJECT) {
            let part_of_a_longer_name = before.ends_with(|letter: char| is_name(letter) || letter == '.');
            let length = after.find(|letter: char| !is_name(letter)).unwrap_or(after.len());
            let (name, tail) = after.split_at(length);
            text.push_str(before);
            text.push_str(OBJECT);
            match short.get(name) {
                _ if part_of_a_longer_name => text.push_str(name),
                Some(short) => text.push_str(short),
                None => bail!("the glue uses `wasm.{name}`, which the WebAssembly does not export"),
            }
            rest = tail;
        }
        text.push_str(rest);
        Ok(text)
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "
const import0 = {
    __wbg_now_1: function() {
return Date.now();
},
__wbg_now_12: function() { return handleError(function (arg0) {
mywasm.start(); wasm.start(wasm.start_now, wasm.memory.buffer);
} };
return { \"./porchlight_bg.js\": import0 };
";

    fn names(exports: &str) -> Names {
        Names::read(&format!(
            r#"{{"imports":[["./porchlight_bg.js","__wbg_now_1","$"],["./porchlight_bg.js","__wbg_now_12","b"]],"exports":[{exports}]}}"#
        ))
        .unwrap()
    }

    #[test]
    fn each_name_becomes_its_own_short_name() {
        let patched = names(r#"["start","x"],["start_now","y"],["memory","z"]"#).patch(GLUE).unwrap();
        assert!(patched.contains("\"$\": function() {\n"));
        assert!(patched.contains("\"b\": function() { return handleError"));
        assert!(patched.contains("mywasm.start(); wasm.x(wasm.y, wasm.z.buffer);"));
        assert!(patched.contains("{ \"a\": import0 }"));
    }

    #[test]
    fn the_module_must_import_what_was_printed() {
        // (module (import "a" "$" (func)) (import "a" "b" (func)))
        let module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0d\x02\x01a\x01$\0\0\x01a\x01b\0\0";
        let names = names(r#"["start","x"]"#);
        names.fit(module).unwrap();
        let other: Vec<u8> = module.iter().map(|byte| if *byte == b'$' { b'c' } else { *byte }).collect();
        let problem = names.fit(&other).unwrap_err();
        assert!(problem.to_string().contains("the two lists differ"), "{problem}");
    }

    #[test]
    fn an_export_that_is_not_there_stops_the_build() {
        let problem = names(r#"["start","x"],["memory","z"]"#).patch(GLUE).unwrap_err();
        assert_eq!(problem.to_string(), "the glue uses `wasm.start_now`, which the WebAssembly does not export");
    }

    #[test]
    fn an_import_that_the_glue_lacks_stops_the_build() {
        let glue = GLUE.replace("__wbg_now_12", "__wbg_then_12");
        let problem = names(r#"["start","x"],["start_now","y"],["memory","z"]"#).patch(&glue).unwrap_err();
        assert_eq!(problem.to_string(), "the WebAssembly has 2 imports, and 1 of them were found in the glue");
    }
}
