import { anotherRelease } from '../../browser/lib/releases.mjs';
import { open } from '../../browser/lib/host.mjs';
import { worksWithin } from '../../browser/lib/within.mjs';

/** The second release stands at an address that only this run knows. The engines run beside each other, each with its own. */
async function openWithBoth(told) {
  told.other = await anotherRelease();
  await open(told.driver, `${told.address}?other=${encodeURIComponent(told.other.origin)}`);
}
export { openWithBoth as open };

/** Whose script comes first has the plain name; both are asked for at once, so that can be either of them. */
export async function end(told) {
  await worksWithin(told, {});
  return worksWithin(told, { find: '[...document.querySelectorAll("*")].find(({ localName }) => localName.startsWith("porchlight-guide-"))' });
}

export const always = ({ other }) => other?.close();
