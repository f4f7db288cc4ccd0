// What a tag can wish of the guide's looks: any accent stays readable, corners and text follow, and the page hears nothing of it.
import assert from 'node:assert/strict';
import { relative, sep } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { colours, contrast } from './lib/colours.mjs';
import { count, evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { enterGuide, hostPage, open, openPage } from './lib/host.mjs';
import { SIZES, shot } from './lib/pictures.mjs';
import { kept, withRecorder } from './lib/recorder.mjs';
import { readRelease } from './lib/release.mjs';
import { readScreen } from './lib/screen.mjs';
import { DOCUMENT, dist } from './lib/servers.mjs';
import { ENGINES } from './lib/settings.mjs';
import { soon } from './lib/soon.mjs';
import { ownLines, stage } from './lib/stage.mjs';
import { noted } from './lib/watch.mjs';

const on = stage(ENGINES.Chromium);

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

// ---------------------------------------------------------------- made-up wishes

const { release, files } = readRelease(dist());
/** Which documents there are, by the files themselves: pack -> codes of languages. */
const DOCUMENTS = new Map();
for (const { path } of files) {
  const [, pack, code] = new RegExp(`^${release.content_hash}/([a-z]+)/(\\w+)\\.html$`).exec(path) ?? [];
  if (pack) DOCUMENTS.set(pack, [...DOCUMENTS.get(pack) ?? [], code]);
}
/** The pack of a tag that names none that there is. */
const USUAL = 'us';
/** What a tag may wish, of which there is a list. */
const ALLOWED = {
  pack: [...DOCUMENTS.keys()], theme: ['light', 'dark', 'auto'], corners: ['square', 'soft', 'round'], text: ['normal', 'large', 'larger'], layout: ['inline', 'button', 'dialog'],
};
const GOOD = { ...ALLOWED, lang: ['en', 'es', 'vi', 'es-MX', 'FR-ca'], accent: ['#1f5f5b', '#FFee00'], path: ['kin', 'explore'], region: ['monroe'] };

/** Names that objects have by themselves, and what could be taken for code, for a number, for a part of an address. */
const SPECIAL = ['', ' ', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then', 'length', 'null', 'undefined', 'NaN', 'true', '0', '-1', '1e9', '0x10', 'Infinity',
  '\u0000', '\n', '\u2028', '\ud800', '\udfff\ud800', '\u202e', '\ufeff', '"', '\'', '\\', '`', '${1}', '</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', '../../', '%2e%2e/', '?a#b', '//example.org',
  '{"theme":"dark"}', '[object Object]', 'red;}*{display:none', '#12345g', '#1f5f5b\n', '#1f5f5bff', '\uff03ffffff', 'y'.repeat(20000)];

const nearly = allowed => fc.tuple(fc.constantFrom(...allowed), fc.constantFrom(
  text => text.toUpperCase(), text => `${text} `, text => ` ${text}`, text => `${text}\u0000`, text => `${text}\n`, text => `${text}-`, text => text.slice(1), text => text + text, text => `${text},${text}`,
  text => `${text}\u200b`, text => text.replace(/[aeo]/, letter => ({ a: '\u0430', e: '\u0435', o: '\u043e' })[letter]), text => [...text].toReversed().join(''), text => `../${text}`,
)).map(([text, change]) => change(text));
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...SPECIAL) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  // Halves of characters, and all that no keyboard has.
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 65535 }), { maxLength: 12 }).map(units => String.fromCharCode(...units)) },
  { weight: 1, arbitrary: fc.double().map(String) },
);
const wishOf = name => fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...GOOD[name]) }, { weight: 3, arbitrary: nearly(GOOD[name]) }, { weight: 4, arbitrary: anything });
/** Most tags wish little: with all attributes there would hardly be one without a mistake. */
const orNot = arbitrary => fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 3, arbitrary });
const wishesOf = strange => fc.record({
  known: fc.record(Object.fromEntries(Object.keys(GOOD).map(name => [name, orNot(wishOf(name))]))),
  more: fc.option(fc.tuple(fc.constantFrom(...strange), anything), { nil: undefined, freq: 3 }),
}).map(({ known, more }) => [...Object.entries(known).filter(([, value]) => value !== undefined), ...more ? [more] : []]);

/** Attributes that are no wishes, and whether that is worth a word: what every element may have is not. */
const STRANGE = { colour: true, packs: true, tostring: true, constructor: false, ['__proto__']: false, 'data-x': false, class: false, title: false, lang2: true };

/** No driver is asked to carry halves of characters: they go, and come, as their numbers. */
const ascii = value => JSON.stringify(value).replace(/[^ -~]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What the frame may be told and where it may lead, by these wishes alone; and whether there is something to say. */
function allowedOnly(wishes, { wrong = false } = {}) {
  let notes = wrong;
  const given = new Map(wishes);
  const one = (name, fits) => {
    if (!given.has(name)) return null;
    if (fits(given.get(name))) return given.get(name);
    notes = true;
    return null;
  };
  const listed = name => one(name, value => ALLOWED[name].includes(value));
  const pack = listed('pack') ?? USUAL;
  const codeOf = value => DOCUMENTS.get(pack).find(code => value.toLowerCase() === code || value.toLowerCase().startsWith(`${code}-`));
  const lang = one('lang', value => codeOf(value) !== undefined);
  // A page in English is what these tests stand on.
  const language = lang === null ? 'en' : codeOf(lang);
  const isColour = value => value.length === 7 && value[0] === '#' && [...value.slice(1)].every(digit => '0123456789abcdefABCDEF'.includes(digit));
  const name = {
    language, auto: false, theme: listed('theme'), accent: one('accent', isColour), corners: listed('corners'), text: listed('text'),
    // The document alone knows which there are.
    path: given.get('path') ?? null, region: given.get('region') ?? null, layout: listed('layout') ?? 'inline',
  };
  return { name, address: `/${release.content_hash}/${pack}/${language}.html`, lines: notes ? 1 : 0 };
}

/**
 * Runs in the host page. Each element is made, read and taken away in one go, so that no document is waited for.
 * `asTag` is the address of the loader if a script tag is to make the element.
 */
const TRY = `
const [text, asTag, done] = arguments;
(async () => {
  const results = [];
  for (const wishes of JSON.parse(text)) {
    const [lines, errors] = [agency.lines.length, agency.errors.length];
    let element;
    if (asTag) {
      const tag = document.createElement('script');
      for (const [name, value] of wishes) tag.setAttribute('data-' + name, value);
      tag.src = asTag;
      const ran = new Promise((good, bad) => { tag.onload = good; tag.onerror = bad; });
      document.body.append(tag);
      await ran;
      element = tag.nextElementSibling;
      tag.remove();
    } else {
      element = document.createElement('porchlight-guide');
      for (const [name, value] of wishes) element.setAttribute(name, value);
      document.body.append(element);
    }
    const result = { name: null, address: null, frames: 0, help: 0 };
    if (element) {
      element.open();
      const frames = element.shadowRoot ? element.shadowRoot.querySelectorAll('iframe') : [];
      result.frames = frames.length;
      result.help = (element.shadowRoot || element).querySelectorAll('[data-part="help-lines"] a').length;
      if (frames.length) Object.assign(result, { name: frames[0].name, address: frames[0].src, sandbox: frames[0].getAttribute('sandbox'), allow: frames[0].getAttribute('allow') });
      element.remove();
    }
    results.push({ ...result, lines: agency.lines.slice(lines), errors: agency.errors.slice(errors) });
  }
  // Longer than what waits for a document that has gone with its element.
  await new Promise(later => setTimeout(later, 700));
  const all = JSON.stringify({ results, lines: agency.lines.length, errors: agency.errors, own: Object.keys(Object.prototype), left: document.querySelectorAll('porchlight-guide').length });
  done(all.replace(/[^ -~]/g, letter => '\\\\u' + letter.charCodeAt(0).toString(16).padStart(4, '0')));
})().catch(error => done(JSON.stringify({ broken: String(error && error.stack || error) })));`;

/** A page on which the loader has run and no guide stands. */
const EMPTY = hostPage('<script src="{{guide}}/v1/porchlight.js"></script>');

/** Names of a window that are no wishes, or wishes that nobody may have. */
const madeUpName = fc.oneof(
  anything,
  fc.constantFrom('null', '[]', '5', '"theme"', 'true', '{', '{"__proto__":{"theme":"dark","corners":"round"}}', '{"constructor":{"prototype":{"theme":"dark"}}}', `${'['.repeat(5000)}${']'.repeat(5000)}`, '{"theme":{"toString":"dark"}}'),
  fc.record(Object.fromEntries(['theme', 'corners', 'text', 'accent', 'path', 'region', 'layout', 'auto', 'language'].map(name => [name, fc.option(fc.oneof(
    // `es-` and the like would be a language after all.
    anything.map(value => (/^(es|fr|vi)\b/i.test(value) ? '' : value)),
    name === 'language' ? fc.constantFrom('xx', '-', 'en-', '__proto__', 'constructor') : nearly(GOOD[name] ?? ['true']),
    fc.constantFrom(null, 0, 1e9, true, [], {}, ['dark'], ['#1f5f5b'], ['button'], { length: 7 }),
  ), { nil: undefined })]))).map(ascii),
);

/** Runs in the document: what it took for a wish. */
const TAKEN = `const { dataset, style, lang } = document.documentElement;
return { theme: dataset.wishTheme ?? null, corners: dataset.wishCorners ?? null, text: dataset.wishText ?? null, accent: style.getPropertyValue('--wish-light') || null, lang, own: Object.keys(Object.prototype) };`;
const NOTHING_TAKEN = { theme: null, corners: null, text: null, accent: null, lang: 'en', own: [] };

/** No name is by chance what a tag may wish. */
function isNoWish(text) {
  let told;
  try { told = JSON.parse(text); } catch { return true; }
  if (told === null || typeof told !== 'object') return true;
  return !['light', 'dark'].includes(told.theme) && !['square', 'round'].includes(told.corners) && !['large', 'larger'].includes(told.text) && !/^#[0-9a-f]{6}$/i.test(typeof told.accent === 'string' ? told.accent : '');
}

const fuzzed = {};
for (const [engine, start] of Object.entries(ENGINES)) {
  describe(`${engine}: made-up wishes`, { timeout: 600000 }, () => {
    const mine = stage(start);
    fuzzed[engine] = {};

    async function tried(sets, { asTag = false, page = EMPTY } = {}) {
      await open(mine.driver, mine.host.show(page));
      await soon(() => mine.driver.executeScript('return Boolean(customElements.get("porchlight-guide"))'), 'the loader');
      await mine.driver.manage().setTimeouts({ script: 180000 });
      const told = JSON.parse(await mine.driver.executeAsyncScript(TRY, ascii(sets), asTag ? `${mine.guide.origin}/v1/porchlight.js` : ''));
      assert.equal(told.broken, undefined);
      assert.equal(told.results.length, sets.length);
      return told;
    }

    /** Each has a frame that is told what is allowed and nothing else, and the web master at most one line. */
    function onlyAllowed({ results, lines, errors, own, left }, wanted) {
      let [said, refused] = [0, 0];
      for (const [at, wish] of wanted.entries()) {
        const { name, address, frames, sandbox, allow, lines: heard, errors: wrong } = results[at];
        const where = ascii(wish.from).slice(0, 2000);
        assert.deepEqual(wrong, [], `uncaught: ${where}`);
        assert.equal(heard.length, wish.lines, `${heard.map(line => line.slice(0, 300))} for ${where}`);
        said += heard.length;
        if (wish.none) { assert.equal(frames, 0, where); continue; }
        assert.equal(frames, 1, where);
        assert.deepEqual(JSON.parse(name), wish.name, where);
        assert.equal(address, mine.guide.origin + wish.address, where);
        assert.deepEqual([sandbox.includes('same-origin'), allow], [false, ''], where);
        refused += wish.lines;
      }
      assert.deepEqual({ lines, errors, own, left }, { lines: said, errors: [], own: [], left: 0 });
      const there = wanted.filter(({ none }) => !none).length;
      assert.ok(refused > there / 2 && refused < there, `${refused} of ${there} were refused`);
      return refused;
    }

    test(`${engine}: an element with made-up attributes asks for what is allowed, and says so in one line`, async () => {
      const sets = fc.sample(wishesOf(Object.keys(STRANGE)), { seed: 11, numRuns: count(400, 2000) });
      const wanted = sets.map(wishes => ({ from: wishes, ...allowedOnly(wishes, { wrong: wishes.some(([name]) => STRANGE[name]) }) }));
      const told = await tried(sets);
      fuzzed[engine].refused = onlyAllowed(told, wanted);
      fuzzed[engine].elements = sets.length;
    });

    test(`${engine}: a tag with made-up attributes puts an element that asks for what is allowed, and says so in one line`, async () => {
      const strange = ['colour', 'packs', '__proto__', 'constructor', 'to-string', 'x'];
      const sets = fc.sample(wishesOf(strange), { seed: 12, numRuns: count(300, 1000) });
      const wanted = sets.map(wishes => {
        // A tag without a pack only makes the element known.
        if (!wishes.some(([name]) => name === 'pack')) return { from: wishes, none: true, lines: 0 };
        return { from: wishes, ...allowedOnly(wishes, { wrong: wishes.some(([name]) => strange.includes(name)) }) };
      });
      onlyAllowed(await tried(sets, { asTag: true }), wanted);
      fuzzed[engine].tags = wanted.filter(({ none }) => !none).length;
    });

    test(`${engine}: a made-up pack on a page that broke what the loader needs still has help lines`, async () => {
      const page = hostPage('<script>Element.prototype.attachShadow = function () { throw new Error("of the page"); };</script><script src="{{guide}}/v1/porchlight.js"></script>');
      const sets = [...SPECIAL, ...ALLOWED.pack].map(pack => [['pack', pack]]);
      const { results, errors } = await tried(sets, { page });
      for (const [at, { help, errors: wrong }] of results.entries()) {
        assert.deepEqual([wrong, help >= 4], [[], true], ascii(sets[at]));
      }
      assert.deepEqual(errors, []);
    });

    test(`${engine}: a frame with a made-up name begins as if it had none`, async () => {
      mine.guide.fault(DOCUMENT, edited(withRecorder));
      const address = `${mine.guide.origin}/${relative(mine.guide.root, mine.guide.documentFile()).split(sep).join('/')}`;
      const names = fc.sample(madeUpName.filter(isNoWish), { seed: 13, numRuns: count(12, 60) });
      const lot = 4;
      for (let from = 0; from < names.length; from += lot) {
        const some = names.slice(from, from + lot);
        await open(mine.driver, mine.host.show(hostPage('')));
        await mine.driver.executeScript(`for (const name of JSON.parse(arguments[0])) {
          const frame = document.createElement('iframe');
          Object.assign(frame, { sandbox: 'allow-scripts', name, src: arguments[1], width: 700, height: 900 });
          document.body.append(frame);
        }`, ascii(some), address);
        for (const [index, name] of some.entries()) {
          await begins(ascii(name).slice(0, 500), async () => {
            await mine.driver.switchTo().defaultContent();
            return mine.driver.switchTo().frame(index).then(() => true, () => false);
          });
        }
        const { errors, messages } = await noted(mine.driver);
        assert.deepEqual(errors, []);
        for (const { data } of messages) assert.match(data, /^"porchlight:(here|ready)"$/);
      }
      fuzzed[engine].frames = names.length;
      // A wish that there is would be seen.
      await open(mine.driver, mine.host.show(hostPage(`<iframe sandbox="allow-scripts" name='{"theme":"dark","corners":"round"}' src="${address}"></iframe>`)));
      await soon(async () => {
        await mine.driver.switchTo().defaultContent();
        const { theme, corners } = await mine.driver.switchTo().frame(0).then(() => mine.driver.executeScript(TAKEN)).then(taken => taken ?? {}, () => ({}));
        return theme === 'dark' && corners === 'round';
      }, 'a dark document with round corners', { milliseconds: 60000 });
    });

    test(`${engine}: a full page in a window with a made-up name begins as if it had none`, async () => {
      mine.guide.fault(/\.html$/, edited(withRecorder));
      const dark = '{"theme":"dark","corners":"round","text":"larger","accent":"#7a1f5b"}';
      const names = [dark, ...fc.sample(madeUpName, { seed: 14, numRuns: count(5, 30) })];
      for (const [at, name] of names.entries()) {
        // A name lasts as long as the window stays on one site; the same address would not be another page.
        const [before, next] = [`${mine.guide.origin}/nothing?${at}`, `${mine.guide.page}?${at}`];
        await mine.driver.get(before);
        await soon(() => mine.driver.executeScript('return location.href === arguments[0] && Boolean(document.body)', before).catch(() => false), 'the page before');
        await mine.driver.executeScript('window.name = JSON.parse(arguments[0])', ascii(name));
        await openPage(mine.driver, next);
        const long = await mine.driver.executeScript('return window.name.length');
        // Chromium forgets a name that is half a character.
        assert.ok(long === name.length || !name.isWellFormed(), `the name ${ascii(name).slice(0, 100)} is there`);
        await begins(ascii(name).slice(0, 500));
      }
      fuzzed[engine].windows = names.length;
    });

    /** The guide runs in the document, shows its first screen, and has taken nothing of the name for a wish. */
    async function begins(where, enter = () => true) {
      const screen = await soon(async () => {
        // Anew each time: a frame that has just got its document is another one for the drivers.
        if (!await enter()) return undefined;
        const now = await readScreen(mine.driver).catch(() => undefined);
        return now?.running && now;
      }, `a running guide with the name ${where}`, { milliseconds: 60000 });
      assert.equal(screen.kind, 'welcome', where);
      assert.deepEqual(await mine.driver.executeScript(TAKEN), NOTHING_TAKEN, where);
      const { violations, errors } = await kept(mine.driver);
      // WebKit asks for this by itself, whatever a page says.
      assert.deepEqual([violations.filter(({ blocked }) => !/\/favicon\.ico$/.test(blocked)), errors], [[], []], where);
    }
  });
}

after(() => {
  const all = what => Object.entries(fuzzed).map(([engine, counted]) => `${counted[what]} in ${engine}`).join(', ');
  if (Object.values(fuzzed).some(({ refused, tags, frames, windows }) => !(refused && tags && frames && windows))) return;
  evidence('wishes-made-up', 'Faults', [
    ['Elements with made-up attributes that asked for what is allowed only, without an error on the page', all('elements')],
    ['Of these: with something that is not allowed, said in one line', all('refused')],
    ['Tags with made-up attributes that asked for what is allowed only', all('tags')],
    ['Frames with a made-up name in which the guide began as without', all('frames')],
    ['Windows with a made-up name in which the full page began as without', all('windows')],
  ]);
});
