// Walks a path the way a person does, reading each screen and deciding from what stands on it.
import { setTimeout as sleep } from 'node:timers/promises';
import * as keyboard from './keyboard.mjs';
import * as mouse from './mouse.mjs';
import { describe, readScreen, sameScreen, waitForScreen } from './screen.mjs';

export const PATHS = ['kin-now', 'kin', 'foster', 'explore'];

/** Far above any path: a walk that is still going then goes in a circle. */
const MOST_SCREENS = 150;

/** Ways to answer. Each gets a control and gives the values to choose; none means that the question stays open. */
export const FIRST = control => (control.type === 'text' ? [] : control.values.slice(0, 1));
export const LAST = control => (control.type === 'text' ? ['71101'] : control.values.slice(-1));
export const MIDDLE = control => (control.type === 'text' ? ['70802']
  : control.type === 'checkbox' ? control.values.slice(0, 2) : [control.values[Math.floor(control.values.length / 2)]]);
export const NOTHING = () => [];

/**
 * From the welcome to the result. Gives the transcript: each screen as it was when it came,
 * with the answers given on it and, by keyboard, the number of keys pressed.
 * `onScreen(screen)` is called on each screen before anything is done to it.
 */
export async function walk(driver, path, { answers = FIRST, by = 'mouse', onScreen } = {}) {
  const hand = by === 'keyboard' ? keyboard : mouse;
  const screens = [];
  let screen = await waitForScreen(driver, ({ kind, running }) => kind === 'welcome' && running, { what: 'the welcome' });
  for (;;) {
    screens.push(screen);
    await onScreen?.(screen);
    if (screen.kind === 'result') return screens;
    if (screens.length > MOST_SCREENS) throw new Error(`no result after ${MOST_SCREENS} screens; the last:\n${screens.slice(-5).map(describe).join('\n')}`);
    screen.keys = 0;
    screen.given = {};
    if (screen.kind === 'welcome') {
      screen.keys += await hand.choose(driver, 'path', path);
    } else {
      screen.given = decide(screen, answers);
      for (const [name, values] of Object.entries(screen.given)) {
        for (const value of values) screen.keys += await hand.choose(driver, name, value);
      }
    }
    screen = await goOn(driver, hand, screen, screen.kind === 'welcome' ? 'start' : 'next');
  }
}

/** Which values to choose on a screen. A place is given once: as a ZIP code or from the list. */
function decide(screen, answers) {
  const given = {};
  for (const control of screen.controls) {
    const values = answers(control, screen).filter(value => !control.checked.includes(value));
    if (values.length && !(control.name === 'place' && given.zip)) given[control.name] = values;
  }
  return given;
}

/** Presses `action` and gives the screen that comes. */
export async function press(driver, action, { by = 'mouse', id } = {}) {
  const screen = await readScreen(driver);
  return goOn(driver, by === 'keyboard' ? keyboard : mouse, screen, action, id);
}

/** Chooses a value on the screen, by mouse. */
export const choose = (driver, name, value) => mouse.choose(driver, name, value);

async function goOn(driver, hand, before, action, id) {
  const now = await readScreen(driver);
  before.keys = (before.keys ?? 0) + await hand.press(driver, action, id);
  // Choosing may change words on the screen, so the comparison is with the moment before the press.
  const next = await waitForScreen(driver, screen => !sameScreen(screen, now), { what: `a new screen after "${action}" on ${describe(now)}` });
  return settled(driver, next);
}

/** The new screen when its heading has the focus, or after a second as it is: a test then says what is wrong with it. */
async function settled(driver, screen) {
  const end = Date.now() + 1000;
  let last = screen;
  while (last?.focus !== 'h1' && Date.now() < end) {
    await sleep(20);
    last = await readScreen(driver);
  }
  return last ?? screen;
}

/** The welcome again, by pressing back as often as it takes. */
export async function backToWelcome(driver) {
  for (let count = 0; count < MOST_SCREENS; count += 1) {
    const screen = await readScreen(driver);
    if (screen.kind === 'welcome') return screen;
    await press(driver, 'back');
  }
  throw new Error('back never leads to the welcome');
}

/** From the welcome into `path` and on, until a screen that `wanted` fits. */
export async function walkUntil(driver, path, wanted, { answers = NOTHING } = {}) {
  await mouse.choose(driver, 'path', path);
  let screen = await press(driver, 'start');
  for (let count = 0; !wanted(screen); count += 1) {
    if (screen.kind === 'result' || count > MOST_SCREENS) throw new Error(`the path ${path} has no such screen; the last: ${describe(screen)}`);
    for (const [name, values] of Object.entries(decide(screen, answers))) {
      for (const value of values) await mouse.choose(driver, name, value);
    }
    screen = await press(driver, 'next');
  }
  return screen;
}
