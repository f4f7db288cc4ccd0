// The loader: puts the guide, in a frame of its own, where the tag stands. It never sees what a person answers.
(() => {
  "use strict";
  const own = document.currentScript;
  const NAME = "porchlight-guide";
  if (!window.customElements || customElements.get(NAME)) {
    if (window.customElements && own) place(own);
    return;
  }
  const { folder, packs } = __MANIFEST__;
  const base = new URL("../", own ? own.src : location.href);
  // One height for all that is shown: any other would tell what is shown. The style keeps it below the window's, so that
  // the way out, at the frame's top, stays in reach.
  const HEIGHT = 1000;
  const CAUSES = {
    missing: "the document did not come within 8 seconds. Check that the folder beside v1/ was uploaded whole, and that this address opens: ",
    policy: "the policy of this page refuses the frame. Add to its Content-Security-Policy header: frame-src " + base.origin,
  };
  const warn = (words) => console.warn("Porchlight: " + words);
  const one = (element, name, fits, allowed) => {
    const value = element.getAttribute(name);
    if (value === null || fits(value)) return value;
    element.notes.push(name + '="' + value + '" is not known; allowed: ' + allowed);
    return null;
  };

  class Guide extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) this.shadowRoot.textContent = "";
      this.notes = [];
      const names = Object.keys(packs);
      const own_pack = (name) => Object.prototype.hasOwnProperty.call(packs, name);
      const name = one(this, "pack", own_pack, names.join(", ")) || names[0];
      const pack = packs[name];
      const codes = Object.keys(pack.languages);
      // The tag's language, else the page's; "es" serves "es-MX".
      const fit = (wish) => {
        const same = (code) => code.toLowerCase() === wish.toLowerCase();
        return codes.find(same) || codes.find((code) => wish.toLowerCase().startsWith(code.toLowerCase() + "-"));
      };
      const named = fit(one(this, "lang", fit, codes.join(", ")) || "") || fit(document.documentElement.lang || "");
      const code = named || codes[0];
      const wishes = {
        language: named,
        auto: !named,
        theme: one(this, "theme", (value) => /^(light|dark|auto)$/.test(value), "light, dark, auto"),
        accent: one(this, "accent", (value) => /^#[0-9a-f]{6}$/i.test(value), "a colour such as #1f5f5b"),
        path: one(this, "path", (value) => pack.paths.includes(value), pack.paths.join(", ")),
        region: one(this, "region", (value) => pack.regions.includes(value), pack.regions.join(", ")),
      };
      one(this, "layout", (value) => value === "inline", "inline");
      const known = ["pack", "lang", "theme", "accent", "path", "region", "layout"];
      for (const attribute of this.foreign || []) {
        this.notes.push("the attribute data-" + attribute + " is not known; allowed: data-" + known.join(", data-"));
      }
      for (const { name: attribute } of this.attributes) {
        if (!known.concat("id", "class", "style", "hidden", "slot", "title").includes(attribute) && !/^(data|aria)-/.test(attribute)) {
          this.notes.push("the attribute " + attribute + " is not known; allowed: " + known.join(", "));
        }
      }
      if (this.notes.length) warn(this.notes.join("; "));
      this.show(pack, pack.languages[code], new URL(folder + "/" + name + "/" + code + ".html", base).href, wishes);
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
      removeEventListener("message", this.hear);
      document.removeEventListener("securitypolicyviolation", this.refused);
    }

    show(pack, title, address, wishes) {
      const root = this.shadowRoot || this.attachShadow({ mode: "open" });
      const words = ":host{display:block!important}iframe{display:block;width:100%;border:0;color-scheme:auto;max-height:max(30rem,100vh)}iframe[data-wait]{position:absolute;inline-size:1px;block-size:1px;opacity:0}";
      // A sheet made by script needs no source in the page's policy; a style element would. Old browsers have only that.
      try {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(words);
        root.adoptedStyleSheets = [sheet];
      } catch {
        const style = document.createElement("style");
        style.textContent = words;
        root.append(style);
      }
      const frame = document.createElement("iframe");
      frame.title = title;
      // Each allowance: the guide's own script; links that open beside it; leaving the whole page, and calling, on a tap;
      // printing.
      frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation allow-modals");
      frame.setAttribute("referrerpolicy", "no-referrer");
      frame.setAttribute("allow", "");
      frame.name = JSON.stringify(wishes);
      frame.setAttribute("height", HEIGHT);
      const slot = document.createElement("slot");
      // Asked for again as children come: a script in the head runs before the parser has reached them.
      const empty = () => !this.children.length && !this.textContent.trim();
      slot.onslotchange = () => frame.toggleAttribute("data-wait", !empty());
      slot.onslotchange();
      let here = false;
      this.hear = (event) => {
        if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
        const [mark, verb, cause] = event.data.split(":");
        if (mark !== "porchlight") return;
        if (verb === "here") {
          here = true;
          clearTimeout(this.timer);
        } else if (verb === "ready") {
          slot.onslotchange = null;
          frame.removeAttribute("data-wait");
          slot.remove();
          this.dispatchEvent(new CustomEvent("porchlight-ready"));
        } else if (verb === "static") {
          slot.onslotchange = null;
          frame.removeAttribute("data-wait");
          this.fail("guide-" + (/^[a-z]{1,12}$/.test(cause) ? cause : "unknown"));
        }
      };
      this.refused = (event) => {
        if (!here && /^(frame|child|default)-src/.test(event.violatedDirective) && String(event.blockedURI).startsWith(base.origin)) lost("policy");
      };
      const lost = (cause) => {
        if (here) return;
        here = true;
        clearTimeout(this.timer);
        frame.remove();
        if (empty()) root.append(help(pack));
        warn(CAUSES[cause] + (cause === "missing" ? address : ""));
        this.fail(cause);
      };
      addEventListener("message", this.hear);
      document.addEventListener("securitypolicyviolation", this.refused);
      this.timer = setTimeout(() => lost("missing"), 8000);
      root.append(slot, frame);
      frame.src = address;
    }

    fail(cause) {
      this.dispatchEvent(new CustomEvent("porchlight-error", { detail: { cause } }));
    }
  }

  const help = (pack) => {
    const list = document.createElement("ul");
    list.setAttribute("data-part", "help-lines");
    for (const line of pack.help) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = line.href;
      link.textContent = line.shown;
      link.className = "shown";
      item.append(line.label + " ", link);
      list.append(item);
    }
    return list;
  };

  // A tag without a pack only makes the element known, for pages that put <porchlight-guide> themselves.
  function place(script) {
    if (!("pack" in script.dataset)) return;
    const element = document.createElement(NAME);
    const known = ["pack", "lang", "theme", "accent", "path", "region", "layout"];
    element.foreign = [];
    for (const name of Object.keys(script.dataset)) {
      if (known.includes(name)) element.setAttribute(name, script.dataset[name]);
      else element.foreign.push(name);
    }
    if (!script.closest("head")) return script.after(element);
    // Nothing in the head is ever drawn.
    console.warn("Porchlight: the tag stands in the head of the page, so the guide comes at the page's end. Put the tag where the guide is to stand.");
    const put = () => document.body.append(element);
    if (document.body && document.readyState !== "loading") put();
    else addEventListener("DOMContentLoaded", put);
  }

  customElements.define(NAME, Guide);
  if (own) place(own);
})();
