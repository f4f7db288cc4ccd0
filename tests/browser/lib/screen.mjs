// Reads the screen that a person sees now, in one round trip, out of the current window or frame.
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs in the page. Says only what can be seen: what is hidden is not on the screen. */
function look() {
  const html = document.documentElement;
  const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(seen);
  const words = element => element?.innerText?.replace(/\s+/g, ' ').trim() ?? '';
  const phone = link => {
    // What a line is for stands beside the link, in the same entry of the list; a number in a sentence has no label.
    const beside = name => words(link.closest('li')?.querySelector(`:scope > .${name}`));
    return {
      scheme: link.protocol.slice(0, -1),
      digits: link.href.replace(/[?&].*$/, '').replace(/\D/g, ''),
      body: new URLSearchParams(link.href.split('?')[1] ?? '').get('body') ?? '',
      verb: words(link.querySelector('.verb')),
      shown: words(link.querySelector('.shown')),
      letters: words(link.querySelector('.letters')),
      label: beside('label'),
      note: beside('note'),
      text: words(link),
    };
  };
  const controls = new Map();
  for (const input of document.querySelectorAll('input[type=radio], input[type=checkbox]')) {
    // The box itself may be drawn by its label, and so be invisible: the label is what a person sees.
    if (!seen(input) && !seen(input.closest('label') ?? input)) continue;
    const control = controls.get(input.name) ?? { name: input.name, type: input.type, values: [], checked: [] };
    control.values.push(input.value);
    if (input.checked) control.checked.push(input.value);
    controls.set(input.name, control);
  }
  const language = all('select[data-action="language"]')[0];
  for (const { id, textContent } of all('#zip')) controls.set(id, { name: id, type: 'text', values: [], checked: textContent ? [textContent] : [] });
  for (const { name, options, value } of all('select:not([data-action])')) {
    controls.set(name, { name, type: 'select', values: [...options].map(option => option.value).filter(Boolean), checked: value ? [value] : [] });
  }
  const active = document.activeElement;
  const heading = all('h1')[0];
  const leave = all('a[data-action="leave"]')[0];
  const help = all('[data-part="help-lines"]')[0];
  return {
    kind: html.dataset.screen ?? '',
    path: html.dataset.path ?? '',
    lang: html.lang,
    languages: language ? { chosen: language.value, values: [...language.options].map(option => option.value) } : null,
    dir: html.dir,
    running: html.hasAttribute('data-running'),
    still: html.hasAttribute('data-static'),
    script: html.classList.contains('js'),
    headings: all('h1').map(words),
    progress: words(all('[data-part="progress"]')[0]),
    error: words(all('[data-part="error"]')[0]),
    actions: all('[data-action]').map(element => element.dataset.action),
    legends: all('fieldset > legend').map(words),
    controls: [...controls.values()],
    leave: leave ? { href: leave.href, above: !heading || leave.getBoundingClientRect().top < heading.getBoundingClientRect().top } : null,
    helpAfterHeading: help && heading ? (heading.compareDocumentPosition(help) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 : null,
    helpLines: all('[data-part="help-lines"] a').map(phone),
    phones: all('a[href^="tel:"], a[href^="sms:"]').map(phone),
    parts: all('[data-part]').map(element => element.dataset.part),
    rows: all('[data-row]').map(row => ({ id: row.dataset.row, text: words(row) })),
    whole: all('#whole').length > 0,
    // Of a page that is not drawn at all, `innerText` gives all that stands in its source.
    text: document.body?.checkVisibility() ? words(document.body) : '',
    focus: active === null || active === document.body ? 'body' : active.localName,
    title: document.title,
    address: location.pathname.split('/').pop() + location.search + location.hash,
    history: history.length,
  };
}

/** The same as an expression, for who reads the screen in another way than by WebDriver. */
export const LOOK = `(${look})()`;

/** The screen of the current frame, or undefined while there is no document in it. */
export async function readScreen(driver) {
  try {
    return await driver.executeScript(look) ?? undefined;
  } catch (error) {
    // A frame that is just being filled has no body yet.
    if (/null|undefined|not an object/i.test(error.message) && error.name === 'JavascriptError') return undefined;
    throw error;
  }
}

/** Two screens are the same for a person when they say the same and ask for the same. */
export const sameScreen = (one, other) => one.kind === other.kind && one.text === other.text
  && one.headings.join() === other.headings.join() && one.controls.map(control => control.name).join() === other.controls.map(control => control.name).join();

/** Reads the screen until `wanted(screen)`, and says what stood there instead if that does not happen. */
export async function waitForScreen(driver, wanted, { milliseconds = 10000, what = 'the expected screen' } = {}) {
  const end = Date.now() + milliseconds;
  let screen;
  do {
    screen = await readScreen(driver);
    if (screen && wanted(screen)) return screen;
    await sleep(25);
  } while (Date.now() < end);
  throw new Error(`${what} did not come within ${milliseconds} ms; the screen: ${describe(screen)}`);
}

/** One line about a screen, for messages and transcripts. */
export const describe = screen => screen
  ? `${screen.kind || '(no data-screen)'} ${screen.path} "${screen.headings.join('" and "')}" ${screen.progress} `
    + `[${screen.controls.map(control => `${control.name}=${control.checked.join('+')}`).join(' ')}] focus on ${screen.focus}`
    + `${screen.running ? '' : ' not running'}${screen.still ? ' static' : ''}`
  : 'none at all';
