// Each path from the demonstration page to its result in Chromium: by mouse, and by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { REPORT_LINE, everyScreen, nothingChosenBefore, theResult } from './lib/claims.mjs';
import { enterFrame, openGuide, running, tab } from './lib/host.mjs';
import { focus, key } from './lib/keyboard.mjs';
import { SIZES, pictureName, shot } from './lib/pictures.mjs';
import { describe, readScreen, waitForScreen } from './lib/screen.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';
import { FIRST, LAST, MIDDLE, NOTHING, PATHS, choose, press, walk } from './lib/walk.mjs';

const on = stage(startChromium);
const open = () => openGuide(on.driver, on.host.embed('agency'));

/** So many key presses, on average, for a screen that asks something; a list of boxes takes more, one of radio buttons fewer. */
const KEYS_PER_ANSWER = 6;
/** From a press to the focus on the new heading: what people feel as at once. */
const AT_ONCE = 100;

for (const path of PATHS) {
  test(`the path ${path} leads to its result by mouse`, async t => {
    on.devtools.forget();
    await open();
    const before = await tab(on.driver);
    const screens = await walk(on.driver, path, { answers: MIDDLE });
    assert.deepEqual(await tab(on.driver), before, 'the history, the title and the address of the tab stay as they were');
    t.diagnostic(`${screens.length} screens: ${screens.map(({ kind }) => kind[0]).join('')}`);
    everyScreen(screens, path);
    theResult(screens.at(-1));
    kindsOf(path, screens);
    nothingChosenBefore(screens);
    nothingWentWrong(on.devtools);
  });

  test(`the path ${path} leads to its result by keyboard alone`, async t => {
    on.devtools.forget();
    await open();
    const screens = await walk(on.driver, path, { by: 'keyboard', answers: FIRST });
    everyScreen(screens, path);
    theResult(screens.at(-1));
    for (const kinds of [['expectation', 'question'], ['welcome', 'help', 'review']]) {
      const pressed = screens.filter(({ kind }) => kinds.includes(kind));
      const worst = pressed.reduce((most, screen) => (screen.keys > most.keys ? screen : most));
      const total = pressed.reduce((sum, screen) => sum + screen.keys, 0);
      t.diagnostic(`${kinds}: ${total} key presses on ${pressed.length} screens; the most, ${worst.keys}, on ${describe(worst)}`);
      if (kinds.includes('question')) {
        assert.ok(total <= pressed.length * KEYS_PER_ANSWER, `${total} key presses on ${pressed.length} screens are more than ${KEYS_PER_ANSWER} each`);
      }
    }
    nothingWentWrong(on.devtools);
  });

  test(`the path ${path} leads to its result with no question answered`, async () => {
    await open();
    const screens = await walk(on.driver, path, { answers: NOTHING });
    everyScreen(screens, path);
    assert.ok(screens.at(-1).parts.includes('next-step'), 'a next step for a person who told nothing');
  });

  test(`the path ${path} leads to its result with the last answer to everything`, async () => {
    await open();
    const screens = await walk(on.driver, path, { answers: LAST });
    everyScreen(screens, path);
    theResult(screens.at(-1));
  });
}

test('a person gets from the host page into the guide, and out of it, with Tab alone', async () => {
  await open();
  await on.driver.switchTo().defaultContent();
  await on.driver.executeScript('document.activeElement.blur(); window.getSelection().removeAllRanges(); scrollTo(0, 0)');
  const inside = () => on.driver.executeScript('return document.activeElement && document.activeElement.localName');
  let tabs = 0;
  for (; await inside() !== 'porchlight-guide'; tabs += 1) {
    assert.ok(tabs < 20, 'Tab never reaches the guide');
    await key(on.driver, '\uE004');
  }
  await enterFrame(on.driver);
  const reached = new Set();
  for (let count = 0; count < 60; count += 1) {
    const now = await focus(on.driver);
    reached.add(now.action || now.name);
    await key(on.driver, '\uE004');
    await on.driver.switchTo().defaultContent();
    const left = await inside() !== 'porchlight-guide';
    await enterFrame(on.driver);
    if (left) {
      for (const wanted of ['leave', 'path', 'start']) assert.ok(reached.has(wanted), `Tab reaches ${wanted}: ${[...reached]}`);
      return;
    }
  }
  assert.fail('Tab never leaves the guide: the keyboard is caught in it');
});

test('the focus is on the new heading at once, and does not stay on the body', async t => {
  await open();
  // From inside, so that the way of a question from here to there and back does not count.
  await on.driver.executeScript(`
    window.steps = [];
    addEventListener('click', event => {
      if (!event.target.closest('[data-action]')) return;
      const step = { pressed: performance.now(), body: 0 };
      steps.push(step);
      const look = () => {
        if (document.activeElement?.localName === 'h1') { step.took = performance.now() - step.pressed; return; }
        if (document.activeElement === document.body) step.body += 1;
        if (performance.now() - step.pressed < 2000) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, true);`);
  const screens = await walk(on.driver, 'kin-now', { answers: FIRST });
  const steps = await on.driver.executeScript('return window.steps');
  assert.equal(steps.length, screens.length - 1, 'each step was seen');
  for (const [position, step] of steps.entries()) assert.ok(step.took !== undefined, `the focus comes to the heading after ${describe(screens[position])}`);
  const times = steps.map(({ took }) => took).toSorted((one, other) => one - other);
  const middle = times[times.length >> 1];
  t.diagnostic(`to the focus on the heading: ${middle.toFixed(0)} ms in the middle, ${times.at(-1).toFixed(0)} ms at most; drawn with the focus on the body: ${steps.filter(({ body }) => body > 0).length} of ${steps.length}`);
  assert.ok(middle <= AT_ONCE, `${middle} ms from a press to the focus on the heading`);
});

test('start with nothing chosen says so in words and loses nothing', async () => {
  on.devtools.forget();
  await open();
  await (await on.driver.findElement({ css: '[data-action="start"]' })).click();
  const asked = await waitForScreen(on.driver, ({ error, focus: at }) => error !== '' && at === 'p', { what: 'an error in words, with the focus on it' });
  assert.equal(asked.kind, 'welcome');
  await choose(on.driver, 'path', 'foster');
  const next = await press(on.driver, 'start');
  assert.equal(next.path, 'foster');
  nothingWentWrong(on.devtools);
});

test('skip passes a question and leaves it open', async () => {
  await open();
  await choose(on.driver, 'path', 'explore');
  let screen = await press(on.driver, 'start');
  while (screen.kind === 'help') screen = await press(on.driver, 'next');
  const [{ name }] = screen.controls;
  const next = await press(on.driver, 'skip');
  assert.notEqual(next.headings[0], screen.headings[0]);
  const again = await press(on.driver, 'back');
  assert.deepEqual(again.controls.find(control => control.name === name).checked, []);
});

test('print is offered to the browser', async () => {
  await open();
  await walk(on.driver, 'explore', { answers: NOTHING });
  await on.driver.executeScript('window.printed = 0; window.print = () => { window.printed += 1; }');
  await (await on.driver.findElement({ css: '[data-action="print"]' })).click();
  assert.equal(await on.driver.executeScript('return window.printed'), 1);
});

test('start again gives a clean welcome', async () => {
  await open();
  await walk(on.driver, 'explore', { answers: FIRST });
  await (await on.driver.findElement({ css: '[data-action="restart"]' })).click();
  // A new document may come for it, so the frame is entered anew.
  await enterFrame(on.driver);
  await running(on.driver);
  const welcome = await waitForScreen(on.driver, ({ kind }) => kind === 'welcome', { what: 'the welcome' });
  assert.equal(welcome.path, '');
  assert.deepEqual(welcome.controls.find(({ name }) => name === 'path').checked, []);
  const first = await walk(on.driver, 'explore', { answers: NOTHING });
  assert.deepEqual(first.flatMap(({ controls }) => controls).filter(({ name }) => name !== 'path').flatMap(({ checked }) => checked), [], 'no answer of the walk before');
});

test('the claims about screens fail where a screen breaks them', async () => {
  await open();
  const walked = await walk(on.driver, 'explore', { answers: FIRST });
  const holds = screens => { everyScreen(screens, 'explore'); theResult(screens.at(-1)); nothingChosenBefore(screens); };
  holds(walked);
  const phoneOf = (screen, digits) => screen.helpLines.find(line => line.digits === digits);
  const planted = {
    'a second heading': ([, one]) => one.headings.push('And another'),
    'no way to leave': ([, one]) => { one.leave = null; },
    'a help line is missing': ([, one]) => one.helpLines.splice(0, 1),
    'the help lines change places': ([, one]) => one.helpLines.reverse(),
    'the help lines stand above the heading': ([, one]) => { one.helpAfterHeading = false; },
    'another number is called than is shown': ([, one]) => { phoneOf(one, '988').digits = '989'; },
    'the letters are another number': ([, one]) => { phoneOf(one, REPORT_LINE).letters = '1-855-4LA-KIDZ-X'; },
    'the word to text is another one': ([, one]) => { one.helpLines.find(({ scheme }) => scheme === 'sms').body = 'KINSHIP'; },
    'the line to report abuse does not say so': ([, one]) => { phoneOf(one, REPORT_LINE).label = 'Call us'; },
    'another line takes reports': ([, one]) => { phoneOf(one, '211').label = 'Report abuse'; },
    'the focus is lost': ([, one]) => { one.focus = 'body'; },
    'the title tells': ([, one]) => { one.title = 'Question 1'; },
    'the address tells': ([, one]) => { one.address += '#question-1'; },
    'an entry in the history': ([, one]) => { one.history += 1; },
    'a history too long to see an entry': screens => screens.forEach(screen => { screen.history = 50; }),
    'no words for how far it is': ([, one]) => { one.progress = ''; },
    'no way to skip': ([, one]) => { one.actions = one.actions.filter(name => name !== 'skip'); },
    'an answer that nobody gave': ([, one]) => { one.controls[0].checked = ['see']; },
    'no next step': screens => { screens.at(-1).parts = ['ask']; },
    'no telephone in the next step': screens => { screens.at(-1).phones = screens.at(-1).helpLines; },
  };
  for (const [name, plant] of Object.entries(planted)) {
    const screens = structuredClone(walked);
    plant(screens);
    assert.throws(() => holds(screens), assert.AssertionError, `not noticed: ${name}`);
  }
});

test('pictures of each kind of screen at three sizes', async () => {
  const taken = new Set();
  for (const path of ['kin-now', 'foster']) {
    await open();
    await walk(on.driver, path, {
      answers: FIRST,
      async onScreen(screen) {
        const name = pictureName(screen);
        if (taken.has(name)) return;
        taken.add(name);
        for (const [width, height] of SIZES) await shot(on, name, width, height);
      },
    });
  }
  for (const name of ['welcome', 'help', 'expectation', 'question-single', 'question-multiple', 'question-scale', 'question-place', 'review', 'result']) {
    assert.ok(taken.has(name), `a walk shows a ${name}; seen: ${[...taken]}`);
  }
  assert.equal((await readScreen(on.driver)).kind, 'result');
});

/** Who has a child at the door gets help first; the others meet expectations, and are asked in several ways. */
function kindsOf(path, screens) {
  const kinds = screens.map(({ kind }) => kind);
  assert.equal(kinds.at(-2), 'review', 'all answers are shown before the result');
  if (path === 'kin-now') assert.equal(kinds[1], 'help', 'help comes first');
  if (path === 'foster' || path === 'kin') {
    assert.ok(kinds.includes('expectation') && kinds.includes('question'), `expectations and questions: ${kinds}`);
  }
  if (path === 'foster') {
    const names = screens.map(pictureName);
    for (const name of ['question-multiple', 'question-scale', 'question-place']) assert.ok(names.includes(name), `a ${name} on the path`);
  }
}
