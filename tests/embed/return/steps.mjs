// Goes on to another page and back.
import { enterGuide, open } from '../../browser/lib/host.mjs';
import { soon } from '../../browser/lib/soon.mjs';

export async function during({ driver, host, address }) {
  await enterGuide(driver, { milliseconds: 30000 });
  await open(driver, host.show('<!doctype html><title>Another page</title><p>Another page</p>'));
  await driver.executeScript('setTimeout(function () { history.back(); })');
  await soon(() => driver.executeScript('return location.href').then(now => now === address, () => false), 'the page again');
}
