// Walks a pack at random, as one program inside the frame, so that thousands of walks can be seen from outside.
// A number decides the whole walk: the same seed gives the same walk.

/** A small generator of random numbers, for the parts of a walk that are decided outside of the frame. */
export function randomly(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The body of an asynchronous script for WebDriver: its arguments are a seed and the options of `walkWith`. */
export const WALK = `
const done = arguments[arguments.length - 1];
const [seed, options] = arguments;
${randomly}
(${walkWith})(randomly(seed), options).then(done, error => done({ broken: error + '; ' + (error && error.stack) }));`;

/**
 * Runs in the frame, from the welcome to the end of a walk. Chooses paths, options, places and languages, goes on, back
 * and past, changes answers from the review, begins again or on another path, and at last stays on the result.
 * Gives each screen with what was picked and done there, and what was found to be wrong on the way:
 * an answer that was lost or came by itself, a Back that led elsewhere, a review that says something else.
 */
async function walkWith(random, { marks = false, zips = [] } = {}) {
  const MOST = 400;
  const root = document.documentElement;
  const chance = part => random() < part;
  const one = list => list[Math.floor(random() * list.length)];
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const app = document.getElementById('app');
  const heading = () => app.querySelector('h1');
  const words = element => (element ? element.textContent.replace(/\s+/g, ' ').trim() : '');

  const channel = new MessageChannel();
  /** After all that a press has set off: what Yew draws is drawn before the next message is heard. */
  const soon = () => new Promise(heard => { channel.port1.onmessage = () => heard(); channel.port2.postMessage(0); });
  const until = (wanted, what) => new Promise((there, fail) => {
    if (wanted()) { there(); return; }
    const end = () => { changes.disconnect(); clearTimeout(timer); };
    const changes = new MutationObserver(() => { if (wanted()) { end(); there(); } });
    const timer = setTimeout(() => { end(); fail(new Error(`${what} did not come; the screen: ${where()}`)); }, 15000);
    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });

  // ---------------------------------------------------------------- reading a screen

  const boxes = () => all('input[type=radio], input[type=checkbox]', app);
  const controls = () => [...new Set([...boxes().map(({ name }) => name), ...all('#zip, select[name=place]', app).map(({ name, id }) => name ?? id)])];
  /** Browsers ask their makers what such a field is for, and keyboards learn from it: there must be none. */
  const typedInto = () => all('input:not([type=radio], [type=checkbox]), textarea, [contenteditable]').length;
  const picksOf = name => {
    const found = boxes().filter(box => box.name === name);
    if (found.length) return found.filter(box => box.checked).map(box => box.value).sort();
    const field = app.querySelector(name === 'zip' ? '#zip' : `[name="${name}"]`);
    const value = field && (field.value ?? field.textContent);
    return value ? [value] : [];
  };
  const kind = () => root.getAttribute('data-screen');
  /** What stands on a screen, in no language: an item by the name of its controls, a help page by its words. */
  const where = () => {
    const names = controls();
    return `${kind()} ${names.length ? names.join('+') : kind() === 'help' ? words(heading()) : ''}`.trim();
  };

  // ---------------------------------------------------------------- what must stay true

  const wrong = [];
  let known = new Map();      // control -> what was picked there
  let trail = [];             // screens that Back must lead to, the next one last
  let fresh = true;           // no screen of a path was passed yet
  let changing = false;       // came from the review to change one answer
  const labels = new Map();   // language, control and value -> words
  const same = (left, right) => left.length === right.length && left.every((value, at) => value === right[at]);

  const arrived = expected => {
    if (typedInto()) wrong.push(`${where()} has a field that browsers see as one for text`);
    // In another language a help page has other words.
    const [wanted, found] = expected && expected.lang !== root.lang ? [expected.kind, kind()] : [expected && expected.where, where()];
    if (expected && wanted !== found) wrong.push(`back led to "${found}", not to "${wanted}"`);
    if (kind() !== 'welcome') {
      for (const name of controls()) {
        const [before, now] = [known.get(name) || [], picksOf(name)];
        if (!same(before, now)) wrong.push(`${where()}: picked was ${name}=${before}, and it comes with ${now}`);
      }
    }
    for (const box of boxes()) labels.set([root.lang, box.name, box.value].join(), words(box.closest('label').querySelector('span')));
    if (kind() === 'review') reviewed();
    if (kind() === 'welcome' && fresh && picksOf('path').length) wrong.push('the welcome comes with a path');
  };
  const reviewed = () => {
    for (const row of all('[data-row]', app)) {
      const name = row.getAttribute('data-row');
      const answer = row.querySelector('.answer');
      const picked = known.get(name);
      if (!picked || name === 'place') continue;
      if (answer.classList.contains('open') !== (picked.length === 0)) wrong.push(`review: ${name} is "${words(answer)}", picked was ${picked}`);
      for (const value of picked) {
        const label = labels.get([root.lang, name, value].join());
        if (label !== undefined && !words(answer).includes(label)) wrong.push(`review: ${name} is "${words(answer)}", picked was "${label}"`);
      }
    }
  };

  // ---------------------------------------------------------------- doing something on it

  const transcript = [];
  const visited = new Set();
  const picked = new Set();
  const done = [];
  const note = did => {
    const picks = controls().map(name => `${name}=${picksOf(name).join('+')}`).join(' ');
    transcript.push([root.lang, root.getAttribute('data-path') || '', where(), picks, did].join(' | '));
    done.push(did);
    if (marks) parent.postMessage(`test ${kind()} ${did}`, '*');
  };
  /** Presses, and waits for another screen, or for the words that say what is missing. */
  const press = async (action, id) => {
    const before = heading();
    const from = where();
    const told = app.querySelector('[data-part=error]') !== null;
    const button = all(`[data-action="${action}"]${id === undefined ? '' : `[data-id="${id}"]`}`, app)[0];
    if (!button) throw new Error(`no "${action}" on ${where()}`);
    note(id === undefined ? action : `${action} ${id}`);
    button.click();
    await until(() => heading() !== before || (!told && app.querySelector('[data-part=error]')), `what comes after "${action}"`);
    await soon();
    visited.add(where());
    if (marks) parent.postMessage(`test ${kind()} came`, '*');
    return where() !== from || !app.querySelector('[data-part=error]');
  };
  /** By the guide's own keys, or by those of a keyboard. */
  const type = async (key, byKeyboard) => {
    if (byKeyboard) app.querySelector('#zip').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    else app.querySelector(`[data-key="${key}"]`).click();
    await soon();
  };
  const set = async (list, value) => {
    list.value = value;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    await soon();
  };
  const speak = async () => {
    const list = app.querySelector('select[data-action=language]');
    if (!list) return;
    const code = one([...list.options].map(option => option.value));
    note(`language ${code}`);
    await set(list, code);
    await until(() => root.lang === code, `the language ${code}`);
    await soon();
    if (kind() === 'review') reviewed();
    for (const box of boxes()) labels.set([root.lang, box.name, box.value].join(), words(box.closest('label').querySelector('span')));
  };
  const tick = async box => {
    box.click();
    await soon();
    if (box.checked) picked.add(`${box.name}=${box.value}`);
  };
  const answer = async () => {
    for (const name of controls()) {
      const group = boxes().filter(box => box.name === name);
      if (name === 'zip') {
        if (!chance(0.6)) continue;
        const code = chance(0.7) && zips.length ? one(zips) : String(Math.floor(random() * 100000)).padStart(5, '0');
        const byKeyboard = chance(0.5);
        while (picksOf(name).length) await type('Backspace', byKeyboard);
        for (const digit of code) await type(digit, byKeyboard);
      } else if (name === 'place') {
        const list = app.querySelector('[name=place]');
        if (chance(0.4)) await set(list, one([...list.options].map(option => option.value)));
      } else if (group[0].type === 'radio') {
        // Some people change their mind before they go on.
        for (let times = chance(0.85) ? (chance(0.1) ? 2 : 1) : 0; times > 0; times -= 1) await tick(one(group));
      } else {
        for (const box of group) if (chance(0.35)) await tick(box);
      }
    }
  };
  const remember = () => { for (const name of controls()) if (name !== 'path') known.set(name, picksOf(name)); };
  const forget = () => { for (const name of controls()) known.set(name, []); };

  // ---------------------------------------------------------------- the walk

  let [others, restarts, changes, backs] = [1, 1, 4, 12];
  visited.add(where());
  arrived();
  while (transcript.length < MOST) {
    if (chance(0.05)) await speak();
    if (kind() === 'welcome') {
      if (chance(0.05) && !picksOf('path').length) await press('start');
      for (let times = chance(0.1) ? 2 : 1; times > 0; times -= 1) await tick(one(boxes()));
      await press('start');
      trail = fresh ? [{ lang: root.lang, kind: 'welcome', where: 'welcome path' }] : [];
      fresh = changing = false;
      arrived();
    } else if (kind() === 'review') {
      if (changes > 0 && chance(0.35)) {
        changes -= 1;
        await press('change', one(all('[data-action=change]', app)).getAttribute('data-id'));
        [trail, changing] = [[], true];
        arrived();
      } else if (backs > 0 && chance(0.1)) {
        backs -= 1;
        await press('back');
        arrived(trail.pop());
      } else {
        await press('next');
      }
    } else if (kind() === 'result') {
      if (restarts > 0 && chance(0.1)) {
        restarts -= 1;
        await press('restart');
        [known, trail, fresh] = [new Map(), [], true];
        arrived();
      } else if (others > 0 && chance(0.15)) {
        others -= 1;
        await press('other-path');
        trail = [];
      } else if (changes > 0 && chance(0.25)) {
        await press('review');
        trail = [];
        arrived();
      } else {
        note('stay');
        return { transcript, visited: [...visited], picked: [...picked], done, wrong };
      }
    } else {
      await answer();
      remember();
      const here = { lang: root.lang, kind: kind(), where: where() };
      if (backs > 0 && chance(0.1)) {
        backs -= 1;
        await press('back');
        const expected = changing ? { lang: root.lang, kind: 'review', where: 'review' } : trail.pop();
        [trail, changing] = [changing ? [] : trail, false];
        arrived(expected);
      } else {
        const skips = app.querySelector('[data-action=skip]') && chance(0.08);
        if (skips) forget();
        if (!await press(skips ? 'skip' : 'next')) {
          // A ZIP code that is not known: the words say so, and the person goes past it.
          forget();
          await press('skip');
        }
        if (!changing) trail.push(here);
        if (kind() === 'review') changing = false;
        arrived();
      }
    }
  }
  throw new Error(`no end after ${MOST} steps; the last: ${transcript.slice(-5).join('; ')}`);
}
