import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { soon } from '../../browser/lib/soon.mjs';
import { noted } from '../../browser/lib/watch.mjs';

/** Nothing is said by a guide that is gone, longer than any of the loader's timers. */
export async function end({ driver }) {
  await soon(() => driver.executeScript('return Boolean(customElements.get("porchlight-guide")) && !document.querySelector("porchlight-guide")'), 'the guide is taken away');
  await sleep(5500);
  const { events, lines } = await noted(driver);
  assert.deepEqual({ events, lines }, { events: [], lines: [] });
  return { by: 'nobody' };
}
