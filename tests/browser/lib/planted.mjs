// The document with something wrong planted in it on purpose: the control of the checks that must find nothing.
import { RECORDER } from './recorder.mjs';

/** The path of the request that the planted script makes. */
export const PLANTED = '/planted-by-the-test.png';

/**
 * A script before the document's own policy that asks the guide's server for something, and after it an image that
 * the policy refuses. Who sees neither would see nothing at all.
 */
export function withPlantedFaults(html) {
  const [policy] = /<meta http-equiv="?Content-Security-Policy[^>]*>/i.exec(html) ?? [];
  if (!policy) throw new Error('the document has no policy of its own');
  const asks = `<script>${RECORDER} new Image().src = ${JSON.stringify(PLANTED)};</script>`;
  return html.replace(policy, `${asks}${policy}`).replace('<div id="first">', '<img src="/refused.png" alt=""><div id="first">');
}
