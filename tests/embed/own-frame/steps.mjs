import { worksWithin } from '../../browser/lib/within.mjs';

/** The guide is found in the frame. */
export const end = told => worksWithin(told, { frames: ['iframe'] });
