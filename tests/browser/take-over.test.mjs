// While the module is still on its way the first screen is there and can be used; the guide then takes over and loses nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { helpLines } from './lib/claims.mjs';
import { insideTheModule, pauseAt } from './lib/faults.mjs';
import { enterFrame, open, running } from './lib/host.mjs';
import * as keyboard from './lib/keyboard.mjs';
import { focus } from './lib/keyboard.mjs';
import * as mouse from './lib/mouse.mjs';
import { describe, readScreen, waitForScreen } from './lib/screen.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';
import { FIRST, walk } from './lib/walk.mjs';

const on = stage(startChromium);

/** Opens the demonstration page with the document stopped in the middle of its module, and waits for the first screen. */
async function paused() {
  on.devtools.forget();
  const fault = on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
  await open(on.driver, on.host.embed('agency'));
  await fault.reached;
  await enterFrame(on.driver);
  const screen = await waitForScreen(on.driver, ({ kind, headings, helpLines: lines }) => kind === 'welcome' && headings.length === 1 && lines.length > 0,
    { what: 'the first screen' });
  assert.ok(!screen.running, 'the guide is not there yet');
  return { screen, release: () => fault.release() };
}

const pathOf = screen => screen.controls.find(({ name }) => name === 'path').checked;

test('the first screen and the help lines can be used before the guide is there', async () => {
  const { screen, release } = await paused();
  helpLines(screen);
  assert.ok(screen.leave?.href.startsWith('https://'), 'a way out');
  assert.deepEqual(screen.actions, ['language', 'leave', 'start']);
  assert.deepEqual(screen.controls.map(({ name }) => name), ['path']);

  // Each help line is reached by Tab, and a press on it does what a link does.
  await on.driver.executeScript(`window.dialled = [];
    addEventListener('click', event => {
      const link = event.target.closest('a.phone');
      if (!link) return;
      dialled.push({ href: link.href, stopped: event.defaultPrevented });
      event.preventDefault();   // this machine has no telephone
    });`);
  for (const line of screen.helpLines) {
    await keyboard.tabTo(on.driver, at => at.tag === 'a' && at.href?.replace(/\?.*$/, '').replace(/\D/g, '') === line.digits, line.text);
    await keyboard.key(on.driver, '\uE007');
  }
  const links = await on.driver.findElements({ css: '#first [data-part="help-lines"] a' });
  for (const link of links) await link.click();
  const dialled = await on.driver.executeScript('return window.dialled');
  assert.equal(dialled.length, 2 * screen.helpLines.length, 'each line by keyboard and by mouse');
  assert.ok(dialled.every(({ href, stopped }) => /^(tel|sms):/.test(href) && !stopped), JSON.stringify(dialled));
  release();
  await running(on.driver);
  nothingWentWrong(on.devtools);
});

test('what was chosen before stays chosen, and the focus stays where it was', async () => {
  for (const [by, hand] of [['mouse', mouse], ['keyboard', keyboard]]) {
    const { release } = await paused();
    await hand.choose(on.driver, 'path', 'foster');
    const before = await focus(on.driver);
    assert.equal(before.value, 'foster', `the focus is on what was chosen by ${by}`);
    release();
    const screen = await running(on.driver);
    assert.equal(screen.kind, 'welcome', describe(screen));
    assert.deepEqual(pathOf(screen), ['foster'], `the path that was chosen by ${by}`);
    const { name, value } = await focus(on.driver);
    assert.deepEqual({ name, value }, { name: 'path', value: 'foster' }, `the focus stays, by ${by}`);
    assert.ok(!screen.whole && screen.headings.length === 1, 'one screen, not two');
    const screens = await walk(on.driver, 'foster', { answers: FIRST });
    assert.equal(screens.at(-1).kind, 'result');
    nothingWentWrong(on.devtools);
  }
});

for (const [by, hand] of [['mouse', mouse], ['keyboard', keyboard]]) {
  test(`a press on start by ${by} is kept until the guide is there`, async () => {
    const { release } = await paused();
    await hand.choose(on.driver, 'path', 'kin');
    await hand.press(on.driver, 'start');
    assert.equal(await on.driver.executeScript('return document.querySelector("[data-action=start]").getAttribute("aria-busy")'), 'true', 'the button says that it was heard');
    assert.equal((await readScreen(on.driver)).kind, 'welcome');
    release();
    const screen = await waitForScreen(on.driver, ({ running: there, kind, focus: at }) => there && kind !== 'welcome' && at === 'h1', { what: 'the first screen of the path' });
    assert.equal(screen.path, 'kin', describe(screen));
    assert.equal(screen.kind, 'expectation', describe(screen));
    assert.match(screen.progress, /1/, 'the first of the path');
    nothingWentWrong(on.devtools);
  });
}

test('a press on start with nothing chosen is answered in words when the guide is there', async () => {
  const { release } = await paused();
  await mouse.press(on.driver, 'start');
  release();
  const screen = await waitForScreen(on.driver, ({ running: there, error, focus: at }) => there && error !== '' && at === 'p', { what: 'the words that say what is missing' });
  assert.equal(screen.kind, 'welcome');
  assert.deepEqual(pathOf(screen), []);
  nothingWentWrong(on.devtools);
});

test('the focus on the way out and on a help line stays there when the guide takes over', async () => {
  for (const selector of ['a[data-action="leave"]', '[data-part="help-lines"] a[href^="tel:988"]', '[data-action="start"]']) {
    const { release } = await paused();
    await on.driver.executeScript('document.querySelector(arguments[0]).focus()', `#first ${selector}`);
    release();
    await running(on.driver);
    assert.ok(await on.driver.executeScript('return document.activeElement === document.querySelector(arguments[0])', `#app ${selector}`),
      `the focus stays on ${selector}: ${JSON.stringify(await focus(on.driver))}`);
    nothingWentWrong(on.devtools);
  }
});

test('a choice that is changed while the guide is on its way is the one that counts', async () => {
  const { release } = await paused();
  await mouse.choose(on.driver, 'path', 'foster');
  await mouse.choose(on.driver, 'path', 'explore');
  await mouse.press(on.driver, 'start');
  release();
  const screen = await waitForScreen(on.driver, ({ running: there, kind, focus: at }) => there && kind !== 'welcome' && at === 'h1', { what: 'the first screen of the path' });
  assert.equal(screen.path, 'explore');
});

test('nothing moves when the guide takes over', async t => {
  const { release } = await paused();
  const places = within => on.driver.executeScript(`
    return [...document.querySelectorAll(arguments[0] + ' h1, ' + arguments[0] + ' a, ' + arguments[0] + ' input, ' + arguments[0] + ' button, ' + arguments[0] + ' h2')].map(element => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.localName, x, y, width, height].map(value => typeof value === 'number' ? Math.round(value) : value).join(' ');
    })`, within);
  const before = await places('#first');
  release();
  await running(on.driver);
  const after = await places('#app');
  t.diagnostic(`${before.length} elements`);
  assert.ok(before.length > 10);
  assert.deepEqual(after, before);
});
