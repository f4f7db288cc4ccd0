// On the worst pages there are the guide runs, or its help lines stand, and the page keeps its shape: each case of tests/embed of the part `host`, in all three engines.
import { matrix } from './lib/matrix.mjs';

matrix('host');
