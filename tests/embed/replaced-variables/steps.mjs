import { worksWithin } from '../../browser/lib/within.mjs';

/** There are no events that could tell of it. */
export const end = told => worksWithin(told);
