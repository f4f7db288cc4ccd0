import { soon } from '../../browser/lib/soon.mjs';

/** Until the driver can be believed again. */
export const during = ({ driver }) => soon(() => driver.executeScript('return window.isBack === true').then(back => back === true, () => false), 'the language as it is', { milliseconds: 45000 });
