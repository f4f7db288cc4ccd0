// Presses on into the guide, and loads the page again.
import { enterGuide, open } from '../../browser/lib/host.mjs';
import { choose, press } from '../../browser/lib/walk.mjs';
import { intoTheWindow } from '../../browser/lib/judge.mjs';

export async function during(on) {
  await enterGuide(on.driver, { milliseconds: 30000 });
  await intoTheWindow(on, 0);
  await enterGuide(on.driver);
  await choose(on.driver, 'path', 'kin');
  await press(on.driver, 'start');
  // Another address, for who waits: at the same one the page that goes looks like the one that comes.
  await open(on.driver, `${on.address}?again`);
}
