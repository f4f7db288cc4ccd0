// What the loader does to host pages: it runs on each page of tests/embed, in each place a tag can stand, and leaves the rest alone.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { insideTheModule, pauseAt, refuse } from './lib/faults.mjs';
import { TAG, enterFrame, enterGuide, hostPage, open, running } from './lib/host.mjs';
import { differences, layout } from './lib/layout.mjs';
import { DOCUMENT, LOADER, embedCases } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { nothingWentWrong, ownLines, stage } from './lib/stage.mjs';
import { choose, press } from './lib/walk.mjs';
import { noted } from './lib/watch.mjs';

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
    assert.match(data, /^"porchlight:(here|ready|first|walk|long)"$/);
  }
}

for (const name of embedCases()) {
  test(`the host page ${name}: the guide runs and the page has no error`, async () => {
    on.devtools.forget();
    await open(on.driver, on.host.embed(name));
    const guides = name === 'two' ? 2 : 1;
    for (let index = 0; index < guides; index += 1) await works({ index });
    await unharmed(guides);
    nothingWentWrong(on.devtools);
  });

  test(`the host page ${name}: around the guide all stays as it was`, async () => {
    on.guide.fault(LOADER, refuse());
    await open(on.driver, on.host.embed(name));
    await on.driver.executeAsyncScript('const done = arguments[0]; document.readyState === "complete" ? done() : addEventListener("load", () => done())');
    const without = await layout(on);
    on.guide.mend();
    await open(on.driver, `${on.host.embed(name)}?again`);
    for (let index = 0; index < (name === 'two' ? 2 : 1); index += 1) await enterGuide(on.driver, { index, milliseconds: 20000 });
    const withGuide = await layout(on);
    assert.ok(withGuide.guides.every(height => height >= 400), `the guide takes its place: ${withGuide.guides}`);
    assert.deepEqual(differences(without, withGuide), []);
  });
}

/** The names that came onto the window since /watch.js ran. Asked for by DevTools alone: WebDriver leaves names of its own. */
async function newGlobals(address, until) {
  const ask = async expression => (await on.devtools.page('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  await on.devtools.page('Page.navigate', { url: address });
  await soon(() => ask(`location.href === ${JSON.stringify(address)} && window.agency && agency.events.length >= 1 && ${until}`).catch(() => false), 'a guide that is ready');
  return ask(`Object.getOwnPropertyNames(window).filter(name => name !== 'agency' && !agency.globals.includes(name))`);
}

for (const name of embedCases()) {
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

/** Each way in which pages and tag managers bring the script, with the words on the page that stand around the guide. */
const WAYS = {
  'async where the guide stands': hostPage(TAG),
  'plain where the guide stands': hostPage('<script src="{{guide}}/v1/porchlight.js" data-pack="louisiana"></script>'),
  'deferred where the guide stands': hostPage('<script defer src="{{guide}}/v1/porchlight.js" data-pack="louisiana"></script>'),
  'async in the head, with an element': hostPage(GUIDE, { head: LOAD }),
  'plain in the head, with an element': hostPage(GUIDE, { head: LOAD.replace(' async', '') }),
  'deferred in the head, with an element': hostPage(GUIDE, { head: LOAD.replace('async', 'defer') }),
  'at the end of the page, with an element': hostPage(GUIDE, { after: `<p>Words after.</p>${LOAD.replace(' async', '')}` }),
  'put in by a script where the guide stands': hostPage(`<div id="place"></div><script>
    var tag = document.createElement('script');
    tag.src = '{{guide}}/v1/porchlight.js';
    tag.setAttribute('data-pack', 'louisiana');
    document.getElementById('place').appendChild(tag);</script>`),
  'put in by a script after the load': hostPage(`<div id="place"></div><script>addEventListener('load', function () {
    var tag = document.createElement('script');
    tag.src = '{{guide}}/v1/porchlight.js';
    tag.dataset.pack = 'louisiana';
    document.getElementById('place').appendChild(tag); });</script>`),
  'put into the head by a script, with an element': hostPage(GUIDE, { head: `<script>
    var tag = document.createElement('script');
    tag.src = '{{guide}}/v1/porchlight.js';
    document.head.appendChild(tag);</script>` }),
  'with a pack, async in the head': hostPage('', { head: TAG }),
  'with a pack, plain in the head': hostPage('', { head: TAG.replace(' async', '') }),
};

for (const [way, html] of Object.entries(WAYS)) {
  test(`the script ${way}: the guide can be seen and runs`, async () => {
    on.devtools.forget();
    await open(on.driver, on.host.show(html));
    await works();
    await unharmed();
    const { width, height, inHead } = await on.driver.executeScript(`
      const guide = document.querySelector('porchlight-guide'), { width, height } = guide.getBoundingClientRect();
      return { width, height, inHead: document.head.contains(guide) }`);
    assert.ok(!inHead && width >= 300 && height >= 400, `it takes ${width}x${height}`);
    assert.deepEqual(on.devtools.seen.errors, []);
    const lines = ownLines(on.devtools).map(({ text }) => text);
    if (way.startsWith('with a pack')) assert.match(lines.join('\n'), /^Porchlight: the tag stands in the head [^\n]*$/, 'one line that says where the tag should stand');
    else assert.deepEqual(lines, []);
  });
}

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

test('an element that is put in late runs', async () => {
  await open(on.driver, on.host.show(hostPage('<div id="place"></div>', { head: LOAD })));
  await soon(() => on.driver.executeScript('return Boolean(customElements.get("porchlight-guide"))'), 'the element is known');
  await on.driver.executeScript(`
    const guide = document.createElement('porchlight-guide');
    guide.setAttribute('pack', 'louisiana');
    document.getElementById('place').append(guide);`);
  await works();
  await unharmed();
});

test('two elements on one page know nothing of each other', async () => {
  await open(on.driver, on.host.show(hostPage(`${GUIDE}${GUIDE}`, { head: LOAD })));
  await works({ index: 1 });
  await enterFrame(on.driver, { index: 0 });
  assert.equal((await running(on.driver)).kind, 'welcome', 'a press in one is none in the other');
  await unharmed(2);
});

/** How many listeners the page and its window have, and how many frames there are. DevTools count them without touching them. */
async function counted() {
  await on.driver.switchTo().defaultContent();
  const { result } = await on.devtools.page('Runtime.evaluate', {
    includeCommandLineAPI: true, returnByValue: true,
    expression: `({
      messages: (getEventListeners(window).message || []).length,
      violations: (getEventListeners(document).securitypolicyviolation || []).length,
      frames: [...document.querySelectorAll('porchlight-guide')].reduce((sum, guide) => sum + guide.shadowRoot.querySelectorAll('iframe').length, 0),
      parts: document.querySelectorAll('porchlight-guide')[0]?.shadowRoot.childNodes.length ?? 0,
    })`,
  });
  return result.value;
}

test('removed and put back 20 times, listeners and frames do not pile up', async () => {
  await open(on.driver, on.host.show(hostPage(GUIDE, { head: LOAD })));
  await works();
  const once = await counted();
  assert.equal(once.frames, 1);
  const ready = async () => (await noted(on.driver)).events.filter(({ name }) => name === 'porchlight-ready').length;
  await on.driver.executeScript('window.guide = document.querySelector("porchlight-guide")');
  for (let round = 1; round <= 20; round += 1) {
    // Counted before it is put back: a document can be there sooner than the next question.
    const before = await ready();
    await on.driver.executeScript('const place = guide.parentNode, next = guide.nextSibling; guide.remove(); place.insertBefore(guide, next);');
    // Every other time it is taken away before its document has come.
    if (round % 2 === 0) {
      await soon(async () => await ready() > before, `ready in round ${round}`, { milliseconds: 20000 });
    }
  }
  await works();
  assert.deepEqual(await counted(), once);
  assert.deepEqual((await noted(on.driver)).errors, []);
  await on.driver.executeScript('guide.remove()');
  const none = await counted();
  assert.deepEqual([none.messages, none.violations], [once.messages - 1, once.violations - 1], 'a guide that is gone listens to nothing');
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
