// Makes the pictures of the README: one of each kind of screen, as it stands on an agency's page on a telephone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { openGuide } from './lib/host.mjs';
import { pictureName, shot } from './lib/pictures.mjs';
import { stage } from './lib/stage.mjs';
import { MIDDLE, walk } from './lib/walk.mjs';

const on = stage(startChromium);

/** From which path each picture comes. The README takes them from docs/pictures/, where they are copied by hand. */
const WANTED = { 'kin-now': ['help', 'result'], foster: ['welcome', 'expectation', 'question-single', 'review'] };

/** A place whose region is known, so that the result shows a contact near by. */
const ANSWERS = (control, screen) => (control.name === 'zip' ? ['71201'] : MIDDLE(control, screen));

/** A picture of nothing but one colour is smaller than this. */
const LEAST_BYTES = 10000;

for (const [path, names] of Object.entries(WANTED)) {
  test(`pictures of the path ${path}: ${names.join(', ')}`, async t => {
    await openGuide(on.driver, on.host.embed('agency'));
    // A telephone draws none beside the page.
    await on.devtools.everywhere('Emulation.setScrollbarsHidden', { hidden: true });
    const taken = new Map();
    await walk(on.driver, path, {
      answers: ANSWERS,
      async onScreen(screen) {
        const name = pictureName(screen);
        if (names.includes(name) && !taken.has(name)) taken.set(name, await shot(on, name, 390, 844));
      },
    });
    assert.deepEqual([...taken.keys()].sort(), [...names].sort());
    for (const file of taken.values()) {
      const bytes = readFileSync(file);
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [390, 844], file);
      assert.ok(bytes.length > LEAST_BYTES, `${file} shows something`);
      t.diagnostic(file);
    }
  });
}
