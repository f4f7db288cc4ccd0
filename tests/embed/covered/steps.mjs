import { worksBehind } from '../../browser/lib/within.mjs';

export const end = told => worksBehind(told);
