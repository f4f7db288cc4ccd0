// Waits for a condition by asking again and again, and says what did not happen.
import { setTimeout as sleep } from 'node:timers/promises';

/** Gives what `asked()` gives as soon as that is true-like. `what` may be a function, called when time is over. */
export async function soon(asked, what, { milliseconds = 10000 } = {}) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await asked();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`within ${milliseconds} ms there was not: ${typeof what === 'function' ? await what() : what}`);
    await sleep(30);
  }
}
