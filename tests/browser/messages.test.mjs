// What the frame says to the host page, and when; and that nobody can say anything to the loader or to the frame.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import esbuild from 'esbuild';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { count, evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { enterFrame, enterGuide, hostPage, open, openGuide } from './lib/host.mjs';
import { WALK } from './lib/random-walk.mjs';
import { kept, withRecorder } from './lib/recorder.mjs';
import { DOCUMENT, LOADER } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { noted } from './lib/watch.mjs';

const ENGINES = [
  ['Chromium', startChromium, count(10000, 10000)],
  ['Firefox', () => startFirefox({ prefs: { 'dom.disable_open_during_load': false } }), count(2000, 10000)],
  ['WebKit', startWebKit, count(2000, 10000)],
];

/** fast-check as one script for a page, as `window.fc`. */
const { outputFiles: [{ text: FAST_CHECK }] } = await esbuild.build({
  stdin: { contents: 'import * as fc from "fast-check"; window.fc = fc;', resolveDir: import.meta.dirname },
  bundle: true, format: 'iife', minify: true, write: false, target: 'es2020',
});

/** All verbs of the frame, those of earlier and later versions as well: from anyone else they are nothing. */
const VERBS = ['here', 'ready', 'static', 'static:crash', 'static:cut', 'walk', 'long', 'close', 'hang', 'first'];

/**
 * Runs in the host page. Makes messages: all that can be a value, and strings and objects that are nearly a verb.
 * `send` gets each with its number. Gives how many could be sent: not every value can be cloned.
 */
const MAKE = `
window.messages = (seed, number, verbs) => {
  const verb = fc.constantFrom(...verbs).map(name => 'porchlight:' + name);
  const near = fc.oneof(
    verb,
    fc.tuple(verb, fc.string({ maxLength: 4 })).map(([words, more]) => words + more),
    fc.tuple(fc.string({ maxLength: 3 }), verb).map(([more, words]) => more + words),
    verb.map(words => words.toUpperCase()),
    verb.map(words => words.replace(':', '\\u2236')),
    verb.map(words => words.split('').reverse().join('')),
    fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf', '').map(name => 'porchlight:' + name),
    fc.constantFrom(1e2, 1e3, 1e4, 1e5).map(length => 'porchlight:' + 'x'.repeat(length)),
    fc.constantFrom(1e2, 1e4).map(length => 'porchlight:static:' + 'a'.repeat(length)),
    fc.constantFrom(10, 1000).map(length => ':'.repeat(length)),
  );
  const shaped = fc.oneof(
    near,
    near.map(words => [words]), near.map(words => new String(words)), near.map(words => ({ data: words, split: words.split(':') })),
    near.map(words => ({ toString() { return words; } })), near.map(words => JSON.parse('{"__proto__":{"data":' + JSON.stringify(words) + '}}')),
    near.map(words => new Proxy({}, { get() { throw new Error(words); } })), near.map(words => new TextEncoder().encode(words)),
    near.map(words => Object.assign(Object.create(null), { porchlight: words })),
  );
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true,
    withObjectString: true, withBoxedValues: true, withSparseArray: true, maxDepth: 3 });
  return fc.sample(fc.oneof({ weight: 3, arbitrary: shaped }, { weight: 2, arbitrary: anything }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }), { seed, numRuns: number });
};`;

/**
 * A page with two guides, a frame of its own, and all that is needed to send messages from everywhere. It does without
 * watch.js, whose own listener stumbles over some of these messages.
 */
const twoGuides = () => hostPage(`<porchlight-guide pack="louisiana" id="one"></porchlight-guide><porchlight-guide pack="louisiana" id="two"></porchlight-guide>
  <iframe id="stranger" srcdoc="<script>window.send = (data, ports) => parent.postMessage(data, '*', ports)</script>"></iframe>
  <script async src="{{guide}}/v1/porchlight.js"></script>`, { before: '<button onclick="window.popup = open(\'about:blank\', \'popup\', \'width=200,height=200\')">Popup</button>', head: `<script>${FAST_CHECK.replaceAll('</script', '<\\/script')}</script><script>${MAKE}
  window.agency = { events: [], errors: [], ends: 0 };
  addEventListener('error', event => { if (/porchlight/.test(event.filename)) agency.errors.push(event.message); });
  addEventListener('message', event => { if (event.data === 'test end') agency.ends += 1; });
  for (const name of ['porchlight-ready', 'porchlight-error']) document.addEventListener(name, event => agency.events.push(event.target.id + ' ' + name + ' ' + JSON.stringify(event.detail)), true);
  window.guides = () => [...document.querySelectorAll('porchlight-guide')];
  window.frameOf = guide => guide.shadowRoot.querySelector('iframe');
  /** All that a message could have changed. */
  window.state = () => JSON.stringify({
    guides: guides().map(guide => [guide.outerHTML, guide.shadowRoot.innerHTML, guide.getBoundingClientRect().toJSON(), Object.keys(guide)]),
    events: agency.events, errors: agency.errors, title: document.title, address: location.href, history: history.length,
    own: Object.keys(Object.prototype), body: document.body.children.length,
  });
  // Some huge ones as well, the same in each run.
  window.huge = verbs => verbs.flatMap(verb => [1e6, 8e6].map(length => 'porchlight:' + verb + ' '.repeat(length)));
  window.roundTrip = () => new Promise(back => { const token = 'round trip ' + Math.random();
    addEventListener('message', function hear(event) { if (event.data === token) { removeEventListener('message', hear); back(); } }); postMessage(token, '*'); });
</script>` }).replace('<script src="/watch.js"></script>', '');

/** Sends `number` messages at the loader from wrong sources, and says what has changed by which. */
const AT_LOADER = `
const [seed, number, verbs, done] = arguments;
(async () => {
  const all = [...huge(verbs.slice(0, 3)), ...messages(seed, number * 2, verbs)];
  const stranger = document.getElementById('stranger').contentWindow;
  const { popup } = window;
  popup.eval('window.send = (data, ports) => opener.postMessage(data, "*", ports)');
  const port = new MessageChannel().port1;
  const event = (data, source, origin, ports) => dispatchEvent(new MessageEvent('message', { data, source, origin, ports }));
  const own = () => frameOf(guides()[0]).contentWindow;
  const isVerb = data => typeof data === 'string' && /^porchlight:(${VERBS.map(verb => verb.split(':')[0]).join('|')})(:|$)/.test(data);
  const ways = {
    'the page itself': data => postMessage(data, '*'),
    'the page itself, with a port': data => postMessage(data, '*', [new MessageChannel().port1]),
    'another frame': data => stranger.send(data, []),
    'a popup': data => popup.send(data, []),
    'an event without a source': data => event(data, null, 'null', []),
    'an event from the page': data => event(data, window, location.origin, []),
    'an event from another frame': data => event(data, stranger, 'null', []),
    'an event from a popup': data => event(data, popup, 'null', []),
    'an event from a port': data => event(data, port, '', [port]),
    'its own frame, but no verb': data => { if (isVerb(data)) throw new DOMException('a verb', 'DataCloneError'); event(data, own(), 'null', []); },
  };
  const names = Object.keys(ways), sent = {}, changed = [];
  let before = state(), at = 0, all_sent = 0;
  for (const data of all) {
    if (all_sent >= number) break;
    const name = names[at++ % names.length];
    try { ways[name](data); } catch (error) { if (error.name === 'DataCloneError' || error instanceof TypeError || error.name === 'Error') continue; throw error; }
    sent[name] = (sent[name] || 0) + 1;
    all_sent += 1;
    if (all_sent % 250 === 0) await roundTrip();
    if (all_sent % 1000 === 0 && state() !== before) { changed.push([name, all_sent]); before = state(); }
  }
  // Messages of each source come in order: after these, all have come.
  for (const send of [data => postMessage(data, '*'), data => stranger.send(data, []), data => popup.send(data, [])]) {
    await new Promise(back => { const token = 'last ' + Math.random(); addEventListener('message', function hear({ data }) { if (data === token) { removeEventListener('message', hear); back(); } }); send(token); });
  }
  popup.close();
  if (state() !== before) changed.push(['by the end', before, state()]);
  done({ sent, changed });
})().catch(error => done({ broken: error + ' ' + (error && error.stack) }));`;

/** Sends `number` messages into the frame of the first guide. */
const AT_FRAME = `
const [seed, number, verbs, done] = arguments;
(async () => {
  const frame = frameOf(guides()[0]).contentWindow;
  let sent = 0;
  for (const data of messages(seed, number * 2, verbs)) {
    if (sent >= number) break;
    try { frame.postMessage(data, '*', sent % 7 === 0 ? [new MessageChannel().port1] : []); } catch { continue; }
    sent += 1;
    if (sent % 250 === 0) await roundTrip();
  }
  done({ sent });
})().catch(error => done({ broken: String(error && error.stack || error) }));`;

/** In the document, before its policy: which events anyone listens to, and how many messages have come. */
const LISTENERS = `<script>(() => {
  const types = new Set();
  Object.defineProperty(window, '__porchlightListens', { value: types });
  Object.defineProperty(window, '__porchlightCame', { value: { messages: 0 } });
  const add = EventTarget.prototype.addEventListener;
  add.call(window, 'message', () => { window.__porchlightCame.messages += 1; });
  EventTarget.prototype.addEventListener = function (type) { types.add(String(type)); return add.apply(this, arguments); };
})();</script>`;
const withListeners = html => withRecorder(html).replace(/<head[^>]*>/, head => head + LISTENERS);
const planted = script => edited(html => withListeners(html).replace(/<meta http-equiv="?Content-Security-Policy[^>]*>/i, '').replace('</head>', () => `<script>${script}</script></head>`));

/** Runs in the frame: all that a message could have changed there. */
const INSIDE = `return JSON.stringify([document.documentElement.outerHTML, document.title, location.href, window.name, history.length, scrollY,
  document.activeElement && document.activeElement.localName, [...document.querySelectorAll('input, select')].map(one => [one.name, one.value, one.checked])])`;

const said = messages => messages.map(({ data }) => JSON.parse(data)).filter(data => typeof data === 'string');

const counted = { moments: 0, loader: {}, frame: {} };

for (const [engine, start, number] of ENGINES) {
  describe(engine, { timeout: 600000 }, () => {
    const on = stage(start);
    on.count = 0;
    const fresh = address => `${address}?${on.count += 1}`;

    /** A random walk that marks each of its steps in the same stream of messages. */
    const marked = async seed => {
      await openGuide(on.driver, fresh(on.host.embed('agency')), { milliseconds: 60000 });
      await on.driver.manage().setTimeouts({ script: 240000 });
      const walked = await on.driver.executeAsyncScript(WALK, seed, { marks: true });
      assert.equal(walked.broken, undefined);
      await on.driver.executeScript('parent.postMessage("test end", "*")');
      await soon(async () => said((await noted(on.driver)).messages).includes('test end'), 'the last message');
      const agency = await noted(on.driver);
      return { steps: walked.done.length, stream: said(agency.messages), events: agency.events, heights: agency.heights };
    };

    test(`${engine}: the frame says "here" and "ready" before the first press, and then nothing`, { timeout: 200000 }, async () => {
      for (let seed = 1; seed <= count(3, 50); seed += 1) {
        const { steps, stream, events } = await marked(seed);
        const first = stream.findIndex(words => words.startsWith('test '));
        const [words, marks] = [stream.slice(0, first), stream.slice(first)];
        // A machine that is slow to start is told, too: that is before anything can be answered.
        assert.deepEqual(words.filter(word => word !== 'porchlight:static:slow'), ['porchlight:here', 'porchlight:ready'], 'in this order, before anything is done');
        assert.ok(marks.length > steps, `the steps are marked: ${marks.length} marks of ${steps} steps`);
        assert.deepEqual(marks.filter(mark => !mark.startsWith('test ')), [], 'and nothing between the steps or after them');
        assert.deepEqual(events.filter(({ cause }) => cause !== 'guide-slow').map(({ name, detail }) => [name, detail]), [['porchlight-ready', 'null']], 'the event carries nothing');
        counted.moments += steps;
      }
    });

    test(`${engine}: a word that comes at an answer is found between the steps`, async () => {
      on.guide.fault(DOCUMENT, planted(`addEventListener('change', event => { if (event.target.value === 'see') parent.postMessage('porchlight:long', '*'); });`));
      const { stream } = await marked(1);
      const at = stream.indexOf('porchlight:long');
      assert.ok(at > 2 && stream[at - 1].startsWith('test '), `it stands between two steps: ${stream.slice(0, 12)}`);
    });

    test(`${engine}: an error carries its cause and nothing else`, async () => {
      on.guide.fault(DOCUMENT, edited(html => html.replace(/(id="?module"?[^>]*>)..../, '$1....')));
      await open(on.driver, fresh(on.host.embed('agency')));
      await soon(async () => (await noted(on.driver)).events.length, 'an event', { milliseconds: 30000 });
      for (const { name, detail } of (await noted(on.driver)).events) {
        assert.equal(name, 'porchlight-error');
        assert.deepEqual(Object.keys(JSON.parse(detail)), ['cause']);
        assert.match(JSON.parse(detail).cause, /^[a-z-]{1,20}$/);
      }
    });

    /** Both guides run. */
    const both = async () => {
      const page = fresh(on.host.show(twoGuides()));
      await openGuide(on.driver, page, { milliseconds: 60000 });
      await enterGuide(on.driver, { index: 1, milliseconds: 60000 });
      await on.driver.switchTo().defaultContent();
      await soon(() => on.driver.executeScript('return agency.events.filter(event => event.includes("ready")).length >= 2'), 'two ready guides', { milliseconds: 30000 });
    };

    /** Opened by a real press, which no engine refuses. */
    const popup = async () => {
      await (await on.driver.findElement({ css: 'button' })).click();
      await soon(() => on.driver.executeScript('return Boolean(window.popup)'), 'the popup');
    };

    test(`${engine}: ${number} messages to the loader from others than its frame do nothing`, { timeout: 300000 }, async t => {
      await both();
      await popup();
      await on.driver.manage().setTimeouts({ script: 240000 });
      const { broken, sent, changed } = await on.driver.executeAsyncScript(AT_LOADER, 4, number, VERBS);
      assert.equal(broken, undefined);
      assert.deepEqual(changed, [], 'nothing of the element, its frame, its place, its events has changed');
      assert.equal(Object.values(sent).reduce((sum, one) => sum + one, 0), number);
      t.diagnostic(Object.entries(sent).map(([name, one]) => `${name} ${one}`).join(', '));
      counted.loader[engine] = number;
    });

    test(`${engine}: a loader that does not look at the source is found`, async () => {
      on.guide.fault(LOADER, edited(script => {
        const changed = script.replace(/[\w$]+\.source\s*!==?\s*[\w$]+\.contentWindow\s*\|\|/, '');
        assert.notEqual(changed, script, 'the loader compares the source');
        return changed;
      }));
      await both();
      await popup();
      await on.driver.manage().setTimeouts({ script: 240000 });
      const { broken, changed } = await on.driver.executeAsyncScript(AT_LOADER, 4, 300, VERBS);
      assert.equal(broken, undefined);
      assert.notDeepEqual(changed, []);
    });

    test(`${engine}: a verb is heard from the own frame only`, async () => {
      await both();
      const before = await on.driver.executeScript('return agency.events.length');
      // The second guide's frame says that it has failed: that is its own element's business.
      await enterFrame(on.driver, { index: 1 });
      await on.driver.executeScript('parent.postMessage("porchlight:static:crash", "*")');
      await on.driver.switchTo().defaultContent();
      await soon(() => on.driver.executeScript('return agency.events.length > arguments[0]', before), 'an event');
      const failed = await on.driver.executeScript(`return guides().map(guide => [guide.id, frameOf(guide).getAttribute('height')])`);
      assert.equal(failed[0][1], failed[1][1], 'the frames keep one height');
      const heard = await on.driver.executeScript(`
        const heard = [];
        for (const guide of guides()) for (const name of ['porchlight-ready', 'porchlight-error']) guide.addEventListener(name, event => heard.push(guide.id + ' ' + name));
        window.heard = heard; return heard`);
      assert.deepEqual(heard, []);
      await enterFrame(on.driver, { index: 0 });
      await on.driver.executeScript('for (const words of arguments[0]) parent.postMessage(words, "*"); parent.postMessage("test end", "*")', ['porchlight:static:crash', 'porchlight:close', 'porchlight:walk', 'porchlight:long', 'porchlight:nothing', 'close']);
      await on.driver.switchTo().defaultContent();
      await soon(() => on.driver.executeScript('return agency.ends > 0'), 'the last message');
      assert.deepEqual(await on.driver.executeScript('return window.heard'), ['one porchlight-error'], 'only the first guide says so, once');
      assert.equal(await on.driver.executeScript(`return guides().every(guide => frameOf(guide) && frameOf(guide).getAttribute('height') === '${failed[0][1]}' && !guide.hidden && guide.isConnected)`), true,
        'an inline guide is not closed, and grows at nobody\'s word');
    });

    test(`${engine}: ${number} messages to the frame do nothing, for it listens to none`, { timeout: 300000 }, async () => {
      on.guide.fault(DOCUMENT, edited(withListeners));
      await both();
      await enterGuide(on.driver);
      const before = await on.driver.executeScript(INSIDE);
      await on.driver.switchTo().defaultContent();
      await on.driver.manage().setTimeouts({ script: 240000 });
      const { broken, sent } = await on.driver.executeAsyncScript(AT_FRAME, 5, number, VERBS);
      assert.equal(broken, undefined);
      assert.equal(sent, number);
      await enterFrame(on.driver);
      await soon(() => on.driver.executeScript('return __porchlightCame.messages === arguments[0]', number), 'all of them inside', { milliseconds: 60000 });
      assert.equal(await on.driver.executeScript(INSIDE), before, 'the frame is as it was');
      assert.deepEqual(await kept(on.driver), { violations: [], errors: [] });
      // Not by any listener, those of a whole walk included.
      const walked = await on.driver.executeAsyncScript(WALK, 7, {});
      assert.equal(walked.broken, undefined);
      const types = await on.driver.executeScript('return [...__porchlightListens]');
      assert.ok(types.includes('click') && types.includes('change'), `the listeners are seen: ${types}`);
      assert.deepEqual(types.filter(type => /message/.test(type)), [], 'nobody listens for messages');
      assert.equal(await on.driver.executeScript('return window.onmessage'), null);
      counted.frame[engine] = number;
    });

    test(`${engine}: a frame that would listen is found`, async () => {
      on.guide.fault(DOCUMENT, planted(`addEventListener('message', event => { if (typeof event.data === 'string' && event.data.includes('porchlight')) document.documentElement.setAttribute('data-told', ''); });`));
      await both();
      await enterGuide(on.driver);
      const before = await on.driver.executeScript(INSIDE);
      await on.driver.switchTo().defaultContent();
      await on.driver.executeAsyncScript(AT_FRAME, 5, 50, VERBS);
      await enterFrame(on.driver);
      await soon(() => on.driver.executeScript('return __porchlightCame.messages >= 50'), 'all of them inside');
      assert.notEqual(await on.driver.executeScript(INSIDE), before);
      assert.ok((await on.driver.executeScript('return [...__porchlightListens]')).includes('message'));
    });
  });
}

test('what was counted', () => {
  const all = sums => Object.entries(sums).map(([engine, number]) => `${number} in ${engine}`).join(', ');
  if (Object.keys(counted.frame).length < ENGINES.length || Object.keys(counted.loader).length < ENGINES.length) return;
  evidence('messages', 'Silence', [
    ['Messages made up for the loader, from ten wrong sources or in a wrong shape, that did anything', `0 of ${all(counted.loader)}`],
    ['Messages made up for the frame that did anything', `0 of ${all(counted.frame)}`],
    ['Steps of random walks between which the frame said nothing to the host page', counted.moments],
  ]);
});
