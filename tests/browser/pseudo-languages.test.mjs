// Languages that nobody speaks, on every screen: words that are longer by two fifths, and words from right to left.
import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { bringAxe, violations } from './lib/axe.mjs';
import { startChromium } from './lib/browsers.mjs';
import { openPage } from './lib/host.mjs';
import { anySize, leaveCanBeHit, sideways, size, targets, textSize } from './lib/look.mjs';
import { SIZES, pictureName, shot } from './lib/pictures.mjs';
import { describe, readScreen } from './lib/screen.mjs';
import { pseudo } from './lib/servers.mjs';
import { stage } from './lib/stage.mjs';
import { MIDDLE, PATHS, press, walk } from './lib/walk.mjs';

const TARGET = 44;
const LANGUAGES = { 'en-XA': 'ltr', 'ar-XB': 'rtl' };

group('pseudo-languages', { timeout: 400000 }, () => {
  const on = stage(startChromium, undefined, pseudo);
  const page = code => `${on.guide.origin}/louisiana/${code}.html`;

  for (const [code, direction] of Object.entries(LANGUAGES)) {
    for (const path of PATHS) {
      test(`${code}: on the path ${path} every screen fits, and axe finds nothing`, async () => {
        const wrong = [];
        try {
          await size(on, 390, 844);
          await openPage(on.driver, page(code));
          await bringAxe(on.driver);
          await walk(on.driver, path, {
            answers: MIDDLE,
            async onScreen(screen) {
              const note = what => wrong.push(`${describe(screen)}: ${what}`);
              if (screen.lang !== code || screen.dir !== direction) note(`is ${screen.lang}, ${screen.dir}`);
              for (const { id, nodes } of await violations(on.driver)) note(`${id}: ${nodes.join(' | ')}`);
              for (const { what, width, height } of await targets(on.driver)) {
                if (width < TARGET || height < TARGET) note(`a target of ${width}x${height}: ${what}`);
              }
              for (const what of await cut(on.driver)) note(what);
              await fits(note, 'at 390');
              await textSize(on.driver, 2);
              await fits(note, 'at 390 with the text at 200 %');
              await textSize(on.driver, 1);
              await size(on, 320, 256);
              await fits(note, 'at 320x256');
              for (const { part, hit, by } of await leaveCanBeHit(on.driver)) {
                if (!hit) note(`at 320x256, scrolled by ${part}, the way out is covered by ${by}`);
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

    test(`${code}: pictures at three widths`, async t => {
      await openPage(on.driver, page(code));
      await on.devtools.everywhere('Emulation.setScrollbarsHidden', { hidden: true });
      const taken = new Set();
      await walk(on.driver, 'foster', {
        answers: MIDDLE,
        async onScreen(screen) {
          const name = `${code}-${pictureName(screen)}`;
          if (taken.has(name)) return;
          taken.add(name);
          for (const [width, height] of SIZES) t.diagnostic(await shot(on, name, width, height));
        },
      });
      assert.ok(taken.size >= 6, [...taken].join());
    });
  }

  async function fits(note, when) {
    const { scrolls, sticks } = await sideways(on.driver);
    if (scrolls > 1 || sticks.length) note(`${when}: ${scrolls} px wider than the glass: ${sticks.join('; ')}`);
  }

  test('from right to left, what begins a line stands at its right', async () => {
    const across = {};
    for (const code of ['en', 'ar-XB']) {
      await openPage(on.driver, page(code));
      await walkTo('expectation');
      across[code] = await on.driver.executeScript(starts);
    }
    // Each part, seen from the side on which its lines begin, lies as in English.
    for (const [what, english] of Object.entries(across.en)) {
      const other = across['ar-XB'][what];
      assert.ok(Math.abs(english.left - other.right) <= 2 && Math.abs(english.right - other.left) <= 2,
        `${what}: ${JSON.stringify(english)} in English, ${JSON.stringify(other)} mirrored`);
    }
  });

  test('the checks of this file find what is planted', async () => {
    try {
      await size(on, 390, 844);
      await openPage(on.driver, page('ar-XB'));
      assert.deepEqual(await cut(on.driver), []);
      await on.driver.executeScript(`
        const words = document.querySelector('h1');
        words.style.cssText = 'inline-size: 60px; overflow: hidden; white-space: nowrap';
        document.querySelector('.actions').style.cssText = 'margin-left: -40px';`);
      assert.equal((await cut(on.driver)).length, 1);
      const found = [];
      await fits(what => found.push(what), 'planted');
      assert.equal(found.length, 1);
    } finally {
      await anySize(on);
    }
  });

  async function walkTo(kind) {
    await on.driver.executeScript('document.querySelector("input[name=path][value=foster]").click()');
    const screen = await press(on.driver, 'start');
    assert.equal(screen.kind, kind, describe(await readScreen(on.driver)));
  }
});

/** Runs in the page: how far parts of the screen lie from the two sides of the glass. */
function starts() {
  const width = document.documentElement.clientWidth;
  const found = {};
  for (const selector of ['[data-part=progress]', '[data-action=leave]', 'h1', '.choice input', '[data-part=help-lines] li', 'footer select']) {
    const { left, right } = document.querySelector(selector).getBoundingClientRect();
    // Words end where they end: only the side where a line begins is compared for them.
    found[selector] = { left: Math.round(left), right: Math.round(width - right) };
  }
  return found;
}

/** Words that their box cuts off: they need more room than it has, and it hides the rest. */
const cut = driver => driver.executeScript(() => [...document.querySelectorAll('body *')]
  .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.unseen'))
  .filter(element => getComputedStyle(element).overflowX !== 'visible' && element.localName !== 'select' && element.localName !== 'input')
  .filter(element => element.scrollWidth > element.clientWidth + 1)
  .map(element => `${element.localName}.${element.className} cuts off "${element.innerText.slice(0, 40)}"`));
