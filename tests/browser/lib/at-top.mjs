// Opens the guide on a host page so that every engine's driver can press on it: at the window's top, at an address of its own.
import { TAG, enterFrame, open, running } from './host.mjs';

/** Drivers scroll within a frame, but WebKit's not the page around it: nothing stands above the guide. */
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>An agency</title><link rel="icon" href="data:,"><style>body { margin: 0 }</style><body>${TAG}</body></html>`;

/** Gives the address of the host page. Each time it is another one: at the same, a page that is about to go looks like the one that comes. */
export async function openAtTop(driver, host) {
  const address = host.show(page);
  await open(driver, address);
  await enterSurely(driver);
  return address;
}

/**
 * Into the frame until the guide runs in it. On a busy machine a driver can be in the frame before its document is, and
 * then stays with the empty one that is replaced: so it is asked to step in again.
 */
export async function enterSurely(driver) {
  for (let tries = 1; ; tries += 1) {
    try {
      await enterFrame(driver);
      return await running(driver, { milliseconds: 6000 });
    } catch (error) {
      if (tries === 4) throw error;
    }
  }
}
