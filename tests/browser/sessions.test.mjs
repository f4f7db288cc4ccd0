// Training dates on the screen: the next ones, never a past one, each with its place and a way to sign up.
// The dates are the invented examples of tests/directory; the browser's clock is set to days around them.
import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { open, openPage } from './lib/host.mjs';
import { SIZES, shot } from './lib/pictures.mjs';
import { pseudo } from './lib/servers.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';
import { MIDDLE, walk } from './lib/walk.mjs';

/** Runs before a page's own scripts: the page's clock stands at noon of that day. */
const clock = day => `(() => {
  const [year, month, date] = ${JSON.stringify(day)}.split('-').map(Number);
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(year, month - 1, date, 12); }
    static now() { return new Real(year, month - 1, date, 12).getTime(); }
  };
})();`;

/** Runs in the page: each session as its lines. */
const sessions = driver => driver.executeScript(() => [...document.querySelector('.sessions')?.children ?? []].map(one => ({
  text: one.innerText.replace(/\s+/g, ' '),
  links: [...one.querySelectorAll('a')].map(link => link.getAttribute('href')),
})));

group('sessions', { timeout: 120000 }, () => {
  const on = stage(startChromium, undefined, pseudo);
  const page = code => `${on.guide.origin}/louisiana/${code}.html`;

  /** The sessions in the result of a path, as they stand on a day. */
  async function shown(day, path = 'foster', code = 'en') {
    await on.devtools.everywhere('Page.addScriptToEvaluateOnNewDocument', { source: clock(day) });
    await openPage(on.driver, page(code));
    const today = await on.driver.executeScript('const now = new Date(); return [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-")');
    assert.equal(today, day.split('-').map(Number).join('-'), 'the clock is set');
    await walk(on.driver, path, { answers: MIDDLE });
    return sessions(on.driver);
  }

  test('the next three, soonest first, with place, language and a way to sign up', async () => {
    on.devtools.forget();
    const found = await shown('2026-11-22');
    assert.equal(found.length, 3, JSON.stringify(found));
    assert.match(found[0].text, /Tuesday, November 24, 2026, 6:00 PM to 8:30 PM Central time/);
    assert.match(found[0].text, /Example Hall, 100 Example Street, Baton Rouge, LA 70801/);
    assert.match(found[0].text, /In English/);
    assert.match(found[1].text, /Wednesday, November 25, 2026, 5:30 PM to 7:00 PM Eastern time.*Online.*In Español.*There are 20 seats/);
    assert.ok(found[0].links.includes('https://example.org/sign-up'), JSON.stringify(found[0]));
    assert.ok(found[1].links.includes('tel:+12255550142'), JSON.stringify(found[1]));
    nothingWentWrong(on.devtools);
  });

  test('a day later, on the day itself and after it', async () => {
    assert.match((await shown('2026-11-24'))[0].text, /November 24/, 'a session of today is shown');
    assert.doesNotMatch((await shown('2026-11-25'))[0].text, /November 24/, 'one of yesterday is not');
    for (const day of ['2027-03-15', '2027-06-30']) {
      const found = await shown(day);
      for (const { text } of found) {
        const [, date] = /(\w+ \d{1,2}, \d{4})/.exec(text.replace(/^\w+, /, ''));
        assert.ok(new Date(`${date} 23:59`) >= new Date(`${day}T00:00`), `${date} is not before ${day}`);
      }
    }
  });

  test('long after the last one there is none, and the training is still there', async () => {
    assert.deepEqual(await shown('2040-01-01'), []);
    const training = await on.driver.executeScript('return document.body.innerText.includes("Training")');
    assert.ok(training);
  });

  test('without script the dates can be read', async () => {
    await on.devtools.everywhere('Emulation.setScriptExecutionDisabled', { value: true });
    try {
      await open(on.driver, page('en'));
      const found = await sessions(on.driver);
      assert.ok(found.length >= 3, JSON.stringify(found));
    } finally {
      await on.devtools.everywhere('Emulation.setScriptExecutionDisabled', { value: false });
    }
  });

  for (const code of ['en', 'ar-XB']) {
    test(`${code}: pictures of training dates`, async t => {
      const found = await shown('2026-11-22', 'foster', code);
      assert.equal(found.length, 3);
      await on.devtools.everywhere('Emulation.setScrollbarsHidden', { hidden: true });
      for (const [width, height] of SIZES) {
        t.diagnostic(await shot(on, `${code}-sessions`, width, height, '.sessions'));
      }
    });
  }
});
