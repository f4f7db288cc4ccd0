// The service worker of a page answers from the second visit on.
import { open } from '../../browser/lib/host.mjs';
import { soon } from '../../browser/lib/soon.mjs';

const CONTROLLED = 'return Boolean(navigator.serviceWorker && navigator.serviceWorker.controller)';

export async function before({ driver, address }) {
  await open(driver, `${address}?first`);
  await soon(() => driver.executeScript(CONTROLLED), 'a service worker that controls the page');
}
