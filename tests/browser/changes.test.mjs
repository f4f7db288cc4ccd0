// Going back, changing an answer and changing the path in Chromium: what was answered stays where it still applies.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { openGuide } from './lib/host.mjs';
import { describe, readScreen } from './lib/screen.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';
import { FIRST, LAST, MIDDLE, NOTHING, backToWelcome, choose, press, walk, walkUntil } from './lib/walk.mjs';

const on = stage(startChromium);

async function open() {
  on.devtools.forget();
  await openGuide(on.driver, on.host.embed('agency'));
}

const rowsById = screen => new Map(screen.rows.map(({ id, text }) => [id, text]));
const checked = (screen, name) => screen.controls.find(control => control.name === name)?.checked ?? [];

/** All rows of `before` that `after` has too say the same as they did, but for those of `changed`. */
function othersStay(before, after, changed = []) {
  for (const [id, text] of before) {
    if (after.has(id) && !changed.includes(id)) assert.equal(after.get(id), text, `the answer to ${id} stays`);
  }
}

test('going back shows the answer that was given, on every screen of a path', async () => {
  await open();
  const walked = await walk(on.driver, 'kin', { answers: MIDDLE });
  // The result has no way back of its own: its way back is the review.
  assert.equal((await press(on.driver, 'review')).kind, 'review');
  for (const before of walked.slice(0, -2).reverse()) {
    const screen = await press(on.driver, 'back');
    assert.deepEqual(screen.headings, before.headings, 'the screen before');
    assert.equal(screen.focus, 'h1', `the focus is on the heading: ${describe(screen)}`);
    for (const [name, values] of Object.entries(before.given)) {
      assert.deepEqual(checked(screen, name).toSorted(), values.toSorted(), `the answer to ${name} is shown again: ${describe(screen)}`);
    }
  }
  assert.deepEqual(checked(await readScreen(on.driver), 'path'), ['kin'], 'the welcome shows the path that was chosen');
  assert.ok(walked.filter(({ given }) => Object.keys(given ?? {}).length > 0).length > 10, 'many answers were given');
  nothingWentWrong(on.devtools);
});

for (const by of ['mouse', 'keyboard']) {
  test(`changing an answer from the review by ${by} keeps all others`, async () => {
    await open();
    await walk(on.driver, 'kin', { answers: FIRST });
    let before = await press(on.driver, 'review', { by });
    const plain = before.rows.map(({ id }) => id).filter(id => ['team-meetings', 'speak-in-court', 'day-calls', 'kin-court'].includes(id));
    assert.ok(plain.length >= 3, `the review lists answers: ${before.rows.map(({ id }) => id)}`);
    for (const id of plain) {
      const asked = await press(on.driver, 'change', { by, id });
      const [control] = asked.controls;
      assert.equal(control.name, id, describe(asked));
      assert.deepEqual(control.checked, control.values.slice(0, 1), `the earlier answer is shown: ${describe(asked)}`);
      assert.equal(asked.focus, 'h1', describe(asked));
      await choose(on.driver, id, control.values.at(-1));
      const after = await press(on.driver, 'next', { by });
      assert.equal(after.kind, 'review', `back to the review at once: ${describe(after)}`);
      assert.equal(after.focus, 'h1', describe(after));
      assert.notEqual(rowsById(after).get(id), rowsById(before).get(id), `the new answer to ${id} stands in the review`);
      assert.deepEqual([...rowsById(after).keys()], [...rowsById(before).keys()], 'the same rows');
      othersStay(rowsById(before), rowsById(after), [id]);
      before = after;
    }
    nothingWentWrong(on.devtools);
  });
}

test('an answer that opens another question asks it, and keeps all that comes later', async () => {
  await open();
  const alone = control => (control.name === 'partner-in-home' ? ['no'] : FIRST(control));
  const walked = await walk(on.driver, 'foster', { answers: alone });
  assert.ok(!walked.some(({ controls }) => controls.some(({ name }) => name === 'partner-view')), 'nobody is asked about a partner who is not there');
  const before = rowsById(await press(on.driver, 'review'));
  await press(on.driver, 'change', { id: 'partner-in-home' });
  await choose(on.driver, 'partner-in-home', 'yes');
  const opened = await press(on.driver, 'next');
  assert.equal(opened.controls[0]?.name, 'partner-view', `the question that is open now: ${describe(opened)}`);
  assert.deepEqual(opened.controls[0].checked, []);
  await choose(on.driver, 'partner-view', opened.controls[0].values[0]);
  const review = await press(on.driver, 'next');
  assert.equal(review.kind, 'review', describe(review));
  const after = rowsById(review);
  assert.ok(after.has('partner-view'));
  assert.equal(after.size, before.size + 1, 'one more row, and none is lost');
  othersStay(before, after, ['partner-in-home']);

  // And back again: the question goes, the rest stays.
  await press(on.driver, 'change', { id: 'partner-in-home' });
  await choose(on.driver, 'partner-in-home', 'no');
  const closed = await press(on.driver, 'next');
  assert.equal(closed.kind, 'review', describe(closed));
  assert.deepEqual(rowsById(closed), before);
  nothingWentWrong(on.devtools);
});

test('another path from the result keeps the answers that both paths ask for', async () => {
  await open();
  await walk(on.driver, 'explore', { answers: LAST });
  const explored = rowsById(await press(on.driver, 'review'));
  await press(on.driver, 'next');
  const welcome = await press(on.driver, 'other-path');
  assert.equal(welcome.kind, 'welcome', describe(welcome));
  assert.deepEqual(checked(welcome, 'path'), ['explore']);
  await walk(on.driver, 'foster', { answers: NOTHING });
  const fostered = rowsById(await press(on.driver, 'review'));
  const both = [...explored.keys()].filter(id => fostered.has(id));
  assert.ok(both.length >= 8, `the paths share questions: ${both}`);
  othersStay(explored, fostered);
});

test('back to the welcome and on to another path keeps what applies, and so does the way back', async () => {
  await open();
  await walkUntil(on.driver, 'kin', ({ kind }) => kind === 'question', { answers: LAST });
  const before = await backToWelcome(on.driver);
  assert.deepEqual(checked(before, 'path'), ['kin']);
  const offered = control => (control.name === 'now-offer' ? ['yes'] : []);
  const now = await walk(on.driver, 'kin-now', { answers: offered });
  const kept = now.filter(({ kind }) => kind === 'expectation').flatMap(({ controls }) => controls);
  assert.ok(kept.filter(control => control.checked.join() === 'unsure').length >= 4, 'answers of the first path are shown on the second');

  await press(on.driver, 'other-path');
  await walk(on.driver, 'kin', { answers: NOTHING });
  const review = await press(on.driver, 'review');
  const kin = review.rows.filter(({ text }) => /not sure/i.test(text));
  assert.ok(kin.length >= 10, `the answers of the first path are all there on the way back: ${review.rows.map(({ text }) => text).join(' | ')}`);
  nothingWentWrong(on.devtools);
});
