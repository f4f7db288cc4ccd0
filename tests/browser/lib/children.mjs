// Processes by their ids: which ones a process has started, for a driver that does not say which browser is its own, and which still run.
import { readFileSync, readdirSync } from 'node:fs';

/** Whether a process still runs. One that has ended and that nobody has asked for yet does not. */
export function alive(id) {
  try { return !readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1).startsWith('Z'); } catch { return false; }
}

/** The ids of the direct children of `parent`. */
export function childrenOf(parent) {
  const found = [];
  for (const id of readdirSync('/proc')) {
    if (!/^\d+$/.test(id)) continue;
    try {
      // The name stands in brackets and may hold spaces: what counts stands behind the last one.
      const [, ppid] = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1).split(' ');
      if (Number(ppid) === parent) found.push(Number(id));
    } catch { /* it has just ended */ }
  }
  return found;
}
