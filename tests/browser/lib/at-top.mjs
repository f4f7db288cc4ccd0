// Opens the guide on a host page so that every engine's driver can press on it: at the window's top, at an address of its own.
import { TAG, enterGuide, open } from './host.mjs';

/** Drivers scroll within a frame, but WebKit's not the page around it: nothing stands above the guide. */
export const topPage = (head = '') => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>An agency</title><link rel="icon" href="data:,"><style>body { margin: 0 }</style>${head}<body>${TAG}</body></html>`;

/** On a busy machine, a frame and its document take their time. */
export const PATIENT = { milliseconds: 24000 };

/** Gives the address of the host page. Each time it is another one: at the same, a page that is about to go looks like the one that comes. */
export async function openAtTop(driver, host) {
  const address = host.show(topPage());
  await open(driver, address);
  await enterGuide(driver, PATIENT);
  return address;
}
