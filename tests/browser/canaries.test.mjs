// Canaries: what a person reads, chooses and types is searched in all that other pages can see, in three engines; in Chromium also on the wire, in the clipboard and in prints. Nothing is found.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { PATIENT, topPage } from './lib/at-top.mjs';
import { marked, marksIn, search } from './lib/canaries.mjs';
import { sentInNetLog } from './lib/canary-log.mjs';
import { evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { enterFrame, enterGuide, hostPage, open, openGuide, openPage } from './lib/host.mjs';
import * as mouse from './lib/mouse.mjs';
import { netLogArgs } from './lib/net-log.mjs';
import { newFolder } from './lib/processes.mjs';
import { ENGINES } from './lib/settings.mjs';
import { soon } from './lib/soon.mjs';
import { SPY, dumpStorage, fillStorage } from './lib/spy.mjs';
import { stage } from './lib/stage.mjs';
import { FIRST, LAST, backToWelcome, press, walk, walkUntil } from './lib/walk.mjs';

const RRWEB = readFileSync(join(createRequire(import.meta.url).resolve('rrweb'), '../rrweb.umd.min.cjs'), 'utf8');
const MARK = 'zqxcanary';
/** The ZIP code that LAST types, and the place that it stands for: neither is on any page but in the guide. */
const TYPED = '71101';

for (const [name, start] of Object.entries(ENGINES)) describe(name, { timeout: 900000 }, () => {
  const chromium = name === 'Chromium';
  const log = chromium && join(newFolder('net-log'), 'net.json');
  const on = stage(start, chromium ? { args: netLogArgs(log) } : undefined);
  const rows = [];
  const count = (what, counted) => rows.push([`${name}: ${what}`, counted]);
  after(() => { if (rows.length) evidence(`canaries-${name.toLowerCase()}`, 'Canaries', rows); });

  /** A host page with a session recorder, key and click listeners, and a patched attachShadow, all from before the tag on. */
  const page = () => on.host.show(topPage(`<script>${RRWEB}</script><script>${SPY}</script>`));
  const plant = mark => on.guide.fault(/\/louisiana\/en\.html$/, edited(marked(mark)));

  /** What the session gave to find: the marks on all screens, the ids that were chosen, the typed ZIP code and its place. */
  function given(screens) {
    const ids = new Set();
    for (const { given: answers = {} } of screens) {
      for (const [name, values] of Object.entries(answers)) for (const id of [name, ...values]) if (/^[a-z]+-[a-z-]{6,}$/.test(id)) ids.add(id);
    }
    const marks = new Set(screens.flatMap(({ text }) => [...marksIn(text, MARK)]));
    assert.ok(marks.size >= 12, `at least twelve texts with a mark were on the screens: ${marks.size}`);
    assert.ok(ids.size >= 3, `ids that can be told from other words were chosen: ${[...ids]}`);
    const place = screens.map(({ text }) => /(\w+) Parish Change/.exec(text)?.[1]).find(Boolean);
    assert.ok(place, 'the ZIP code was typed, and the review names its place');
    return { marks, words: [MARK, TYPED, place, ...ids] };
  }

  const heard = () => on.driver.executeScript('return window.spied()');
  const asText = value => Buffer.from(JSON.stringify(value));

  test('a session recorder and listeners on the host page find nothing, and find what is drawn on the page itself', async t => {
    plant(MARK);
    await openGuide(on.driver, page(), PATIENT);
    const titles = new Set();
    const screens = await walk(on.driver, 'kin', { answers: LAST, onScreen: ({ title }) => titles.add(title) });
    const { words, marks } = given(screens);
    await on.driver.switchTo().defaultContent();
    const recorded = asText(await heard());
    assert.ok(recorded.length > 2000, `the recorder runs: ${recorded.length} bytes`);
    assert.deepEqual(search(recorded, words), []);
    titles.add(await on.driver.getTitle());
    assert.deepEqual(search(asText([...titles]), words), [], 'no title names an answer');
    t.diagnostic(`${marks.size} marked texts shown; ${words.length} words searched; recorded ${recorded.length} bytes`);
    count('texts with a mark that a session showed', marks.size);
    count('canaries searched for (mark, typed ZIP code, place, ids of answers)', words.length);
    count('of them in what a session recorder and listeners on the host page kept', 0);
    count('of them in a title', 0);

    // The control: the same kinds of content, drawn into the page in three ways, and typed into a field of it.
    await on.driver.executeScript(`
      // At the top: WebKit's driver does not scroll the page around a frame.
      const light = document.createElement('div');
      light.innerHTML = '<p>zqxlight</p><label>zqxlabel <input id="plain"></label>';
      document.body.prepend(light);
      const shadow = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
      shadow.innerHTML = '<p>zqxshadow</p>';
      const closed = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
      closed.innerHTML = '<p>zqxclosed</p>';`);
    await (await on.driver.findElement({ id: 'plain' })).sendKeys('zqxtyped');
    await (await on.driver.findElement({ css: 'label' })).click();
    const planted = ['zqxlight', 'zqxlabel', 'zqxshadow', 'zqxclosed', 'zqxtyped'];
    const found = search(asText(await heard()), planted);
    for (const word of planted) assert.ok(found.includes(`${word} (plain)`), `the recorder finds ${word}`);
    count('planted leaks that the recorder found', planted.length);
  });

  test(`other tabs and every storage${chromium ? ', and the clipboard,' : ''} hold nothing, and hold what is put there`, async () => {
    plant(MARK);
    const address = page();
    await openGuide(on.driver, address, PATIENT);
    await on.driver.switchTo().defaultContent();
    const first = await on.driver.getWindowHandle();
    // A tab of the host's own that this page has opened, by a press as WebKit wants it, and one of the guide's origin.
    await on.driver.executeScript(`const button = document.createElement('button');
      button.id = 'open';
      button.textContent = 'Open';
      button.onclick = () => { window.other = window.open('/watch.js'); button.remove(); };
      document.body.prepend(button);`);
    await (await on.driver.findElement({ id: 'open' })).click();
    const others = await soon(async () => { const all = await on.driver.getAllWindowHandles(); return all.length === 2 && all.filter(one => one !== first); }, 'a tab that the page has opened');
    await on.driver.switchTo().newWindow('tab');
    others.push(await on.driver.getWindowHandle());
    await open(on.driver, `${on.guide.origin}/v1/porchlight.js`);
    for (const tab of others) {
      await on.driver.switchTo().window(tab);
      await soon(() => on.driver.executeScript('return location.href.endsWith(".js") && document.readyState === "complete"').catch(() => false), 'the page of the tab');
      await on.driver.executeScript(`window.heard = [];
        addEventListener('storage', event => heard.push(event.key + event.newValue));
        addEventListener('message', event => heard.push(JSON.stringify(event.data)));
        new BroadcastChannel('porchlight').onmessage = event => heard.push(JSON.stringify(event.data));`);
    }
    await on.driver.switchTo().window(first);
    await enterFrame(on.driver);
    const { words } = given(await walk(on.driver, 'kin', { answers: LAST }));

    const look = async () => {
      const all = [];
      for (const tab of [first, ...others]) {
        await on.driver.switchTo().window(tab);
        all.push(await on.driver.executeScript('return [window.heard, document.title, window.name, window.opener && [window.opener.length, window.opener.document.title]]'));
        const kept = await on.driver.executeAsyncScript(dumpStorage);
        assert.deepEqual(kept.lacks, [], `each storage is there to be looked into: ${JSON.stringify(kept)}`);
        all.push(kept);
      }
      await on.driver.switchTo().window(first);
      return asText(all);
    };
    assert.deepEqual(search(await look(), words), []);

    // The control: one word for each place, in the storages of both origins.
    const storages = ['cookie', 'local', 'session', 'database', 'cache'];
    for (const [tab, word] of [[first, 'zqxhost'], [others[1], 'zqxguide']]) {
      await on.driver.switchTo().window(tab);
      assert.equal(await on.driver.executeAsyncScript(fillStorage, word), null);
    }
    await on.driver.switchTo().window(first);
    await on.driver.executeScript(`new BroadcastChannel('porchlight').postMessage('zqxbroadcast'); window.other.postMessage('zqxmessage', '*');`);
    const planted = [...['zqxhost', 'zqxguide'].flatMap(word => storages.map(storage => word + storage)), 'zqxbroadcast', 'zqxmessage'];
    const found = search(await look(), planted);
    for (const word of planted) assert.ok(found.some(hit => hit.startsWith(word)), `${word} is found: ${found}`);
    count('of them in two other tabs, and in all storages of both origins', 0);
    count('planted leaks found there', planted.length);

    if (chromium) {
      await on.devtools.page('Browser.grantPermissions', { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] });
      const clipboard = () => on.driver.executeAsyncScript(`const done = arguments[0];
        navigator.clipboard.readText().then(done, error => done('refused: ' + error.message));`);
      const copied = await clipboard();
      assert.doesNotMatch(copied, /^refused/);
      assert.deepEqual(search(asText(copied), words), [], 'nothing in the clipboard');
      await on.driver.executeAsyncScript(`const done = arguments[0]; navigator.clipboard.writeText('zqxcopied').then(done, done);`);
      assert.equal(await clipboard(), 'zqxcopied');
      count('of them in the clipboard, where a planted one is found', 0);
    }
    for (const tab of others) { await on.driver.switchTo().window(tab); await on.driver.close(); }
    await on.driver.switchTo().window(first);
  });

  test('after a reload, and for who opens the page again, nothing of the session is there', async () => {
    plant(MARK);
    const address = page();
    const fresh = marksIn((await openGuide(on.driver, address, PATIENT)).text, MARK);
    await walk(on.driver, 'kin', { answers: LAST });
    await on.driver.switchTo().defaultContent();
    // Until the new document has come, the old one still answers.
    await on.driver.executeScript('window.before = true');
    await on.driver.navigate().refresh();
    await soon(() => on.driver.executeScript('return document.body !== null && !window.before').catch(() => false), 'the page anew', PATIENT);
    for (const again of [() => {}, () => open(on.driver, on.host.show(hostPage('<p>Another page.</p>'))).then(() => open(on.driver, address))]) {
      await again();
      const screen = await enterGuide(on.driver, PATIENT);
      assert.equal(screen.kind, 'welcome');
      assert.deepEqual(screen.controls.flatMap(({ checked }) => checked), []);
      assert.deepEqual(marksIn(screen.text, MARK), fresh, 'what a first visit shows, and nothing else');
    }
    count('of them on the screen after a reload, and at the next visit', 0);
  });

  // What follows is only told by Chromium.
  if (!chromium) return;

  test('the print of the host page shows no more than its screen, whatever was answered before', async () => {
    const address = page();
    /** The host page as it would be printed, after some answers and on the first screen again. */
    async function printed(answers, again = true) {
      await openGuide(on.driver, address, PATIENT);
      await mouse.choose(on.driver, 'path', 'explore');
      await press(on.driver, 'start');
      await backToWelcome(on.driver);
      await walkUntil(on.driver, 'explore', ({ kind }) => kind === 'question', { answers });
      if (again) await backToWelcome(on.driver);
      const { data } = await on.devtools.page('Page.printToPDF', { printBackground: true });
      return Buffer.from(data, 'base64').toString('latin1').replace(/\/(CreationDate|ModDate) ?\([^)]*\)/g, '');
    }
    const [one, other] = [await printed(FIRST), await printed(LAST)];
    assert.ok(one.length > 5000, 'something is printed');
    assert.equal(one === other, true, 'the same print after different answers');
    assert.equal(one === await printed(FIRST, false), false, 'the control: another screen prints otherwise');
    count('prints of the host page that differ by earlier answers', 0);
  });

  test('nothing goes over the wire: not to a server, and not in the browser\'s own log of the network', async t => {
    plant(MARK);
    on.guide.log.length = 0;
    on.host.log.length = 0;
    await openGuide(on.driver, page(), PATIENT);
    const { words } = given(await walk(on.driver, 'kin', { answers: LAST }));
    await openPage(on.driver, on.guide.page);
    const more = given(await walk(on.driver, 'kin', { answers: LAST })).words;
    const all = [...new Set([...words, ...more])];
    assert.deepEqual(search(asText([on.guide.log, on.host.log]), all), [], 'nothing in what the servers were told');

    // The control: three forms of a word in three kinds of request, from a page that may.
    await open(on.driver, on.host.show(hostPage('<p>Nothing.</p>')));
    await on.driver.executeAsyncScript(`const done = arguments[0];
      Promise.all([
        fetch('/?told=' + [...'zqxinaddress'].map(sign => '%' + sign.charCodeAt(0).toString(16)).join(''), { headers: { 'x-told': 'zqxinheader' } }),
        fetch('/', { method: 'POST', body: 'zqxinbody' }),
        fetch('/', { method: 'POST', body: btoa('a zqxincode') }),
      ]).then(() => done(), done)`);
    const planted = ['zqxinaddress', 'zqxinheader', 'zqxinbody', 'zqxincode'];
    await on.driver.quit();
    const sent = sentInNetLog(log);
    assert.ok(sent.length > 10000, `the log holds what was sent: ${sent.length} bytes`);
    assert.deepEqual(search(sent, all), [], 'nothing in the log of the network');
    const found = search(sent, planted);
    for (const word of planted) assert.ok(found.some(hit => hit.startsWith(word)), `${word} is found: ${found}`);
    t.diagnostic(`${all.length} words, ${sent.length} bytes of net log; control: ${found.join(', ')}`);
    count('of them in what servers were told, and in the net log of all sessions of the frame and of the full page', 0);
    count('planted leaks found in the net log', planted.length);
  });
});
