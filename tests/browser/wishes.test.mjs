// What a tag can wish of the guide's looks: any accent stays readable, corners and text follow, and the page hears nothing of it.
import assert from 'node:assert/strict';
import { relative, sep } from 'node:path';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { colours, contrast } from './lib/colours.mjs';
import { count, evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { enterGuide, hostPage, open } from './lib/host.mjs';
import { SIZES, shot } from './lib/pictures.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { ownLines, stage } from './lib/stage.mjs';
import { noted } from './lib/watch.mjs';

const on = stage(startChromium);

const tag = wishes => `<script async src="{{guide}}/v1/porchlight.js" data-pack="louisiana" ${Object.entries(wishes).map(([name, value]) => `data-${name}="${value}"`).join(' ')}></script>`;

async function show(wishes, options) {
  on.devtools.forget();
  await open(on.driver, on.host.show(hostPage(tag(wishes), options)));
}

/** Runs in the guide: the colours that its style sheet computes. */
function paints() {
  const style = getComputedStyle(document.documentElement);
  const value = name => style.getPropertyValue(name);
  return { accent: value('--accent'), on: value('--on-accent'), ink: value('--ink'), soft: value('--soft'), papers: ['--paper', '--card', '--glow-soft'].map(value) };
}

/** What of these colours could not be read or seen. */
function unreadable({ accent, on: letters, ink, soft, papers }) {
  const pairs = [['letters on the accent', letters, accent, 4.5]];
  for (const paper of papers) pairs.push(['the accent on paper', accent, paper, 4.5], ['words', ink, paper, 4.5], ['quiet words', soft, paper, 4.5], ['the ring of the focus', ink, paper, 3]);
  return pairs.filter(([, one, other, least]) => contrast(one, other) < least).map(([what, one, other]) => `${what}: ${one} on ${other}: ${contrast(one, other).toFixed(2)}`);
}

test('contrast is reckoned as WCAG 2 says, and a colour that cannot be read is found', () => {
  assert.equal(contrast('#000000', 'rgb(255, 255, 255)'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
  const found = unreadable({ accent: '#ffee00', on: '#ffffff', ink: '#000000', soft: '#000000', papers: ['#ffffff'] });
  assert.deepEqual(found.map(line => line.split(':')[0]), ['letters on the accent', 'the accent on paper']);
});

test('any accent can be read, on light paper and on dark', { timeout: 600000 }, async t => {
  // The head of the document is enough: boot.js and the style are in it, and it loads at once.
  on.guide.fault(DOCUMENT, edited(html => html.slice(0, html.indexOf('<script type="text/plain"'))));
  const address = `${on.guide.origin}/${relative(on.guide.root, on.guide.documentFile()).split(sep).join('/')}`;
  const wanted = ['#000000', '#ffffff', '#808080', '#ffff00', '#0000ff', '#ff0000', '#00ff00', '#1f5f5b'];
  for (const colour of colours(7)) {
    if (wanted.push(colour) >= count(40, 208)) break;
  }
  let changed = 0;
  let least = 21;
  for (let from = 0; from < wanted.length; from += 10) {
    const frames = wanted.slice(from, from + 10).flatMap(accent => ['light', 'dark'].map(theme => ({ accent, theme })));
    const html = frames.map(wish => `<iframe sandbox="allow-scripts" name='${JSON.stringify(wish)}' src="${address}"></iframe>`).join('');
    await open(on.driver, on.host.show(hostPage(html)));
    for (const [index, { accent, theme }] of frames.entries()) {
      const painted = await soon(async () => {
        await on.driver.switchTo().defaultContent();
        const there = await on.driver.switchTo().frame(index).then(() => true, () => false);
        // The last of what the head's script does; the style sheet stands behind it.
        return there && await on.driver.executeScript(`return document.styleSheets.length > 0 && document.documentElement.hasAttribute('data-static') && document.documentElement.dataset.wishTheme === '${theme}' && (${paints})()`).catch(() => false);
      }, `the document with ${accent} in ${theme}`, { milliseconds: 60000 });
      assert.deepEqual(unreadable(painted), [], `${accent} on ${theme}`);
      least = Math.min(least, ...[painted.on, ...painted.papers].map(other => contrast(painted.accent, other)));
      // A colour that can be read already is the agency's own, to the last bit.
      if (contrast(painted.accent, accent) > 1.001) {
        changed += 1;
        assert.ok(painted.papers.some(paper => contrast(accent, paper) < 4.5), `${accent} on ${theme} was changed without need`);
      }
    }
  }
  assert.ok(changed > wanted.length / 4, `${changed} of ${wanted.length * 2} were changed`);
  t.diagnostic(`${wanted.length} accents on two papers, ${changed} changed, least contrast ${least.toFixed(2)}`);
  evidence('wishes', 'Faults', [
    ['Accents tried, each on light and on dark paper', wanted.length],
    ['Of these shades, darkened or lightened to be readable', changed],
    ['Least contrast of text on the accent and of the accent on paper', least.toFixed(2)],
  ]);
});

/** Runs in the guide: each text that can be seen, with its colour and the first ground below it that is painted. */
function words() {
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('a, button, h1, h2, h3, p, legend, strong, label, summary')]
    .filter(element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.textContent.trim())
    .map(element => ({ what: `${element.localName}.${element.className}`, colour: getComputedStyle(element).color, ground: ground(element) }));
}

for (const theme of ['light', 'dark']) {
  test(`a colour that could not be read is changed in the running guide, on ${theme} paper, and one line says so`, async () => {
    for (const [accent, fits] of Object.entries({ '#ffee00': theme === 'dark', '#10104a': theme === 'light' })) {
      await show({ accent, theme });
      await enterGuide(on.driver, { milliseconds: 30000 });
      const read = await on.driver.executeScript(words);
      assert.ok(read.length > 10, `${read.length} texts`);
      assert.deepEqual(read.filter(({ colour, ground }) => contrast(colour, ground) < 4.5), [], `${accent} on ${theme}`);
      const lines = ownLines(on.devtools).map(({ text }) => text);
      // The line names every paper on which the shade is changed: the other one may follow, with the person's device.
      assert.equal(lines.filter(text => text.includes(accent) && new RegExp(`: .*\\b${theme}\\b`).test(text)).length, fits ? 0 : 1, `${accent} on ${theme}: ${lines}`);
      await shoot(`accent-${accent.slice(1)}-${theme}`);
    }
  });
}

test('corners and text follow the tag', async () => {
  const measure = async wishes => {
    await show(wishes);
    await enterGuide(on.driver, { milliseconds: 30000 });
    return on.driver.executeScript(`const button = document.querySelector('button.main');
      return { round: parseFloat(getComputedStyle(button).borderTopLeftRadius), text: parseFloat(getComputedStyle(button).fontSize), wide: document.documentElement.scrollWidth - innerWidth }`);
  };
  const [usual, square, round, large, larger] = [await measure({}), await measure({ corners: 'square' }), await measure({ corners: 'round' }), await measure({ text: 'large' }), await measure({ text: 'larger' })];
  assert.deepEqual([square.round, round.round > usual.round, usual.round > 0], [0, true, true]);
  assert.ok(usual.text < large.text && large.text < larger.text, `${usual.text}, ${large.text}, ${larger.text}`);
  for (const { wide } of [usual, square, round, large, larger]) assert.ok(wide <= 0, 'nothing sticks out sideways');
});

test('wishes that are not known give one line with what is allowed, and the default', async () => {
  await show({ theme: 'blue', accent: 'red', corners: 'sharp', text: 'huge', layout: 'popup' });
  await enterGuide(on.driver, { milliseconds: 30000 });
  const lines = ownLines(on.devtools).map(({ text }) => text);
  assert.equal(lines.length, 1, lines.join('\n'));
  for (const part of ['theme="blue"', 'light, dark, auto', 'accent="red"', '#1f5f5b', 'corners="sharp"', 'square, soft, round', 'text="huge"', 'normal, large, larger', 'layout="popup"', 'inline, button, dialog']) {
    assert.ok(lines[0].includes(part), `${part} in: ${lines[0]}`);
  }
});

test('the page hears the same, whatever the tag wishes', async () => {
  const heard = [];
  for (const wishes of [{}, { theme: 'dark', accent: '#ffee00', corners: 'round', text: 'larger' }]) {
    await show(wishes);
    await enterGuide(on.driver, { milliseconds: 30000 });
    await soon(async () => (await noted(on.driver)).events.length === 1, 'ready', { milliseconds: 30000 });
    const { messages, errors } = await noted(on.driver);
    assert.deepEqual(errors, []);
    heard.push(messages.map(({ data }) => data));
  }
  assert.deepEqual(heard[0], heard[1]);
});

/** Pictures for people to look at. */
async function shoot(name) {
  await on.driver.switchTo().defaultContent();
  for (const [width, height] of SIZES) await shot(on, `wish-${name}`, width, height);
}

test('pictures of the floating button, of the open dialog and of the wishes', async () => {
  const page = { before: '<p>Every child needs people who stay.</p>'.repeat(5), after: '<p>Our offices are open on weekdays.</p>'.repeat(30), head: '<style>body { font: 16px/1.5 Georgia, serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }</style>' };
  for (const [name, wishes] of Object.entries({ 'button': {}, 'button-dark': { theme: 'dark', accent: '#8fd3c7' }, 'round-larger': { corners: 'round', text: 'larger', accent: '#7a1f5b' }, 'square': { corners: 'square' } })) {
    const layout = name.startsWith('button') ? { layout: 'button' } : {};
    await show({ ...wishes, ...layout }, page);
    await soon(() => on.driver.executeScript('return Boolean(document.querySelector("porchlight-guide")?.shadowRoot)'), 'the element', { milliseconds: 30000 });
    if (layout.layout) {
      await shoot(name);
      await on.driver.executeScript('document.querySelector("porchlight-guide").open()');
    }
    await enterGuide(on.driver, { milliseconds: 30000 });
    await shoot(layout.layout ? `${name}-open` : name);
  }
});
