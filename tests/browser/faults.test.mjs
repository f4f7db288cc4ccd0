// What can go wrong with the document in Chromium, and what people and web masters get then: the readable content or help lines, and one line that says why.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { helpLines, phonesAreTrue } from './lib/claims.mjs';
import { cutAt, edited, insideTheModule, neverAnswer, notFound, pauseAt, refuse, replaceWith, shortenTo, stopAt, withHeaders } from './lib/faults.mjs';
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
async function readable(cause, { whole = true } = {}) {
  await enterFrame(on.driver);
  const screen = await waitForScreen(on.driver, ({ still }) => still, { what: 'the readable version', milliseconds: PATIENCE + 6000 });
  assert.equal(await on.driver.executeScript('return document.documentElement.dataset.static'), cause, describe(screen));
  assert.ok(!screen.running);
  assert.equal(screen.headings.length, 1, describe(screen));
  helpLines(screen);
  phonesAreTrue(screen);
  assert.ok(screen.leave?.href.startsWith('https://'), 'a way out');
  if (whole) {
    assert.ok(screen.whole, 'the whole content can be read');
    assert.ok(screen.text.length > 10000, `the whole content: ${screen.text.length} characters`);
    assert.deepEqual([screen.controls, screen.actions], [[], ['leave']], 'nothing that does nothing');
  }
  return screen;
}

const policyOf = () => /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(on.guide.documentFile(), 'utf8'))[1].replaceAll('&#39;', "'").replaceAll('&amp;', '&');

test('a policy header that refuses WebAssembly leaves the readable version', async () => {
  const policy = policyOf();
  assert.match(policy, / 'wasm-unsafe-eval'/, 'the document\'s own policy allows it');
  on.guide.fault(DOCUMENT, withHeaders({ 'content-security-policy': policy.replace(" 'wasm-unsafe-eval'", '') }));
  await show(BARE + FALLBACK, { head: LOADER });
  assert.deepEqual(causes(await told(2)), ['guide-wasm', 'guide-wasm']);
  await oneLine(/readable version.*wasm-unsafe-eval/, 2);
  const [, fallback] = await guides(on.driver);
  assert.equal(fallback.children.length, 1, 'the children stay');
  await readable('wasm');
});

test('the same header with WebAssembly allowed changes nothing', async () => {
  on.guide.fault(DOCUMENT, withHeaders({ 'content-security-policy': policyOf() }));
  await show(BARE, { head: LOADER });
  await enterFrame(on.driver);
  await running(on.driver);
  assert.deepEqual(ownLines(on.devtools), []);
  assert.deepEqual(on.devtools.seen.violations, []);
});

test('a browser without WebAssembly keeps the readable version', async () => {
  on.guide.fault(DOCUMENT, edited(html => html.replace('<head>', '<head><script>delete window.WebAssembly</script>')));
  await show(BARE, { head: LOADER });
  assert.deepEqual(causes(await told(1)), ['guide-wasm']);
  await oneLine(/readable version.*WebAssembly is switched off or refused/);
  await readable('wasm');
});

for (const part of [0.3, 0.9, 0.97]) {
  test(`a document cut at ${part * 100} %, with an answer that looks complete, leaves the readable version`, async () => {
    on.guide.fault(DOCUMENT, shortenTo(part));
    await show(BARE + FALLBACK, { head: LOADER });
    assert.deepEqual(causes(await told(2)), ['guide-cut', 'guide-cut']);
    await oneLine(/readable version.*did not arrive whole/, 2);
    const [, fallback] = await guides(on.driver);
    assert.equal(fallback.children.length, 1, 'the children stay');
    await readable('cut');
  });
}

for (const part of [0.3, 0.9]) {
  test(`a document cut at ${part * 100} %, with the connection ended, leaves the readable version`, async () => {
    on.guide.fault(DOCUMENT, cutAt(part));
    await show(BARE, { head: LOADER });
    await enterFrame(on.driver);
    const early = await waitForScreen(on.driver, ({ whole, helpLines: lines }) => whole && lines.length >= 4, { what: 'the content' });
    assert.ok(!early.running, 'the content and the help lines are there from the beginning');
    // Chromium tells a document in no way that its connection has ended: it looks like one that is slow.
    const [cause] = causes(await told(1));
    assert.match(cause, /^guide-(cut|slow)$/);
    await oneLine(/readable version.*(did not arrive whole|rest of the document)/);
    await readable(cause.slice('guide-'.length));
  });
}

test('a document cut behind its first screen ends with the help lines', async () => {
  on.guide.fault(DOCUMENT, { edit: body => body.subarray(0, body.indexOf('id="app"')) });
  await show(BARE, { head: LOADER });
  assert.deepEqual(causes(await told(1)), ['guide-cut']);
  await readable('cut', { whole: false });
});

test('a document cut before its own script has come ends with the help lines of the loader', async () => {
  on.guide.fault(DOCUMENT, { edit: body => body.subarray(0, body.indexOf('<script>') + 20) });
  await show(BARE, { head: LOADER });
  assert.deepEqual(causes(await told(1)), ['missing']);
  await oneLine(/did not come within 8 seconds/);
  const [bare] = await guides(on.driver);
  theLoadersHelp(bare);
});

test('a document that is damaged on the way leaves the readable version', async () => {
  const faults = {
    'module with changed bytes': edited(html => html.replace(/(<script type="text\/plain" id="module">.{5000}).{200}/s, '$1' + 'x'.repeat(200))),
    'module with nothing in it': edited(html => html.replace(/(<script type="text\/plain" id="module">)[^<]*/, '$1')),
    'pack with nothing in it': edited(html => html.replace(/(<script type="text\/plain" id="pack">)[^<]*/, '$1')),
    'words taken out': edited(html => html.replace(/<script[^>]*class="words"[^>]*>[^<]*<\/script>/, '')),
  };
  for (const [name, fault] of Object.entries(faults)) {
    on.guide.mend();
    const original = readFileSync(on.guide.documentFile());
    assert.notEqual(Buffer.compare(fault.edit(original), original), 0, `the fault is there: ${name}`);
    on.guide.fault(DOCUMENT, fault);
    await show(BARE, { head: LOADER });
    assert.deepEqual(causes(await told(1)), ['guide-damaged'], name);
    await oneLine(/readable version.*damaged/);
    await readable('damaged');
  }
});

const LOGIN = '<!doctype html><title>Hotel</title><h1>Welcome to our hotel</h1><form action="/login"><input name="room"><button>Log in</button></form>';
const missing = {
  'is not there (404)': notFound(),
  'never answers': neverAnswer(),
  'is refused by the network': refuse(),
  'is the login page of a hotel': replaceWith(LOGIN),
};

for (const [name, fault] of Object.entries(missing)) {
  test(`a document that ${name}: help lines, or the children, within 8 seconds`, async () => {
    on.guide.fault(DOCUMENT, fault);
    const start = Date.now();
    await show(BARE + FALLBACK, { head: LOADER });
    const early = await guides(on.driver);
    if (early.length === 2) assert.equal(early[1].children.length, 1, 'the children are shown from the beginning');
    assert.deepEqual(causes(await told(2)), ['missing', 'missing']);
    const took = Date.now() - start;
    assert.ok(took < PATIENCE + 2000, `${took} ms`);
    await oneLine(/did not come within 8 seconds.*http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{16}\/louisiana\/en\.html/, 2);
    const [bare, fallback] = await guides(on.driver);
    theLoadersHelp(bare);
    assert.equal(fallback.frame, null);
    assert.equal(fallback.children.length, 1, 'the children stay');
    assert.deepEqual(fallback.helpLines, [], 'the agency\'s own words stand alone');
  });
}

/** What the loader shows by itself: each line with what it is for, and the number that is shown is called. */
function theLoadersHelp(place) {
  assert.equal(place.frame, null, 'no empty frame');
  const numbers = place.helpLines.map(({ href }) => href.replace(/\?.*$/, '').replace(/\D/g, ''));
  for (const number of ['911', '18554525437', '211', '988']) assert.ok(numbers.includes(number), `${number} is among ${numbers}`);
  for (const [position, { shown, around }] of place.helpLines.entries()) {
    assert.equal(shown.replace(/\D/g, ''), numbers[position]);
    assert.ok(around.length > shown.length + 5, `what it is for: ${around}`);
  }
  assert.match(place.helpLines[numbers.indexOf('18554525437')].around, /report/i);
}

test('a document that stops in the middle can be read after 8 seconds, and the children stay', async () => {
  on.guide.fault(DOCUMENT, stopAt(0.5));
  await show(BARE + FALLBACK, { head: LOADER });
  assert.deepEqual(causes(await told(2)), ['guide-slow', 'guide-slow']);
  await oneLine(/readable version.*rest of the document/, 2);
  const [, fallback] = await guides(on.driver);
  assert.equal(fallback.children.length, 1, 'the children stay');
  await readable('slow');
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

test('a host page whose policy refuses the frame gets the line to add, and people get help lines', async () => {
  const start = Date.now();
  await show(BARE + FALLBACK, { head: LOADER, csp: "default-src 'none'; script-src 'self' {{guide}}; style-src 'unsafe-inline'; img-src data:" });
  assert.deepEqual(causes(await told(2)), ['policy', 'policy']);
  assert.ok(Date.now() - start < PATIENCE, 'at once, not after 8 seconds');
  await oneLine(new RegExp(`frame-src ${on.guide.origin}$`), 2);
  const [bare, fallback] = await guides(on.driver);
  theLoadersHelp(bare);
  assert.equal(fallback.children.length, 1, 'the children stay');
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
  'an attribute that is not known': ['data-pack="louisiana" data-colour="red"', /data-colour.*allowed:.*data-pack, data-lang, data-theme, data-accent, data-path, data-region/],
  'a path that is not there': ['data-pack="louisiana" data-path="adopt"', /path="adopt".*allowed: kin-now, kin, foster, explore/],
  'a colour that is none': ['data-pack="louisiana" data-accent="url(x)"', /accent="url\(x\)".*a colour such as/],
  'all of them at once': ['data-pack="texas" data-lang="tlh" data-theme="pink" data-accent="x" data-path="adopt" data-region="mars" data-layout="dialog" data-colour="red"',
    /pack.*lang.*theme.*accent.*path.*region.*layout.*colour/],
};

test('what a tag asks for and is not there: one warning that lists what is allowed, and then the default', async () => {
  for (const [name, [attributes, pattern]] of Object.entries(WRONG)) {
    await show(`<script async src="{{guide}}/v1/porchlight.js" ${attributes}></script>`);
    await enterFrame(on.driver);
    const screen = await running(on.driver);
    assert.deepEqual([screen.lang, screen.kind, screen.controls[0].checked], ['en', 'welcome', []], `${name}: the default`);
    const lines = on.devtools.seen.lines.filter(({ level }) => level === 'warning' || level === 'error');
    assert.equal(lines.length, 1, `${name}: one line, not ${lines.map(({ text }) => text).join('\n')}`);
    assert.match(lines[0].text, pattern, name);
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
