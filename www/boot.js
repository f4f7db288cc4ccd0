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
  const numbers = (code) => code.match(/\w\w/g).map((part) => parseInt(part, 16));
  // Relative luminance and contrast as WCAG 2 defines them.
  const light = (colour) => colour.reduce((sum, one, at) => sum + [0.2126, 0.7152, 0.0722][at] * (one > 10 ? ((one / 255 + 0.055) / 1.055) ** 2.4 : one / 3294.6), 0.05);
  const contrast = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));
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
  // start.js tells those that the pack does not have; the guide takes no notice of them.
  wish("path", /./);
  wish("region", /./);
  wish("corners", /^(square|round)$/);
  wish("text", /^(large|larger)$/);
  // The tag's colour as it can be read: darker on light paper, lighter on dark. 4.5 to 1 is WCAG 2's least for text.
  const colour = typeof wishes.accent === "string" && /^#[0-9a-f]{6}$/i.test(wishes.accent) && numbers(wishes.accent);
  if (colour) {
    const changed = [["light", "#fdf0d2", 0], ["dark", "#3a2e1c", 255]].filter(([theme, paper, end]) => {
      let kept = colour;
      for (let part = 0; contrast(kept, numbers(paper)) < 4.5; part += 0.02) kept = colour.map((one) => Math.round(one + (end - one) * part));
      root.style.setProperty("--wish-" + theme, "rgb(" + kept + ")");
      return kept !== colour;
    });
    if (changed.length) console.info("Porchlight: the shade of the accent " + wishes.accent + " is changed to be readable: " + changed.map(([theme]) => theme));
  }

  // In a dialog of the host page, Escape closes it; the page itself does not hear the key.
  if (/^(button|dialog)$/.test(wishes.layout)) addEventListener("keydown", (event) => event.key === "Escape" && tell("porchlight:close"));

  root.classList.add("js");
  if (framed) root.classList.add("framed");
  // Here it is when its help lines are: a browser may drop what it has not read yet when a connection ends, and the
  // loader has lines of its own.
  const helps = () => document.querySelector("[data-part=help-lines]");
  const eyes = new MutationObserver(() => {
    if (!helps()) return;
    eyes.disconnect();
    tell("porchlight:here");
  });
  eyes.observe(root, { childList: true, subtree: true });

  // A press on the start button is kept until the guide is there.
  addEventListener("click", (event) => {
    if (root.hasAttribute("data-running")) return;
    const button = event.target.closest && event.target.closest("[data-action=start]");
    if (button) { root.setAttribute("data-pressed", ""); button.setAttribute("aria-busy", "true"); }
  }, true);

  // Leaving must not wait for the guide, nor need it: the page is covered at once, and no entry of it stays in the
  // history. The guide covers the page itself, forgets everything, and then asks for the same.
  addEventListener("click", (event) => {
    const way = event.target.closest && event.target.closest("a[data-action=leave]");
    if (!way || root.hasAttribute("data-running")) return;
    event.preventDefault();
    root.setAttribute("data-left", way.href);
    document.title = "";
    away();
  }, true);

  // WebKit draws nothing more from the moment on in which another page is on its way: the cover comes first. A page that
  // is not drawn at all, as in a hidden tab, need not wait for it.
  const away = () => {
    const address = root.getAttribute("data-left");
    let gone = false;
    const go = () => {
      if (gone) return;
      gone = true;
      try { window.top.location.replace(address); } catch { location.replace(address); }
    };
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, 100);
  };
  addEventListener("porchlight-left", away);

  const reasons = {
    cut: "the document did not arrive whole: the connection was cut, or a proxy changed its length",
    wasm: "WebAssembly is switched off or refused: a policy header on the document needs 'wasm-unsafe-eval'",
    damaged: "the document is damaged: a proxy or an optimizer changed it",
    crash: "the guide stopped; please report it",
    slow: "the rest of the document has not come; the guide starts when it comes",
  };
  // What the guide shows after a crash cannot be trusted any more: the pre-rendered content comes back by a fresh load.
  const stay = (cause) => {
    if (root.hasAttribute("data-running") && cause !== "crash") return;
    if (root.getAttribute("data-static") === cause || !(helps() || kept.first)) return;
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
