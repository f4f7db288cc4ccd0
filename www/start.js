// The last script of the document: what stands before it has arrived whole. It brings the module back to bytes and
// starts it.
(() => {
  "use strict";
  const root = document.documentElement;
  root.setAttribute("data-started", "");
  dispatchEvent(new Event("porchlight-whole"));
  const give_up = (cause) => {
    root.setAttribute("data-cause", cause);
    dispatchEvent(new Event("porchlight-static"));
  };
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
  // "\0asm": anything else is not a module, but what a proxy has made of it.
  if (bytes[0] !== 0 || bytes[1] !== 97 || bytes[2] !== 115 || bytes[3] !== 109) return give_up("damaged");
  if (typeof WebAssembly !== "object") return give_up("wasm");
  wasm_bindgen({ module_or_path: bytes }).then(
    () => { try { wasm_bindgen.start(); } catch { give_up("crash"); } },
    (error) => give_up(error instanceof WebAssembly.CompileError && /policy|unsafe-eval|disallowed|blocked/i.test(String(error)) ? "wasm" : "damaged"),
  );
})();
