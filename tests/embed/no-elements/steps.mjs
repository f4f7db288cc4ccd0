import { helpStands } from '../../browser/lib/within.mjs';

/** There is no element that could tell of it. */
export const end = told => helpStands(told);
