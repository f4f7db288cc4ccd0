import { worksWithin } from '../../browser/lib/within.mjs';

/** The first, the last, and one in between. */
export async function after(told) {
  for (const index of [0, 10, 19]) await worksWithin(told, { find: `document.querySelectorAll("porchlight-guide")[${index}]` });
}
