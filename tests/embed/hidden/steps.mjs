import { soon } from '../../browser/lib/soon.mjs';

/** Until the page shows itself. */
export const during = ({ driver }) => soon(() => driver.executeScript('return document.documentElement.className === ""'), 'the page', { milliseconds: 20000 });
