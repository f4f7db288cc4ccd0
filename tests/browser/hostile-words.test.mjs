// A document whose words somebody has changed: whatever stands in them, each screen has the elements of harmless words,
// its texts are the words, and nothing runs that is not ours.
import assert from 'node:assert/strict';
import { after, describe as group, test } from 'node:test';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { all, count, evidence } from './lib/evidence.mjs';
import { edited, summed } from './lib/faults.mjs';
import { open, openPage } from './lib/host.mjs';
import { WALK, hostileStrings, put, withWords } from './lib/hostile-words.mjs';
import { waitForScreen } from './lib/screen.mjs';
import { stage } from './lib/stage.mjs';
import { PATHS } from './lib/walk.mjs';

const PAGE = /^\/louisiana\/en\.html$/;
const STRINGS = hostileStrings();
const ENGINES = { Chromium: [startChromium, 3, 40], Firefox: [startFirefox, 0, 8], WebKit: [startWebKit, 0, 8] };
const counted = [];

/** Another address each time: a browser that is still showing the last document is not taken for one that shows this. */
let loads = 0;
const address = ({ guide }) => `${guide.page}?${++loads}`;

for (const [engine, [start, usual, most]] of Object.entries(ENGINES).filter(([, [, usual]]) => all || usual)) {
  group(`hostile words in ${engine}`, { timeout: 1200000 }, () => {
    const on = stage(start);
    const harmless = [];

    /** Walks through the document with these words. The `turn` also says how questions are answered. */
    async function walk(texts, turn) {
      await on.driver.manage().setTimeouts({ script: 120000 });
      on.guide.fault(PAGE, edited(withWords(texts, turn)));
      await openPage(on.driver, address(on));
      const walked = await on.driver.executeAsyncScript(WALK, PATHS, turn % 3);
      assert.equal(walked.failed, undefined);
      return walked;
    }

    /** The same screens with harmless words. */
    async function withNumbers(turn) {
      harmless[turn % 3] ??= await walk([], turn % 3);
      return harmless[turn % 3];
    }

    test('each screen holds them as text', async t => {
      const turns = count(usual, most);
      let texts = 0;
      let screens = 0;
      for (let turn = 0; turn < turns; turn += 1) {
        const plain = await withNumbers(turn);
        const walked = await walk(STRINGS, turn);
        assert.equal(walked.called, 0, 'alerts');
        assert.deepEqual(walked.violations, [], 'violations of the policy');
        assert.deepEqual(walked.errors, [], 'uncaught errors');
        assert.equal(walked.screens.length, plain.screens.length, 'screens');
        for (const [number, pieces] of plain.screens.entries()) {
          same(walked.screens[number], pieces.map(piece => put(piece, STRINGS, turn)));
          texts += pieces.filter(piece => piece.includes('\u2039')).length;
        }
        screens += plain.screens.length;
      }
      assert.ok(screens >= turns * 100, `only ${screens} screens`);
      t.diagnostic(`${turns} turns, ${screens} screens, ${texts} texts`);
      counted.push([`Hostile texts in ${engine}, each found again in the screen as it was: strings, screens, texts`, `${STRINGS.length}, ${screens}, ${texts}`]);
    });

    test('an element, an alert and a violation would be found', async () => {
      const plain = await withNumbers(0);
      on.guide.fault(PAGE, edited(withWords([], 0)));
      await openPage(on.driver, address(on));
      await on.driver.executeScript(`
        const label = document.querySelector('#app legend');
        label.append(document.createElement('b'));
        try { label.innerHTML = '<img src=x onerror=alert(1)>'; } catch { /* refused, as it should be */ }
        alert(1);`);
      const walked = await on.driver.executeAsyncScript(WALK, PATHS.slice(0, 1), 0);
      assert.equal(walked.called, 1);
      assert.equal(walked.violations.length, 1);
      assert.throws(() => same(walked.screens[0], plain.screens[0]), /instead of/);
    });

    test('a link of another kind in the pack is not followed: the readable content stays', async () => {
      const other = 'javascript:alert(1)//abc';
      on.guide.fault(PAGE, edited(html => {
        assert.ok(html.includes('https://www.weather.gov/'), 'the page that leaving leads to is another one now');
        const [before, pack, after_] = /^([^]*<script[^>]*id="pack"[^>]*>)([^]*?)(<\/script>[^]*)$/.exec(withWords([], 0)(html)).slice(1);
        const changed = pack.replace('https://www.weather.gov/', other);
        assert.notEqual(changed, pack);
        return summed(before + changed + after_);
      }));
      await open(on.driver, address(on));
      const screen = await waitForScreen(on.driver, ({ still }) => still, { what: 'the readable content' });
      assert.ok(screen.helpLines.length > 0 && screen.whole && !screen.running);
      assert.equal(await on.driver.executeScript('return document.documentElement.dataset.static'), 'damaged');
    });
  });
}

after(() => evidence('core-hostile-browsers', 'The core', counted));

/** The first piece that differs, in short. */
function same(pieces, wanted) {
  const at = wanted.findIndex((piece, position) => piece !== pieces[position]);
  if (at < 0 && pieces.length === wanted.length) return;
  const short = piece => JSON.stringify(piece ?? null).slice(0, 300);
  throw new Error(`${short(pieces[at])} stands instead of ${short(wanted[at])}, after ${short(wanted.slice(Math.max(0, at - 4), at).join(' '))}`);
}
