// Leaving quickly in Chromium: what was on the screen is gone at once, the whole tab goes to a neutral page, and Back shows no answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { insideTheModule, pauseAt, withHeaders } from './lib/faults.mjs';
import { enterFrame, hostPage, open, openGuide, openPage } from './lib/host.mjs';
import * as keyboard from './lib/keyboard.mjs';
import * as mouse from './lib/mouse.mjs';
import { LOOK, waitForScreen } from './lib/screen.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { LAST, walk, walkUntil } from './lib/walk.mjs';

const on = stage(startChromium);

const NEUTRAL = '<!doctype html><title>Weather</title><link rel="icon" href="data:,"><h1>Weather</h1>';

/** The tab: where it is, what it shows, and all that its Back and Forward buttons hold. */
async function tab() {
  // Between two documents the browser answers with an error.
  const history = () => on.devtools.page('Page.getNavigationHistory').catch(() => null);
  const { entries, currentIndex } = await soon(history, 'the history of the tab');
  return { at: entries[currentIndex].url, entries: entries.map(({ url }) => url), index: currentIndex };
}

const shown = async () => {
  await on.driver.switchTo().defaultContent();
  return on.driver.executeScript('return document.body ? document.body.innerText : ""').catch(() => '');
};

async function back() {
  const before = await tab();
  await on.driver.navigate().back();
  return soon(async () => { const now = await tab(); return now.index === before.index - 1 && now; }, 'the page before');
}

const SAID = 'on leaving: ';

/** All that the page that is left said of itself: nothing of the screen before may stand there from the first word on. */
function saidMeanwhile(screen) {
  const all = on.devtools.seen.lines.filter(({ text }) => text.startsWith(SAID)).map(({ text }) => JSON.parse(text.slice(SAID.length)));
  for (const said of all) isGone(said, screen);
  return all.find(({ kind }) => kind === 'left');
}

async function askMeanwhile(screen) {
  const said = await on.devtools.ask(LOOK);
  isGone(said, screen);
  return said.kind === 'left' && said;
}

/** Leaves with the neutral page held back, so that what stands meanwhile in the place of `screen` can be seen. */
async function leave(hand, { inFrame = true, screen } = {}) {
  on.devtools.forget();
  if (!inFrame) {
    // From the press on, again and again: when the views are drawn anew is the browser's business.
    await on.driver.executeScript(`addEventListener('click', () => {
      const say = () => console.debug(${JSON.stringify(SAID)} + JSON.stringify(${LOOK}));
      setTimeout(say);
      setInterval(say, 25);
    }, true)`);
  }
  const far = await on.devtools.hold('https://*');
  try {
    // WebDriver answers a press only when its navigation has got somewhere, and this one is held back.
    const pressed = hand.press(on.driver, 'leave');
    await soon(() => far.waiting(), 'a request for the neutral page');
    // Of a page that is on its way elsewhere Chromium answers no question; what the page said by itself is heard.
    const look = inFrame ? () => askMeanwhile(screen) : () => saidMeanwhile(screen);
    const meanwhile = screen && await soon(look, 'a guide that says that it was left');
    await far.answer(NEUTRAL);
    await pressed;
    await on.driver.switchTo().defaultContent();
    await soon(async () => await shown() === 'Weather', 'the neutral page');
    return meanwhile;
  } finally {
    await far.end();
  }
}

/** Nothing is left of what stood there, before the neutral page has come. */
function cleared(meanwhile, screen) {
  assert.equal(meanwhile.kind, 'left');
  assert.equal(meanwhile.title, '');
  assert.deepEqual([meanwhile.controls, meanwhile.helpLines, meanwhile.actions], [[], [], []]);
  isGone(meanwhile, screen);
}

function isGone(meanwhile, screen) {
  for (const gone of [...screen.headings, ...screen.legends]) assert.ok(!meanwhile.text.includes(gone), `"${gone}" is gone`);
}

/** A page before the host page, so that Back has somewhere to go. */
async function before() {
  const address = on.host.show(hostPage('<p id="before">The page before.</p>'));
  await open(on.driver, address);
  return address;
}

/** A finger: what it touches is where the screen shows it, be it in a frame or not. */
const finger = {
  async press(driver, action) {
    const at = await driver.executeScript(`const { x, y, width, height } = document.querySelector('[data-action="' + arguments[0] + '"]').getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 }`, action);
    await driver.switchTo().defaultContent();
    const frame = await driver.executeScript(`const frame = document.querySelector('porchlight-guide')?.shadowRoot.querySelector('iframe');
      if (!frame) return { x: 0, y: 0 };
      frame.scrollIntoView({ block: 'start', behavior: 'instant' });
      const { x, y } = frame.getBoundingClientRect();
      return { x, y }`);
    const touchPoints = [{ x: at.x + frame.x, y: at.y + frame.y }];
    await on.devtools.page('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await on.devtools.page('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  },
};

for (const [by, hand] of [['mouse', mouse], ['keyboard', keyboard], ['touch', finger]]) {
  test(`leaving by ${by} clears the screen at once, takes the whole tab away, and Back shows the page before`, async () => {
    const earlier = await before();
    const host = on.host.embed('agency');
    await openGuide(on.driver, host);
    const screen = await walkUntil(on.driver, 'kin', ({ kind }) => kind === 'question', { answers: LAST });
    assert.ok((await tab()).entries.includes(host), 'the host page is in the history before');
    const meanwhile = await leave(hand, { screen });
    cleared(meanwhile, screen);
    const after = await tab();
    assert.equal(new URL(after.at).origin, 'https://www.weather.gov');
    // The entries after the one of the host page are those of other tests in this tab: none is left by a new page.
    assert.notEqual(after.entries.at(-2), host, 'the neutral page stands in the place of the host page');
    assert.equal(after.entries.at(-2), earlier);
    assert.equal((await back()).at, earlier);
    assert.match(await shown(), /The page before/);
  });
}

test('leaving from the result leaves nothing behind, not even for who comes to the same page again', async () => {
  const host = on.host.embed('agency');
  await before();
  await openGuide(on.driver, host);
  await walk(on.driver, 'explore', { answers: LAST });
  await leave(mouse);
  const welcome = await openGuide(on.driver, host);
  assert.equal(welcome.kind, 'welcome');
  assert.deepEqual(welcome.controls.flatMap(({ checked }) => checked), []);
});

test('leaving before the guide is there replaces the page as well', async () => {
  const earlier = await before();
  on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
  await open(on.driver, on.host.embed('agency'));
  await enterFrame(on.driver);
  await waitForScreen(on.driver, ({ leave: way }) => way, { what: 'the way out' });
  await mouse.choose(on.driver, 'path', 'kin-now');
  await leave(mouse);
  assert.equal(new URL((await tab()).at).origin, 'https://www.weather.gov');
  assert.equal((await back()).at, earlier, 'the page that was left is not in the history');
});

test('leaving the readable version, where WebAssembly is refused, replaces the page as well', async () => {
  const earlier = await before();
  on.guide.fault(DOCUMENT, withHeaders({ 'content-security-policy': "script-src 'unsafe-inline'" }));
  await open(on.driver, on.host.embed('agency'));
  await enterFrame(on.driver);
  await waitForScreen(on.driver, ({ still, whole, leave: way }) => still && whole && way, { what: 'the readable version' });
  await leave(mouse);
  assert.equal((await back()).at, earlier);
});

test('leaving the document as a full page leaves nothing to go back to', async () => {
  const earlier = await before();
  await openPage(on.driver, on.guide.page);
  const screen = await walkUntil(on.driver, 'foster', ({ kind }) => kind === 'question', { answers: LAST });
  cleared(await leave(mouse, { inFrame: false, screen }), screen);
  const after = await tab();
  assert.equal(new URL(after.at).origin, 'https://www.weather.gov');
  assert.equal((await back()).at, earlier);
});

test('the history tells when a page is left in the ordinary way', async () => {
  // The control: a way out that does not replace is seen by the same check.
  const earlier = await before();
  const host = on.host.embed('agency');
  await openGuide(on.driver, host);
  const far = await on.devtools.hold('https://*');
  await on.driver.switchTo().defaultContent();
  await on.driver.executeScript('location.href = "https://www.weather.gov/"');
  await soon(() => far.waiting(), 'a request for the neutral page');
  await far.answer(NEUTRAL);
  await soon(async () => await shown() === 'Weather', 'the neutral page');
  await far.end();
  const { entries } = await tab();
  assert.equal(entries.at(-2), host);
  assert.notEqual(entries.at(-2), earlier);
});
