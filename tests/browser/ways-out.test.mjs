// Ways out: all channels that code could use are tried from inside the guide; in each engine nothing gets further than what the policy cannot close.
import assert from 'node:assert/strict';
import { relative, sep } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import webdriver from 'selenium-webdriver';
import { openAtTop } from './lib/at-top.mjs';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { LEADING_AWAY, NAVIGATION, STAYING, source, startSink } from './lib/channels.mjs';
import { evidence } from './lib/evidence.mjs';
import { withHeaders } from './lib/faults.mjs';
import { open, openPage } from './lib/host.mjs';
import { publishedHeaders } from './lib/release.mjs';
import { stage } from './lib/stage.mjs';

const { By } = webdriver;

/** How long nothing new may be heard before the rest is taken to be silent; and how long one press may take. */
const QUIET = 2000;
const PRESS = 1200;
/** What is expected to be heard is waited for longer: on a busy machine it must not look as if it was closed. */
const LATEST = 10000;
/** Channels for which a page of Chromium's can end. */
const PEERS = ['WebRTC', 'WebRTC of a new frame'];
const CHANNELS = Object.keys(STAYING).length + Object.keys(LEADING_AWAY).length;

/** What reaches elsewhere from each place of the guide, and nothing more: it was measured, and no policy closes it. */
const OPEN = [...NAVIGATION, 'preconnect'];
const engines = [
  // What each engine cannot try at all, because it has no such thing, is not in the control's count.
  { name: 'Chromium', start: startChromium, control: 50, frame: OPEN, page: [...OPEN, 'WebRTC of a new frame'], published: [], allowlist: true },
  { name: 'Firefox', start: startFirefox, control: 42, frame: OPEN, page: [...OPEN, 'WebRTC of a new frame'], published: OPEN },
  // A new frame brings no WebRTC back, as this WebKit has none.
  { name: 'WebKit', start: startWebKit, control: 36, frame: OPEN, page: OPEN, published: OPEN },
];

for (const { name, start, control, frame, page, published, allowlist } of engines) {
  describe(name, { timeout: 900000 }, () => {
    // The peer of the test is on this very machine.
    const on = stage(start, name === 'Firefox' ? { prefs: { 'media.peerconnection.ice.loopback': true } } : undefined);
    const counted = [];
    const sinks = [];
    let sink, empty;
    before(async () => {
      sinks.push(sink = await startSink());
      empty = on.host.show('<!doctype html><meta charset="utf-8"><title>Between</title><link rel="icon" href="data:,"><body>');
    });
    after(async () => {
      for (const one of sinks) await one.close();
      if (counted.length) evidence(`ways-out-${name.toLowerCase()}`, 'Ways out', counted);
    });

    /** Calls these channels in the current document, all at once, and waits for what gets through. */
    async function tryAll(channels, expected) {
      const problems = await on.driver.executeScript(`${source(channels)}
        const [origin, ports] = arguments, tried = {};
        addEventListener('unhandledrejection', event => event.preventDefault());
        for (const [name, run] of Object.entries(channels)) {
          try {
            const given = run(origin + '/leak/' + encodeURIComponent(name), ports);
            tried[name] = 'done';
            if (given && given.catch) given.catch(error => { tried[name] = String(error); });
          } catch (error) { tried[name] = String(error); }
        }
        return tried;`, sink.origin, sink.ports);
      // A call to a peer begins with a look at all networks of the machine, and is the slowest by far.
      const late = Date.now() + LATEST;
      const missing = () => expected.some(one => one in channels && !sink.reached.has(one));
      for (let heard = -1; (heard < sink.reached.size || missing()) && Date.now() < late;) {
        heard = sink.reached.size;
        await sleep(QUIET);
      }
      assert.equal(Object.keys(problems).length, Object.keys(channels).length, 'each channel was tried');
    }

    /** Puts a button into the current document that tries one channel, and presses it as a person does. */
    async function pressFor(channel, expected) {
      await on.driver.executeScript(`${source({ [channel]: LEADING_AWAY[channel] })}
        const [name, url] = arguments;
        const button = document.createElement('button');
        button.id = 'press-for-it';
        button.style.cssText = 'position:fixed;inset:0 auto auto 0;width:200px;height:60px;z-index:2147483647';
        button.textContent = name;
        button.addEventListener('click', () => channels[name](url));
        document.body.prepend(button);`, channel, sink.url(channel));
      // The press can end the document before the driver has its answer.
      await (await on.driver.findElement(By.id('press-for-it'))).click().catch(() => {});
      const end = Date.now() + (expected.includes(channel) ? LATEST : PRESS);
      while (!sink.reached.has(channel) && Date.now() < end) await sleep(50);
    }

    /**
     * Closes the windows that came, and goes back to the first, or on to a new one: Chromium's process that draws a page
     * can end when it is refused a connection to a peer, and Firefox is busy for long with all that was begun.
     */
    async function tidy(first, { anew } = {}) {
      if (anew && name !== 'WebKit') {
        await on.driver.switchTo().newWindow('tab');
        first = await on.driver.getWindowHandle();
      }
      for (const window of await on.driver.getAllWindowHandles()) {
        if (window === first) continue;
        await on.driver.switchTo().window(window);
        await on.driver.close();
      }
      await on.driver.switchTo().window(first);
      // A page that is still on its way elsewhere would pass for the next one at the same address.
      await open(on.driver, empty);
      return first;
    }

    /** All channels from a document that `openIt` opens. Gives those that reached the sink; those that are `expected` to are waited for. */
    async function tryFrom(openIt, expected = []) {
      // One of its own: what a page without a policy began still knocks at the doors of the earlier one for half a minute.
      sinks.push(sink = await startSink());
      let first = await on.driver.getWindowHandle();
      /** True if it could be done in a page that lived on. */
      const lived = async channels => {
        try {
          await openIt();
          await tryAll(channels, expected);
          return true;
        } catch (error) {
          if (!/crashed/.test(error.message)) throw error;
          await on.driver.switchTo().newWindow('tab');
          first = await on.driver.getWindowHandle();
          return false;
        }
      };
      // Chromium's own fault, now and then: a page that is refused a connection to a peer ends, and all that it tried with
      // it. Then the rest is tried without such a connection, and the connection alone.
      if (!await lived(STAYING)) {
        const [peers, rest] = [true, false].map(peer => Object.fromEntries(Object.entries(STAYING).filter(([channel]) => PEERS.includes(channel) === peer)));
        assert.ok(await lived(rest), 'a page that asks for no peer lives on');
        if (!await lived(peers)) await sleep(QUIET);
      }
      first = await tidy(first, { anew: true });
      for (const channel of Object.keys(LEADING_AWAY)) {
        await openIt();
        await pressFor(channel, expected);
        await tidy(first);
      }
      return [...sink.reached].sort();
    }

    const inFrame = () => openAtTop(on.driver, on.host);
    const fullPage = async () => { await openPage(on.driver, on.guide.page); };
    const write = (what, reached) => counted.push([`${name}, ${what}: of ${CHANNELS} channels reached elsewhere`, reached.length ? `${reached.length}: ${reached.join(', ')}` : '0']);

    test(`${name}: from a page without a policy most channels reach elsewhere`, async t => {
      const page = on.host.show('<!doctype html><meta charset="utf-8"><title>No policy</title><link rel="icon" href="data:,"><body><p>A page.</p></body>');
      const reached = await tryFrom(() => open(on.driver, page));
      t.diagnostic(`${reached.length} of ${CHANNELS}: ${reached.join(', ')}`);
      t.diagnostic(`not: ${[...Object.keys(STAYING), ...Object.keys(LEADING_AWAY)].filter(one => !reached.includes(one)).join(', ')}`);
      counted.push([`${name}, a page without a policy (control): of ${CHANNELS} channels reached elsewhere`, reached.length]);
      assert.ok(reached.length >= control, `the check hears at least ${control} channels: ${reached.length}`);
    });

    /** The headers that the release sends with the document that `openIt` opens. */
    const headers = file => publishedHeaders(on.guide.root, file());
    const framedFile = () => relative(on.guide.root, on.guide.documentFile()).split(sep).join('/');
    const pageFile = () => 'louisiana/en.html';

    /** Nothing but `expected` reaches elsewhere, and all of that does: else the list would say less than is true. */
    async function exactly(t, what, openIt, expected) {
      const reached = await tryFrom(openIt, expected);
      t.diagnostic(`${reached.length}: ${reached.join(', ')}`);
      write(what, reached);
      assert.deepEqual(reached, [...expected].sort(), what);
    }

    for (const [what, openIt, file, expected] of [['from the frame', inFrame, framedFile, frame], ['from the full page', fullPage, pageFile, page]]) {
      test(`${name}: ${what} nothing reaches elsewhere but what no policy closes`, t => exactly(t, what, openIt, expected));

      if (!allowlist) continue;
      test(`${name}: ${what} nothing at all reaches elsewhere with Connection-Allowlist`, t => {
        on.guide.fault(/\.html$/, withHeaders({ 'connection-allowlist': headers(file)['connection-allowlist'] }));
        return exactly(t, `${what} with Connection-Allowlist`, openIt, []);
      });
    }

    // What a real visitor gets: the policy as a header as well, and in it the sandbox, which a document cannot ask for itself.
    test(`${name}: from the full page with all headers as published nothing reaches elsewhere but what no policy closes`, async t => {
      const sent = headers(pageFile);
      assert.match(sent['content-security-policy'], /; sandbox /);
      // A document that the browser keeps would come to the next test with these headers.
      delete sent['cache-control'];
      on.guide.fault(/\.html$/, withHeaders(sent));
      await exactly(t, 'from the full page with all headers as published', fullPage, published);
    });

    test(`${name}: what is not a request tells nothing either: the frame has no powers, no storage, no name and no way into its host`, async () => {
      await inFrame();
      const powers = await on.driver.executeScript(`
        const tried = {};
        const attempt = (name, run) => { try { tried[name] = run(); } catch (error) { tried[name] = error.name; } };
        attempt('cookie', () => { document.cookie = 'canary=1'; return document.cookie; });
        attempt('localStorage', () => localStorage.setItem('canary', '1'));
        attempt('sessionStorage', () => sessionStorage.setItem('canary', '1'));
        attempt('indexedDB', () => String(indexedDB.open('canary')));
        attempt('host', () => parent.document.title);
        attempt('frame element', () => String(window.frameElement));
        return tried;`);
      assert.deepEqual({ ...powers, cookie: '', indexedDB: '' }, {
        cookie: '', localStorage: 'SecurityError', sessionStorage: 'SecurityError', indexedDB: '', host: 'SecurityError', 'frame element': 'null',
      });
      assert.ok(['SecurityError', ''].includes(powers.cookie), `no cookie is kept: ${powers.cookie}`);
      const asked = await on.driver.executeAsyncScript(`
        const done = arguments[arguments.length - 1], tried = {};
        const attempt = (name, run) => Promise.resolve().then(run).then(given => { tried[name] = 'granted ' + given; }, error => { tried[name] = error && error.name || 'refused'; });
        Promise.all([
          attempt('caches', () => caches.open('canary')),
          attempt('clipboard', () => navigator.clipboard.writeText('canary')),
          attempt('place', () => new Promise((good, bad) => navigator.geolocation.getCurrentPosition(good, bad))),
          attempt('database', () => new Promise((good, bad) => { const request = indexedDB.open('canary'); request.onsuccess = good; request.onerror = () => bad(request.error); })),
        ].map(one => Promise.race([one, new Promise(later => setTimeout(later, 3000))]))).then(() => done(tried));`);
      for (const [power, given] of Object.entries(asked)) assert.doesNotMatch(given, /^granted/, `${power} is refused`);
    });
  });
}
