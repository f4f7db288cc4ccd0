// The loader: puts the guide, in a frame of its own, where the tag stands. It never sees what a person answers.
// Host pages may have changed what browsers bring along: whatever throws in here ends in one line of the console, and
// in the children of the element or the help lines.
(() => {
  const warn = (words) => console.warn("Porchlight: " + words);
  // An element of the page may have taken the name.
  let own = document.currentScript;
  if (!own || own.localName !== "script") own = document.querySelector('script[src*="/porchlight.js"]');
  const { folder, packs } = __MANIFEST__;
  // In a module, and in a shadow root, no tag can be found: the call stack names the file, too. `URL` may be the page's.
  const src = own ? own.src : (/\w+:\/\/[^\s()]+\/porchlight\.js/.exec(new Error().stack) || [""])[0];
  const base = src.replace(/[^/]*\/[^/]*([?#].*)?$/, "");
  const origin = base.split("/", 3).join("/");
  const KNOWN = ["pack", "lang", "theme", "accent", "path", "region", "layout", "corners", "text"];
  // In milliseconds. Nobody waits longer before help lines; what a busy page has not heard yet gets the rest.
  const PATIENCE = 4200;
  const REST = 500;
  const CAUSES = {
    missing: "something else answered. Check the folder beside v1/, and proxies: ",
    hang: "no answer yet. Check the server: ",
    policy: "the page's policy refuses the frame. Add to its Content-Security-Policy: frame-src " + origin + " for ",
    page: "a script of this page broke the browser's own: ",
  };
  const make = (name, parent, properties) => {
    const element = Object.assign(document.createElement(name), properties);
    if (parent) parent.append(element);
    return element;
  };
  // Styles are set one by one, by script: that needs no source in the page's policy, which a style sheet would.
  const STYLES = {
    frame: "display:block;width:100%;border:0;min-width:240px;max-height:max(480px,100vh)",
    inside: "display:block;width:100%;border:0;height:calc(100% - 48px)",
    wait: "position:absolute;width:1px;height:1px;border:0;opacity:0",
    dialog: "width:736px;height:960px;max-width:100%;max-height:100%;padding:0;border:0;overflow:hidden",
    close: "float:inline-end;width:48px;height:48px;border:0;background:none;font-size:21px",
    open: "position:fixed;inset:auto 16px 16px auto;margin:0;z-index:99999;padding:13px 19px;border:3px solid #17504b;border-radius:48px;background:#fff;color:#222;font:600 18px system-ui",
  };

  // The build shortens names that end with `_`; the page has no use for them.
  class Guide extends HTMLElement {
    connectedCallback() {
      try {
        this.begin_();
      } catch (error) {
        warn(CAUSES.page + error);
        this.disconnectedCallback();
        (this.shadowRoot || this).append(help(packs[this.getAttribute("pack")]), make("slot"));
        this.tell_("error", { cause: "page" });
      }
    }

    disconnectedCallback() {
      clearTimeout(this.timer_);
      if (this.ears_) this.ears_.abort();
      if (this.shadowRoot) this.shadowRoot.textContent = "";
    }

    // Opens and closes the dialog of the layouts `button` and `dialog`.
    open() {
      if (!this.dialog_ || this.dialog_.open) return;
      this.dialog_.showModal();
      this.load_();
    }

    close() {
      if (this.dialog_) this.dialog_.close();
    }

    wish_(name, fits, allowed) {
      const value = this.getAttribute(name);
      if (value === null || fits(value)) return value;
      this.notes_.push(name + '="' + value + '" is not known; allowed: ' + allowed.join(", "));
      return null;
    }

    begin_() {
      this.notes_ = [];
      const one = (name, allowed) => this.wish_(name, (value) => allowed.includes(value), allowed);
      const names = Object.keys(packs);
      const name = one("pack", names) || names[0];
      const pack = packs[name];
      const codes = Object.keys(pack.languages);
      // The tag's language, else the page's; "es" serves "es-MX".
      const fit = (wish) => codes.filter((code) => (wish + "-").toLowerCase().startsWith(code.toLowerCase() + "-")).sort().pop();
      const named = fit(this.wish_("lang", fit, codes) || document.documentElement.lang);
      const code = named || codes[0];
      // Browsers without dialogs have the guide where the element stands.
      const layout = (window.HTMLDialogElement && one("layout", ["inline", "button", "dialog"])) || "inline";
      const wishes = {
        __proto__: null,
        language: named,
        auto: !named,
        theme: one("theme", ["light", "dark", "auto"]),
        accent: this.wish_("accent", (value) => /^#[0-9a-f]{6}$/i.test(value), ["a colour such as #1f5f5b"]),
        corners: one("corners", ["square", "soft", "round"]),
        text: one("text", ["normal", "large", "larger"]),
        // The document knows which there are, and says so.
        path: this.getAttribute("path"),
        region: this.getAttribute("region"),
        layout,
      };
      const odd = [].concat(this.foreign_ || []);
      for (const { name } of this.attributes) {
        // What every element may have is none of our matter.
        if (!KNOWN.includes(name) && !/-|^class$/.test(name) && !(name in this)) odd.push(name);
      }
      if (odd[0]) this.notes_.push("the attribute " + odd + " is not known; allowed: " + KNOWN.join(", "));
      if (this.notes_[0]) warn(this.notes_.join("; "));
      this.show_(pack, pack.languages[code], base + folder + "/" + name + "/" + code + ".html", wishes);
    }

    show_(pack, [title, close], address, wishes) {
      const root = this.shadowRoot || this.attachShadow({ mode: "open" });
      if (getComputedStyle(this).display === "inline") this.style.display = "block";
      const frame = make("iframe", null, {
        title,
        // Each allowance: the guide's own script; links that open beside it; leaving the whole page, and calling, on a
        // tap; printing.
        sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation allow-modals",
        referrerPolicy: "no-referrer",
        allow: "",
        name: JSON.stringify(wishes),
        // One for all that is shown: any other would tell what is shown. The style keeps it below the window's, so that
        // the way out, at the frame's top, stays in reach.
        height: 1000,
      });
      const slot = make("slot");
      let place = root;
      this.dialog_ = null;
      let shape = STYLES.frame;
      const button = (parent, style, properties) => {
        const made = make("button", parent, properties);
        made.style.cssText = style;
        return made;
      };
      if (wishes.layout !== "inline") {
        shape = STYLES.inside;
        place = this.dialog_ = make("dialog", root, { ariaLabel: title });
        place.style.cssText = STYLES.dialog;
        button(place, STYLES.close, { textContent: "\u2715", ariaLabel: close, onclick: () => this.close() });
        if (wishes.layout === "button") {
          // A popover is above all, and not caught in a part of the page that a transform moves.
          button(root, STYLES.open + ";border-color:" + wishes.accent, {
            textContent: title,
            popover: "manual",
            onclick: () => this.open(),
          }).showPopover?.();
        }
      }
      let told;
      // Asked for again as children come: a script in the head runs before the parser has reached them.
      const empty = () => !this.children.length && !this.textContent.trim();
      const draw = (waits) => {
        frame.style.cssText = waits ? STYLES.wait : shape;
      };
      draw(!empty());
      slot.onslotchange = () => told || draw(!empty());
      const see = () => {
        clearTimeout(this.timer_);
        slot.onslotchange = null;
        draw();
      };
      let here;
      let lines;
      // The frame stays, unseen: a guide that comes late, however late, is still shown.
      const lost = (cause) => {
        if (here || told || !frame.isConnected) return;
        told = true;
        frame.style.display = "none";
        if (empty()) place.append((lines = help(pack)));
        warn(CAUSES[cause] + address);
        this.tell_("error", { cause });
      };
      const hear = (event) => {
        if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
        const [, verb, cause] = /^porchlight:([a-z]+):?([a-z]*)$/.exec(event.data) || [];
        if (verb === "here") {
          here = true;
          if (lines) lines.remove();
          if (slot.onslotchange) draw(!empty());
        } else if (verb === "ready") {
          see();
          slot.remove();
          this.tell_("ready");
        } else if (verb === "static") {
          see();
          this.tell_("error", { cause: "guide-" + cause });
        } else if (verb === "close") {
          this.close();
        }
      };
      const refused = (event) => {
        if (event.disposition !== "report" && /^(frame|child|default)-src/.test(event.violatedDirective) && String(event.blockedURI).startsWith(origin)) lost("policy");
      };
      this.load_ = () => {
        this.load_ = () => {};
        this.ears_ = new AbortController();
        const options = { __proto__: null, signal: this.ears_.signal };
        addEventListener("message", hear, options);
        document.addEventListener("securitypolicyviolation", refused, options);
        const late = () => (here ? see() : lost("hang"));
        this.timer_ = setTimeout(() => (this.timer_ = setTimeout(late, REST)), PATIENCE);
        // A document that is ours has said so by then.
        frame.onload = () => setTimeout(lost, REST, "missing");
        frame.src = address;
        place.append(slot, frame);
      };
      if (place === root) this.load_();
    }

    tell_(name, detail) {
      try {
        this.dispatchEvent(new CustomEvent("porchlight-" + name, { detail }));
      } catch {} // Nobody can listen on a page that broke its events.
    }
  }

  const help = (pack) => {
    const list = make("ul");
    list.dataset.part = "help-lines";
    // A pack may be asked for by a name that every object has, such as `constructor`.
    for (const { label, shown, href } of (pack || 0).help || Object.values(packs)[0].help) {
      make("a", make("li", list, { textContent: label + " " }), { textContent: shown, href });
    }
    return list;
  };

  // A tag without a pack only makes the element known, for pages that put <porchlight-guide> themselves.
  const put = (script, name) => {
    if (!("pack" in script.dataset)) return;
    const element = make(name);
    element.foreign_ = [];
    for (const name of Object.keys(script.dataset)) {
      if (KNOWN.includes(name)) element.setAttribute(name, script.dataset[name]);
      else element.foreign_.push("data-" + name);
    }
    if (!script.closest("head")) return script.after(element);
    // Nothing in the head is ever drawn.
    warn("the tag stands in the head of the page, so the guide comes at its end. Move the tag.");
    const late = () => document.body.append(element);
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", late);
    else late();
  };

  try {
    // Two releases on one page: the first has the name; the second's own tags get their own.
    let name = "porchlight-guide";
    const first = customElements.get(name);
    if (first && first.release_ !== folder) name += "-" + folder;
    if (!customElements.get(name)) {
      Guide.release_ = folder;
      customElements.define(name, Guide);
      if (!customElements.get(name)) throw name;
      addEventListener("click", (event) => {
        const [target] = event.composedPath();
        const opener = target.closest && target.closest("[data-porchlight-open]");
        const id = opener && opener.dataset.porchlightOpen;
        const guide = id ? document.getElementById(id) : opener && document.querySelector(name + "[layout=dialog]");
        if (guide instanceof Guide) {
          event.preventDefault();
          guide.open();
        }
      });
    }
    if (own) put(own, name);
  } catch (error) {
    warn(CAUSES.page + error);
    if (own && "pack" in own.dataset) own.after(help(packs[own.dataset.pack]));
  }
})();
