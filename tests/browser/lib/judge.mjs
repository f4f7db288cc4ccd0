// Judges one case of tests/embed in one engine: does it end as its case.json says, and does the page around it stay as it was?
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPORT_LINE, helpLines, phonesAreTrue } from './claims.mjs';
import * as faults from './faults.mjs';
import { enterFrame, guides, open } from './host.mjs';
import { KINDS, differences, layout } from './layout.mjs';
import { describe as inWords, readScreen, waitForScreen } from './screen.mjs';
import { DOCUMENT, LOADER } from './servers.mjs';
import { soon } from './soon.mjs';
import { choose, press } from './walk.mjs';
import { noted } from './watch.mjs';

/** The loader says what is wrong at about this time, whatever the document does. */
const PATIENCE = 4500;
/** Whatever goes wrong, help lines can be read within this. The page's own lateness is added. */
const BAR = 5000;
/** How long an end is waited for. It is no bar: the bar is on what the page itself measured. */
const LONGEST = 45000;
/** All that a frame may say to the page that it stands on. */
const WORDS = /^"porchlight:(here|ready|static:[a-z]+)"$/;

/** What a case may end with, and who gives it. */
export const ENDS = { works: ['guide'], readable: ['frame'], help: ['children', 'loader'], gone: ['nobody'] };

/** What steps.mjs of a case may bring. */
const STEPS = ['before', 'open', 'during', 'end', 'always'];

/**
 * One case in one engine: gives how it ended, or fails. `on` is the engine's name, its browser and the two servers;
 * `one` is a case as cases.mjs reads it, and `address` that of its page.
 */
export async function judge({ longest = LONGEST, ...stage }, one, address, steps = {}) {
  const on = { ...stage, longest };
  const wanted = { ...one, ...one.engines?.[on.engine] };
  assert.deepEqual(Object.keys(steps).filter(name => !STEPS.includes(name)), [], 'steps that nobody takes');
  const told = { ...on, one: wanted, address };
  try {
    const without = waived(wanted).length < KINDS.length ? await layoutWithout(on, wanted, address) : undefined;
    on.guide.mend();
    for (const { of, fault, with: given = [] } of wanted.faults) on.guide.fault(pathOf(of), faults[fault](...given));
    on.devtools?.forget();
    await steps.before?.(told);
    if (steps.open) await steps.open(told);
    else await open(on.driver, address);
    await steps.during?.(told);
    if (wanted.or) await either(on, wanted);
    const reach = wanted.scripts === false ? unscripted : REACHED[wanted.expect];
    const end = await (steps.end?.(told) ?? reach(on, wanted));
    assert.ok(ENDS[wanted.expect].includes(end.by), `it ends with the ${end.by}, which is not "${wanted.expect}"`);
    if (wanted.scripts === false) return { expect: wanted.expect, ...end };
    if (end.ms !== undefined) inTime(end.ms, await noted(on.driver));
    await line(on, wanted);
    await unharmed(on, wanted);
    if (without) assert.deepEqual(differences(without, await layout(on), waived(wanted)), [], 'the page around the guide');
    return { expect: wanted.expect, ...end };
  } finally {
    on.guide.mend();
    await steps.always?.(told);
  }
}

/** `loader`, `document`, or a regular expression that paths of the guide's server fit. */
const pathOf = of => ({ loader: LOADER, document: DOCUMENT })[of] ?? new RegExp(of);

/** What of the page around the guide is not compared: its geometry, where the case says why, and what more it gives a reason for. Without scripts nothing is. */
export const waived = ({ scripts, layout: geometry, differs = {} }) => (scripts === false ? KINDS : [...geometry === undefined ? [] : ['geometry'], ...Object.keys(differs)]);

/** The page with a loader that does nothing. Many cases have the same page: it is looked at once. */
async function layoutWithout(on, { html, headers = {} }, address) {
  const key = JSON.stringify([html.replace(/<!--.*?-->/gs, ''), headers]);
  if (!on.bases.has(key)) {
    on.guide.mend();
    on.guide.fault(LOADER, faults.replaceWith('', 'text/javascript'));
    await open(on.driver, `${address}?without`);
    await soon(() => on.driver.executeScript('return document.readyState === "complete"'), 'the page without the guide');
    on.bases.set(key, await layout(on));
    // What this page still asks for fails when it is left: DevTools must have told so before the page that counts is opened.
    if (on.devtools) await open(on.driver, 'about:blank');
  }
  return on.bases.get(key);
}

/** Waits for each end, and looks whether it is what it is said to be. */
const REACHED = {
  /** The guide runs and takes a press. */
  async works(on, one) {
    await events(on, one, all => all.filter(({ name }) => name === 'porchlight-ready').length >= one.guides, 'a guide that is ready');
    await asMany(on, one);
    for (let index = 0; index < one.guides; index += 1) {
      await intoTheWindow(on, index);
      await enterFrame(on.driver, { index });
      const first = await waitForScreen(on.driver, ({ running }) => running, { what: 'a running guide', milliseconds: on.longest });
      assert.equal(first.kind, 'welcome', `the first screen: ${inWords(first)}`);
      if (one.press === 'script') {
        await on.driver.executeScript('document.querySelector("input[value=explore]").click(); document.querySelector("[data-action=start]").click()');
        await waitForScreen(on.driver, ({ kind, path }) => kind !== 'welcome' && path === 'explore', { what: 'the screen after the press' });
      } else {
        await choose(on.driver, 'path', 'explore');
        const next = await press(on.driver, 'start');
        assert.equal(next.path, 'explore');
      }
    }
    const told = await noted(on.driver);
    const names = lasting(told).map(({ name, cause }) => cause ?? name);
    assert.deepEqual(names, one.events ?? Array(one.guides).fill('porchlight-ready'), 'what the elements said');
    return { by: 'guide' };
  },

  /** The element's children, or help lines of the loader's own, can be read. */
  async help(on, one) {
    await causes(on, one);
    const told = await soon(async () => {
      const now = await noted(on.driver);
      return now.help.filter(Boolean).length >= one.guides && now;
    }, async () => `help lines: ${JSON.stringify(await guides(on.driver))}`, { milliseconds: on.longest });
    for (const place of await asMany(on, one)) {
      assert.ok(place.children.length > 0 || place.helpLines.length >= 4, `help lines now: ${JSON.stringify(place)}`);
      if (place.helpLines.length > 0) theLoadersHelp(place);
      if (place.children.length > 0) assert.deepEqual(place.helpLines, [], 'the agency\'s own words stand alone');
    }
    if (one.by) assert.deepEqual([...new Set(told.help.map(({ by }) => by))], [one.by], 'who gives help');
    return { ms: Math.max(...told.help.map((help, index) => help.ms - (help.by === 'loader' ? told.starts[index] ?? 0 : 0))), by: told.help[0].by };
  },

  /** The pre-rendered content in the frame can be read, and has its help lines. */
  async readable(on, one) {
    for (let index = 0; index < one.guides; index += 1) {
      const screen = await soon(async () => {
        // Anew each time: a frame that gets its document is another one for WebKit's driver.
        await enterFrame(on.driver, { index });
        const now = await readScreen(on.driver).catch(() => undefined);
        return now?.helpLines.length >= 4 && (one.still === false || now.still) && now;
      }, async () => `the readable version; the screen: ${inWords(await readScreen(on.driver).catch(() => undefined))}`, { milliseconds: on.longest });
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
    for (const { frame, children } of await asMany(on, one)) {
      assert.ok(frame?.shown || children.length > 0, 'the frame, or the children, can be seen');
    }
    const told = await noted(on.driver);
    // The frame says that it is here when its help lines are.
    const here = told.messages.filter(({ data }) => data === '"porchlight:here"').map(message => message.ms);
    assert.equal(here.length, one.guides, 'each frame said once that it is here');
    return { ms: Math.max(...here) - Math.min(...told.starts), by: 'frame' };
  },

  /** The page has taken the guide away: nothing is said by it, longer than any of the loader's timers. */
  async gone(on) {
    await soon(() => on.driver.executeScript('return Boolean(customElements.get("porchlight-guide")) && !document.querySelector("porchlight-guide")'),
      'a guide that is taken away', { milliseconds: on.longest });
    await sleep(PATIENCE + 1000);
    const { events: said, lines } = await noted(on.driver);
    assert.deepEqual({ said, lines }, { said: [], lines: [] }, 'what a guide says that is gone');
    return { by: 'nobody' };
  },
};

/** No script runs on the page, so nothing can be put on it or noted there: the children are what they were. */
async function unscripted(on, one) {
  assert.equal(one.expect, 'help');
  const [place] = await soon(async () => {
    const all = await guides(on.driver);
    return all.length === one.guides && all;
  }, 'the element');
  assert.equal(place.frame, null, 'no frame');
  assert.equal(place.children.length, 1, 'the children can be read');
  assert.equal(await on.driver.executeScript('return typeof window.agency'), 'undefined', 'the page\'s own script did not run');
  return { by: 'children' };
}

/** The places on the page, which are as many as the case says: a place that nobody looks at may be empty. */
async function asMany(on, one) {
  const places = await guides(on.driver);
  assert.equal(places.length, one.guides, `guides on the page: ${JSON.stringify(places)}`);
  return places;
}

/** Where two ends are possible, as by chance how much of a document was read before its connection ended: what was said decides which end is looked at. */
async function either(on, one) {
  const end = await soon(async () => {
    const { events: all, now } = { ...await noted(on.driver), now: await on.driver.executeScript('return performance.now()') };
    const last = lasting({ events: all }).at(-1);
    // A frame that is here after all says more within the 8 seconds that it waits itself.
    return last && (last.name === 'porchlight-ready' || /^guide-/.test(last.cause) || now - last.ms > 9000) && last;
  }, 'an end', { milliseconds: on.longest });
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
}, async () => `${what}; the elements said: ${JSON.stringify((await noted(on.driver)).events)}`, { milliseconds: on.longest });

/** What the loader shows by itself: each line with what it is for, and the number that is shown is called. */
function theLoadersHelp({ frame, helpLines: lines }) {
  assert.ok(!frame?.shown, 'no empty frame');
  const numbers = lines.map(({ href }) => href.replace(/\?.*$/, '').replace(/\D/g, ''));
  for (const number of ['911', REPORT_LINE, '211', '988']) assert.ok(numbers.includes(number), `${number} is among ${numbers}`);
  for (const [position, { shown, around }] of lines.entries()) {
    assert.equal(shown.replace(/\D/g, ''), numbers[position], 'the number that is shown is the number that is called');
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

/** The bar, and some time for a machine that has other things to do: twice as much as the page itself was held up. */
function inTime(ms, { late }) {
  assert.ok(ms <= BAR + 2 * late, `${Math.round(ms)} ms until help lines could be read; the page was held up by ${Math.round(late)} ms`);
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

/**
 * The page has no error that is ours, and no frame says more to it than its few words. `errors` in case.json fits errors
 * that the page makes itself, `messages` what a changed document says.
 */
async function unharmed(on, { errors: own, messages: more }) {
  const told = await noted(on.driver);
  const fits = (pattern, text) => pattern !== undefined && new RegExp(pattern).test(text);
  assert.deepEqual(told.errors.filter(text => !fits(own, text)), [], 'uncaught errors on the host page');
  const seen = on.devtools?.seen.errors.filter(({ where, text }) => where === 'page' && !fits(own, text)) ?? [];
  assert.deepEqual(seen, [], 'uncaught errors on the host page');
  // A sandboxed frame's origin is "null"; whoever else uses our name is looked at as well.
  const said = told.messages.filter(({ origin, data }) => origin === 'null' || /porchlight/.test(data));
  assert.deepEqual(said.filter(({ origin, data }) => !(origin === 'null' && WORDS.test(data)) && !fits(more, data)), [], 'messages on the host page');
}
