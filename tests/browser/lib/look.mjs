// Measures how a screen lies on the glass: what sticks out sideways, what is too small to hit, what covers what.

/** Sets the size of the window; all tests that need one put it back with `anySize`. */
export const size = ({ devtools }, width, height) =>
  devtools.page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });

export const anySize = ({ devtools }) => devtools.page('Emulation.clearDeviceMetricsOverride');

/** Runs in the page: how far it scrolls sideways, and what sticks out of it. */
function measureSideways() {
  const html = document.documentElement;
  const width = html.clientWidth;
  const sticks = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.unseen')) continue;
    const { left, right } = element.getBoundingClientRect();
    if (right > width + 1 || left < -1) sticks.push(`${element.localName}.${element.className} from ${Math.round(left)} to ${Math.round(right)} of ${width}`);
  }
  return { width, scrolls: Math.max(html.scrollWidth, document.body.scrollWidth) - width, sticks: sticks.slice(0, 6) };
}

export const sideways = driver => driver.executeScript(measureSideways);

/** Runs in the page: every target of a finger, with its size. Links inside of running text are as high as their line. */
function measureTargets() {
  const found = [];
  for (const element of document.querySelectorAll('a[href], button, input, select, summary, [role=button], [tabindex="0"]')) {
    const target = element.closest('label') ?? element;
    if (!target.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const inline = target.localName === 'a' && getComputedStyle(target).display === 'inline'
      && target.parentElement.textContent.trim() !== target.textContent.trim();
    if (inline) continue;
    const { width, height } = target.getBoundingClientRect();
    found.push({
      what: `${target.localName}.${target.className} in ${target.parentElement.localName}.${target.parentElement.className}: ${target.textContent.trim().slice(0, 40)}`,
      width: Math.round(width * 10) / 10,
      height: Math.round(height * 10) / 10,
    });
  }
  return found;
}

export const targets = driver => driver.executeScript(measureTargets);

/** Runs in the page: whether the middle of the way out is on the glass, with nothing above it, scrolled so far. */
function measureLeave(part) {
  const html = document.documentElement;
  window.scrollTo({ top: (html.scrollHeight - html.clientHeight) * part, behavior: 'instant' });
  const leave = document.querySelector('[data-action=leave]');
  const { left, top, width, height } = leave.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return { part, left, top, hit: hit === leave, by: hit ? `${hit.localName}.${hit.className}` : 'nothing' };
}

/** At the top, in the middle and at the end of the page. */
export async function leaveCanBeHit(driver) {
  const found = [];
  for (const part of [0, 0.5, 1]) found.push(await driver.executeScript(measureLeave, part));
  await driver.executeScript('window.scrollTo({ top: 0, behavior: "instant" })');
  return found;
}

/** Sets the text of the root to `times` its size, as a browser's own setting does. */
export const textSize = (driver, times) => driver.executeScript(`
  const html = document.documentElement;
  html.style.fontSize = '';
  if (arguments[0] !== 1) html.style.fontSize = parseFloat(getComputedStyle(html).fontSize) * arguments[0] + 'px';`, times);

/** What of the page can be seen: the words of `selector`, and how many of them there are. */
export const seen = (driver, selector) => driver.executeScript(`
  return [...document.querySelectorAll(arguments[0])]
    .filter(element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map(element => element.innerText.replace(/\\s+/g, ' ').trim());`, selector);
