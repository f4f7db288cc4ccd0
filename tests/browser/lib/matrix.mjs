// Runs the cases of tests/embed that say in case.json what goes wrong and how it ends, each in all three engines.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, describe, test } from 'node:test';
import { startChromium, startFirefox, startWebKit } from './browsers.mjs';
import { REPORT_LINE, helpLines, phonesAreTrue } from './claims.mjs';
import { evidence } from './evidence.mjs';
import * as faults from './faults.mjs';
import { enterFrame, guides, open } from './host.mjs';
import { differences, layout } from './layout.mjs';
import { describe as inWords, readScreen, waitForScreen } from './screen.mjs';
import { DOCUMENT, EMBED, LOADER, dist, startGuideServer, startHostServer } from './servers.mjs';
import { soon } from './soon.mjs';
import { choose, press } from './walk.mjs';
import { noted } from './watch.mjs';

/** The loader shows help lines after this, whatever the document does. */
const PATIENCE = 4500;
/** What the page and its engine need beside our own timer, on a machine that does nothing else. The page's own lateness is added. */
const TOLERANCE = 1500;
/** How long a test waits for an end. It is no bar: the bar is on what the page itself measured. */
const LONGEST = 45000;

/**
 * Browsers that people have set in another way: name -> engine -> options of browsers.mjs.
 * A case names one in `browser`; an engine that is not here cannot be set so, and the case says why in `not`.
 */
export const SETTINGS = {
  'usual': { Chromium: {}, Firefox: {}, WebKit: {} },
  'no-cookies': {
    Chromium: { prefs: { 'profile.default_content_setting_values.cookies': 2 } },
    Firefox: { prefs: { 'network.cookie.cookieBehavior': 2 } },
    WebKit: { args: ['--cookies-policy=never'] },
  },
  'no-wasm': {
    Chromium: { args: ['--js-flags=--jitless'] },
    Firefox: { prefs: { 'javascript.options.wasm': false } },
    // The name has changed from one release to the next.
    WebKit: { env: { JSC_useWasm: '0', JSC_useWebAssembly: '0' } },
  },
  'no-javascript': {
    Chromium: { prefs: { 'profile.managed_default_content_settings.javascript': 2 } },
    Firefox: { prefs: { 'javascript.enabled': false } },
    WebKit: { args: ['--enable-javascript=FALSE'] },
  },
};

const ENGINES = { Chromium: startChromium, Firefox: startFirefox, WebKit: startWebKit };

/**
 * The cases of one part, in order of the browser that they need. See tests/embed/README.md for what stands in case.json.
 */
export function cases(part) {
  const order = Object.keys(SETTINGS);
  return readdirSync(EMBED)
    .filter(name => existsSync(join(EMBED, name, 'case.json')))
    .map(name => ({ name, page: 'index.html', browser: 'usual', guides: 1, faults: [], not: {}, ...JSON.parse(readFileSync(join(EMBED, name, 'case.json'), 'utf8')) }))
    .filter(one => one.part === part)
    .map(one => {
      const html = readFileSync(join(EMBED, one.name, one.page), 'utf8');
      assert.ok(order.includes(one.browser), `${one.name}: no such browser: ${one.browser}`);
      return { ...one, html, about: /<!--\s*(.*?)\s*-->/s.exec(html)[1].replace(/\s+/g, ' ') };
    })
    .toSorted((a, b) => order.indexOf(a.browser) - order.indexOf(b.browser) || (a.name < b.name ? -1 : 1));
}

/** Makes a test of every case of `part` in every engine, and writes into `name`.json what was counted. */
export function matrix(part, name, say = part) {
  const all = cases(part);
  const reached = [];
  // The engines run beside each other, each with servers of its own: hangs are waited for in all three at once.
  describe(say, { concurrency: Object.keys(ENGINES).length }, () => {
    for (const engine of Object.keys(ENGINES)) {
      describe(engine, { concurrency: 1 }, () => {
        const on = { engine, bases: new Map() };
        after(() => close(on));
        for (const one of all.filter(({ not }) => !not[engine])) {
          test(`${engine}: ${one.name}: ${one.about}`, { timeout: 180000 }, async t => {
            await prepare(on, one.browser);
            const end = await run(on, one);
            reached.push({ engine, name: one.name, ...end });
            t.diagnostic(`${end.expect}${end.ms === undefined ? '' : ` after ${Math.round(end.ms)} ms`}`);
          });
        }
      });
    }
  });
  after(() => { if (reached.length > 0) count(name, say, all, reached); });
}

async function prepare(on, browser) {
  if (on.browser === browser) return;
  await close(on);
  on.guide = await startGuideServer(dist());
  on.host = await startHostServer(on.guide);
  Object.assign(on, await ENGINES[on.engine](SETTINGS[browser][on.engine]), { browser, end: on.close });
  on.end = on.close;
}

async function close(on) {
  await on.end?.();
  await on.host?.close();
  await on.guide?.close();
  on.end = on.host = on.guide = on.devtools = on.browser = undefined;
  on.bases.clear();
}

/** One case in one engine: gives how it ended, or fails. */
export async function run(on, one) {
  const wanted = { ...one, ...one.engines?.[on.engine] };
  const steps = existsSync(join(EMBED, one.name, 'steps.mjs')) ? await import(pathToFileURL(join(EMBED, one.name, 'steps.mjs'))) : {};
  const address = on.host.embed(one.name, one.page);
  try {
    const without = wanted.layout === undefined && wanted.scripts !== false ? await layoutWithout(on, wanted, address) : undefined;
    on.guide.mend();
    for (const { of, fault, with: given = [] } of wanted.faults) on.guide.fault(pathOf(of), faults[fault](...given));
    on.devtools?.forget();
    const told = { ...on, one: wanted, address };
    await steps.before?.(told);
    if (steps.open) await steps.open(told);
    else await open(on.driver, address);
    await steps.during?.(told);
    if (wanted.or) await either(on, wanted);
    const end = await (steps.end?.(told) ?? ENDS[wanted.scripts === false ? 'unscripted' : wanted.expect](on, wanted));
    if (wanted.scripts === false) return { expect: wanted.expect, ...end };
    await line(on, wanted);
    await unharmed(on, wanted);
    if (without) assert.deepEqual(differences(without, await layout(on)), [], 'the page around the guide');
    await steps.after?.(told);
    return { expect: wanted.expect, ...end };
  } finally {
    on.guide.mend();
  }
}

/** `loader`, `document`, or a regular expression that paths of the guide's server fit. */
const pathOf = of => ({ loader: LOADER, document: DOCUMENT })[of] ?? new RegExp(of);

/** The page with a loader that does nothing. Many cases have the same page: it is looked at once. */
async function layoutWithout(on, { html, headers = {} }, address) {
  const key = JSON.stringify([html.replace(/<!--.*?-->/gs, ''), headers]);
  if (!on.bases.has(key)) {
    on.guide.mend();
    on.guide.fault(LOADER, faults.replaceWith('', 'text/javascript'));
    await open(on.driver, `${address}?without`);
    await soon(() => on.driver.executeScript('return document.readyState === "complete"'), 'the page without the guide');
    on.bases.set(key, await layout(on));
  }
  return on.bases.get(key);
}

const ENDS = {
  /** The guide runs and takes a press. */
  async works(on, one) {
    await events(on, one, all => all.filter(({ name }) => name === 'porchlight-ready').length >= one.guides, 'a guide that is ready');
    for (let index = 0; index < one.guides; index += 1) {
      await intoTheWindow(on, index);
      await enterFrame(on.driver, { index });
      const first = await waitForScreen(on.driver, ({ running }) => running, { what: 'a running guide', milliseconds: LONGEST });
      if (one.press === 'script') {
        await on.driver.executeScript('document.querySelector("input[value=explore]").click(); document.querySelector("[data-action=start]").click()');
        await waitForScreen(on.driver, ({ kind, path }) => kind !== 'welcome' && path === 'explore', { what: 'the screen after the press' });
      } else if (first.kind === 'welcome') {
        await choose(on.driver, 'path', 'explore');
        const next = await press(on.driver, 'start');
        assert.equal(next.path, 'explore');
      }
    }
    const told = await noted(on.driver);
    const names = lasting(told).map(({ name, cause }) => cause ?? name);
    assert.deepEqual(names, one.events ?? Array(one.guides).fill('porchlight-ready'), 'what the elements said');
    // A document that a case has changed may say other things.
    for (const { data, origin } of told.messages.filter(({ data }) => one.faults.length === 0 && /porchlight/.test(data))) {
      assert.equal(origin, 'null');
      assert.match(data, /^"porchlight:(here|ready|static:[a-z]+)"$/);
    }
    return { by: 'guide' };
  },

  /** The element's children, or help lines of the loader's own, can be read. */
  async help(on, one) {
    await causes(on, one);
    const told = await soon(async () => {
      const now = await noted(on.driver);
      return now.help.filter(Boolean).length >= one.guides && now;
    }, async () => `help lines: ${JSON.stringify(await guides(on.driver))}`, { milliseconds: LONGEST });
    for (const place of await guides(on.driver)) {
      assert.ok(place.children.length > 0 || place.helpLines.length >= 4, `help lines now: ${JSON.stringify(place)}`);
      if (place.helpLines.length > 0) theLoadersHelp(place);
      if (place.children.length > 0) assert.deepEqual(place.helpLines, [], 'the agency\'s own words stand alone');
    }
    if (one.by) assert.deepEqual([...new Set(told.help.map(({ by }) => by))], [one.by]);
    const ms = Math.max(...told.help.map((help, index) => help.ms - (help.by === 'loader' ? told.starts[index] ?? 0 : 0)));
    inTime(ms, told);
    return { ms, by: told.help[0].by };
  },

  /** No script runs on the page, so nothing can be put on it or noted there: the children are what they were. */
  async unscripted(on, one) {
    assert.equal(one.expect, 'help');
    const [place] = await soon(async () => {
      const all = await guides(on.driver);
      return all.length === one.guides && all;
    }, 'the element');
    assert.equal(place.frame, null, 'no frame');
    assert.equal(place.children.length, 1, 'the children can be read');
    assert.equal(await on.driver.executeScript('return typeof window.agency'), 'undefined', 'the page\'s own script did not run');
    return { by: 'children' };
  },

  /** The pre-rendered content in the frame can be read, and has its help lines. */
  async readable(on, one) {
    for (let index = 0; index < one.guides; index += 1) {
      const screen = await soon(async () => {
        // Anew each time: a frame that gets its document is another one for WebKit's driver.
        await enterFrame(on.driver, { index });
        const now = await readScreen(on.driver).catch(() => undefined);
        return now?.helpLines.length >= 4 && (one.still === false || now.still) && now;
      }, async () => `the readable version; the screen: ${inWords(await readScreen(on.driver).catch(() => undefined))}`, { milliseconds: LONGEST });
      assert.ok(!screen.running, 'the guide does not run');
      assert.equal(screen.headings.length, 1, inWords(screen));
      helpLines(screen);
      phonesAreTrue(screen);
      assert.ok(screen.leave?.href.startsWith('https://'), 'a way out');
      if (one.still !== false && one.whole !== false) {
        assert.ok(screen.whole && screen.text.length > 10000, `the whole content can be read: ${screen.text.length} characters`);
        assert.deepEqual([screen.controls, screen.actions], [[], ['leave']], 'nothing that does nothing');
      }
    }
    await causes(on, one);
    for (const { frame, children } of await guides(on.driver)) {
      assert.ok(frame?.shown || children.length > 0, 'the frame, or the children, can be seen');
    }
    const told = await noted(on.driver);
    // The frame says that it is here when its help lines are.
    const here = told.messages.filter(({ data }) => data === '"porchlight:here"').map(message => message.ms);
    assert.equal(here.length, one.guides, 'each frame said once that it is here');
    const ms = Math.max(...here) - Math.min(...told.starts);
    inTime(ms, told);
    return { ms, by: 'frame' };
  },
};

/** Where two ends are possible, as by chance how much of a document was read before its connection ended: what was said decides which end is looked at. */
async function either(on, one) {
  const end = await soon(async () => {
    const { events: all, now } = { ...await noted(on.driver), now: await on.driver.executeScript('return performance.now()') };
    const last = lasting({ events: all }).at(-1);
    // A frame that is here after all says more within the 8 seconds that it waits itself.
    return last && (last.name === 'porchlight-ready' || /^guide-/.test(last.cause) || now - last.ms > 9000) && last;
  }, 'an end', { milliseconds: LONGEST });
  if (!/^guide-/.test(end.cause ?? '')) Object.assign(one, one.or);
}

/** What the elements said in the end: on a machine that has other things to do, "not yet" may come before. */
const lasting = ({ events: all }) => all.filter(({ ms, cause, guide }, position) =>
  !(/^(hang|guide-slow)$/.test(cause ?? '') && ms >= PATIENCE - 500 && all.slice(position + 1).some(later => later.guide === guide)));

/** WebKit's driver scrolls within a frame, but not the page around it. */
export async function intoTheWindow(on, index) {
  await on.driver.switchTo().defaultContent();
  await on.driver.executeScript('document.querySelectorAll("porchlight-guide")[arguments[0]].scrollIntoView({ block: "start", behavior: "instant" })', index);
}

const events = (on, one, enough, what) => soon(async () => {
  const told = await noted(on.driver);
  return enough(told.events) && told.events;
}, async () => `${what}; the elements said: ${JSON.stringify((await noted(on.driver)).events)}`, { milliseconds: LONGEST });

/** What the loader shows by itself: each line with what it is for, and the number that is shown is called. */
function theLoadersHelp({ frame, helpLines: lines }) {
  assert.ok(!frame?.shown, 'no empty frame');
  const numbers = lines.map(({ href }) => href.replace(/\?.*$/, '').replace(/\D/g, ''));
  for (const number of ['911', REPORT_LINE, '211', '988']) assert.ok(numbers.includes(number), `${number} is among ${numbers}`);
  for (const [position, { shown, around }] of lines.entries()) {
    assert.equal(shown.replace(/\D/g, ''), numbers[position]);
    assert.ok(around.length > shown.length + 5, `what it is for: ${around}`);
  }
  assert.match(lines[numbers.indexOf(REPORT_LINE)].around, /report/i);
}

/** `cause` is told by every element; null says that nothing can tell one, as when the loader is not there. */
async function causes(on, { cause, guides: wanted, events: exactly }) {
  if (cause === undefined) throw new Error('case.json says no cause');
  const errors = all => all.filter(({ name }) => name === 'porchlight-error');
  if (cause !== null) {
    // In the end, that is: one that says more, because the machine is slow, is not there yet.
    await events(on, {}, told => errors(lasting({ events: told })).filter(event => new RegExp(`^(${cause})$`).test(event.cause)).length >= wanted, `${wanted} times ${cause}`);
  }
  const names = lasting(await noted(on.driver)).map(event => event.cause ?? event.name);
  if (exactly) assert.deepEqual(names, exactly);
  else assert.deepEqual(names.map(name => (new RegExp(`^(${cause})$`).test(name) ? 'as expected' : name)), Array(cause === null ? 0 : wanted).fill('as expected'), `instead of ${cause}`);
}

/** Our own timer and some time for a machine that has other things to do: as much as the page itself was held up. */
function inTime(ms, { late }) {
  assert.ok(ms <= PATIENCE + TOLERANCE + 2 * late, `${Math.round(ms)} ms until help lines could be read; the page was held up by ${Math.round(late)} ms`);
}

/**
 * One line of Porchlight's for each guide. Chromium tells those of the frame too; in the other engines only the host page's can be
 * heard, and a cause that begins with `guide-` is said in the frame.
 */
async function line(on, { line: pattern, lines, guides: wanted, cause, expect }) {
  const heard = async () => (on.devtools
    ? on.devtools.seen.lines.filter(({ from, text }) => from === 'script' && /porchlight/i.test(text)).map(({ text }) => text)
    : (await noted(on.driver)).lines);
  const fromFrame = expect === 'readable' || /guide-/.test(cause ?? '');
  const expected = pattern ? lines ?? wanted : 0;
  if (on.devtools || !fromFrame) await soon(async () => (await heard()).length >= expected, async () => `${expected} lines in the console: ${await heard()}`);
  const told = await noted(on.driver);
  const late = lasting(told).length < told.events.length;
  const all = (await heard()).filter(text => !(late && /no answer yet|rest of the document/.test(text)));
  if (on.devtools || !fromFrame) assert.equal(all.length, expected, `lines in the console: ${all.join('\n')}`);
  for (const text of all) assert.match(text, new RegExp(pattern, 's'));
}

/** The page has no error that is ours. `errors` in case.json fits those that the page makes itself. */
async function unharmed(on, { errors: own }) {
  const { errors } = await noted(on.driver);
  const fits = text => own !== undefined && new RegExp(own).test(text);
  assert.deepEqual(errors.filter(text => !fits(text)), [], 'uncaught errors on the host page');
  const seen = on.devtools?.seen.errors.filter(({ where, text }) => where === 'page' && !fits(text)) ?? [];
  assert.deepEqual(seen, [], 'uncaught errors on the host page');
}

/** What was counted, for docs/evidence.md. */
function count(name, say, all, reached) {
  const rows = [[`${say}: cases`, all.length]];
  for (const engine of Object.keys(ENGINES)) {
    const mine = reached.filter(end => end.engine === engine);
    const ends = ['works', 'readable', 'help'].map(end => `${mine.filter(({ expect }) => expect === end).length} ${end}`).join(', ');
    rows.push([`${say}: ends reached in ${engine}`, `${mine.length} (${ends})`]);
    const slowest = Math.max(0, ...mine.map(({ ms = 0 }) => ms));
    rows.push([`${say}: slowest time from the loader's start until help lines in ${engine}`, `${(slowest / 1000).toFixed(1)} s`]);
    for (const one of all.filter(({ not }) => not[engine])) rows.push([`${say}: not done in ${engine}: ${one.name}`, one.not[engine]]);
  }
  evidence(name, 'Faults', rows);
}
