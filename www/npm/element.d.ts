/** Why the guide does not run. docs/web-masters.md says what to do about each. A later release may add others. */
export type PorchlightCause =
  | "missing" | "hang" | "policy" | "page"
  | "guide-wasm" | "guide-cut" | "guide-damaged" | "guide-slow" | "guide-crash"
  | (string & {});

/** The attributes of `<porchlight-guide>`. A value that is not known gives one line in the console, and the default. */
export interface PorchlightAttributes {
  /** A pack of the release, such as `louisiana`. */
  pack?: string;
  /** A language of the pack, such as `es`; `es-MX` gets `es`. */
  lang?: string;
  theme?: "light" | "dark" | "auto";
  /** A colour such as `#1f5f5b`. */
  accent?: string;
  /** A path of the pack that is chosen beforehand, such as `kin-now`. */
  path?: string;
  /** An area of the pack, such as `monroe`. */
  region?: string;
  layout?: "inline" | "button" | "dialog";
  corners?: "square" | "soft" | "round";
  text?: "normal" | "large" | "larger";
}

/** The events of the element. None tells what a person did, and none bubbles. */
export interface PorchlightEvents {
  "porchlight-ready": CustomEvent<null>;
  "porchlight-error": CustomEvent<{ cause: PorchlightCause }>;
}

/** The element as it is once the loader has come. Attributes are read when it is put on the page. */
export interface PorchlightGuide extends HTMLElement {
  /** Opens the dialog of the layouts `button` and `dialog`; else it does nothing. */
  open(): void;
  /** Closes it. */
  close(): void;
  addEventListener<Name extends keyof PorchlightEvents>(
    name: Name, listener: (this: PorchlightGuide, event: PorchlightEvents[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    name: Name, listener: (this: HTMLElement, event: HTMLElementEventMap[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/**
 * Puts the loader on this page, once for each address: `https://HOST/v1/porchlight.js`, or, with `integrity`,
 * `https://HOST/v0.1.0/porchlight.js`. The promise is kept when `<porchlight-guide>` is known.
 */
export function load(address: string, options?: { integrity?: string }): Promise<CustomElementConstructor>;

/** For JSX: `declare module "react" { namespace JSX { interface IntrinsicElements extends PorchlightElements {} } }`. */
export interface PorchlightElements {
  "porchlight-guide": PorchlightAttributes & {
    id?: string; class?: string; className?: string; style?: unknown; hidden?: boolean; title?: string; slot?: string;
    key?: string | number | null; ref?: unknown; children?: unknown;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "porchlight-guide": PorchlightGuide;
  }
  /** For JSX without a module of its own. */
  namespace JSX {
    interface IntrinsicElements extends PorchlightElements {}
  }
}
