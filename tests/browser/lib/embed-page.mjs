// The web master's page as its tests use it: choices are made on it, and its offers are taken from it as text.
import { open } from './host.mjs';
import { soon } from './soon.mjs';

/** Opens the page of a guide that is served at `base`, and waits until it has written its tags. */
export async function openEmbedPage(driver, base) {
  await open(driver, `${base}/embed/index.html`);
  await soon(() => driver.executeScript('return Boolean(document.getElementById("newest")?.textContent)'), 'a tag on the page');
}

/** Runs in the page: sets each control as a person would leave it, with the event that tells of it. */
function set(choices) {
  const form = document.getElementById('choices');
  for (const [name, value] of Object.entries(choices)) {
    const control = name === 'accent' ? document.getElementById('accent') : form.elements[name];
    control.value = value;
    if (control.value !== value) throw new Error(`${name} does not offer ${value}`);
    const element = control instanceof RadioNodeList ? form.querySelector(`[name=${name}]:checked`) : control;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/** Makes choices on the page; the pack first, for it changes what else there is. */
export const choose = (driver, choices) => driver.executeScript(`(${set})(arguments[0])`, choices);

/** What stands in one of the boxes, for a web master to copy. */
export const offer = (driver, id) => driver.executeScript('return document.getElementById(arguments[0]).textContent', id);

/** Runs in the page: the attributes of a frame that say what it may and what it shows. */
function attributesOf(frame) {
  const named = name => frame.getAttribute(name);
  return {
    sandbox: named('sandbox'), allow: named('allow'), referrerpolicy: named('referrerpolicy'), title: named('title'),
    wishes: Object.fromEntries(Object.entries(JSON.parse(frame.name)).filter(([name, value]) => value && name !== 'layout')),
  };
}

/** Of the frame that the loader has made, and of one that stands in the page itself. */
export const frameAttributes = driver => driver.executeScript(`
  const guide = document.querySelector('porchlight-guide');
  return (${attributesOf})(guide ? guide.shadowRoot.querySelector('iframe') : document.querySelector('iframe'))`);

/** Runs in the guide's document: what came of the wishes. */
export const wishesTaken = driver => driver.executeScript(`
  const html = document.documentElement;
  return {
    lang: html.lang, theme: html.dataset.wishTheme, path: html.dataset.wishPath, region: html.dataset.wishRegion,
    corners: html.dataset.wishCorners, text: html.dataset.wishText, accent: html.style.cssText,
  };`);
