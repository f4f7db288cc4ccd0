// What happens over time when a document is late or a guide stops, and what a tag's mistakes give, in Chromium. All faults in all engines: net-faults.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { helpLines, phonesAreTrue } from './lib/claims.mjs';
import { insideTheModule, pauseAt, policyWithout } from './lib/faults.mjs';
import { enterFrame, guides, hostPage, open, running } from './lib/host.mjs';
import * as mouse from './lib/mouse.mjs';
import { describe, waitForScreen } from './lib/screen.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { ownLines, stage } from './lib/stage.mjs';
import { FIRST, walk } from './lib/walk.mjs';
import { noted } from './lib/watch.mjs';

const on = stage(startChromium);

/** Who waits longer has gone away. */
const PATIENCE = 8000;
/** A guide with nothing inside, and one with words of the agency to fall back on. */
const BARE = '<porchlight-guide pack="louisiana"></porchlight-guide>';
const FALLBACK = '<porchlight-guide pack="louisiana"><p>Call us: <a href="tel:211">211</a></p></porchlight-guide>';
const LOADER = '<script async src="{{guide}}/v1/porchlight.js"></script>';

async function show(tags, { head, csp } = {}) {
  on.devtools.forget();
  await open(on.driver, on.host.show(hostPage(tags, { head }), { csp }));
}

/** What the elements said, once there are `count` of their events. */
const told = count => soon(async () => { const { events } = await noted(on.driver); return events.length >= count && events; }, `${count} events`,
  { milliseconds: PATIENCE + 6000 });
const causes = events => events.filter(({ name }) => name === 'porchlight-error').map(({ cause }) => cause);

/** One line in the console, and the page of the agency is as it was. */
async function oneLine(pattern, count = 1) {
  const lines = ownLines(on.devtools).map(({ text }) => text);
  assert.equal(lines.length, count, `${count === 1 ? 'one line' : `${count} lines`} in the console: ${lines.join('\n')}`);
  for (const line of lines) assert.match(line, pattern);
  assert.deepEqual((await noted(on.driver)).errors, [], 'no error on the host page');
}

/** The pre-rendered content is in the frame: it can be read, has its help lines and its way out, and asks for nothing that does not work. */
async function readable(cause) {
  await enterFrame(on.driver);
  const screen = await waitForScreen(on.driver, ({ still }) => still, { what: 'the readable version', milliseconds: PATIENCE + 6000 });
  assert.equal(await on.driver.executeScript('return document.documentElement.dataset.static'), cause, describe(screen));
  assert.ok(!screen.running);
  assert.equal(screen.headings.length, 1, describe(screen));
  helpLines(screen);
  phonesAreTrue(screen);
  assert.ok(screen.leave?.href.startsWith('https://'), 'a way out');
  assert.ok(screen.whole, 'the whole content can be read');
  assert.ok(screen.text.length > 10000, `the whole content: ${screen.text.length} characters`);
  assert.deepEqual([screen.controls, screen.actions], [[], ['leave']], 'nothing that does nothing');
  return screen;
}

test('the document\'s own policy as a header changes nothing', async () => {
  on.guide.fault(DOCUMENT, policyWithout(''));
  await show(BARE, { head: LOADER });
  await enterFrame(on.driver);
  await running(on.driver);
  assert.deepEqual(ownLines(on.devtools), []);
  assert.deepEqual(on.devtools.seen.violations, []);
});

test('a slow document starts when its end has come at last', async () => {
  const fault = on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
  await show(BARE + FALLBACK, { head: LOADER });
  // What was pressed on the first screen is kept, also while only the readable version is shown.
  await enterFrame(on.driver);
  await waitForScreen(on.driver, ({ controls }) => controls.length > 0, { what: 'the first screen' });
  await mouse.choose(on.driver, 'path', 'explore');
  await mouse.press(on.driver, 'start');
  await told(2);
  await readable('slow');
  fault.release();
  const events = await told(4);
  assert.deepEqual(events.map(({ name, cause }) => cause ?? name).toSorted(), ['guide-slow', 'guide-slow', 'porchlight-ready', 'porchlight-ready']);
  const [, fallback] = await guides(on.driver);
  assert.deepEqual(fallback.children, [], 'the children make room');
  assert.ok(fallback.frame.shown);
  await enterFrame(on.driver);
  const screen = await waitForScreen(on.driver, ({ running: there, kind }) => there && kind !== 'welcome', { what: 'the screen after the press' });
  assert.equal(screen.path, 'explore');
  assert.ok(!screen.still && !screen.whole, 'the guide, and not the readable version');
});

test('a document that answers after the help lines came takes their place', async () => {
  const fault = on.guide.fault(DOCUMENT, pauseAt(() => 0));
  await show(BARE + FALLBACK, { head: LOADER });
  assert.deepEqual(causes(await told(2)), ['hang', 'hang']);
  await oneLine(/no answer yet/, 2);
  const [bare, fallback] = await guides(on.driver);
  assert.ok(bare.helpLines.length >= 4 && !bare.frame?.shown, 'help lines, and no empty frame');
  assert.equal(fallback.children.length, 1, 'the children stay');
  fault.release();
  const events = await told(4);
  assert.deepEqual(events.slice(2).map(({ name }) => name), ['porchlight-ready', 'porchlight-ready']);
  for (const place of await guides(on.driver)) {
    assert.deepEqual([place.helpLines, place.children], [[], []], 'nothing beside the guide');
    assert.ok(place.frame.shown);
  }
});

test('beside children that wait for a slow document, its readable version comes', async () => {
  const fault = on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
  await show(FALLBACK, { head: LOADER });
  await soon(async () => (await guides(on.driver))[0]?.frame?.shown, 'the frame');
  const [place] = await guides(on.driver);
  assert.equal(place.children.length, 1, 'the children stay');
  assert.deepEqual((await noted(on.driver)).events.filter(({ name }) => name === 'porchlight-ready'), []);
  fault.release();
  await soon(async () => (await guides(on.driver))[0].children.length === 0, 'the guide alone');
});

test('children to fall back on stay until the guide runs, and then make room for it', async () => {
  const fault = on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
  await show(FALLBACK, { head: LOADER });
  await fault.reached;
  const [before] = await soon(async () => { const places = await guides(on.driver); return places[0]?.frame && places; }, 'the frame');
  assert.equal(before.children.length, 1);
  assert.ok(!before.frame.shown, 'not two things in one place');
  fault.release();
  await told(1);
  const [after] = await guides(on.driver);
  assert.deepEqual(after.children, []);
  assert.ok(after.frame.shown);
});

test('a guide that stops gives way to the readable version', async () => {
  await show(BARE, { head: LOADER });
  await enterFrame(on.driver);
  await running(on.driver);
  const walked = await walk(on.driver, 'explore', { answers: FIRST });
  // A panic cannot be brought about from outside: this is what its hook says to the document (src/edge.rs, give_up).
  await on.driver.executeScript(`document.documentElement.setAttribute('data-cause', 'crash'); dispatchEvent(new Event('porchlight-static'))`);
  const screen = await readable('crash');
  for (const row of walked.at(-2).rows) assert.ok(!screen.text.includes(row.text), 'no answer is left on the screen');
  assert.deepEqual(causes(await told(2)), ['guide-crash']);
  await oneLine(/readable version.*the guide stopped/);
});

test('a host page with the two sources of the documentation, and no others, shows the guide in full width', async () => {
  await show(BARE, { head: LOADER, csp: "default-src 'none'; script-src 'self' {{guide}}; frame-src {{guide}}; img-src data:" });
  await told(1);
  const [{ frame }] = await guides(on.driver);
  assert.ok(frame.width > 1000, `the guide is ${frame.width} wide in a window of 1280`);
  assert.deepEqual(on.devtools.seen.violations, [], 'nothing of ours is refused on the host page');
});

test('the line put in twice gives two guides that know nothing of each other', async () => {
  on.devtools.forget();
  await open(on.driver, on.host.embed('two'));
  assert.deepEqual((await told(2)).map(({ name }) => name), ['porchlight-ready', 'porchlight-ready']);
  for (const index of [0, 1]) {
    await enterFrame(on.driver, { index });
    const screens = await walk(on.driver, 'explore', { answers: FIRST });
    assert.deepEqual(screens[0].controls[0].checked, [], `guide ${index} begins with nothing`);
    assert.equal(screens.at(-1).kind, 'result');
  }
  assert.deepEqual(ownLines(on.devtools), []);
  assert.deepEqual((await noted(on.driver)).errors, []);
});

const WRONG = {
  'a pack that is not there': ['data-pack="texas"', /pack="texas".*allowed: us, florida, louisiana/],
  'a pack named like a part of every object': ['data-pack="constructor"', /pack="constructor".*allowed: us, florida, louisiana/],
  'a language that is not there': ['data-pack="louisiana" data-lang="tlh"', /lang="tlh".*allowed: en/],
  'an attribute that is not known': ['data-pack="louisiana" data-colour="red"', /data-colour is not known; allowed: pack, lang, theme, accent, path, region, layout/],
  'a path that is not there': ['data-pack="louisiana" data-path="adopt"', /path="adopt".*allowed: kin-now, kin, foster, explore/],
  'a colour that is none': ['data-pack="louisiana" data-accent="url(x)"', /accent="url\(x\)".*a colour such as/],
  'all of them at once': ['data-pack="texas" data-lang="tlh" data-theme="pink" data-accent="x" data-path="adopt" data-region="mars" data-layout="drawer" data-colour="red"',
    // The loader knows the tag, the document its paths and areas.
    /pack.*lang.*layout.*theme.*accent.*colour[^]*path.*\n.*region/, 3],
};

test('what a tag asks for and is not there: a warning that lists what is allowed, and then the default', async () => {
  for (const [name, [attributes, pattern, count = 1]] of Object.entries(WRONG)) {
    await show(`<script async src="{{guide}}/v1/porchlight.js" ${attributes}></script>`);
    await enterFrame(on.driver);
    const screen = await running(on.driver);
    assert.deepEqual([screen.lang, screen.kind, screen.controls[0].checked], ['en', 'welcome', []], `${name}: the default`);
    const lines = on.devtools.seen.lines.filter(({ level }) => level === 'warning' || level === 'error').map(({ text }) => text).join('\n');
    assert.equal(lines.split('\n').length, count, `${name}: ${lines}`);
    assert.match(lines, pattern, name);
    assert.deepEqual((await noted(on.driver)).events.map(event => event.name), ['porchlight-ready'], name);
  }
});

test('a tag without a mistake gives no line at all, and its wish is done', async () => {
  await show('<script async src="{{guide}}/v1/porchlight.js" data-pack="louisiana" data-lang="en" data-theme="dark" data-accent="#1f5f5b" data-path="kin" data-region="monroe" data-layout="inline"></script>');
  await enterFrame(on.driver);
  const screen = await running(on.driver);
  assert.deepEqual(screen.controls[0].checked, ['kin']);
  assert.deepEqual(on.devtools.seen.lines.filter(({ level }) => level === 'warning' || level === 'error'), []);
});
