export { afterAFirstVisit as before } from '../../browser/lib/case-steps.mjs';
