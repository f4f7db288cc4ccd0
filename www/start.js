// The last script of the document: what stands before it has arrived whole. It brings the module back to bytes and
// starts it.
(() => {
  "use strict";
  const root = document.documentElement;
  // The head's script closes what no policy can, and speaks to the loader: without it nothing runs.
  if (!root.classList.contains("js") && !root.hasAttribute("data-static")) return;
  root.setAttribute("data-started", "");
  dispatchEvent(new Event("porchlight-whole"));
  const give_up = (cause) => {
    root.setAttribute("data-cause", cause);
    dispatchEvent(new Event("porchlight-static"));
  };
  // A module, a pack or words in which something was changed on the way might still run, and say something else: each
  // carries its sum, crates/xtask/src/build/inert.rs.
  for (const { textContent, dataset } of document.querySelectorAll("[type='text/plain']")) {
    let sum = 0;
    for (let i = 0; i < textContent.length; i += 1) sum = (Math.imul(sum, 31) + textContent.charCodeAt(i)) | 0;
    if (String(sum) !== dataset.sum) return give_up("damaged");
  }
  const pack = document.getElementById("pack");
  for (const name of ["path", "region"]) {
    const [wish, allowed] = [root.getAttribute("data-wish-" + name), pack && pack.getAttribute("data-" + name)];
    if (wish && typeof allowed === "string" && !allowed.split(", ").includes(wish)) {
      console.warn("Porchlight: " + name + '="' + wish + '" is not known; allowed: ' + allowed);
    }
  }
  const text = document.getElementById("module").textContent;
  const bytes = new Uint8Array(text.length);
  // "~" (126) stands for zero, all others for their low byte: crates/xtask/src/build/inert.rs.
  for (let i = 0; i < bytes.length; i += 1) {
    const code = text.charCodeAt(i);
    bytes[i] = code === 126 ? 0 : code & 255;
  }
  if (typeof WebAssembly !== "object") return give_up("wasm");
  // The bytes are the right ones: if they cannot be compiled, a policy refuses it, or the browser is too old.
  (async () => {
    try {
      await wasm_bindgen({ module_or_path: bytes });
      wasm_bindgen.start();
    } catch (error) {
      give_up(error instanceof WebAssembly.CompileError ? "wasm" : "crash");
    }
  })();
})();
