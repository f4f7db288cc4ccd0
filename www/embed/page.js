// The web master's page: turns choices into tags, and shows the real guide with them. The words stand in index.html,
// the facts in the data of the release. Nothing is kept and nothing is asked for but the release itself.
(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const release = JSON.parse(by("release").textContent);
  const form = by("choices");

  // What the loader takes when a tag does not say it; a tag is shorter without.
  const DEFAULTS = { layout: "inline", theme: "auto", corners: "soft", text: "normal" };
  // The same attributes that the loader gives its frame.
  const FRAME = {
    sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation allow-modals",
    referrerpolicy: "no-referrer",
    allow: "",
  };
  const COLOUR = /^#[0-9a-f]{6}$/i;

  // Opened from a file, the page cannot know where it will be.
  const served = /^https?:$/.test(location.protocol);
  const host = () => (served ? new URL("..", location.href).href : by("address").value.trim()).replace(/\/+$/, "");
  const origin = () => {
    try { return new URL(host()).origin; } catch { return host(); }
  };

  const pack = () => release.packs.find(({ id }) => id === by("pack").value);
  const language = (own = pack()) => own.languages.find(({ code }) => code === by("lang").value) || own.languages[0];

  // Names and values as on the element, without those that are the default.
  const choices = () => {
    const { layout, theme, colour, corners, text } = Object.fromEntries(new FormData(form));
    const accent = colour && by("accent").value.trim();
    const wished = {
      pack: by("pack").value, lang: by("lang").value, path: by("path").value, region: by("region").value,
      layout, theme, accent: COLOUR.test(accent) ? accent.toLowerCase() : "", corners, text,
    };
    return Object.entries(wished).filter(([name, value]) => value && value !== DEFAULTS[name]);
  };

  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const attributes = (list, before = "") => list.map(([name, value]) => ` ${before}${name}="${escape(value)}"`).join("");

  const newest = (wished) => `<script async src="${escape(host())}/v1/porchlight.js"${attributes(wished, "data-")}></script>`;
  const pinned = (wished) => `<script async src="${escape(host())}/v${release.version}/porchlight.js"
  integrity="${release.integrity}" crossorigin="anonymous"
 ${attributes(wished, "data-")}></script>`;

  const page = () => `${host()}/${pack().id}/${language().code}.html`;
  const link = () => `<a href="${escape(page())}">${escape(language().title)}</a>`;

  const element = (wished) => {
    const { code, direction, help } = language();
    const lines = help.map(({ label, shown, href }) => `    <li>${escape(label)} <a href="${escape(href)}">${escape(shown)}</a></li>`);
    const id = wished.some(([, value]) => value === "dialog") ? ' id="guide"' : "";
    return `${newest([])}

<porchlight-guide${id}${attributes(wished)}>
  <ul lang="${code}"${direction === "rtl" ? ' dir="rtl"' : ""}>
${lines.join("\n")}
  </ul>
</porchlight-guide>`;
  };

  // The wishes have the names that the loader gives them; without a language the guide takes the browser's.
  const frame = (wished) => {
    const { pack: _pack, layout: _layout, lang, ...others } = Object.fromEntries(wished);
    const wishes = JSON.stringify(lang ? { language: lang, ...others } : { auto: true, ...others });
    return `<iframe src="${escape(page())}" title="${escape(language().title)}"
  name='${wishes}'
  sandbox="${FRAME.sandbox}"
  referrerpolicy="${FRAME.referrerpolicy}" allow="${FRAME.allow}"
  width="100%" height="1000" style="border: 0; max-height: max(30rem, 100vh)"></iframe>`;
  };

  // --- The page's own controls ---

  const option = (value, text) => {
    const made = document.createElement("option");
    made.value = value;
    made.textContent = text;
    return made;
  };

  // Keeps the first option, which is "no wish", and a choice that is still there.
  const fill = (select, options) => {
    const before = select.value;
    select.replaceChildren(...(select.id === "pack" ? [] : [select.options[0]]), ...options);
    if (Array.from(select.options).some(({ value }) => value === before)) select.value = before;
  };

  const named = (id, name) => option(id, `${name} (${id})`);

  const fillForPack = () => {
    const own = pack();
    fill(by("lang"), own.languages.map(({ code, name }) => named(code, name)));
    fill(by("path"), own.paths.map(({ id, name }) => named(id, name)));
    fill(by("region"), own.regions.map(({ id, name }) => named(id, name)));
    by("region-field").hidden = own.regions.length === 0;
    const values = {
      pack: release.packs.map(({ id }) => id), lang: own.languages.map(({ code }) => code),
      path: own.paths.map(({ id }) => id), region: own.regions.map(({ id }) => id),
    };
    for (const place of all("[data-values]")) {
      const codes = values[place.dataset.values].map((value) => {
        const code = document.createElement("code");
        code.textContent = value;
        return code;
      });
      place.replaceChildren(...codes.flatMap((code, index) => (index ? [", ", code] : [code])));
      if (!codes.length) place.textContent = place.dataset.none || "–";
    }
  };

  // A line breaks between attributes, not at the hyphens inside them. Marked and copied by hand it is the same text.
  const pieces = (text) => text.split(/(\s+)/).map((piece) => {
    if (!piece.trim() || piece.length > 40) return piece;
    const whole = document.createElement("span");
    whole.className = "whole";
    whole.textContent = piece;
    return whole;
  });

  const write = (wished) => {
    const texts = {
      newest: newest(wished), pinned: pinned(wished), element: element(wished), frame: frame(wished), link: link(),
      "button-tag": `<button type="button" data-porchlight-open>${escape(language().title)}</button>`,
      "policy-lines": `script-src ${origin()}; frame-src ${origin()}`,
      "policy-frame": `frame-src ${origin()}`,
      "host-name": origin().replace(/^https?:\/\//, ""),
      verify: host(),
    };
    for (const [id, text] of Object.entries(texts)) by(id).replaceChildren(...pieces(text));
    for (const said of all(".copy [role=status]")) said.textContent = "";
    const { layout = DEFAULTS.layout } = Object.fromEntries(wished);
    for (const part of all("[data-layout]")) part.hidden = part.dataset.layout !== layout;
    by("own-button").textContent = language().title;
    by("own-button").lang = language().code;
  };

  // The real element, anew with each change.
  let shown = "";
  const show = (wished) => {
    const wish = JSON.stringify(wished);
    if (wish === shown) return;
    shown = wish;
    const guide = document.createElement("porchlight-guide");
    for (const [name, value] of wished) guide.setAttribute(name, value);
    by("stopped").hidden = true;
    guide.addEventListener("porchlight-error", ({ detail }) => stopped(detail.cause));
    guide.addEventListener("porchlight-ready", () => { by("stopped").hidden = true; });
    by("guide").replaceChildren(guide);
  };
  const stopped = (cause) => {
    by("cause").textContent = cause;
    by("stopped").hidden = false;
  };
  // The loader stands in a script tag below: if it does not come, nobody else says so.
  addEventListener("error", ({ target }) => {
    if (target && target.localName === "script") stopped("missing");
  }, true);

  let waiting;
  const change = () => {
    const accent = by("accent").value.trim();
    by("accent-wrong").hidden = !form.elements.colour.value || COLOUR.test(accent);
    const wished = choices();
    write(wished);
    clearTimeout(waiting);
    // While a colour is dragged or typed, the guide waits for the end of it.
    waiting = setTimeout(() => show(wished), 250);
  };

  form.addEventListener("input", ({ target }) => {
    if (target.id === "pack") fillForPack();
    if (target.id === "picked") by("accent").value = target.value;
    if (target.id === "accent" && COLOUR.test(target.value.trim())) by("picked").value = target.value.trim();
    if (target.id === "picked" || target.id === "accent") form.elements.colour.value = "yours";
    change();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  const select = (code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest && target.closest("[data-copy]");
    if (!button) return;
    const code = by(button.dataset.copy);
    let said = "copied";
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      select(code);
      said = "selected";
    }
    for (const status of all(".copy [role=status]")) {
      status.textContent = button.parentElement.contains(status) ? by("words").dataset[said] : "";
    }
  });

  form.reset();
  by("address-field").hidden = served;
  by("version").textContent = release.version;
  by("pack").replaceChildren(...release.packs.map(({ id, name }) => named(id, name)));
  by("pack").value = release.fallback;
  fillForPack();
  change();
})();
