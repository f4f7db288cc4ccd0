// The same document in Firefox and in WebKit: in the frame on a host page, and as a full page.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startFirefox, startWebKit } from './lib/browsers.mjs';
import { REPORT_LINE, everyScreen, helpLines, phonesAreTrue, theResult } from './lib/claims.mjs';
import { edited } from './lib/faults.mjs';
import { enterGuide, openGuide, openPage } from './lib/host.mjs';
import { PLANTED, withPlantedFaults } from './lib/planted.mjs';
import { kept, withRecorder } from './lib/recorder.mjs';
import { DOCUMENT, LOADER } from './lib/servers.mjs';
import { stage } from './lib/stage.mjs';
import { soon } from './lib/soon.mjs';
import { MIDDLE, choose, press, walk } from './lib/walk.mjs';
import { noted } from './lib/watch.mjs';

/** A browser asks for this by itself, whatever a page says; in a frame none does. */
const ICON = /^\/favicon\.ico$/;

for (const [engine, start] of [['Firefox', startFirefox], ['WebKit', startWebKit]]) {
  describe(engine, { timeout: 240000 }, () => {
    const on = stage(start);
    let count = 0;
    /**
     * WebKit's driver scrolls within a frame, but not the page around it: so the guide is brought to the window's top first.
     * Each time it is another address: at the same one, a page that is about to go looks like the one that comes.
     */
    const inFrame = async () => {
      await openGuide(on.driver, `${on.host.embed('agency')}?${count += 1}`, { milliseconds: 30000 });
      await on.driver.switchTo().defaultContent();
      await on.driver.executeScript('document.querySelector("porchlight-guide").scrollIntoView({ block: "start", behavior: "instant" })');
      return enterGuide(on.driver);
    };
    const asked = () => on.guide.log.map(({ path }) => path).filter(path => !ICON.test(path));

    test(`${engine}: in the frame, one walk from the first screen to the result`, async t => {
      on.guide.log.length = 0;
      // The recorder stands before the document's own policy: neither engine offers a place that is earlier.
      on.guide.fault(DOCUMENT, edited(withRecorder));
      const first = await inFrame();
      isTheFirstScreen(first);
      assert.equal(await on.driver.executeScript('return self.origin'), 'null', 'the frame has an origin of its own');
      const loaded = asked();
      assert.equal(loaded.length, 2, `the loader and one document: ${loaded}`);
      assert.match(loaded[0], LOADER);
      assert.match(loaded[1], DOCUMENT);

      const screens = await walk(on.driver, 'kin', { answers: MIDDLE });
      t.diagnostic(`${screens.length} screens: ${screens.map(({ kind }) => kind[0]).join('')}`);
      everyScreen(screens, 'kin');
      theResult(screens.at(-1));
      for (const screen of screens) phonesAreTrue(screen);

      assert.deepEqual(await kept(on.driver), { violations: [], errors: [] }, 'in the frame');
      assert.deepEqual(asked(), loaded, 'nothing is asked for after the load');
      const { errors, events } = await noted(on.driver);
      assert.deepEqual(errors, [], 'errors on the host page');
      assert.deepEqual(events.map(({ name }) => name), ['porchlight-ready']);
    });

    test(`${engine}: in the frame, the document as it is, and a changed answer`, async () => {
      isTheFirstScreen(await inFrame());
      const screens = await walk(on.driver, 'explore', { answers: MIDDLE });
      theResult(screens.at(-1));
      const review = await press(on.driver, 'review');
      assert.equal(review.kind, 'review');
    });

    test(`${engine}: a planted request and a planted violation are seen`, async () => {
      on.guide.log.length = 0;
      on.guide.fault(DOCUMENT, edited(withPlantedFaults));
      await inFrame();
      await soon(() => asked().includes(PLANTED), `the request for ${PLANTED} in the log: ${asked()}`);
      await soon(async () => (await kept(on.driver))?.violations.length > 0, 'the violation of the policy');
      const { violations } = await kept(on.driver);
      assert.ok(violations.every(({ directive }) => directive === 'img-src'), JSON.stringify(violations));
      assert.ok(!asked().includes('/refused.png'), 'what the policy refuses is not asked for');
    });

    test(`${engine}: in the frame, a request by script is refused by the document's policy`, async () => {
      on.guide.log.length = 0;
      on.guide.fault(DOCUMENT, edited(withRecorder));
      await inFrame();
      const loaded = asked().length;
      await on.driver.executeScript('fetch(arguments[0]).catch(function () {})', `${on.guide.origin}/by-script`);
      await soon(async () => (await kept(on.driver)).violations.some(({ directive }) => directive === 'connect-src'), 'the violation of connect-src');
      assert.equal(asked().length, loaded, `nothing reached the server: ${asked()}`);
    });

    test(`${engine}: as a full page, the first screen and the start of a walk`, async () => {
      on.guide.log.length = 0;
      isTheFirstScreen(await openPage(on.driver, on.guide.page));
      await choose(on.driver, 'path', 'kin-now');
      const help = await press(on.driver, 'start');
      assert.equal(help.kind, 'help');
      helpLines(help);
      const next = await press(on.driver, 'next');
      assert.equal(next.path, 'kin-now');
      assert.notDeepEqual(next.headings, help.headings);
      const back = await press(on.driver, 'back');
      assert.deepEqual(back.headings, help.headings);
      assert.deepEqual(asked(), ['/louisiana/en.html'], 'the document and nothing else');
    });
  });
}

/** The welcome, running, with its paths, the way out and telephone links that dial what they show. */
function isTheFirstScreen(screen) {
  assert.equal(screen.kind, 'welcome');
  assert.deepEqual(screen.controls.find(({ name }) => name === 'path')?.values, ['kin-now', 'kin', 'foster', 'explore']);
  assert.ok(screen.actions.includes('start'), `a start: ${screen.actions}`);
  assert.ok(screen.leave?.href.startsWith('https://'), 'a way out');
  helpLines(screen);
  const links = screen.helpLines.map(({ scheme, digits }) => `${scheme}:${digits}`);
  for (const wanted of ['tel:911', `tel:${REPORT_LINE}`, 'tel:211', 'sms:898211', 'tel:988']) {
    assert.ok(links.includes(wanted), `${wanted} among ${links}`);
  }
  assert.equal(screen.whole, false, 'the content to read without script has gone');
}
