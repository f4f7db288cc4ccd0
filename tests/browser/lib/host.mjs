// Opens host pages and steps into the frame that the loader puts on them.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, readScreen, waitForScreen } from './screen.mjs';

/** A plain agency page with `tag` in its middle; /watch.js notes what goes wrong on it (watch.mjs). */
export const hostPage = (tag, { head = '', before = '<p>Words before.</p>', after = '<p>Words after.</p>' } = {}) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>An agency</title>
<link rel="icon" href="data:,"><script src="/watch.js"></script>${head}</head>
<body><h1>An agency</h1>${before}
${tag}
${after}</body></html>`;

/** The one line of the promise. */
export const TAG = '<script async src="{{guide}}/v1/porchlight.js" data-pack="louisiana"></script>';

/** Opens `address` and waits until its body is there. */
export async function open(driver, address) {
  await driver.switchTo().defaultContent();
  await driver.get(address);
  const end = Date.now() + 15000;
  while (Date.now() < end) {
    // Between two documents an engine answers with nothing, with an error, or, as WebKit's driver now and then, not at all.
    const asked = driver.executeScript('return document.body && location.href').catch(() => null);
    const there = await Promise.race([asked, sleep(3000, null, { ref: false })]);
    if (there === address) return;
    await sleep(25);
  }
  throw new Error(`${address} did not open`);
}

/** Steps into the frame of the `index`-th guide on the page. */
export async function enterFrame(driver, { index = 0, milliseconds = 10000 } = {}) {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    await driver.switchTo().defaultContent();
    const frame = await driver.executeScript(
      'const guide = document.querySelectorAll("porchlight-guide")[arguments[0]];'
      + ' return guide && guide.shadowRoot ? guide.shadowRoot.querySelector("iframe") : null', index);
    if (frame && await driver.switchTo().frame(frame).then(() => true, () => false)) return;
    await sleep(25);
  }
  throw new Error('no porchlight-guide with a frame came onto the page');
}

/** Runs in the host page: what each guide's place shows, seen from outside. */
function places() {
  const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  return [...document.querySelectorAll('porchlight-guide')].map(guide => {
    const frame = guide.shadowRoot?.querySelector('iframe');
    const size = frame?.getBoundingClientRect();
    return {
      // A frame in which nothing of ours has answered is kept unseen: it may still come.
      frame: frame && getComputedStyle(frame).display !== 'none' ? { shown: seen(frame) && size.width > 50 && size.height > 50, width: Math.round(size.width), height: Math.round(size.height) } : null,
      // Once the loader has run, only what is in a slot, or in the element's own shadow, is drawn.
      children: [...guide.children].filter(child => (!guide.shadowRoot || child.assignedSlot !== null) && seen(child)).map(child => child.innerText),
      helpLines: [...guide.shadowRoot?.querySelectorAll('[data-part="help-lines"] a') ?? []].filter(seen).map(({ href, textContent, parentNode }) => ({ href, shown: textContent, around: parentNode.innerText })),
    };
  });
}

/** The guides on the page, in their order, as a person sees their places: a frame, the element's own children, or help lines. */
export async function guides(driver) {
  await driver.switchTo().defaultContent();
  return driver.executeScript(places);
}

/** What the tab shows of itself: how long its history is, and what stands in its title and its address. */
export async function tab(driver) {
  const outside = await driver.executeScript('return window === window.top');
  if (!outside) await driver.switchTo().defaultContent();
  const now = await driver.executeScript('return { history: history.length, title: document.title, address: location.href }');
  if (!outside) await enterFrame(driver);
  return now;
}

/** Opens a host page and waits, inside the frame, until the guide runs. */
export async function openGuide(driver, address, options) {
  await open(driver, address);
  return enterGuide(driver, options);
}

/** Steps into the frame anew until the guide runs in it: a frame that has just got its document is another one for the drivers. */
export async function enterGuide(driver, options = {}) {
  const { milliseconds = 15000 } = options;
  const end = Date.now() + milliseconds;
  let screen;
  do {
    await enterFrame(driver, { milliseconds, ...options });
    screen = await readScreen(driver).catch(() => undefined);
    if (screen?.running) return screen;
    await sleep(25);
  } while (Date.now() < end);
  throw new Error(`a running guide did not come within ${milliseconds} ms; the screen: ${describe(screen)}`);
}

/** Opens the document itself as a full page and waits until the guide runs. */
export async function openPage(driver, address) {
  await open(driver, address);
  return running(driver);
}

export const running = (driver, { milliseconds = 15000 } = {}) =>
  waitForScreen(driver, screen => screen.running, { milliseconds, what: 'a running guide' });
