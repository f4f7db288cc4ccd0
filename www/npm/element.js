// Puts the loader on this page as its tag does. The documents stay where the loader is served: the package holds none.

/** Adds the loader once for each address. Gives a promise of the element being known. */
export function load(address, { integrity } = {}) {
  const known = Array.from(document.scripts).some((script) => script.src === new URL(address, document.baseURI).href);
  if (!known) {
    const script = document.createElement("script");
    script.async = true;
    if (integrity) {
      script.integrity = integrity;
      script.crossOrigin = "anonymous";
    }
    script.src = address;
    document.head.append(script);
  }
  return customElements.whenDefined("porchlight-guide");
}
