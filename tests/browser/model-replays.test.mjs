// Sessions that the model of the host tests went through, done again in real browsers: after each step the screen is the
// one that the model says (tests/it/model_replays.rs), and planted faults of the guide are found by it.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import webdriver from 'selenium-webdriver';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { count, evidence } from './lib/evidence.mjs';
import { planted } from './lib/faults.mjs';
import { hostPage, openGuide } from './lib/host.mjs';
import { REPLAY, sequences, told } from './lib/replay.mjs';
import { stage } from './lib/stage.mjs';

const NUMBER = count(24, 200);
/** Chromium replays all; the other engines one of so many. */
const EACH = 4;
/** Where neither tag nor page names a language, the model counts on a browser that speaks this one. */
const SPOKEN = 'es-MX';
/** In milliseconds. Only a screen that is wrong is waited for so long. */
const PATIENCE = 5000;

const compared = {};
const replayed = {};
let found = 0;

/** The page of a host that wishes what the sequence begins with. */
function page({ pack, wishes }) {
  const named = Object.entries({ lang: wishes.tag, path: wishes.path, region: wishes.region }).filter(([, value]) => value !== null);
  const tag = `<script async src="{{guide}}/v1/porchlight.js" data-pack="${pack}"${named.map(([name, value]) => ` data-${name}="${value}"`).join('')}></script>`;
  return hostPage(tag).replace('<html lang="en">', wishes.page ? `<html lang="${wishes.page}">` : '<html>');
}

/** A sequence from a fresh load; what the script gives. */
async function replay(on, sequence, patience = PATIENCE) {
  await openGuide(on.driver, on.host.show(page(sequence)), { milliseconds: 60000 });
  // The hand of a person: before a press that it trusts, WebKit lets no frame of another origin move the focus.
  await on.driver.findElement(webdriver.By.css('h1')).click();
  const outcome = await on.driver.executeAsyncScript(REPLAY, sequence.steps, patience);
  assert.equal(outcome.broken, undefined, `${sequence.pack}, sequence ${sequence.number}: ${outcome.broken}`);
  return outcome;
}

const inChromium = { args: [`--accept-lang=${SPOKEN}`] };
const ENGINES = {
  Chromium: [startChromium, inChromium, all => all],
  Firefox: [startFirefox, { prefs: { 'intl.accept_languages': SPOKEN } }, all => all.filter((_, at) => at % EACH === 0)],
  // It speaks as the machine does, and no driver changes that.
  WebKit: [startWebKit, {}, all => all.filter(({ browser }) => browser === null).slice(0, NUMBER / EACH)],
};

for (const [engine, [start, options, wanted]] of Object.entries(ENGINES)) {
  describe(engine, { timeout: 1800000 }, () => {
    const on = stage(start, options);

    test(`${engine}: after each step the screen is the one of the model`, { timeout: 1700000 }, async t => {
      const chosen = wanted(sequences(NUMBER));
      assert.ok(chosen.length >= NUMBER / EACH && chosen.every(({ browser }) => browser === null || browser === SPOKEN));
      await on.driver.manage().setTimeouts({ script: 120000 });
      let screens = 0;
      const wrong = [];
      for (const sequence of chosen) {
        const outcome = await replay(on, sequence);
        screens += outcome.compared;
        if (outcome.difference) wrong.push(told(sequence, outcome.difference));
      }
      assert.deepEqual(wrong, []);
      [replayed[engine], compared[engine]] = [chosen.length, screens];
      t.diagnostic(`${chosen.length} sequences, ${screens} screens`);
    });
  });
}

describe('controls', { timeout: 600000 }, () => {
  const on = stage(startChromium, inChromium);

  for (const [name, where, likely, script] of [
    ['a tick that is lost now and then, as a screen comes', /^controls\.ticked/, ({ action }) => action === 'back', `let last, screens = 0;
      new MutationObserver(() => {
        const heading = document.querySelector('#app h1');
        if (heading === last) return;
        last = heading;
        const box = document.querySelector('#app input:checked');
        if (box) { screens += 1; if (screens % 3 === 0) box.checked = false; }
      }).observe(document, { childList: true, subtree: true });`],
    ['a Back that goes two screens back now and then', /^(kind|heading)/, ({ action }) => action === 'back', `let backs = 0;
      addEventListener('click', event => {
        const back = event.target.closest('[data-action=back]');
        if (back && backs++ % 2 === 0) back.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      }, true);`],
    ['a notice that nobody sees', /^notice/, ({ screen }) => screen.notice !== null, `addEventListener('DOMContentLoaded', () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('[data-part=error] { display: none }');
        document.adoptedStyleSheets = [sheet];
      });`],
  ]) {
    test(`${name}, is found`, { timeout: 300000 }, async t => {
      await on.driver.manage().setTimeouts({ script: 120000 });
      on.guide.fault(/\/[a-z]+\/[a-z]+\.html$/, planted(script));
      const seen = [];
      for (const sequence of sequences(NUMBER).filter(({ steps }) => steps.some(likely))) {
        const { difference } = await replay(on, sequence, 500);
        if (!difference) continue;
        seen.push(told(sequence, difference));
        if (where.test(difference.where)) {
          found += 1;
          t.diagnostic(seen.at(-1));
          return;
        }
      }
      assert.fail(`it was not found; what was: ${seen.join('\n') || 'nothing'}`);
    });
  }
});

after(() => {
  const engines = Object.keys(ENGINES);
  if (engines.some(engine => !replayed[engine])) return;
  evidence('core-replays', 'The core', [
    [`Sessions of the model, each of 50 steps, replayed in ${engines.join(', ')}`, engines.map(engine => replayed[engine]).join(', ')],
    ['Screens in them that were those of the model', engines.map(engine => compared[engine]).join(', ')],
    ['Planted faults of the guide that were found by it: a lost tick, a Back too far, a missing notice', found],
  ]);
});
