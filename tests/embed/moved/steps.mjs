import { soon } from '../../browser/lib/soon.mjs';
import { noted } from '../../browser/lib/watch.mjs';

/** It begins anew where it was put the last time. */
export const during = ({ driver }) => soon(async () => (await noted(driver)).events.length === 2, 'a guide that was moved when it ran, and runs again', { milliseconds: 45000 });
