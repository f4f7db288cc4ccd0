// Does again in the frame what a model of the session was told (tests/it/model_replays.rs), and compares each screen with
// what the model says of it. One program a sequence, so that hundreds of them can be replayed.
import { existsSync, readFileSync } from 'node:fs';

const MAKE = '`cargo xtask test` makes them; so does `PORCHLIGHT_REPLAYS=/some/file cargo test --test it model_replays`, with PORCHLIGHT_ALL=1 for a whole run';

/** The sequences that the host test wrote down: as many as are wanted, or it is an error. */
export function sequences(wanted) {
  const file = process.env.PORCHLIGHT_REPLAYS;
  if (!file || !existsSync(file)) {
    throw new Error(`there are no sequences of the model${file ? ` in ${file}` : ': PORCHLIGHT_REPLAYS names no file'}. ${MAKE}`);
  }
  const all = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
  if (all.length !== wanted) throw new Error(`${file} holds ${all.length} sequences of the model, not ${wanted}: it is of another run. ${MAKE}`);
  return all;
}

/** One line about a step after which a browser showed something else. */
export function told({ pack, number, wishes }, { step, did, where, expected, seen }) {
  const short = value => JSON.stringify(value ?? null).slice(0, 400);
  return `${pack}, sequence ${number} (${JSON.stringify(wishes)}), step ${step}, after ${JSON.stringify(did)}: ${where} must be ${short(expected)}, but is ${short(seen)}`;
}

/** The body of an asynchronous script for WebDriver: its arguments are the steps and how long a screen is waited for. */
export const REPLAY = `
const done = arguments[arguments.length - 1];
const [steps, patience] = arguments;
(${replay})(steps, patience).then(done, error => done({ broken: String(error && error.stack || error) }));`;

/** Runs in the frame, from the first screen on. Gives how many screens were as they must be, and the first that was not. */
async function replay(steps, patience) {
  const root = document.documentElement;
  const app = document.getElementById('app');
  const all = (selector, within = app) => [...within.querySelectorAll(selector)];
  const one = selector => app.querySelector(selector);
  const plain = text => text.replace(/\s+/g, ' ').trim();
  const words = element => plain(element.textContent);
  const seen = element => element !== null && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const wordsOf = selector => (seen(one(selector)) ? words(one(selector)) : null);

  const channel = new MessageChannel();
  /** After all that a press has set off: what Yew draws is drawn before the next message is heard. */
  const soon = () => new Promise(heard => { channel.port1.onmessage = () => heard(); channel.port2.postMessage(0); });

  let printed = 0;
  window.print = () => { printed += 1; };

  // ---------------------------------------------------------------- reading a screen, part by part

  const boxes = () => all('input');
  const parts = {
    kind: () => (root.hasAttribute('data-running') ? root.getAttribute('data-screen') : 'not running'),
    path: () => root.getAttribute('data-path'),
    language: () => root.lang,
    spoken: () => one('select[data-action=language]').value,
    direction: () => root.dir,
    title: () => document.title,
    heading: () => all('h1').map(words).join(' and '),
    progress: () => wordsOf('[data-part=progress]'),
    notice: () => wordsOf('[data-part=error]'),
    buttons: () => all('.actions button').map(button => [button.getAttribute('data-action'), words(button)]),
    controls: () => (boxes().length === 0 ? null : {
      name: [...new Set(boxes().map(box => box.name))].join(' and '),
      rows: boxes().map(box => { const label = box.closest('label'); return [box.value, words(label.querySelector('strong') || label.querySelector('span'))]; }),
      ticked: boxes().filter(box => box.checked).map(box => box.value),
    }),
    zip: () => wordsOf('#zip'),
    found: () => (one('.found') ? words(one('.found')) : null),
    place: () => (one('select[name=place]') ? one('select[name=place]').value : null),
    review: () => all('section.review').map(group => [words(group.querySelector('h2')), all('[data-row]', group).map(row => {
      const answer = row.querySelector('.answer');
      return [row.getAttribute('data-row'), words(row.querySelector('.name')), words(answer), answer.classList.contains('open')];
    })]),
    result: () => all('main section[data-part]').map(part => {
      const name = part.getAttribute('data-part');
      const entries = { 'next-step': ':scope > p, h3, h4', ask: 'li', family: 'li', partners: 'li' }[name] || 'h3';
      // With each link the site stands that it leads to.
      return [name, all(entries, part).map(entry => words(name === 'partners' ? entry.querySelector('a').firstChild : entry))];
    }),
    printed: () => printed,
    // Last: where the focus is follows from all else.
    focus: () => (document.activeElement === one('h1') ? 'heading' : document.activeElement === one('[data-part=error]') ? 'notice' : 'elsewhere'),
  };

  /** Where two values differ, or undefined. `*` stands for some words, whichever they are. */
  const differs = (expected, value, where) => {
    if (expected === '*' && typeof value === 'string' && value) return undefined;
    if (typeof expected === 'string' && typeof value === 'string' && plain(expected) === plain(value)) return undefined;
    if (expected === value) return undefined;
    if (expected === null || value === null || typeof expected !== 'object' || typeof value !== 'object') return { where, expected, seen: value };
    for (const key of new Set([...Object.keys(expected), ...Object.keys(value)])) {
      const found = differs(expected[key], value[key], `${where}.${key}`);
      if (found) return found;
    }
    return undefined;
  };
  const compared = screen => {
    for (const name of Object.keys(parts)) {
      const found = name in screen && differs(screen[name], parts[name](), name);
      if (found) return found;
    }
    return undefined;
  };
  /** Asks until `found` finds nothing: what comes late is waited for, and then it counts. */
  const until = async found => {
    for (const end = Date.now() + patience; ;) {
      await soon();
      const last = found();
      if (!last || Date.now() > end) return last;
      await new Promise(next => { setTimeout(next, 20); });
    }
  };

  // ---------------------------------------------------------------- doing something on it

  const target = ({ do: what, name, value, action, id, key, keyboard, list }) => ({
    open: '*',
    tick: `input[name="${name}"][value="${value}"]`,
    press: `button[data-action="${action}"]${id === undefined ? '' : `[data-id="${id}"]`}`,
    key: keyboard ? '#zip' : `button[data-key="${key}"]`,
    choose: list,
  }[what]);
  const act = (element, { do: what, value, key, keyboard }) => {
    if (what === 'open') return;
    if (what === 'choose') {
      element.value = value;
      element.dispatchEvent(new Event('change', { bubbles: true }));
    } else if (keyboard) {
      element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    } else {
      element.click();
    }
  };

  for (const [step, { screen, ...did }] of steps.entries()) {
    const selector = target(did);
    let found = await until(() => (seen(one(selector)) ? undefined : { where: selector, expected: 'there', seen: 'missing' }));
    if (!found) {
      act(one(selector), did);
      found = await until(() => compared(screen));
    }
    if (found) return { compared: step, difference: { step, did, ...found } };
  }
  return { compared: steps.length };
}
