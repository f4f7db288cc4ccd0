//! Fills the template www/document.html: one file that holds everything and asks for nothing.

use anyhow::{Result, anyhow, bail};
use guide::{Label, Pack};

use super::hash;
use super::inert;
use super::prerender::Screen;
use super::scripts::Scripts;
use crate::content::Built;

/// Where the template of all documents lies.
pub const TEMPLATE: &str = "www/document.html";

/// What is the same in all documents.
pub struct Shared<'a> {
    template: String,
    scripts: &'a Scripts,
    module: String,
    policy: String,
}

impl<'a> Shared<'a> {
    /// Prepares the template and the text of the module.
    pub fn new(template: &str, scripts: &'a Scripts, wasm: &[u8]) -> Self {
        let policy = policy(scripts);
        Self { template: tidy(template), scripts, module: inert::text(wasm), policy }
    }

    /// What the document may do; web servers send it as a header, too.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The document of one pack in one language.
    pub fn document(&self, pack: &Built, language: &str, screen: &Screen) -> Result<String> {
        let words = words(pack)?;
        let pack = inert::text(&pack.pack);
        let (paths, regions) = (screen.about.paths.join(", "), screen.about.regions.join(", "));
        let title = escape(&screen.about.title);
        fill(
            TEMPLATE,
            &self.template,
            &[
                ("language", language),
                ("direction", &screen.about.direction),
                ("policy", &self.policy),
                ("title", &title),
                ("style", &self.scripts.style),
                ("later_style", &self.scripts.later_style),
                ("boot", &self.scripts.boot),
                ("first", screen.first.trim()),
                ("module-sum", &inert::sum(&self.module)),
                ("module", &self.module),
                ("pack-sum", &inert::sum(&pack)),
                ("pack", &pack),
                ("paths", &paths),
                ("regions", &regions),
                ("words", &words),
                ("whole", screen.whole.trim()),
                ("last", &self.scripts.last),
            ],
        )
    }
}

/// No source may be fetched, so there is no `connect-src` and no `'self'`: hashes work in every
/// browser's opaque frames, and `'self'` matches nothing there in WebKit.
fn policy(scripts: &Scripts) -> String {
    format!(
        "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {} {}; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hash::policy_source(&scripts.boot),
        hash::policy_source(&scripts.last),
        hash::policy_source(&scripts.style),
        hash::policy_source(&scripts.later_style),
    )
}

/// The words of all languages: changing the language must not be a request.
fn words(pack: &Built) -> Result<String> {
    let mut elements = Vec::new();
    let has_sessions = Pack::read(&pack.pack).is_some_and(|pack| !pack.schedules.is_empty());
    for language in &pack.words {
        if language.lines.contains(['<', '\0', '\r']) {
            bail!(
                "{} {}: the words hold a `<`, a zero or a carriage return, which would break the document",
                pack.id,
                language.code
            );
        }
        let lines = shown_later(&language.lines, has_sessions);
        elements.push(format!(
            "<script type=\"text/plain\" class=\"words\" lang=\"{}\" dir=\"{}\" data-sum=\"{}\">{lines}</script>",
            escape(&language.code),
            escape(&language.direction),
            inert::sum(&lines)
        ));
    }
    Ok(elements.join("\n"))
}

/// The lines of a language without those that stand in the document already, or that this pack never shows.
fn shown_later(lines: &str, has_sessions: bool) -> String {
    let of_sessions = Label::OF_SESSIONS.iter().filter(|_| !has_sessions);
    let slots: Vec<usize> =
        Label::PRE_RENDERED.iter().chain(of_sessions).map(|label| usize::from(label.slot())).collect();
    let kept: Vec<&str> =
        lines.split('\n').enumerate().map(|(slot, line)| if slots.contains(&slot) { "" } else { line }).collect();
    kept.join("\n")
}

/// Takes out the remarks for readers of the template, and the indentation.
fn tidy(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, remark)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = remark.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Puts each value into its one `{{slot}}`, in one pass, so that no value is read as a slot. Problems name the `file`.
pub fn fill(file: &str, template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut unused: Vec<&str> = values.iter().map(|(slot, _)| *slot).collect();
    let mut pieces = template.split("{{");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (slot, after) = piece.split_once("}}").ok_or_else(|| anyhow!("{file}: a slot does not end with `}}}}`"))?;
        let Some((_, value)) = values.iter().find(|(name, _)| *name == slot) else {
            bail!("{file}: nothing is known for the slot {{{{{slot}}}}}");
        };
        if !unused.contains(&slot) {
            bail!("{file}: the slot {{{{{slot}}}}} stands there twice");
        }
        unused.retain(|name| *name != slot);
        text.push_str(value);
        text.push_str(after);
    }
    match unused.first() {
        Some(slot) => bail!("{file}: the slot {{{{{slot}}}}} is missing"),
        None => Ok(text),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_never_read_as_a_slot() {
        assert_eq!(fill(TEMPLATE, "<p>{{a}}-{{b}}</p>", &[("a", "{{b}}"), ("b", "2")]).unwrap(), "<p>{{b}}-2</p>");
    }

    #[test]
    fn a_template_that_does_not_fit_is_told() {
        let problem = |template: &str| fill(TEMPLATE, template, &[("a", "1")]).unwrap_err().to_string();
        assert_eq!(problem("{{b}}"), "www/document.html: nothing is known for the slot {{b}}");
        assert_eq!(problem("{{a}} {{a}}"), "www/document.html: the slot {{a}} stands there twice");
        assert_eq!(problem("no slot"), "www/document.html: the slot {{a}} is missing");
        assert_eq!(problem("{{a"), "www/document.html: a slot does not end with `}}`");
    }

    #[test]
    fn remarks_and_indentation_do_not_reach_people() {
        assert_eq!(
            tidy("<!doctype html>\n<!-- why -->\n  <p>{{a}}</p>\n\n<!-- how\nlong -->"),
            "<!doctype html>\n<p>{{a}}</p>"
        );
    }
}
