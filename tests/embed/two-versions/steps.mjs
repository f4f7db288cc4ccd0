import { anotherRelease } from '../../browser/lib/releases.mjs';
import { open } from '../../browser/lib/host.mjs';
import { worksWithin } from '../../browser/lib/within.mjs';

/** The second release stands at an address that only this run knows. The engines run beside each other, each with its own. */
async function openWithBoth(told) {
  told.other = await anotherRelease();
  await open(told.driver, `${told.address}?other=${encodeURIComponent(told.other.origin)}`);
}
export { openWithBoth as open };

export async function end(told) {
  await worksWithin(told, {});
  return worksWithin(told, { find: `document.querySelector("porchlight-guide-${told.other.name}")` });
}

export const always = ({ other }) => other?.close();
