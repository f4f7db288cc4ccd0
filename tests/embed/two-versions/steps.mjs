import { anotherRelease } from '../../browser/lib/releases.mjs';
import { open } from '../../browser/lib/host.mjs';
import { worksWithin } from '../../browser/lib/within.mjs';

let other;

/** The second release stands at an address that only this run knows. */
async function openWithBoth(told) {
  other = await anotherRelease();
  await open(told.driver, `${told.address}?other=${encodeURIComponent(other.origin)}`);
}
export { openWithBoth as open };

export async function end(told) {
  try {
    await worksWithin(told, {});
    return await worksWithin(told, { find: `document.querySelector("porchlight-guide-${other.name}")` });
  } finally {
    await other.close();
  }
}
