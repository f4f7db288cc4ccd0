// Leaving quickly in all three engines: covered in the same moment, wiped, replaced; with and without a network; Back shows nothing of it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { PATIENT, openAtTop } from './lib/at-top.mjs';
import { marked, marksIn } from './lib/canaries.mjs';
import { evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { enterGuide, hostPage, open, openPage } from './lib/host.mjs';
import * as keyboard from './lib/keyboard.mjs';
import * as mouse from './lib/mouse.mjs';
import { startNeutral } from './lib/neutral.mjs';
import { ENGINES } from './lib/settings.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { LAST, walkUntil } from './lib/walk.mjs';

const MARK = 'zqxleave';
/** The bar, in milliseconds from the press to the first picture with the cover. It is written down, and depends on the machine. */
const BAR = 50;
const HANDS = [['mouse', mouse], ['keyboard', keyboard]];

/**
 * Runs in the guide before the press, and tells two notes by `tell`: when the press has been dealt with, still in the
 * same task, whether the page is covered; and after the next picture, how long that took. Each has the marks that were to
 * be read. The notes are told, not kept: the document that was pressed goes, and WebKit's driver answers nothing about it
 * from the press on.
 */
const watch = tell => `
  const tell = noted => { ${tell} };
  const marks = () => (getComputedStyle(document.body).display === 'none' ? '' : document.body.innerText).match(/${MARK}\\d{4}/g) || [];
  addEventListener('click', event => {
    // After the listeners of this very press, and after what they have put off to the end of the task.
    Promise.resolve().then(() => Promise.resolve().then(() =>
      tell({ after: 'task', covered: document.documentElement.hasAttribute('data-left') && document.title === '', marks: marks() })));
    // An engine that draws no more until the next page has come never tells this one.
    requestAnimationFrame(() => setTimeout(() => tell({ after: 'picture', milliseconds: Math.round(performance.now() - event.timeStamp), marks: marks() })));
  });`;

/** Two faults, for the control: nothing can be covered, and words of the session stand where the guide does not take them away. */
const UNCOVERED = `
  const { getAttribute, setAttribute } = Element.prototype;
  // What covers is written elsewhere, so that the document still knows where to go.
  Element.prototype.setAttribute = function (name, value) { setAttribute.call(this, name === 'data-left' ? 'data-elsewhere' : name, value); };
  Element.prototype.getAttribute = function (name) { return getAttribute.call(this, name === 'data-left' ? 'data-elsewhere' : name); };
  document.body.append('${MARK}0000');`;

/** Runs in a page that is told a note, and passes it on to its web server, whose log the test reads. A page that is about to go may send beacons only. */
const PASS_ON = 'const passOn = noted => navigator.sendBeacon("/noted?" + encodeURIComponent(JSON.stringify(noted)));';

for (const [name, start] of Object.entries(ENGINES)) {
  describe(name, { timeout: 600000 }, () => {
    const on = stage(start);
    const took = [];
    let neutral;
    before(async () => {
      neutral = await startNeutral();
      // Another tab hears what a full page says to its own origin. The tests are in the first one: WebKit draws no other.
      const first = await on.driver.getWindowHandle();
      await on.driver.switchTo().newWindow('tab');
      await open(on.driver, `${on.guide.origin}/v1/porchlight.js`);
      await on.driver.executeScript(`${PASS_ON} window.channel = new BroadcastChannel('noted'); channel.onmessage = ({ data }) => passOn(data);`);
      await on.driver.switchTo().window(first);
    });
    after(async () => {
      await neutral?.close();
      // Written down when each way was timed: in a run that failed, or of some tests only, there is nothing to show.
      if (took.length === Object.keys(ways).length * HANDS.length) evidence(`leaving-${name.toLowerCase()}`, 'Canaries', [[`${name}: milliseconds from the press to the first picture with the cover (the bar is ${BAR})`, took.join(', ')]]);
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
        async open() {
          const address = await openAtTop(on.driver, on.host);
          await on.driver.switchTo().defaultContent();
          await on.driver.executeScript(`${PASS_ON} addEventListener('message', ({ data }) => { if (data.noted) passOn(data.noted); });`);
          await enterGuide(on.driver, PATIENT);
          return address;
        },
        tell: 'top.postMessage({ noted }, "*")',
        log: () => on.host.log,
      },
      'the full page': {
        async open() { await openPage(on.driver, on.guide.page); return on.guide.page; },
        tell: 'new BroadcastChannel("noted").postMessage(noted)',
        log: () => on.guide.log,
      },
    };

    /** A page before, then half a session, ready to be left. */
    async function halfWay(way, fault = '') {
      const earlier = on.host.show(hostPage('<p id="before">The page before.</p>'));
      await open(on.driver, earlier);
      const address = await way.open();
      const screen = await walkUntil(on.driver, 'kin', ({ kind }) => kind === 'question', { answers: LAST });
      assert.ok(marksIn(screen.text, MARK).size > 3, 'the screen shows texts with marks');
      await on.driver.executeScript(fault + watch(way.tell));
      return { earlier, address };
    }

    /** Presses, without waiting for the driver, which may wait for the page to come. */
    const pressBy = async hand => { hand.press(on.driver, 'leave').catch(() => { /* the document that was pressed is gone */ }); };

    /** Presses with the neutral page held back, until the page that is left has told the notes of `wanted`. */
    async function leave(way, hand, wanted) {
      const log = way.log();
      const before = log.length;
      neutral.hold();
      await pressBy(hand);
      await soon(() => neutral.waiting(), 'a request for the neutral page');
      const told = () => log.slice(before).filter(({ path }) => path.startsWith('/noted?')).map(({ path }) => JSON.parse(decodeURIComponent(path.slice('/noted?'.length))));
      const notes = [];
      for (const what of wanted) notes.push(await soon(() => told().find(one => one.after === what), `a note after the ${what} of the press, before the neutral page has come`));
      neutral.release();
      await standsAt(neutral.address);
      return notes;
    }

    for (const [what, way] of Object.entries(ways)) {
      for (const [by, hand] of HANDS) {
        test(`${what} is covered in the moment of the press by ${by}, then replaced; Back shows the page before`, async t => {
          const { earlier } = await halfWay(way);
          const [task, picture] = await leave(way, hand, ['task', 'picture']);
          t.diagnostic(JSON.stringify([task, picture]));
          assert.equal(task.covered, true, 'covered in the same task as the press');
          assert.deepEqual(task.marks, [], 'nothing of the session is to be read from then on');
          assert.deepEqual(picture.marks, [], 'nor in the first picture');
          took.push(picture.milliseconds);
          await on.driver.navigate().back();
          await standsAt(earlier);
          assert.equal(marksIn((await where())[1], MARK).size, 0);
          await on.driver.navigate().forward();
          await standsAt(neutral.address);
        });
      }

      test(`${what} that cannot be covered is seen`, async t => {
        await halfWay(way, UNCOVERED);
        const [task] = await leave(way, mouse, ['task']);
        t.diagnostic(JSON.stringify(task));
        assert.equal(task.covered, false);
        assert.deepEqual(task.marks, [`${MARK}0000`]);
      });

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

