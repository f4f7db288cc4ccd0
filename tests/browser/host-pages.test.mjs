// On the worst pages there are the guide runs, or its help lines stand, and the page keeps its shape: each case of tests/embed of the part `host`, in all three engines.
import { after } from 'node:test';
import { allCases } from './lib/cases.mjs';
import { evidence } from './lib/evidence.mjs';
import { waived } from './lib/judge.mjs';
import { KINDS } from './lib/layout.mjs';
import { matrix } from './lib/matrix.mjs';

matrix('host');

/** Of how many cases something of the page around the guide is not compared: what one engine alone does not compare counts, too. */
after(() => {
  const all = allCases().map(one => [one, ...Object.values(one.engines ?? {}).map(end => ({ ...one, ...end }))].flatMap(waived));
  const nothing = kinds => KINDS.every(kind => kinds.includes(kind));
  const number = wanted => all.filter(kinds => !nothing(kinds) && wanted(kinds)).length;
  evidence('faults-around', 'Faults', [
    ['Cases that are held against the same page without the guide', number(() => true)],
    ['Of these: cases that do not compare positions and sizes, each with a reason', number(kinds => kinds.includes('geometry'))],
    ['Of these: cases that do not compare some of the elements, attributes, styles and width of the page, each with a reason', number(kinds => kinds.some(kind => kind !== 'geometry'))],
    ['Cases that are not held against it, as no script runs on the page', all.filter(nothing).length],
  ]);
});
