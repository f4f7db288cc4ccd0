// The document as a full page in Chromium: opened from a server and from a folder, with script and without, and printed.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startChromium } from './lib/browsers.mjs';
import { helpLines, phonesAreTrue } from './lib/claims.mjs';
import { content, withoutSlots } from './lib/content.mjs';
import { open, openPage } from './lib/host.mjs';
import { anySize, seen, sideways, size } from './lib/look.mjs';
import { readScreen, waitForScreen } from './lib/screen.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';
import { NOTHING, choose, press, walk } from './lib/walk.mjs';

const pageFile = ({ guide }) => pathToFileURL(join(guide.root, 'louisiana/en.html')).href;

/** Two ways in which people and organizations switch script off; they go different ways through the browser. */
const OFF = {
  'switched off in the page': { after: on => on.devtools.everywhere('Emulation.setScriptExecutionDisabled', { value: true }) },
  'forbidden by a setting': { options: { prefs: { 'profile.managed_default_content_settings.javascript': 2 } } },
};
const PLACES = { 'from a server': on => on.guide.page, 'from a folder': pageFile };

describe('with script', { timeout: 120000 }, () => {
  const on = stage(startChromium);

  for (const [place, address] of Object.entries(PLACES)) {
    test(`opened ${place}, the guide runs, and nothing but the document is asked for`, async () => {
      on.devtools.forget();
      const welcome = await openPage(on.driver, address(on));
      helpLines(welcome);
      assert.equal(welcome.whole, false);
      const screens = await walk(on.driver, 'explore', { answers: NOTHING });
      assert.equal(screens.at(-1).kind, 'result');
      nothingWentWrong(on.devtools);
      const asked = on.devtools.seen.requests.map(({ url }) => url).filter(url => !url.endsWith('/favicon.ico'));
      assert.deepEqual(asked, [address(on)]);
    });
  }

  test('print leaves out the buttons and keeps the result', async () => {
    await openPage(on.driver, on.guide.page);
    await walk(on.driver, 'foster', { answers: NOTHING });
    assert.notDeepEqual(await seen(on.driver, 'button'), [], 'on the glass there are buttons');
    await asPrinted(on, async () => {
      await noButtons(on);
      const parts = await seen(on.driver, '[data-part=next-step], [data-part=requirements], [data-part=help-lines]');
      assert.equal(parts.length, 3, 'the next step, the requirements and the help lines are printed');
      await darkOnWhite(on);
    });
    const pdf = await print(on);
    assert.ok(pdf.pages >= 2, `${pdf.pages} pages`);
    assert.ok(pdf.links.includes('tel:911') && pdf.links.includes('tel:+18554525437'), `help lines in print: ${pdf.links}`);
    assert.ok(pdf.links.some(link => link.startsWith('https://')), 'sources in print');
  });

  test('an empty page prints as one page without a link: the control of the test above and of those below', async () => {
    await open(on.driver, on.host.show('<!doctype html><title>Empty</title><link rel="icon" href="data:,"><body></body>'));
    const pdf = await print(on);
    assert.deepEqual({ pages: pdf.pages, links: pdf.links }, { pages: 1, links: [] });
  });

  test('the document runs again after it was opened anew', async () => {
    await openPage(on.driver, on.guide.page);
    await choose(on.driver, 'path', 'foster');
    await press(on.driver, 'start');
    await on.driver.navigate().refresh();
    const again = await waitForScreen(on.driver, ({ kind, running }) => kind === 'welcome' && running, { what: 'the welcome' });
    assert.deepEqual(again.controls.find(({ name }) => name === 'path').checked, [], 'nothing is kept by the browser');
  });
});

for (const [how, { options, after }] of Object.entries(OFF)) {
  describe(`script ${how}`, { timeout: 120000 }, () => {
    const on = stage(startChromium, options);

    for (const [place, address] of Object.entries(PLACES)) {
      const reading = async () => {
        await after?.(on);
        on.devtools.forget();
        await open(on.driver, address(on));
        return waitForScreen(on.driver, ({ whole }) => whole, { what: 'the content to read' });
      };

      test(`${how}, opened ${place}: the first screen and the help lines can be read`, async () => {
        const screen = await reading();
        assert.deepEqual([screen.running, screen.still, screen.script], [false, false, false], 'no script has run');
        assert.equal(screen.kind, 'welcome');
        assert.equal(screen.headings.length, 1);
        assert.match(screen.text, /no pass or fail/i);
        assert.ok(screen.leave?.href.startsWith('https://'), 'a way out that needs no script');
        helpLines(screen);
        phonesAreTrue(screen);
        const [say] = await seen(on.driver, '.no-script');
        assert.match(say ?? '', /read everything below/i, 'a word about why there are no questions to press');
        nothingWentWrong(on.devtools);
      });

      test(`${how}, opened ${place}: controls that need script are not there`, async () => {
        const screen = await reading();
        assert.deepEqual(screen.actions, ['leave']);
        assert.deepEqual(screen.controls, []);
        assert.deepEqual(await seen(on.driver, 'button, input, select, fieldset'), []);
      });

      test(`${how}, opened ${place}: the whole content can be read`, async () => {
        const screen = await reading();
        const { expectations, help, requirements, questions, phones } = content();
        assert.ok(expectations.length >= 14 && help.length >= 3 && requirements.length >= 10 && phones.length >= 10, 'the content that is looked for');
        const lost = [];
        const look = (what, text) => { if (!screen.text.includes(withoutSlots(text))) lost.push(`${what}: ${text}`); };
        for (const { id, title, asks, day, back } of expectations) for (const text of [title, asks, day, back]) look(`expectation ${id}`, text);
        for (const { id, title, text } of [...help, ...requirements]) { look(id, title); if (text) look(id, text); }
        for (const { id, ask } of questions.filter(({ id }) => isAboutReadiness(id))) look(`question ${id}`, ask);
        const links = screen.phones.map(({ scheme, digits, shown }) => `${scheme}:${digits} ${shown}`);
        for (const { id, scheme, number, shown } of phones) {
          const wanted = `${scheme}:${number.replace(/\D/g, '')} ${shown}`;
          if (!links.includes(wanted)) lost.push(`phone ${id}: ${wanted}`);
        }
        assert.deepEqual(lost, []);
      });

      test(`${how}, opened ${place}: it fits a narrow telephone`, async () => {
        await size(on, 320, 600);
        try {
          await reading();
          const { scrolls, sticks } = await sideways(on.driver);
          assert.deepEqual({ scrolls, sticks }, { scrolls: 0, sticks: [] });
        } finally {
          await anySize(on);
        }
      });

      test(`${how}, opened ${place}: all of it is printed`, async () => {
        await reading();
        await asPrinted(on, async () => {
          await noButtons(on);
          assert.equal((await seen(on.driver, '#whole')).length, 1);
          await darkOnWhite(on);
        });
        const pdf = await print(on);
        assert.ok(pdf.pages >= 5, `${pdf.pages} pages for the whole content`);
        for (const { scheme, number } of content().phones) {
          assert.ok(pdf.links.some(link => link.startsWith(`${scheme}:${number}`)), `${scheme}:${number} in print`);
        }
      });
    }
  });
}

/** What is asked about readiness is there to think about; the family and the place are only asked to be written into a result. */
const isAboutReadiness = id => id !== 'place' && !id.startsWith('family-');

async function asPrinted({ devtools }, look) {
  await devtools.page('Emulation.setEmulatedMedia', { media: 'print' });
  try {
    await look();
  } finally {
    await devtools.page('Emulation.setEmulatedMedia', { media: '' });
  }
}

async function noButtons(on) {
  assert.deepEqual(await seen(on.driver, 'button, select, [data-action=leave], [data-part=progress]'), [], 'what only a finger can use');
}

async function darkOnWhite(on) {
  const colours = await on.driver.executeScript('const { color, backgroundColor } = getComputedStyle(document.body); return [color, backgroundColor]');
  assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
}

/** The page as a PDF file: how many pages it has and where its links lead. Chromium writes both down in the open. */
async function print({ devtools }) {
  const { data } = await devtools.page('Page.printToPDF', { printBackground: false });
  const text = Buffer.from(data, 'base64').toString('latin1');
  assert.ok(text.startsWith('%PDF-'), 'a PDF file');
  return {
    bytes: text.length,
    pages: [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length,
    links: [...text.matchAll(/\/URI\s*\(((?:[^()\\]|\\.)*)\)/g)].map(([, link]) => link.replaceAll('\\', '')),
  };
}
