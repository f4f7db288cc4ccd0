import { worksWithin } from '../../browser/lib/within.mjs';

/** The guide is found in the shadow root. */
export const end = told => worksWithin(told, { find: 'document.getElementById("place").shadowRoot.querySelector("porchlight-guide")' });
