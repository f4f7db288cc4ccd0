// A hand that uses the mouse: it presses what can be seen, where it can be seen.
import webdriver from 'selenium-webdriver';

const { By } = webdriver;

/** Ticks the option, or taps the keys of the field. Gives the number of keys pressed: none. */
export async function choose(driver, name, value) {
  const target = await driver.executeScript(find, name, value);
  if (!target) throw new Error(`nothing named ${name} with the value ${value} is on the screen`);
  if (target.kind === 'keys') {
    const tap = key => driver.findElement(By.css(`[data-key="${key}"]`)).click();
    for (let standing = target.standing; standing > 0; standing -= 1) await tap('Backspace');
    for (const digit of value) await tap(digit);
  } else {
    // A select's list is drawn by the system; WebDriver chooses in it by a click on the option.
    await target.element.click();
  }
  return 0;
}

/** Runs in the page. Boxes that are drawn by their label are pressed on the label. */
function find(name, value) {
  const named = [...document.getElementsByName(name)].filter(element => element.closest('body'));
  const list = named.find(element => element.localName === 'select');
  if (list) return { kind: 'select', element: [...list.options].find(option => option.value === value) };
  const field = name === 'zip' && document.getElementById(name);
  if (field) return { kind: 'keys', standing: field.textContent.length };
  const box = named.find(element => element.value === value);
  return box && { kind: 'box', element: box.closest('label') ?? document.querySelector(`label[for="${CSS.escape(box.id)}"]`) ?? box };
}

/** Presses the button or link of `action`. */
export async function press(driver, action, id) {
  const selector = `[data-action="${action}"]${id === undefined ? '' : `[data-id="${id}"]`}`;
  const all = await driver.findElements(By.css(selector));
  for (const element of all) {
    // WebKit's driver now and then fails to say so of a screen that has just come; it is asked once more.
    if (await element.isDisplayed().catch(() => element.isDisplayed())) {
      await element.click();
      return 0;
    }
  }
  throw new Error(`no ${selector} can be seen on the screen`);
}
