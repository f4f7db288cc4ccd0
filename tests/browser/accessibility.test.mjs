// Every screen of every path in the frame, for eyes, fingers and programs that differ: axe, contrast, small windows, large text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COLOURS, bringAxe, violations } from './lib/axe.mjs';
import { startChromium } from './lib/browsers.mjs';
import { withHeaders } from './lib/faults.mjs';
import { TAG, open, openGuide, openPage } from './lib/host.mjs';
import { anySize, leaveCanBeHit, sideways, size, targets, textSize } from './lib/look.mjs';
import { describe, waitForScreen } from './lib/screen.mjs';
import { stage } from './lib/stage.mjs';
import { MIDDLE, PATHS, walk } from './lib/walk.mjs';

const on = stage(startChromium);

/** The document as a full page. */
const PAGE = /^\/louisiana\/en\.html$/;

/** WCAG 2.5.5: what a finger hits without aiming. */
const TARGET = 44;

/** A host page that gives the frame the whole width of the glass. */
const wide = () => openGuide(on.driver, on.host.show(`<!doctype html><html lang="en"><meta charset="utf-8"><title>An agency</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><style>body{margin:0}</style><body>${TAG}</body></html>`));

/** What a person sets in the system. The rules on colours are asked in each. */
const LIGHT = [{ name: 'prefers-color-scheme', value: 'light' }];
const OTHERS = {
  dark: [{ name: 'prefers-color-scheme', value: 'dark' }],
  'forced colours, light': [{ name: 'prefers-color-scheme', value: 'light' }, { name: 'forced-colors', value: 'active' }],
  'forced colours, dark': [{ name: 'prefers-color-scheme', value: 'dark' }, { name: 'forced-colors', value: 'active' }],
  'more contrast': [{ name: 'prefers-color-scheme', value: 'light' }, { name: 'prefers-contrast', value: 'more' }],
};
const see = features => on.devtools.everywhere('Emulation.setEmulatedMedia', { media: '', features });

for (const path of PATHS) {
  test(`axe finds nothing on the path ${path}, in light, dark and forced colours`, { timeout: 180000 }, async t => {
    await size(on, 390, 844);
    try {
      await see(LIGHT);
      await wide();
      await bringAxe(on.driver);
      const found = [];
      let runs = 0;
      const screens = await walk(on.driver, path, {
        answers: MIDDLE,
        async onScreen(screen) {
          const note = (mode, list) => { runs += 1; found.push(...list.map(one => ({ screen: describe(screen), mode, ...one }))); };
          note('light', await violations(on.driver));
          for (const [mode, features] of Object.entries(OTHERS)) {
            await see(features);
            note(mode, await violations(on.driver, { rules: COLOURS }));
          }
          await see(LIGHT);
        },
      });
      t.diagnostic(`${runs} runs of axe on ${screens.length} screens`);
      assert.deepEqual(found, [], told(found));
    } finally {
      await see([]);
      await anySize(on);
    }
  });

  test(`on the path ${path} nothing sticks out sideways and all can be hit`, { timeout: 180000 }, async () => {
    const wrong = [];
    try {
      await size(on, 390, 844);
      await wide();
      await walk(on.driver, path, {
        answers: MIDDLE,
        async onScreen(screen) {
          const note = what => wrong.push(`${describe(screen)}: ${what}`);
          const all = await targets(on.driver);
          assert.ok(all.length >= 6, 'targets are found at all');
          for (const { what, width, height } of all) {
            if (width < TARGET || height < TARGET) note(`a target of ${width}x${height}: ${what}`);
          }
          await textSize(on.driver, 2);
          await sticksOut(note, 'at 390 with the text at 200 %');
          await textSize(on.driver, 1);
          await size(on, 320, 256);
          await sticksOut(note, 'at 320x256');
          for (const { part, hit, by, left, top } of await leaveCanBeHit(on.driver)) {
            if (!hit) note(`at 320x256, scrolled by ${part}, the way out at ${left},${top} is covered by ${by}`);
          }
          await size(on, 390, 844);
        },
      });
    } finally {
      await anySize(on);
    }
    assert.deepEqual(wrong, []);
  });
}

test('axe finds nothing in the content to read, which stays when the guide cannot start', async () => {
  try {
    await size(on, 390, 844);
    await see(LIGHT);
    on.guide.fault(PAGE, withHeaders({ 'content-security-policy': "script-src 'unsafe-inline'" }));
    await open(on.driver, on.guide.page);
    await waitForScreen(on.driver, ({ still, whole }) => still && whole, { what: 'the content to read' });
    await bringAxe(on.driver);
    const found = [];
    const note = (mode, list) => found.push(...list.map(one => ({ screen: 'the content to read', mode, ...one })));
    note('light', await violations(on.driver));
    for (const [mode, features] of Object.entries(OTHERS)) {
      await see(features);
      note(mode, await violations(on.driver, { rules: COLOURS }));
    }
    const wrong = found.length ? [told(found)] : [];
    await see(LIGHT);
    for (const { what, width, height } of await targets(on.driver)) {
      if (width < TARGET || height < TARGET) wrong.push(`a target of ${width}x${height}: ${what}`);
    }
    await sticksOut(what => wrong.push(what), 'at 390');
    await textSize(on.driver, 2);
    await sticksOut(what => wrong.push(what), 'at 390 with the text at 200 %');
    assert.deepEqual(wrong, []);
  } finally {
    await see([]);
    await anySize(on);
  }
});

test('as a full page at 320x256 the way out stays in reach on every screen', async () => {
  const wrong = [];
  try {
    await size(on, 320, 256);
    await openPage(on.driver, on.guide.page);
    await walk(on.driver, 'kin', {
      answers: MIDDLE,
      async onScreen(screen) {
        await sticksOut(what => wrong.push(`${describe(screen)}: ${what}`), 'at 320x256');
        for (const { part, hit, by } of await leaveCanBeHit(on.driver)) {
          if (!hit) wrong.push(`${describe(screen)}: scrolled by ${part}, covered by ${by}`);
        }
      },
    });
  } finally {
    await anySize(on);
  }
  assert.deepEqual(wrong, []);
});

test('axe finds faults that are planted in the frame', async () => {
  await see(LIGHT);
  await wide();
  await bringAxe(on.driver);
  assert.deepEqual(await violations(on.driver), [], 'before');
  await on.driver.executeScript(`
    const main = document.querySelector('main');
    const plant = (name, attributes, text) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = text ?? '';
      main.append(element);
      return element;
    };
    plant('img', { src: 'data:,' });
    plant('button', {});
    plant('input', { type: 'text' });
    plant('div', { role: 'checkbox', tabindex: '0' }, 'a box that does not say whether it is ticked');
    plant('p', {}, 'words that are hard to see').style.color = '#d8d0c4';
    plant('p', {}, 'words that tired eyes do not see').style.color = '#767069';`);
  const ids = (await violations(on.driver)).map(({ id }) => id);
  for (const id of ['image-alt', 'button-name', 'label', 'aria-required-attr', 'color-contrast', 'color-contrast-enhanced']) {
    assert.ok(ids.includes(id), `${id} among ${ids}`);
  }
});

test('axe finds a planted fault in each of the colours', async () => {
  try {
    await see(LIGHT);
    await wide();
    await bringAxe(on.driver);
    await on.driver.executeScript(`
      for (const colours of ['color: #777; background: #888', 'color: #fff; background: #6b6b6b']) {
        const planted = document.createElement('p');
        planted.textContent = 'words that are hard to read';
        planted.style.cssText = 'forced-color-adjust: none; ' + colours;
        document.querySelector('main').append(planted);
      }`);
    for (const [mode, features] of [['light', LIGHT], ...Object.entries(OTHERS)]) {
      await see(features);
      const found = await violations(on.driver, { rules: COLOURS });
      assert.deepEqual(found.map(({ id, nodes }) => [id, nodes.length]).sort(), [['color-contrast', 1], ['color-contrast-enhanced', 1]], mode);
    }
  } finally {
    await see([]);
  }
});

test('each measure finds what is planted for it', async () => {
  try {
    await size(on, 320, 256);
    await openPage(on.driver, on.guide.page);
    await on.driver.executeScript(`
      const main = document.querySelector('main');
      const wide = document.createElement('div');
      wide.style.cssText = 'inline-size: 400px; block-size: 10px';
      const small = document.createElement('button');
      small.className = 'planted';
      small.style.cssText = 'min-block-size: 0; padding: 0; inline-size: 43px; block-size: 60px';
      const cover = document.createElement('div');
      cover.className = 'cover';
      cover.style.cssText = 'position: fixed; inset: 0 0 auto 0; block-size: 130px; z-index: 9';
      main.append(wide, small, cover);`);
    const { scrolls, sticks } = await sideways(on.driver);
    assert.ok(scrolls > 0 && sticks.length > 0, 'what is too wide');
    const small = (await targets(on.driver)).filter(({ width, height }) => width < TARGET || height < TARGET);
    assert.deepEqual(small.map(({ what }) => /planted/.test(what)), [true], 'what is too small');
    assert.ok((await leaveCanBeHit(on.driver)).every(({ hit, by }) => !hit && by === 'div.cover'), 'what is covered');
  } finally {
    await anySize(on);
  }
});

async function sticksOut(note, when) {
  const { scrolls, sticks } = await sideways(on.driver);
  if (scrolls > 0 || sticks.length) note(`${when} it scrolls sideways by ${scrolls}: ${sticks.join('; ') || 'nothing measured sticks out'}`);
}

/** Each kind of violation once, with the first place: a list of hundreds is not read. */
function told(found) {
  const kinds = new Map();
  for (const { id, mode, screen, nodes } of found) {
    const key = `${id} in ${mode}`;
    kinds.set(key, { count: (kinds.get(key)?.count ?? 0) + 1, first: kinds.get(key)?.first ?? `${screen}\n    ${nodes.slice(0, 3).join('\n    ')}` });
  }
  return [...kinds].map(([key, { count, first }]) => `${key}, on ${count} screens, first on ${first}`).join('\n  ');
}
