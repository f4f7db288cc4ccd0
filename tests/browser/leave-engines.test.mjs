// Leaving quickly in all three engines: covered in the same moment, wiped, replaced; with and without a network; Back shows nothing of it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { openAtTop } from './lib/at-top.mjs';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { marked, marksIn } from './lib/canaries.mjs';
import { evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { hostPage, open, openPage } from './lib/host.mjs';
import * as keyboard from './lib/keyboard.mjs';
import * as mouse from './lib/mouse.mjs';
import { startNeutral } from './lib/neutral.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { LAST, walkUntil } from './lib/walk.mjs';

const MARK = 'zqxleave';
/** From the press to the first picture with the cover. */
const AT_MOST = 50;

/**
 * Runs in the guide before the press. When the press has been dealt with, still in the same task, it notes whether the
 * page is covered; and after the next picture, how long that took. The note outlives nothing: it is read while the
 * neutral page is held back.
 */
const WATCH = `
  window.noted = { task: null, words: null, milliseconds: null };
  addEventListener('click', event => {
    const root = document.documentElement;
    // After the listeners of this very press, and after what they have put off to the end of the task.
    const note = () => {
      noted.task = root.hasAttribute('data-left') && document.title === '';
      const body = getComputedStyle(document.body).display;
      noted.words = body === 'none' ? '' : document.body.innerText;
    };
    Promise.resolve().then(() => Promise.resolve().then(note));
    requestAnimationFrame(() => setTimeout(() => { noted.milliseconds = Math.round(performance.now() - event.timeStamp); }));
  });`;

const engines = [
  { name: 'Chromium', start: startChromium },
  { name: 'Firefox', start: startFirefox },
  { name: 'WebKit', start: startWebKit },
];

for (const { name, start } of engines) {
  describe(name, { timeout: 600000 }, () => {
    const on = stage(start);
    const took = [];
    let neutral;
    before(async () => { neutral = await startNeutral(); });
    after(async () => {
      await neutral?.close();
      evidence(`leaving-${name.toLowerCase()}`, 'Canaries', [[`${name}: milliseconds from the press to the first picture with the cover (at most ${AT_MOST})`, took.join(', ')]]);
    });
    beforeEach(() => {
      neutral.release();
      neutral.cut(false);
      on.guide.fault(/\/louisiana\/en\.html$/, edited(html => neutral.lead(marked(MARK)(html))));
    });

    const where = () => on.driver.executeScript('return [location.href, document.body ? document.body.innerText : ""]').then(given => given ?? ['', ''], () => ['', '']);
    async function standsAt(address) {
      await on.driver.switchTo().defaultContent();
      return soon(async () => (await where())[0] === address, async () => `a page at ${address} in place of ${await where()}`);
    }

    const ways = {
      'the frame': {
        open: () => openAtTop(on.driver, on.host),
      },
      'the full page': { async open() { await openPage(on.driver, on.guide.page); return on.guide.page; } },
    };

    /** A page before, then half a session, ready to be left. */
    async function halfWay(way) {
      const earlier = on.host.show(hostPage('<p id="before">The page before.</p>'));
      await open(on.driver, earlier);
      const address = await way.open();
      const screen = await walkUntil(on.driver, 'kin', ({ kind }) => kind === 'question', { answers: LAST });
      assert.ok(marksIn(screen.text, MARK).size > 3, 'the screen shows texts with marks');
      await on.driver.executeScript(WATCH);
      return { earlier, address };
    }

    /** Presses, without waiting for the driver, which may wait for the page to come. */
    const pressBy = async hand => { hand.press(on.driver, 'leave').catch(() => { /* the document that was pressed is gone */ }); };

    for (const [what, way] of Object.entries(ways)) {
      for (const [by, hand] of [['mouse', mouse], ['keyboard', keyboard]]) {
        test(`${what} is covered in the moment of the press by ${by}, then replaced; Back shows the page before`, async t => {
          const { earlier } = await halfWay(way);
          neutral.hold();
          await pressBy(hand);
          await soon(() => neutral.waiting(), 'a request for the neutral page');
          // Some drivers answer nothing about a page that is on its way elsewhere: what they say is held to the bar.
          const noted = await Promise.race([
            soon(() => on.driver.executeScript('return window.noted && window.noted.milliseconds !== null && window.noted').catch(() => null), 'the note', { milliseconds: 3000 }).catch(() => null),
            new Promise(later => { setTimeout(later, 4000, null); }),
          ]);
          neutral.release();
          await standsAt(neutral.address);
          t.diagnostic(JSON.stringify(noted));
          if (noted) {
            assert.equal(noted.task, true, 'covered in the same task as the press');
            assert.equal(marksIn(noted.words, MARK).size, 0, 'nothing of the session is to be seen');
            took.push(noted.milliseconds);
          }
          await on.driver.navigate().back();
          await standsAt(earlier);
          assert.equal(marksIn((await where())[1], MARK).size, 0);
          await on.driver.navigate().forward();
          await standsAt(neutral.address);
        });
      }

      test(`${what} stays covered when there is no network, and neither Back nor Forward brings it again`, async () => {
        const { earlier, address } = await halfWay(way);
        neutral.cut();
        const before = neutral.asked();
        await pressBy(mouse);
        await soon(() => neutral.asked() > before, 'an attempt to reach the neutral page');
        await on.driver.switchTo().defaultContent();
        // An engine shows its own page about the missing network, or stays where it was: covered.
        await soon(async () => {
          const [at, text] = await where();
          assert.equal(marksIn(text, MARK).size, 0, 'nothing of the session');
          return at !== '' && at !== address || what === 'the full page' && await on.driver.executeScript('return document.documentElement.hasAttribute("data-left")');
        }, 'a page that is left');
        // A driver may tell of the page that could not be reached, and goes back all the same.
        await on.driver.navigate().back().catch(() => {});
        await soon(async () => {
          const [at, text] = await where();
          assert.equal(marksIn(text, MARK).size, 0, 'Back shows nothing of the session');
          return at === earlier || at === address;
        }, 'the page before');
        // Firefox keeps the address of a full page whose replacement could not be reached: it is loaded anew, without answers.
        if (name !== 'Firefox' || what !== 'the full page') assert.equal((await where())[0], earlier, 'the page that was left is not in the history');
      });
    }
  });
}

