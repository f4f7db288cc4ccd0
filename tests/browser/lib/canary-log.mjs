// Reads Chromium's own log of the network for what went out: every address, header and body, and nothing that came in.
import { readFileSync } from 'node:fs';

/** Events that hold what a server has sent: the document itself, with all words of all answers. */
const CAME_IN = /(BYTES_RECEIVED|BYTES_READ|RECV_|READ_DATA)/;

/** All that was sent, as one row of bytes; what the log holds in base64 is decoded. */
export function sentInNetLog(file) {
  // A browser that was ended in the middle of a line leaves the list open.
  const text = readFileSync(file, 'utf8').trimEnd();
  const log = parse(text);
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([name, number]) => [number, name]));
  const parts = [];
  for (const { type, params } of log.events) {
    if (!params || CAME_IN.test(names.get(type) ?? '')) continue;
    parts.push(Buffer.from(JSON.stringify(params)));
    if (typeof params.bytes === 'string') parts.push(Buffer.from(params.bytes, 'base64'));
  }
  return Buffer.concat(parts);
}

function parse(text) {
  for (const end of ['', ']}', '}', '\n]}']) {
    try { return JSON.parse(text.replace(/,$/, '') + end); } catch { /* the next way to end it */ }
  }
  throw new Error('the log of the network cannot be read');
}
