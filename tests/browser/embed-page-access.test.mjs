// The web master's page for eyes, hands and programs that differ: axe, keyboard, small windows, large text, pictures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import webdriver from 'selenium-webdriver';
import { COLOURS, bringAxe, violations } from './lib/axe.mjs';
import { startChromium } from './lib/browsers.mjs';
import { choose, offer, openEmbedPage } from './lib/embed-page.mjs';
import { enterGuide } from './lib/host.mjs';
import { key } from './lib/keyboard.mjs';
import { anySize, sideways, size, targets, textSize } from './lib/look.mjs';
import { SIZES, shot } from './lib/pictures.mjs';
import { stage } from './lib/stage.mjs';

const { Key } = webdriver;
const on = stage(startChromium);

/** WCAG 2.5.5: what a finger hits without aiming. */
const TARGET = 44;
/** The third, `button`, shows nothing on the page but the loader's own button. */
const LAYOUTS = ['inline', 'dialog'];
const LOADED = { milliseconds: 30000 };

const MODES = {
  light: [{ name: 'prefers-color-scheme', value: 'light' }],
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  'forced colours': [{ name: 'prefers-color-scheme', value: 'light' }, { name: 'forced-colors', value: 'active' }],
  'more contrast': [{ name: 'prefers-color-scheme', value: 'light' }, { name: 'prefers-contrast', value: 'more' }],
};
const see = features => on.devtools.everywhere('Emulation.setEmulatedMedia', { media: '', features });
const openAll = () => on.driver.executeScript('for (const one of document.querySelectorAll("details")) one.open = true');

async function page(choices = {}) {
  await openEmbedPage(on.driver, on.guide.origin);
  await choose(on.driver, { pack: 'louisiana', ...choices });
  await openAll();
}

test('axe finds nothing, in light, dark, forced colours and more contrast', { timeout: 120000 }, async () => {
  const found = [];
  try {
    for (const layout of LAYOUTS) {
      await size(on, ...(layout === 'inline' ? [1280, 900] : [390, 844]));
      await see(MODES.light);
      await page({ layout, accent: 'none' });
      await bringAxe(on.driver);
      found.push(...(await violations(on.driver)).map(one => ({ layout, ...one })));
      for (const [mode, features] of Object.entries(MODES)) {
        await see(features);
        found.push(...(await violations(on.driver, { rules: COLOURS })).map(one => ({ layout, mode, ...one })));
      }
    }
    assert.deepEqual(found, []);
    // It would have been found.
    await on.driver.executeScript('document.querySelector("label[for=pack]").remove()');
    assert.ok((await violations(on.driver)).some(({ id }) => id === 'select-name'), 'a planted fault is found');
  } finally {
    await see([]);
    await anySize(on);
  }
});

test('from 320 pixels on nothing sticks out, with the largest text too, and a finger hits everything', { timeout: 120000 }, async () => {
  try {
    for (const [width, times] of [[320, 1], [320, 2], [820, 1], [1280, 1], [1280, 2]]) {
      await size(on, width, 800);
      await page({ layout: 'dialog', lang: 'fr', region: 'monroe', accent: 'none' });
      await textSize(on.driver, times);
      const { scrolls, sticks } = await sideways(on.driver);
      assert.equal(scrolls, 0, `${width} pixels, text ${times} times: ${sticks.join('; ')}`);
      const small = (await targets(on.driver)).filter(one => one.width < TARGET || one.height < TARGET);
      assert.deepEqual(small, [], `${width} pixels`);
    }
  } finally {
    await anySize(on);
  }
});

/** Runs in the page: what has the focus, and whether it can be seen there. */
function focused() {
  const element = document.activeElement;
  if (element === document.body) return { what: '' };
  const { outlineStyle, outlineWidth } = getComputedStyle(element.closest('.choice') ?? element);
  return {
    what: element.dataset.copy ? `copy ${element.dataset.copy}` : element.name || element.id || element.localName,
    ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
  };
}

test('by keyboard alone: every choice and every copy is reached, in the order of the page, with the focus in sight', { timeout: 120000 }, async () => {
  await openEmbedPage(on.driver, on.guide.origin);
  await enterGuide(on.driver, LOADED);
  await on.driver.switchTo().defaultContent();
  const reached = [];
  for (let count = 0; count < 120; count += 1) {
    await key(on.driver, Key.TAB);
    const { what, ring } = await on.driver.executeScript(focused);
    if (what === '') break;
    // Inside the frame the guide's own tests look.
    if (what !== 'porchlight-guide') assert.ok(ring, `the focus on ${what} is in sight`);
    if (reached.at(-1) !== what) reached.push(what);
    if (what === 'copy policy-frame') break;
  }
  assert.deepEqual(reached.filter(what => what !== 'porchlight-guide'), [
    'pack', 'lang', 'path', 'region', 'layout', 'theme', 'colour', 'picked', 'accent', 'corners', 'text',
    'copy newest', 'copy pinned', 'copy element', 'copy frame', 'copy policy-lines', 'copy policy-frame',
  ]);

  await openEmbedPage(on.driver, on.guide.origin);
  const until = async wanted => {
    for (let count = 0; count < 40; count += 1) {
      if ((await on.driver.executeScript(focused)).what === wanted) return;
      await key(on.driver, Key.TAB);
    }
    throw new Error(`Tab never reaches ${wanted}`);
  };
  await until('layout');
  await key(on.driver, Key.ARROW_RIGHT);
  await until('corners');
  await key(on.driver, Key.ARROW_RIGHT);
  assert.match(await offer(on.driver, 'newest'), /data-layout="button" data-corners="round"/);
  assert.equal((await on.driver.executeScript(focused)).what, 'corners', 'the focus stays where it was');
});

test('pictures of the page on a phone, a tablet and a desk', { timeout: 120000 }, async t => {
  await openEmbedPage(on.driver, on.guide.origin);
  await choose(on.driver, { pack: 'louisiana' });
  await enterGuide(on.driver, LOADED);
  await on.driver.switchTo().defaultContent();
  for (const [part, selector] of [['choose', 'body'], ['see', '.live'], ['copy', '#copy']]) {
    for (const [width, height] of SIZES) {
      const file = await shot(on, `embed-page-${part}`, width, height, selector);
      const bytes = readFileSync(file);
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [width, height], file);
      assert.ok(bytes.length > 10000, `${file} shows something`);
      t.diagnostic(file);
    }
  }
});
