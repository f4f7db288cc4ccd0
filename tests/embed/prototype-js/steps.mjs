export { untilPutBack as during } from '../../browser/lib/case-steps.mjs';
