// A hand that has only a keyboard: Tab to get there, arrows within a group, Space and Enter to press.
import webdriver from 'selenium-webdriver';

const { Key } = webdriver;

/** More than any screen has: who presses Tab this often is caught. */
const MOST_TABS = 200;

/** Presses one key, wherever the focus is. */
export const key = (driver, name) => driver.actions().sendKeys(name).perform();

/** Runs in the page: what has the focus, as far as the keyboard is concerned. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: '', action: '' };
  const group = element.type === 'radio' ? [...document.getElementsByName(element.name)] : [];
  return {
    tag: element.localName,
    type: element.type ?? '',
    // The field for the ZIP code is none of HTML's own; its id names it.
    name: element.name ?? element.id,
    value: element.value ?? '',
    checked: element.checked === true,
    href: element.href ?? '',
    action: element.dataset.action ?? '',
    id: element.dataset.id,
    group: group.map(({ value }) => value),
    options: element.localName === 'select' ? [...element.options].map(({ value }) => value) : [],
  };
}

export const focus = driver => driver.executeScript(focused);

/** Presses Tab until `wanted(focus)`, and gives the number of presses. */
export async function tabTo(driver, wanted, what) {
  for (let count = 0; count <= MOST_TABS; count += 1) {
    const now = await focus(driver);
    if (wanted(now)) return { keys: count, now };
    await key(driver, Key.TAB);
  }
  throw new Error(`Tab never reaches ${what}`);
}

export async function choose(driver, name, value) {
  const { keys, now } = await tabTo(driver, at => at.name === name && (at.type !== 'checkbox' || at.value === value), `${name} ${value}`);
  if (now.type === 'radio') return keys + await chooseRadio(driver, now, value);
  if (now.tag === 'select') return keys + await chooseOption(driver, now, value);
  if (now.type === 'checkbox') { await key(driver, Key.SPACE); return keys + 1; }
  await driver.actions().sendKeys(value).perform();
  return keys + value.length;
}

async function chooseRadio(driver, now, value) {
  const steps = now.group.indexOf(value) - now.group.indexOf(now.value);
  for (let count = 0; count < Math.abs(steps); count += 1) await key(driver, steps > 0 ? Key.ARROW_DOWN : Key.ARROW_UP);
  // Arrows choose as they go; only an option that the focus came to first needs a press.
  if (steps === 0 && !now.checked) { await key(driver, Key.SPACE); return 1; }
  return Math.abs(steps);
}

async function chooseOption(driver, now, value) {
  const steps = now.options.indexOf(value) - now.options.indexOf(now.value);
  for (let count = 0; count < Math.abs(steps); count += 1) await key(driver, steps > 0 ? Key.ARROW_DOWN : Key.ARROW_UP);
  return Math.abs(steps);
}

export async function press(driver, action, id) {
  const { keys } = await tabTo(driver, at => at.action === action && (id === undefined || at.id === id), `the "${action}" of the screen`);
  await key(driver, Key.ENTER);
  return keys + 1;
}
