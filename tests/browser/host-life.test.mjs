// A host page lives on around the guide, in all three engines: it takes the guide away and puts it back, is left and come back to, and is printed.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { count, evidence } from './lib/evidence.mjs';
import { enterGuide, guides, hostPage, open } from './lib/host.mjs';
import { readScreen, waitForScreen } from './lib/screen.mjs';
import { ENGINES } from './lib/settings.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { noted } from './lib/watch.mjs';
import { worksWithin } from './lib/within.mjs';

const PAGE = hostPage('<div id="place"><porchlight-guide pack="louisiana"><p>Call 211</p></porchlight-guide></div>', { head: '<script async src="{{guide}}/v1/porchlight.js"></script>' });
const ROUNDS = count(100, 1000);
/** Every so many rounds the guide is let run before it is taken away again; in between it goes while its document is on its way. */
const UNTIL_IT_RUNS = 25;

const done = [];
after(() => { if (done.length) evidence('host-life', 'Faults', done); });

for (const [engine, start] of Object.entries(ENGINES)) {
  describe(engine, { timeout: 1200000 }, () => {
    const on = stage(start);
    const running = async () => enterGuide(on.driver, { milliseconds: 60000 });
    const harmless = async () => assert.deepEqual((await noted(on.driver)).errors, [], 'uncaught errors on the host page');

    /**
     * Runs in the page: takes the guide away and puts it back `rounds` times, one after the other, and lets the last one run.
     * The frame is not entered: drivers keep what they were given, and so would keep each frame alive.
     */
    const putBack = async rounds => {
      await on.driver.switchTo().defaultContent();
      await on.driver.executeAsyncScript(`
        const [rounds, done] = arguments, place = document.getElementById('place'), guide = place.querySelector('porchlight-guide');
        let round = 0;
        (function next() {
          guide.remove();
          place.append(guide);
          if ((round += 1) < rounds) setTimeout(next, round % 5);
          else guide.addEventListener('porchlight-ready', () => done(), { once: true });
        })();`, rounds);
    };

    /** What there is of the guide on the page; in Chromium also what the browser itself counts in the page's process. */
    const counts = async () => {
      await on.driver.switchTo().defaultContent();
      const seen = await on.driver.executeScript(`
        const [guide] = document.querySelectorAll('porchlight-guide');
        const frames = [...document.querySelectorAll('porchlight-guide')].reduce((sum, one) => sum + one.shadowRoot.querySelectorAll('iframe').length, 0);
        return { frames, elements: document.querySelectorAll('*').length, parts: guide ? guide.shadowRoot.querySelectorAll('*').length : 0, guides: document.querySelectorAll('porchlight-guide').length }`);
      if (!on.devtools) return seen;
      for (let turn = 0; turn < 3; turn += 1) await on.devtools.page('HeapProfiler.collectGarbage');
      const { documents, nodes, jsEventListeners } = await on.devtools.page('Memory.getDOMCounters');
      const { result } = await on.devtools.page('Runtime.evaluate', { includeCommandLineAPI: true, returnByValue: true, expression: `({
        messages: (getEventListeners(window).message || []).length, violations: (getEventListeners(document).securitypolicyviolation || []).length, clicks: (getEventListeners(window).click || []).length })` });
      return { ...seen, ...result.value, documents, nodes, listeners: jsEventListeners };
    };
    /** Garbage is collected when the browser likes: some rest may stand for a moment, but not one for each round. */
    const grown = (before, now) => Object.keys(before).filter(name => Math.abs(now[name] - before[name]) > ({ nodes: 10, documents: 2, listeners: 3 }[name] ?? 0))
      .map(name => `${name}: ${before[name]}, then ${now[name]}`);

    test(`${engine}: taken away and put back ${ROUNDS} times, nothing piles up`, async t => {
      await on.driver.manage().setTimeouts({ script: 180000 });
      await open(on.driver, on.host.show(PAGE));
      await running();
      await putBack(UNTIL_IT_RUNS);
      const before = await counts();
      assert.deepEqual([before.frames, before.guides], [1, 1]);
      for (let rounds = 0; rounds < ROUNDS; rounds += UNTIL_IT_RUNS) await putBack(UNTIL_IT_RUNS);
      const now = await soon(async () => { const found = await counts(); return grown(before, found).length === 0 && found; },
        async () => `as much as before: ${grown(before, await counts())}`, { milliseconds: 30000 });
      t.diagnostic(JSON.stringify(now));
      await running();
      await on.driver.executeScript('document.querySelector("input[value=explore]").click(); document.querySelector("[data-action=start]").click()');
      await waitForScreen(on.driver, ({ path }) => path === 'explore', { what: 'a guide that answers' });
      await harmless();
      await on.driver.executeScript('document.querySelector("porchlight-guide").remove()');
      const none = await counts();
      if (on.devtools) assert.deepEqual([none.messages, none.violations], [before.messages - 1, before.violations - 1], 'a guide that is gone listens to nothing');
      assert.equal(none.frames, 0);
      done.push([`Times that the element was taken away and put back in ${engine}, without growth`, ROUNDS + UNTIL_IT_RUNS]);
    });

    test(`${engine}: a page that piles up guides is seen`, async () => {
      await open(on.driver, on.host.show(PAGE));
      await running();
      const before = await counts();
      await on.driver.executeScript(`window.kept = [];
        const place = document.getElementById('place');
        for (let round = 0; round < 50; round += 1) { const guide = place.firstElementChild.cloneNode(true); place.append(guide); kept.push(guide); if (round > 2) guide.remove(); }`);
      const found = grown(before, await counts()).map(line => line.split(':')[0]);
      for (const what of ['frames', 'guides', 'elements', ...on.devtools ? ['messages', 'violations', 'nodes'] : []]) assert.ok(found.includes(what), `${what} among ${found}`);
    });

    test(`${engine}: twenty guides on one page all run`, async () => {
      const offices = Array.from({ length: 20 }, (_, index) => `<h2>Office ${index + 1}</h2><porchlight-guide pack="louisiana"></porchlight-guide>`).join('');
      await open(on.driver, on.host.show(hostPage(offices, { head: '<script async src="{{guide}}/v1/porchlight.js"></script>' })));
      // All at once they may come later than a loader waits: then each says so, and is shown all the same.
      await soon(async () => (await noted(on.driver)).events.filter(({ name }) => name === 'porchlight-ready').length === 20, 'twenty that are ready', { milliseconds: 120000 });
      for (const index of [0, 10, 19]) await worksWithin(on, { find: `document.querySelectorAll('porchlight-guide')[${index}]` });
      for (const { frame, helpLines } of await guides(on.driver)) assert.deepEqual([frame.shown, helpLines.length], [true, 0]);
      await harmless();
    });

    test(`${engine}: a page that was left and is come back to has a guide that works`, async t => {
      const comeBack = async () => {
        const address = on.host.show(PAGE.replace('<head>', '<head><script>addEventListener("pageshow", function (event) { window.kept = event.persisted; });</script>'));
        await open(on.driver, address);
        await running();
        await on.driver.executeScript('document.querySelector("input[value=explore]").click(); document.querySelector("[data-action=start]").click()');
        await waitForScreen(on.driver, ({ path }) => path === 'explore', { what: 'the path' });
        await open(on.driver, on.host.show(hostPage('<p>Another page.</p>')));
        await on.driver.navigate().back();
        await soon(() => on.driver.executeScript('return document.readyState === "complete" && location.href').then(href => href === address, () => false), 'the page again', { milliseconds: 60000 });
        return running();
      };
      // WebKit's driver was seen to hear no more of a tab in which it went back; then another tab is tried.
      const screen = await comeBack().catch(async error => {
        t.diagnostic(`tried again: ${error.message}`);
        await on.driver.switchTo().newWindow('tab');
        return comeBack();
      });
      await on.driver.switchTo().defaultContent();
      const kept = await on.driver.executeScript('return window.kept');
      t.diagnostic(`${kept ? 'out of the memory of the browser' : 'loaded anew'}: ${screen.kind}`);
      if (!kept) assert.equal(screen.kind, 'welcome', 'a page that is loaded anew knows nothing');
      await enterGuide(on.driver);
      if (screen.kind === 'welcome') await on.driver.executeScript('document.querySelector("input[value=kin]").click(); document.querySelector("[data-action=start]").click()');
      else await on.driver.executeScript('document.querySelector("[data-action=next]").click()');
      await waitForScreen(on.driver, now => now.text !== screen.text, { what: 'a guide that answers' });
      await harmless();
    });

    test(`${engine}: printing the page leaves the guide as it is`, async () => {
      await open(on.driver, on.host.show(PAGE));
      const before = await running();
      await on.driver.switchTo().defaultContent();
      if (on.devtools) {
        const { data } = await on.devtools.page('Page.printToPDF');
        assert.match(Buffer.from(data, 'base64').toString('latin1', 0, 5), /^%PDF-/);
      } else if (engine === 'Firefox') {
        assert.match(Buffer.from(await on.driver.printPage(), 'base64').toString('latin1', 0, 5), /^%PDF-/);
      } else {
        // This WebKit has no printer and its driver no print: the page hears what it would hear.
        await on.driver.executeScript('dispatchEvent(new Event("beforeprint")); dispatchEvent(new Event("afterprint"))');
      }
      await enterGuide(on.driver);
      assert.equal((await readScreen(on.driver)).text, before.text);
      await harmless();
    });
  });
}
