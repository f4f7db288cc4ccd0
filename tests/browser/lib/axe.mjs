// Runs axe-core inside the document that the driver is in, and gives what it finds in a form that a message can hold.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Off by default in axe: the contrast that tired eyes and bad screens need, and the size of targets. */
const MORE = ['color-contrast-enhanced', 'target-size'];
/** The rules whose answer depends on the colours. All others see the same page in the dark. */
export const COLOURS = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'];

/**
 * In forced colours Chromium paints text in `color`, but gives `-webkit-text-fill-color` as the style sheet has it.
 * axe asks for that one first, and would see colours that nobody sees. Our style sheet sets none.
 */
const PAINTED = `(() => {
  const read = CSSStyleDeclaration.prototype.getPropertyValue;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return read.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
  };
})();`;

/** Once for each document; the driver's scripts are not bound by the document's policy. */
export async function bringAxe(driver) {
  if (await driver.executeScript('return typeof window.axe') === 'object') return;
  await driver.executeScript(`${PAINTED}${SOURCE}; window.axe = axe;`);
}

/** All violations on the screen as it stands; with `rules`, only of these. */
export async function violations(driver, { rules } = {}) {
  const options = {
    runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS },
    ...(rules ? {} : { rules: Object.fromEntries(MORE.map(name => [name, { enabled: true }])) }),
    resultTypes: ['violations'],
    iframes: false,
  };
  return driver.executeAsyncScript(`
    const [options, done] = arguments;
    axe.run(document, options).then(
      ({ violations }) => done(violations.map(({ id, impact, nodes }) => ({
        id, impact, nodes: nodes.map(({ target, failureSummary }) => target.join(' ') + ': ' + failureSummary.replace(/\\s+/g, ' ')),
      }))),
      error => done([{ id: 'axe-itself', impact: String(error), nodes: [] }]));`, options);
}
