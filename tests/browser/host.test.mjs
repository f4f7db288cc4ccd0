// What the loader does to host pages in Chromium: where the guide comes, what it leaves alone, and when children and frame are seen.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { insideTheModule, pauseAt } from './lib/faults.mjs';
import { TAG, enterFrame, enterGuide, hostPage, open, running } from './lib/host.mjs';
import { differences, layout } from './lib/layout.mjs';
import { anySize } from './lib/look.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { choose, press } from './lib/walk.mjs';
import { noted } from './lib/watch.mjs';
import { worksWithin } from './lib/within.mjs';

const on = stage(startChromium);

const LOAD = '<script async src="{{guide}}/v1/porchlight.js"></script>';
const GUIDE = '<porchlight-guide pack="louisiana"></porchlight-guide>';

/** One press and one screen more: the guide does not only stand there. */
async function works({ index = 0 } = {}) {
  await enterGuide(on.driver, { index, milliseconds: 20000 });
  await choose(on.driver, 'path', 'explore');
  const next = await press(on.driver, 'start');
  assert.equal(next.path, 'explore');
}

/** What the host page has noticed: no error, only fixed words, and `ready` once for each guide. */
async function unharmed(guides = 1) {
  const { errors, events, messages } = await noted(on.driver);
  assert.deepEqual(errors, [], 'uncaught errors on the host page');
  assert.deepEqual(events.map(({ name }) => name), Array(guides).fill('porchlight-ready'));
  for (const { data, origin } of messages) {
    assert.equal(origin, 'null');
    assert.match(data, /^"porchlight:(here|ready)"$/);
  }
}

/** The names that came onto the window since /watch.js ran. Asked for by DevTools alone: WebDriver leaves names of its own. */
async function newGlobals(address, until) {
  const ask = async expression => (await on.devtools.page('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  await on.devtools.page('Page.navigate', { url: address });
  await soon(() => ask(`location.href === ${JSON.stringify(address)} && window.agency && agency.events.length >= 1 && ${until}`).catch(() => false), 'a guide that is ready');
  return ask(`Object.getOwnPropertyNames(window).filter(name => name !== 'agency' && !agency.globals.includes(name))`);
}

for (const name of ['agency', 'hostile', 'script-module', 'script-twice', 'strict-policy', 'two']) {
  test(`the host page ${name}: the loader leaves no name on the window`, async () => {
    assert.deepEqual(await newGlobals(on.host.embed(name), 'true'), []);
  });
}

test('a name that a script leaves on the window is seen', async () => {
  const page = hostPage(TAG, { after: '<script>setTimeout(function () { window.leftBehind = 1; })</script>' });
  assert.deepEqual(await newGlobals(on.host.show(page), 'window.leftBehind'), ['leftBehind']);
});

test('the comparison of layouts sees a page that was changed', async () => {
  await open(on.driver, on.host.embed('agency'));
  await enterGuide(on.driver);
  const before = await layout(on);
  await on.driver.executeScript('document.getElementById("above").style.marginBottom = "90px"; document.querySelector("header").style.width = "50%"');
  const found = differences(before, await layout(on)).join('\n');
  for (const wanted of [/other elements or attributes/, /header: width/, /p#above: style/]) assert.match(found, wanted);
});

test('nothing that is pressed in the guide sends the form around it', async () => {
  await open(on.driver, on.host.embed('form'));
  await works();
  await press(on.driver, 'next');
  await on.driver.switchTo().defaultContent();
  assert.equal(await on.driver.executeScript('return location.pathname'), '/embed/form/index.html');
  assert.ok(!on.host.log.some(({ path }) => path.startsWith('/sent')), 'the form was not sent');
  assert.deepEqual(await on.driver.executeScript('return [...new FormData(document.forms[0]).keys()]'), ['__VIEWSTATE'], 'and would take nothing of ours along');
});

for (const [place, options] of Object.entries({ 'async in the head': { head: TAG }, 'plain in the head': { head: TAG.replace(' async', '') }, 'in the body': { after: TAG } })) {
  test(`a tag with a pack, ${place}: the guide takes its place in the body`, async () => {
    await open(on.driver, on.host.show(hostPage('', options)));
    await works();
    await unharmed();
    const { width, height, inHead } = await on.driver.executeScript(`
      const guide = document.querySelector('porchlight-guide'), { width, height } = guide.getBoundingClientRect();
      return { width, height, inHead: document.head.contains(guide) }`);
    assert.ok(!inHead && width >= 300 && height >= 400, `it takes ${width}x${height}`);
  });
}

for (const [tag, width] of [['a page without a viewport tag', 980], ['a page for phones', 390]]) {
  test(`on a phone, ${tag}: the guide is as wide as the page and works`, async () => {
    await on.devtools.page('Emulation.setDeviceMetricsOverride', { width: 390, height: 844, deviceScaleFactor: 3, mobile: true });
    try {
      const page = hostPage(TAG);
      await open(on.driver, on.host.show(width === 390 ? page : page.replace(/<meta name="viewport"[^>]*>/, '')));
      // By script: the driver's mouse does not know how far the phone has zoomed out.
      await worksWithin(on);
      await on.driver.switchTo().defaultContent();
      const [wide, sideways] = await on.driver.executeScript(`return [document.querySelector('porchlight-guide').getBoundingClientRect().width, document.documentElement.scrollWidth - innerWidth]`);
      assert.ok(Math.abs(wide - width) < 20 && sideways <= 0, `${wide} wide, ${sideways} sideways`);
    } finally {
      await anySize(on);
    }
  });
}

test('a page at 200 %: the guide fits and works', async () => {
  // A window of 1280 at 200 % has 640 pixels of CSS, each two of the glass.
  await on.devtools.page('Emulation.setDeviceMetricsOverride', { width: 640, height: 400, deviceScaleFactor: 2, mobile: false });
  try {
    await open(on.driver, on.host.show(hostPage(TAG)));
    await works();
    await on.driver.switchTo().defaultContent();
    assert.ok(await on.driver.executeScript('return document.documentElement.scrollWidth <= innerWidth'), 'nothing sticks out sideways');
  } finally {
    await anySize(on);
  }
});

for (const [where, load] of Object.entries({ before: LOAD.replace(' async', ''), after: LOAD })) {
  test(`the element's children stay until the guide runs, the script come ${where} them`, async () => {
    const pause = on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
    await open(on.driver, on.host.show(hostPage('<porchlight-guide pack="louisiana"><p id="fallback">Call 211</p></porchlight-guide>', { head: load })));
    await enterFrame(on.driver);
    await pause.reached;
    const places = () => on.driver.executeScript(`
      const guide = document.querySelector('porchlight-guide');
      const shown = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect().height > 10;
      return { children: shown(document.getElementById('fallback')), frame: shown(guide.shadowRoot.querySelector('iframe')) }`);
    await on.driver.switchTo().defaultContent();
    assert.deepEqual(await places(), { children: true, frame: false }, 'while the document is on its way');
    pause.release();
    await soon(async () => (await noted(on.driver)).events.length > 0, 'an event of the element');
    assert.deepEqual(await places(), { children: false, frame: true }, 'when the guide runs');
    await unharmed();
  });
}

test('an element with nothing but white space in it counts as empty', async () => {
  const pause = on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
  await open(on.driver, on.host.show(hostPage('<porchlight-guide pack="louisiana">\n  </porchlight-guide>', { head: LOAD })));
  await enterFrame(on.driver);
  await pause.reached;
  // The first screen and the help lines are there before the guide's own code: a person need not wait for it.
  await on.driver.switchTo().defaultContent();
  const height = await on.driver.executeScript('return document.querySelector("porchlight-guide").shadowRoot.querySelector("iframe").getBoundingClientRect().height');
  pause.release();
  assert.ok(height > 400, `the frame can be seen while the module is on its way: ${height}`);
});

test('two elements on one page know nothing of each other', async () => {
  await open(on.driver, on.host.show(hostPage(`${GUIDE}${GUIDE}`, { head: LOAD })));
  await works({ index: 1 });
  await enterFrame(on.driver, { index: 0 });
  assert.equal((await running(on.driver)).kind, 'welcome', 'a press in one is none in the other');
  await unharmed(2);
});

test('a guide that was taken away before its document came says nothing later', async () => {
  on.devtools.forget();
  on.guide.fault(DOCUMENT, { silent: true });
  await open(on.driver, on.host.show(hostPage(GUIDE, { head: LOAD })));
  await enterFrame(on.driver);
  await on.driver.switchTo().defaultContent();
  await on.driver.executeScript('document.querySelector("porchlight-guide").remove()');
  // Longer than the loader waits for a document: what must not happen cannot be waited for otherwise.
  await sleep(8500);
  const { events, errors } = await noted(on.driver);
  assert.deepEqual({ events, errors }, { events: [], errors: [] });
  assert.deepEqual(on.devtools.seen.lines.filter(({ text }) => /porchlight/i.test(text)), []);
});
