// The script in the document's head. It runs before anything is drawn, keeps what a person does until the guide takes
// over, and leaves the pre-rendered content in place when the guide cannot.
(() => {
  "use strict";
  const root = document.documentElement;
  // Connections to a peer, and in Firefox those of WebTransport, are ways out that no policy closes. They are gone before
  // any other code runs.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport"]) {
    try { delete window[name]; window[name] = undefined; } catch { /* already gone */ }
  }

  const framed = window.parent !== window;
  const tell = (words) => { if (framed) window.parent.postMessage(words, "*"); };

  // The tag's wishes come in the frame's name, not in its address. None of them is about the person.
  const wishes = (() => {
    try { return framed ? JSON.parse(window.name) || {} : {}; } catch { return {}; }
  })();
  const wish = (name, fits) => {
    const value = wishes[name];
    if (typeof value === "string" && fits.test(value)) root.setAttribute("data-wish-" + name, value);
  };
  wish("theme", /^(light|dark)$/);
  wish("language", /^[a-zA-Z-]{2,12}$/);
  // Neither the tag nor the address names a language: then the browser's own. Nothing is asked of a server for it.
  const unnamed = framed ? wishes.auto === true : /(^|\/)(index\.html)?$/.test(location.pathname);
  if (unnamed && !root.hasAttribute("data-wish-language")) {
    root.setAttribute("data-wish-language", (navigator.languages || [navigator.language || ""]).join(","));
  }
  wish("path", /^[a-z][a-z0-9-]{0,47}$/);
  wish("region", /^[a-z][a-z0-9-]{0,47}$/);
  if (typeof wishes.accent === "string" && /^#[0-9a-f]{6}$/i.test(wishes.accent)) {
    root.style.setProperty("--accent", wishes.accent);
  }

  root.classList.add("js");
  if (framed) root.classList.add("framed");
  tell("porchlight:here");

  // A press on the start button is kept until the guide is there.
  addEventListener("click", (event) => {
    if (root.hasAttribute("data-running")) return;
    const button = event.target.closest && event.target.closest("[data-action=start]");
    if (button) { root.setAttribute("data-pressed", ""); button.setAttribute("aria-busy", "true"); }
  }, true);

  // Leaving must not wait for the guide, nor need it: the page is covered at once, and no entry of it stays in the history.
  addEventListener("click", (event) => {
    const way = event.target.closest && event.target.closest("a[data-action=leave]");
    if (!way || root.hasAttribute("data-running")) return;
    event.preventDefault();
    root.setAttribute("data-left", "");
    document.title = "";
    try { window.top.location.replace(way.href); } catch { location.replace(way.href); }
  }, true);

  const reasons = {
    cut: "the document did not arrive whole: the connection was cut, or a proxy changed its length",
    wasm: "WebAssembly is switched off or refused: a policy header on the document needs 'wasm-unsafe-eval'",
    damaged: "the document is damaged: a proxy or an optimizer changed it; serve the file as it is",
    crash: "the guide stopped; please report it with the browser's name",
    slow: "the rest of the document has not come: it is slow, or was cut off on the way; the guide starts when it comes",
  };
  // What the guide shows after a crash cannot be trusted any more: the pre-rendered content comes back by a fresh load.
  const stay = (cause) => {
    if (root.hasAttribute("data-running") && cause !== "crash") return;
    if (root.getAttribute("data-static") === cause) return;
    root.classList.remove("js");
    root.removeAttribute("data-running");
    root.setAttribute("data-static", cause);
    const first = document.getElementById("first") || kept.first;
    const app = document.getElementById("app");
    if (app && first && !first.isConnected) {
      app.replaceWith(first);
      if (kept.whole) document.body.append(kept.whole);
    } else if (app) {
      app.hidden = true;
    }
    console.warn("Porchlight: the readable version stays, because " + (reasons[cause] || reasons.damaged) + ".");
    tell("porchlight:static:" + cause);
  };
  const kept = { first: null, whole: null };
  addEventListener("porchlight-static", () => stay(root.getAttribute("data-cause") || "crash"));

  // The last script says that all has arrived, before the guide takes anything away.
  addEventListener("porchlight-whole", () => {
    kept.first = document.getElementById("first");
    kept.whole = document.getElementById("whole");
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!root.hasAttribute("data-started")) stay("cut");
    else setTimeout(() => { if (!root.hasAttribute("data-running") && !root.hasAttribute("data-static")) stay("slow"); }, 5000);
  });
  setTimeout(() => { if (!root.hasAttribute("data-running") && !root.hasAttribute("data-static")) stay("slow"); }, 8000);

  // A page that comes back out of the browser's memory after it was left shows nothing.
  addEventListener("pageshow", (event) => {
    if (event.persisted && root.hasAttribute("data-left")) location.reload();
  });
})();
