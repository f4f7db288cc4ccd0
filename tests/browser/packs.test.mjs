// Every published pack in every language: its help lines, its walks, its result, and how it lies on a telephone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { bringAxe, violations } from './lib/axe.mjs';
import { startChromium } from './lib/browsers.mjs';
import { numbersAreTrue } from './lib/claims.mjs';
import { enterGuide, open, openPage } from './lib/host.mjs';
import { anySize, sideways, size } from './lib/look.mjs';
import { SIZES, pictureName, shot } from './lib/pictures.mjs';
import { describe } from './lib/screen.mjs';
import { dist } from './lib/servers.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';
import { MIDDLE, PATHS, walk } from './lib/walk.mjs';

/** The lines on every screen, the one for danger first. Written down here apart from the packs. */
const HELP = {
  florida: ['911', '18009622873', '211', '988'],
  louisiana: ['911', '18554525437', '211', '898211', '988'],
  us: ['911', '211', '18004224453', '988'],
};

/** All of them in English; the others on the two shortest, which between them show every kind of screen. */
const paths = code => (code === 'en' ? PATHS : ['kin-now', 'explore']);

const { packs } = JSON.parse(readFileSync(join(dist(), 'packs.json'), 'utf8'));

test('the packs that are published are those that were looked at', () => {
  assert.deepEqual(packs.map(({ id }) => id), Object.keys(HELP));
  for (const { id, languages } of packs) assert.deepEqual(languages.map(({ code }) => code), ['en', 'es', 'vi', 'fr'], id);
});

group('packs', { timeout: 900000 }, () => {
  const on = stage(startChromium);

  for (const { id, languages } of packs) {
    for (const { code } of languages) {
      test(`${id} in ${code}: every screen of its walks`, { timeout: 200000 }, async () => {
        const wrong = [];
        on.devtools.forget();
        try {
          for (const path of paths(code)) {
            await size(on, 390, 844);
            await openPage(on.driver, `${on.guide.origin}/${id}/${code}.html`);
            await bringAxe(on.driver);
            const screens = await walk(on.driver, path, {
              answers: MIDDLE,
              async onScreen(screen) {
                const note = what => wrong.push(`${describe(screen)}: ${what}`);
                if (screen.lang !== code) note(`is in ${screen.lang}`);
                if (screen.headings.length !== 1) note(`${screen.headings.length} headings`);
                if (screen.helpLines.map(({ digits }) => digits).join() !== HELP[id].join()) note(`help lines ${screen.helpLines.map(({ digits }) => digits)}`);
                if (screen.helpLines.some(({ label }) => !label)) note('a help line without a label');
                if (/[{}]|undefined|NaN/.test(screen.text)) note(`a hole in the words: ${/.{20}([{}]|undefined|NaN).{20}/.exec(screen.text)?.[0]}`);
                numbersAreTrue(screen);
                for (const one of await violations(on.driver)) note(`${one.id}: ${one.nodes.join(' | ')}`);
                for (const [width, height] of [[390, 844], [320, 256]]) {
                  await size(on, width, height);
                  const { scrolls, sticks } = await sideways(on.driver);
                  if (scrolls > 1 || sticks.length) note(`at ${width}: ${scrolls} px wider than the glass: ${sticks.join('; ')}`);
                }
                await size(on, 390, 844);
              },
            });
            const result = screens.at(-1);
            for (const part of ['next-step', 'help-lines', 'requirements']) {
              if (!result.parts.includes(part)) wrong.push(`${path}: the result has no ${part}: ${result.parts}`);
            }
            if (result.phones.length <= result.helpLines.length) wrong.push(`${path}: the result has no number beyond the help lines`);
          }
        } finally {
          await anySize(on);
        }
        assert.deepEqual(wrong, []);
        nothingWentWrong(on.devtools);
      });
    }

    test(`${id}: a ZIP code is asked for where the pack has some, and only there`, async () => {
      await openPage(on.driver, `${on.guide.origin}/${id}/en.html`);
      const screens = await walk(on.driver, 'explore', { answers: () => [] });
      const place = screens.find(({ controls }) => controls.some(({ name }) => name === 'place'));
      assert.ok(place, 'the place is asked for');
      assert.equal(place.controls.some(({ name }) => name === 'zip'), id !== 'us');
      assert.ok(place.controls.find(({ name }) => name === 'place').values.length > 40);
    });

    test(`${id}: pictures`, async t => {
      await openPage(on.driver, `${on.guide.origin}/${id}/en.html`);
      await on.devtools.everywhere('Emulation.setScrollbarsHidden', { hidden: true });
      const taken = new Set();
      await walk(on.driver, 'kin-now', {
        answers: MIDDLE,
        async onScreen(screen) {
          const name = `${id}-${pictureName(screen)}`;
          if (taken.has(name)) return;
          taken.add(name);
          for (const [width, height] of SIZES) t.diagnostic(await shot(on, name, width, height));
        },
      });
      assert.ok(taken.size >= 4, [...taken].join());
    });
  }

  test('the page of no pack shows the pack for any place', async () => {
    await open(on.driver, on.host.show('<!doctype html><html lang="en"><title>An agency</title><link rel="icon" href="data:,"><body><script async src="{{guide}}/v1/porchlight.js"></script><porchlight-guide></porchlight-guide></body></html>'));
    const screen = await enterGuide(on.driver);
    assert.deepEqual(screen.helpLines.map(({ digits }) => digits), HELP.us);
  });
});
