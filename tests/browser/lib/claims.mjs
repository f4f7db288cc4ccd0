// What must be true of every screen of a walk, whoever walks it and in whichever browser.
import assert from 'node:assert/strict';
import { describe } from './screen.mjs';

export const REPORT_LINE = '18554525437';
const CHILDHELP = '18004224453';
/** In this order of need: danger, reporting, help for families, someone to talk to. */
const ALWAYS = ['911', REPORT_LINE, '211', '988'];

/** Chromium keeps so many entries of a tab's history, and drops the oldest. */
const MOST_HISTORY = 50;

/** Every screen: one heading that has the focus, help lines in their place, a way out, nothing in the address. */
export function everyScreen(screens, path) {
  const [welcome, ...later] = screens;
  for (const screen of screens) {
    const where = describe(screen);
    assert.equal(screen.headings.length, 1, `one visible h1: ${where}`);
    assert.ok(screen.leave?.href, `a link to leave: ${where}`);
    assert.ok(screen.leave.above, `the link to leave stands above the heading: ${where}`);
    helpLines(screen);
    assert.deepEqual(screen.helpLines.map(line => line.digits), welcome.helpLines.map(line => line.digits), `help lines in the same order: ${where}`);
    assert.equal(screen.helpAfterHeading, welcome.helpAfterHeading, `help lines in the same place: ${where}`);
    phonesAreTrue(screen);
    assert.equal(screen.title, welcome.title, `the title never changes: ${where}`);
    assert.doesNotMatch(screen.address, /[?#]/, `nothing in the address: ${where}`);
    assert.equal(screen.history, welcome.history, `no entries in the history: ${where}`);
    assert.ok(screen.history < MOST_HISTORY, `the history is so long that a new entry would not be seen: ${where}`);
    assert.equal(screen.error, '', `no error without a mistake: ${where}`);
  }
  assert.equal(welcome.path, '', 'the welcome belongs to no path');
  for (const screen of later) {
    assert.equal(screen.path, path, `the path stays: ${describe(screen)}`);
    assert.equal(screen.focus, 'h1', `the focus is on the new heading: ${describe(screen)}`);
  }
  for (const screen of screens.filter(({ kind }) => kind === 'expectation' || kind === 'question')) onePart(screen);
}

/** In a walk that began with nothing, no screen comes with an answer on it: what is seen to be chosen was chosen. */
export function nothingChosenBefore(screens) {
  for (const screen of screens) {
    for (const control of screen.controls) assert.deepEqual(control.checked, [], `${control.name} comes without an answer: ${describe(screen)}`);
  }
}

/** Expectations and questions: native controls in a group with a legend, progress in words, a way on, back and past. */
function onePart(screen) {
  const where = describe(screen);
  const [, now, all] = /(\d+)\D+(\d+)/.exec(screen.progress) ?? [];
  assert.ok(Number(now) >= 1 && Number(now) <= Number(all), `progress in words, such as "Question 3 of 12": ${where}`);
  for (const action of ['next', 'back', 'skip']) {
    assert.equal(screen.actions.filter(name => name === action).length, 1, `one "${action}": ${where}`);
  }
  assert.ok(screen.controls.length > 0, `something to answer with: ${where}`);
  if (screen.controls.some(({ type }) => type === 'radio' || type === 'checkbox')) {
    assert.equal(screen.legends.length, 1, `one fieldset with a legend: ${where}`);
  }
  if (screen.kind === 'expectation') assert.deepEqual(screen.controls.map(({ values }) => values.join()), ['see,help,unsure'], where);
}

export function helpLines(screen) {
  const digits = screen.helpLines.map(line => line.digits);
  for (const number of ALWAYS) assert.ok(digits.includes(number), `${number} is among the help lines: ${describe(screen)}, which has ${digits}`);
  for (const line of screen.helpLines) assert.notEqual(line.label, '', `a help line says what it is for: ${line.text} on ${describe(screen)}`);
  const report = screen.helpLines.find(line => line.digits === REPORT_LINE);
  assert.match(report.label, /report|abuse/i, `the line to report abuse says so: ${describe(screen)}`);
  phonesAreTrue({ ...screen, phones: screen.helpLines });
}

/** The letters of a telephone's keys, as in 1-855-4LA-KIDS. */
const onKeys = text => text.toUpperCase().replace(/[A-Z]/g, letter => '22233344455566677778889999'['ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(letter)]);

/** The digits without the country's own code: people write 833-522-4453, and it is dialled as +1 833 522 4453. */
const national = text => text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');

const named = (phone, screen) => `${phone.scheme}:${phone.digits} "${phone.label}" "${phone.text}" on ${describe(screen)}`;

/** What a person reads is what the telephone dials, in any pack. */
export function numbersAreTrue(screen) {
  for (const phone of screen.phones) {
    const where = named(phone, screen);
    assert.notEqual(phone.digits, '', `a number to call: ${where}`);
    assert.equal(national(phone.shown), national(phone.digits), `the number that is shown is the number that is called: ${where}`);
    if (phone.letters) assert.equal(national(onKeys(phone.letters)), national(phone.digits), `the letters are the number: ${where}`);
    if (phone.verb) assert.equal(phone.body, /[A-Z]{3,}/.exec(phone.verb)?.[0] ?? '', `the word to text is the word that is sent: ${where}`);
  }
}

/** What a person reads is what the telephone dials, and only Louisiana's line is for reports. */
export function phonesAreTrue(screen) {
  numbersAreTrue(screen);
  for (const phone of screen.phones) {
    const where = named(phone, screen);
    // A note may say that a line takes no reports; what it is for stands in its label.
    if (phone.digits === CHILDHELP) assert.doesNotMatch(phone.label, /report/i, `Childhelp takes no reports: ${where}`);
    if (/\breport/i.test(phone.label)) assert.equal(phone.digits, REPORT_LINE, `reports go to the state's line: ${where}`);
  }
}

/** The result: advice, questions to ask, and a next step with a telephone. */
export function theResult(screen) {
  assert.equal(screen.kind, 'result', describe(screen));
  assert.ok(screen.parts.includes('next-step'), `a next step: ${screen.parts}`);
  const beyondHelpLines = screen.phones.length - screen.helpLines.length;
  assert.ok(beyondHelpLines > 0, 'the result has telephone links beyond the help lines');
  assert.ok(['strong', 'talk', 'learn', 'ask'].some(part => screen.parts.includes(part)), `advice: ${screen.parts}`);
  for (const action of ['review', 'print', 'restart']) assert.ok(screen.actions.includes(action), `a way to ${action}: ${screen.actions}`);
}
