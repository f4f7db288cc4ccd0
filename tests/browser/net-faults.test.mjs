// What can go wrong between the web servers, the document and the browser: each case of tests/embed of the part `net`, in all three engines.
import { matrix } from './lib/matrix.mjs';

matrix('net');
