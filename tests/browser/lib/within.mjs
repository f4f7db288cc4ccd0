// A guide that stands where a page's own script would not look for it: in a frame of the page, or in a shadow root.
import assert from 'node:assert/strict';
import { enterGuide } from './host.mjs';
import { readScreen, waitForScreen } from './screen.mjs';
import { soon } from './soon.mjs';
import { noted } from './watch.mjs';

/** `frames` leads into the document; `find` is an expression that gives the guide there, and `frame` one for the frame in it. */
export async function enterWithin({ driver }, { frames = [], find = 'document.querySelector("porchlight-guide")', frame = `${find}?.shadowRoot?.querySelector('iframe')` } = {}) {
  // Looked for and entered in one go: a frame that has just got its document is another one for WebKit's driver.
  await soon(async () => {
    await driver.switchTo().defaultContent();
    for (const selector of frames) {
      const outer = await driver.executeScript('return document.querySelector(arguments[0])', selector);
      if (!outer || !await driver.switchTo().frame(outer).then(() => true, () => false)) return false;
    }
    const found = await driver.executeScript(`const frame = ${frame}; frame?.scrollIntoView({ block: 'start', behavior: 'instant' }); return frame`).catch(() => null);
    return found && driver.switchTo().frame(found).then(() => true, () => false);
  }, 'a guide with a frame', { milliseconds: 45000 });
}

/** The guide there runs and answers. It is pressed by script: WebKit's driver does not find its way through two frames with the mouse. */
export async function worksWithin(told, where) {
  const { driver } = told;
  await soon(async () => {
    await enterWithin(told, where);
    return (await readScreen(driver).catch(() => undefined))?.running;
  }, 'a running guide', { milliseconds: 45000 });
  // WebKit's driver can lose the frame at a press. Whether it was pressed is seen when the frame is found again.
  await pressed(driver).catch(async error => {
    if (error.name !== 'NoSuchWindowError') throw error;
    await enterWithin(told, where);
    await pressed(driver);
  });
  return { by: 'guide' };
}

async function pressed(driver) {
  await driver.executeScript('document.querySelector("input[value=explore]")?.click(); document.querySelector("[data-action=start]")?.click()');
  await waitForScreen(driver, ({ path }) => path === 'explore', { what: 'the path' });
}

/**
 * The same where a hand would have to scroll the page's own boxes first: what can be seen of the guide lies open to a press,
 * and what is pressed by script in it answers.
 */
export async function worksBehind({ driver }) {
  await soon(async () => (await noted(driver)).events.some(({ name }) => name === 'porchlight-ready'), 'a guide that is ready', { milliseconds: 45000 });
  const open = await driver.executeScript(`
    const guide = document.querySelector('porchlight-guide');
    guide.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, width } = guide.getBoundingClientRect();
    const hits = [...Array(19).keys()].map(step => document.elementFromPoint(left + width / 2, innerHeight * (step + 1) / 20));
    return hits.filter(hit => hit === guide).length`);
  assert.ok(open >= 3, `the guide lies open at ${open} of 19 places`);
  await enterGuide(driver, { milliseconds: 45000 });
  await pressed(driver);
  return { by: 'guide' };
}

/** Where no element and no event can tell of it: help lines stand on the page, and can be seen. */
export async function helpStands({ driver }) {
  const asked = await soon(() => driver.executeScript(`
    const roots = [document, ...[...document.querySelectorAll('porchlight-guide')].map(guide => guide.shadowRoot).filter(Boolean)];
    const links = roots.flatMap(root => [...root.querySelectorAll('[data-part="help-lines"] a')]);
    const seen = links.filter(link => link.checkVisibility() && link.getBoundingClientRect().height > 5);
    return seen.length >= 4 && { ms: performance.now(), links: seen.map(link => link.protocol) }`), 'help lines', { milliseconds: 45000 });
  assert.ok(asked.links.every(protocol => /^(tel|sms):$/.test(protocol)), asked.links.join());
  return { by: 'loader', ms: asked.ms };
}
