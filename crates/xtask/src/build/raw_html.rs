//! Takes the one way to raw HTML out of the glue.
//!
//! Yew can draw raw HTML. We never ask it to, but its code for that is reached from what we use, so the module imports
//! the browser's `innerHTML`. The function behind that import is replaced by one that throws.

use anyhow::{Result, bail};

/// How wasm-bindgen's name of the import begins.
const IMPORT: &str = "__wbg_set_innerHTML_";

/// What is left of it.
const BODY: &str = "throw new Error(\"no raw HTML\");";

/// The glue without the function.
pub fn take_out(glue: &str) -> Result<String> {
    if !glue.contains(IMPORT) {
        return Ok(glue.to_owned());
    }
    let mut lines = Vec::new();
    let (mut inside, mut taken) = (false, 0);
    for line in glue.lines() {
        if line.trim_start().starts_with(IMPORT) && line.trim_end().ends_with('{') {
            (inside, taken) = (true, taken + 1);
            lines.extend([line, BODY]);
        }
        // The function ends with the line that closes it: wasm-bindgen writes no block into its body.
        inside &= line.trim() != "},";
        if !inside {
            lines.push(line);
        }
    }
    let text = lines.join("\n");
    if inside || taken != 1 || text.contains(".innerHTML") {
        bail!(
            "the glue's function for innerHTML has a form that crates/xtask/src/build/raw_html.rs does not know. \
             It must be taken out: Porchlight draws no raw HTML"
        );
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "const import0 = {
        __wbg_focus_0: function() { return handleError(function (arg0) {
            arg0.focus();
        }, arguments); },
        __wbg_set_innerHTML_1: function(arg0, arg1, arg2) {
            arg0.innerHTML = getStringFromWasm0(arg1, arg2);
        },
        __wbg_now_2: function() {
            return Date.now();
        },
};";

    #[test]
    fn the_function_throws_and_the_others_stay() {
        let text = take_out(GLUE).unwrap();
        assert!(!text.contains(".innerHTML"));
        assert!(text.contains("__wbg_set_innerHTML_1: function(arg0, arg1, arg2) {\nthrow new Error(\"no raw HTML\");\n        },\n        __wbg_now_2"));
        assert!(text.contains("arg0.focus();") && text.contains("return Date.now();"));
        assert_eq!(take_out("nothing").unwrap(), "nothing");
    }

    #[test]
    fn another_form_stops_the_build() {
        take_out(&GLUE.replace("function(arg0, arg1, arg2) {", "setHtml,")).unwrap_err();
        take_out(&GLUE.replace("arg0.focus()", "arg0.innerHTML = 1")).unwrap_err();
    }
}
