// What several cases of tests/embed do besides opening their page: each names one in its steps.mjs.
import { open } from './host.mjs';
import { soon } from './soon.mjs';

/** The service worker of a page answers from the second visit on. */
export async function afterAFirstVisit({ driver, address }) {
  await open(driver, `${address}?first`);
  await soon(() => driver.executeScript('return Boolean(navigator.serviceWorker && navigator.serviceWorker.controller)'), 'a service worker that controls the page');
}

/** Until the page has put back what it changed of the language, and the driver can be believed again. */
export const untilPutBack = ({ driver }) =>
  soon(() => driver.executeScript('return window.isBack === true').then(back => back === true, () => false), 'the language as it is', { milliseconds: 45000 });
