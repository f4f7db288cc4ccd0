import { worksBehind } from '../../browser/lib/within.mjs';

// The person comes to the place where the guide stands.
export const during = async ({ driver }) => driver.executeScript(`document.getElementById('open').click()`);
export const end = told => worksBehind(told);
