//! Ways for a script to send, load, store or run what it should not. The document's policy and its opaque origin forbid
//! most of them; they are not there either. Looked for in the scripts as they are shipped: minified, with the glue.

use anyhow::{Result, bail};

/// A script that people get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shipped {
    /// `v1/porchlight.js`, on the host page.
    Loader,
    /// The script in the head of a document.
    Boot,
    /// The last script of a document: wasm-bindgen's glue and www/start.js.
    GlueAndStart,
    /// The script of the page for web masters, which holds no guide.
    EmbedPage,
}

/// What no script may name.
pub const WORDS: [&str; 27] = [
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
    "indexedDB",
    "localStorage",
    "sessionStorage",
    "caches",
    "serviceWorker",
    "document.cookie",
    "eval(",
    "new Function(",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "importScripts",
    "fetch(",
    "import(",
    "WebTransport",
    "BroadcastChannel",
    "SharedWorker",
    "Worker(",
    "navigator.clipboard",
    "history.pushState",
    "replaceState",
];

/// A word that a person has looked at, in one script, so many times.
struct Reviewed {
    script: Shipped,
    word: &'static str,
    times: usize,
    #[expect(dead_code, reason = "for who reads the list")]
    why: &'static str,
}

const REVIEWED: [Reviewed; 3] = [
    Reviewed {
        script: Shipped::Boot,
        word: "RTCPeerConnection",
        times: 2,
        why: "deleted, with its old name webkitRTCPeerConnection, before any other code runs",
    },
    Reviewed {
        script: Shipped::Boot,
        word: "WebTransport",
        times: 1,
        why: "deleted in the same way: Firefox lets it out under our policy",
    },
    Reviewed {
        script: Shipped::EmbedPage,
        word: "navigator.clipboard",
        times: 1,
        why: "copies the tag that a web master made, on a press on its button; nobody enters anything of themselves there",
    },
];

/// Fails if a word is there, or a reviewed one as often as nobody has reviewed.
pub fn none(script: Shipped, text: &str) -> Result<()> {
    for word in WORDS {
        let reviewed = REVIEWED.iter().find(|one| one.script == script && one.word == word).map_or(0, |one| one.times);
        let times = text.matches(word).count();
        if times != reviewed {
            bail!(
                "{} names `{word}` {times} times, and {reviewed} are reviewed. Nothing that Porchlight ships may send, \
                 store or run what it was not built with: take it out. If it does none of that, say why in REVIEWED of \
                 crates/xtask/src/build/ways_out.rs",
                name(script)
            );
        }
    }
    Ok(())
}

fn name(script: Shipped) -> &'static str {
    match script {
        Shipped::Loader => "the loader (www/porchlight.js)",
        Shipped::Boot => "the script of the head (www/boot.js)",
        Shipped::GlueAndStart => "the glue of wasm-bindgen with www/start.js",
        Shipped::EmbedPage => "the page for web masters (www/embed/page.js)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOT: &str =
        "for(const n of[\"RTCPeerConnection\",\"webkitRTCPeerConnection\",\"WebTransport\"])delete window[n]";

    #[test]
    fn every_word_is_found() {
        for (script, before) in [
            (Shipped::Loader, ""),
            (Shipped::Boot, BOOT),
            (Shipped::GlueAndStart, ""),
            (Shipped::EmbedPage, "navigator.clipboard"),
        ] {
            none(script, before).unwrap();
            for word in WORDS {
                let problem = none(script, &format!("{before};{word}")).unwrap_err().to_string();
                assert!(problem.contains(&format!("`{word}`")), "{problem}");
            }
        }
    }

    #[test]
    fn what_is_reviewed_must_be_there() {
        none(Shipped::Boot, "nothing is deleted").unwrap_err();
    }
}
