// Runs the cases of tests/embed that say in case.json what goes wrong and how it ends, each in all three engines.
import { after, describe, test } from 'node:test';
import { PARTS, cases, stepsOf } from './cases.mjs';
import { evidence } from './evidence.mjs';
import { ENDS, judge } from './judge.mjs';
import { dist, startGuideServer, startHostServer } from './servers.mjs';
import { ENGINES, SETTINGS } from './settings.mjs';

/** Cases that wait for the loader's or the document's timers, and so leave the processor to others. */
const waits = ({ cause }) => /hang|slow|cut/.test(cause ?? '');
/** To start a second browser takes about as long as so few of them wait. */
const FEW = 4;

/** Those that wait, and all others: they run beside each other, where that saves time. */
function split(all) {
  const [waiting, others] = [all.filter(waits), all.filter(one => !waits(one))];
  return waiting.length > FEW ? { waiting, others } : { all };
}

/** Makes a test of every case of `part` in every engine, and writes down what was counted. */
export function matrix(part, folder) {
  const all = cases(part, folder);
  const reached = [];
  // The engines run beside each other as well.
  describe(PARTS[part], { concurrency: Object.keys(ENGINES).length }, () => {
    for (const engine of Object.keys(ENGINES)) {
      const groups = split(all.filter(({ not }) => !not[engine]));
      describe(engine, { concurrency: Object.keys(groups).length }, () => {
        for (const [group, some] of Object.entries(groups)) {
          describe(`${engine}: ${group}`, { concurrency: 1 }, () => {
            const browsers = lanes(engine, 1);
            after(() => browsers.close());
            for (const one of some) {
              test(`${engine}: ${one.name}: ${one.about}`, { timeout: 180000 }, async t => {
                const steps = await stepsOf(one, folder);
                const end = await browsers.use(one.browser, on => judge(on, one, on.host.embed(one.name), steps));
                reached.push({ engine, name: one.name, ...end });
                t.diagnostic(`${end.expect}${end.ms === undefined ? '' : ` after ${Math.round(end.ms)} ms`}`);
              });
            }
          });
        }
      });
    }
  });
  after(() => { if (reached.length > 0) count(part, all, reached); });
}

/**
 * So many browsers of one engine beside each other, each with servers of its own, and set as a case needs it: one that
 * waits for an end leaves the processor to the others.
 */
export function lanes(engine, count) {
  const all = Array.from({ length: count }, () => ({ engine, bases: new Map() }));
  const free = [...all];
  return {
    async use(browser, work) {
      const at = Math.max(0, free.findIndex(on => on.browser === browser));
      const [on] = free.splice(at, 1);
      if (!on) throw new Error(`${engine} has no browser free: a test before has not ended`);
      try {
        await prepare(on, browser);
        return await work(on);
      } finally {
        free.push(on);
      }
    },
    close: () => Promise.all(all.map(close)),
  };
}

/** Puts up two servers and a browser, set as people have set theirs, unless that one runs. */
async function prepare(on, browser) {
  if (on.browser === browser) return;
  await close(on);
  on.guide = await startGuideServer(dist());
  on.host = await startHostServer(on.guide);
  Object.assign(on, await ENGINES[on.engine](SETTINGS[browser][on.engine]), { browser });
}

async function close(on) {
  await on.close?.();
  await on.host?.close();
  await on.guide?.close();
  on.close = on.host = on.guide = on.driver = on.devtools = on.browser = undefined;
  on.bases.clear();
}

/** What was counted, for docs/evidence.md. */
function count(part, all, reached) {
  const say = PARTS[part];
  const rows = [[`${say}: cases`, all.length]];
  for (const engine of Object.keys(ENGINES)) {
    const mine = reached.filter(end => end.engine === engine);
    const ends = Object.keys(ENDS).map(end => [mine.filter(({ expect }) => expect === end).length, end]).filter(([number]) => number > 0);
    rows.push([`${say}: ends reached in ${engine}`, `${mine.length} (${ends.map(([number, end]) => `${number} ${end}`).join(', ')})`]);
    const slowest = Math.max(0, ...mine.map(({ ms = 0 }) => ms));
    rows.push([`${say}: slowest time from the loader's start until help lines in ${engine}`, `${(slowest / 1000).toFixed(1)} s`]);
    for (const one of all.filter(({ not }) => not[engine])) rows.push([`${say}: not done in ${engine}: ${one.name}`, one.not[engine]]);
  }
  evidence(`faults-${part}`, 'Faults', rows);
}
