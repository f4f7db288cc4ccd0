// Puts up, before the tests of a file, the two servers and a browser, and takes them down after.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { dist, startGuideServer, startHostServer } from './servers.mjs';

/**
 * `start` is one of browsers.mjs. What it gives, and `guide` and `host`, are on the returned object once the tests run.
 * `root` gives the folder that is served; without it, dist/.
 */
export function stage(start, options, root = dist) {
  const on = {};
  before(async () => {
    on.guide = await startGuideServer(root());
    on.host = await startHostServer(on.guide);
    Object.assign(on, await start(options));
  }, { timeout: 60000 });
  afterEach(() => on.guide?.mend());
  after(async () => {
    await on.close?.();
    await on.host?.close();
    await on.guide?.close();
  });
  return on;
}

/** Nothing that Chromium told since the last `forget` is a fault: no violation, no uncaught error, no line of error or warning. */
export function nothingWentWrong({ seen }) {
  assert.deepEqual(seen.violations, [], 'violations of a policy');
  assert.deepEqual(seen.errors, [], 'uncaught errors');
  assert.deepEqual(seen.lines.filter(({ level }) => level === 'error' || level === 'warning'), [], 'errors and warnings in the console');
}

/** The lines that Porchlight itself wrote to the console. */
export const ownLines = ({ seen }) => seen.lines.filter(({ from, text }) => from === 'script' && /porchlight/i.test(text));
