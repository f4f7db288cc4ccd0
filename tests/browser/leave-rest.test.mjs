// What leaving cannot do, and what a browser brings back by itself: without script in Chromium, and when a session is restored in Chromium and Firefox.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENT, openAtTop } from './lib/at-top.mjs';
import { startChromium, startFirefox } from './lib/browsers.mjs';
import { marked, marksIn } from './lib/canaries.mjs';
import { alive } from './lib/children.mjs';
import { edited } from './lib/faults.mjs';
import { enterGuide, hostPage, open, openPage } from './lib/host.mjs';
import * as mouse from './lib/mouse.mjs';
import { startNeutral } from './lib/neutral.mjs';
import { newFolder, remove } from './lib/processes.mjs';
import { waitForScreen } from './lib/screen.mjs';
import { startGuideServer, startHostServer } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { LAST, walkUntil } from './lib/walk.mjs';

const MARK = 'zqxrest';

describe('without script', { timeout: 120000 }, () => {
  const on = stage(startChromium, { prefs: { 'profile.managed_default_content_settings.javascript': 2 } });

  test('the way out is a plain link: it leads away, and what stays in the history holds no answer', async () => {
    const neutral = await startNeutral();
    try {
      on.guide.fault(/\/louisiana\/en\.html$/, edited(neutral.lead));
      await on.driver.get(on.guide.page);
      const first = await waitForScreen(on.driver, ({ whole, leave }) => whole && leave, { what: 'the readable version' });
      assert.equal(first.script, false, 'there is no script');
      // There is nothing to answer: without script nobody could be asked.
      assert.deepEqual(first.controls, [], 'no control takes an answer');
      await mouse.press(on.driver, 'leave');
      await soon(async () => await on.driver.getCurrentUrl() === neutral.address, 'the neutral page');
      await on.driver.navigate().back();
      const again = await waitForScreen(on.driver, ({ whole, leave }) => whole && leave, { what: 'the page that was left' });
      assert.equal(again.text, first.text, 'Back shows the public page, as everybody sees it');
    } finally {
      await neutral.close();
    }
  });
});

/** What a person sets who wants the tabs of last time again. What is written down from time to time is written soon. */
const RESTORING = { 'browser.startup.page': 3, 'browser.sessionstore.resume_from_crash': true, 'browser.sessionstore.interval': 500, 'browser.sessionstore.restore_on_demand': false };

const restoring = [
  {
    name: 'Chromium',
    start: kept => startChromium({ kept }),
    again: kept => startChromium({ kept, args: ['--restore-last-session'], prefs: { 'session.restore_on_startup': 1 } }),
  },
  { name: 'Firefox', start: kept => startFirefox({ kept, prefs: RESTORING }), again: kept => startFirefox({ kept, prefs: RESTORING }) },
];

for (const { name, start, again } of restoring) describe(`${name}, which restores its session`, { timeout: 240000 }, () => {
  test('opens the tabs again, and no answer is in any of them', async t => {
    const [guide, neutral, kept] = [await startGuideServer(), await startNeutral(), newFolder(`${name.toLowerCase()}-kept`)];
    const host = await startHostServer(guide);
    let session;
    try {
      guide.fault(/\/louisiana\/en\.html$/, edited(html => neutral.lead(marked(MARK)(html))));
      session = await start(kept);
      const { driver } = session;
      // The control: what a person types into an ordinary page comes back with the session.
      const plain = host.show(hostPage('<form><input id="plain" name="plain"></form>'));
      await open(driver, plain);
      await (await driver.findElement({ id: 'plain' })).sendKeys('zqxtyped');
      const halfWay = () => walkUntil(driver, 'kin', ({ kind }) => kind === 'question', { answers: LAST });
      for (const left of [true, false]) {
        for (const openIt of [() => openAtTop(driver, host), () => openPage(driver, guide.page)]) {
          await driver.switchTo().newWindow('tab');
          await openIt();
          await halfWay();
          if (!left) continue;
          await mouse.press(driver, 'leave').catch(() => { /* the document that was pressed is gone */ });
          await driver.switchTo().defaultContent();
          await soon(async () => await driver.getCurrentUrl().catch(() => '') === neutral.address, 'the neutral page');
        }
      }
      // The tab that is in front when the browser ends is used for the test's own beginning.
      await driver.switchTo().newWindow('tab');
      await open(driver, host.show(hostPage('<p>In front.</p>')));
      // What the browser writes from time to time is on the disk by then.
      await sleep(4000);
      const id = session.browserId;
      await session.driver.quit();
      await soon(() => !alive(id), 'the end of the browser');
      await session.close();

      session = await again(kept);
      const tabs = async () => {
        const all = [];
        for (const tab of await session.driver.getAllWindowHandles()) {
          await session.driver.switchTo().window(tab);
          // A tab that nobody looks at is only loaded when it is shown.
          all.push({ tab, address: await session.driver.getCurrentUrl() });
        }
        return all;
      };
      const restored = await soon(async () => {
        const all = await tabs();
        return all.filter(({ address }) => address.startsWith('http')).length >= 5 && all;
      }, async () => `five tabs: ${JSON.stringify(await tabs())}`, { milliseconds: 20000 });
      const seen = { plain: 0, neutral: 0, guide: 0 };
      for (const { tab, address } of restored) {
        await session.driver.switchTo().window(tab);
        if (address === plain) {
          const typed = await soon(() => session.driver.executeScript('return document.getElementById("plain")?.value'), 'the field').catch(() => '');
          assert.equal(typed, 'zqxtyped', 'the control: the browser brings back what was typed');
          seen.plain += 1;
        } else if (address.startsWith(neutral.origin)) {
          assert.match(await session.driver.executeScript('return document.body.innerText'), /Weather/);
          seen.neutral += 1;
        } else if (address.startsWith('http')) {
          if (address.startsWith(host.origin) && !await session.driver.executeScript('return document.querySelector("porchlight-guide")')) continue;
          if (address.startsWith(host.origin)) await enterGuide(session.driver, PATIENT);
          const screen = await waitForScreen(session.driver, ({ running }) => running, { what: 'the guide' });
          assert.equal(screen.kind, 'welcome');
          assert.deepEqual(screen.controls.flatMap(({ checked }) => checked), []);
          assert.ok(marksIn(screen.text, MARK).size > 0, 'a first screen, with the marks that everybody sees');
          seen.guide += 1;
        }
      }
      assert.deepEqual(seen, { plain: 1, neutral: 2, guide: 2 }, 'the two that were left open begin anew');
      t.diagnostic(restored.map(({ address }) => address).join(' '));
    } finally {
      await session?.close();
      remove(kept);
      await host.close();
      await neutral.close();
      await guide.close();
    }
  });
});
