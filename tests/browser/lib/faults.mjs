// What can go wrong between a web server and a browser, each as a value that the guide server follows for one path.

import { gzipSync } from 'node:zlib';

/** The server says that there is no such file. */
export const notFound = () => ({ status: 404, edit: () => Buffer.from('<!doctype html><title>404</title><h1>Not Found</h1>'), type: 'text/html' });

/** The server itself has failed. */
export const broken = (status = 500) => ({ status, edit: () => Buffer.from(`<!doctype html><title>${status}</title><h1>Please try again later</h1>`), type: 'text/html' });

/** An answer without anything in it, as some blockers give. */
export const nothing = (status = 200) => ({ status, edit: () => Buffer.alloc(0) });

/** The address has moved; `{{other}}` is this server under another name. */
export const redirected = (location, status = 302) => ({ status, headers: { location }, edit: () => Buffer.alloc(0) });

/** Another file of the same folder stands at this address. `to` may use parts of the path that `of` fits. */
export const standIn = (of, to) => ({ file: path => path.replace(new RegExp(of), to) });

/** The login page of a hotel or an airport, which answers whatever is asked. */
export const login = () => replaceWith(
  '<!doctype html><title>Hotel</title><h1>Welcome to our hotel</h1><form action="/login"><input name="room"><button>Log in</button></form>');

/** The full length is promised, and the line goes dead after this part of the bytes. */
export const cutAt = part => ({ part, then: 'destroy' });

/** A proxy or a full disk made the file shorter, and the answer looks complete. */
export const shortenTo = part => ({ edit: body => body.subarray(0, Math.floor(body.length * part)) });

/** The connection ends without a word. */
export const refuse = () => ({ refuse: true });

/** The connection is taken and nothing is ever said. */
export const neverAnswer = () => ({ silent: true });

/** After this part of the bytes nothing more comes, and the line stays open. */
export const stopAt = part => ({ part, then: 'wait' });

/** Something else stands at this address, such as the login page of a hotel. */
export const replaceWith = (text, type = 'text/html; charset=utf-8') => ({ edit: () => Buffer.from(text), type });

/** The right bytes under a wrong name. */
export const serveAs = type => ({ type });

export const withHeaders = headers => ({ headers });

/** The document's own policy, sent as a header by a server that left `words` out. */
export const policyWithout = words => ({
  headersOf(body) {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(body.toString('utf8'));
    if (!policy.includes(words)) throw new Error(`the document's policy has no ${words}`);
    return { 'content-security-policy': policy.replaceAll('&#39;', "'").replaceAll('&amp;', '&').replace(words, '') };
  },
});

/** The same document with its text changed by `change`. */
export const edited = change => ({ edit: body => Buffer.from(change(body.toString('utf8'))) });

/** Too much to be written down in a case. */
const MUCH = { '{{long}}': 'w'.repeat(10000), '{{huge}}': 'y'.repeat(10000000) };

/** The text with what `pattern` fits changed into `words`; it is an error if nothing fits. */
export const replaced = (pattern, words, flags = 's') => edited(html => {
  const changed = html.replace(new RegExp(pattern, flags), words.replace(/\{\{(long|huge)\}\}/, mark => MUCH[mark]));
  if (changed === html) throw new Error(`nothing in the file fits ${pattern}`);
  return changed;
});

/** A script in front of the document's own policy: what a browser, an extension or a proxy did before all others. */
export const planted = script => replaced('<head[^>]*>', `$&<script>${script}</script>`);

/** A byte order mark in front. */
export const withMark = () => ({ edit: body => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]) });

/** The file ends before `text`, and the answer looks complete. */
export const endBefore = text => ({ edit: body => body.subarray(0, placeOf(text)(body)) });

/** The file comes up to `text`, and then the connection ends, or stays open without a word. */
export const cutBefore = text => ({ find: placeOf(text), then: 'destroy' });
export const stopBefore = text => ({ find: placeOf(text), then: 'wait' });

/** One byte changed in the text of the element `<tag id="...">` or `<tag>`, at this part of it, into another letter. */
export const oneByte = (opening, part = 0.5) => ({
  edit(body) {
    const start = placeOf(opening)(body);
    const from = body.indexOf('>', start) + 1;
    let at = Math.floor(from + (body.indexOf('</', from) - from) * part);
    // Within ASCII, so that one byte is one character.
    while (body[at] < 48 || body[at] > 121) at += 1;
    const changed = Buffer.from(body);
    changed[at] += 1;
    return changed;
  },
});

/** The module as the build wrote it into the document, with its memory never larger than at the start, and its sum made good. */
export const memoryNeverGrows = () => edited(html => {
  const [text] = /(?<= id="module"[^>]*>)[^<]*/.exec(html);
  const bytes = Uint8Array.from(text, letter => (letter === '~' ? 0 : letter.charCodeAt(0) & 255));
  return summed(html.replace(text, () => inert(withFixedMemory(bytes))));
});

/** The sum that the build writes beside module, pack and words (crates/xtask/src/build/inert.rs). */
export function sumOf(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return sum;
}

/** A document that was changed on purpose, with its sums made good: as if it had been built so. */
export const summed = html => html.replace(/(<script type="text\/plain"[^>]*data-sum=")[^"]*("[^>]*>)([^<]*)/g, (_, before, after, text) => before + sumOf(text) + after + text);

const inert = bytes => Array.from(bytes, byte => ({ 0: '~', 13: '\u010d', 60: '\u013c', 126: '\u017e' })[byte] ?? String.fromCharCode(byte)).join('');

/** Section 5 of a module is its memory: a count, a mark whether there is a most, the least, the most, in pages. */
function withFixedMemory(bytes) {
  const number = at => { let value = 0, shift = 0, byte; do { byte = bytes[at]; value |= (byte & 127) << shift; shift += 7; at += 1; } while (byte & 128); return [value, at]; };
  for (let at = 8; at < bytes.length;) {
    const [size, from] = number(at + 1);
    if (bytes[at] === 5) {
      const [, end] = number(from + 2);
      const least = bytes.subarray(from + 2, end);
      const section = [1, 1, ...least, ...least];
      return Uint8Array.from([...bytes.subarray(0, at), 5, section.length, ...section, ...bytes.subarray(from + size)]);
    }
    at = from + size;
  }
  throw new Error('the module has no memory of its own');
}

/** Halves of characters, which no UTF-8 holds, at the beginning of the element `<tag id="...">`. */
export const halfCharacters = opening => ({
  edit(body) {
    const from = body.indexOf('>', placeOf(opening)(body)) + 1;
    return Buffer.concat([body.subarray(0, from), Buffer.from([0xed, 0xa0, 0x80, 0xed, 0xbf, 0xbf, 0xc3]), body.subarray(from)]);
  },
});

/** Packed by the server as it says (`true`), or not; `part` of what was packed. */
export const gzipped = (truly = true, part = 1) => ({
  edit: body => { const all = truly ? gzipSync(body) : body; return all.subarray(0, Math.floor(all.length * part)); },
  headers: { 'content-encoding': 'gzip' },
});

/** A line that takes so many bytes a second; of its packets this part is lost and sent again. */
export const slowLine = (bytesPerSecond, lost) => ({ ...gzipped(), bytesPerSecond, lost, then: 'drip' });

/** The answer promises more bytes than there are, and all that there are come. */
export const promised = more => ({ then: 'wait', part: 1, edit: body => body, more });

/** What optimizers of HTML do: remarks and white space between elements go, and quotes around attributes that need none. */
export const minified = () => edited(html => html
  .replace(/<!--(?!\[).*?-->/gs, '')
  .replace(/>\s+</g, '><')
  .replace(/ (id|class|lang|dir|type|name|charset)="([a-z0-9-]+)"/g, ' $1=$2'));

/** What Cloudflare's Rocket Loader does: no script is one any more, until its own script makes it one again. */
export const rocketLoader = () => edited(html => html
  .replace(/<script(?=>)/g, '<script type="a1b2c3d4e5f6-text/javascript"')
  .replace('</body>', '<script src="/cdn-cgi/scripts/rocket-loader.min.js" data-cf-settings="a1b2c3d4e5f6-|49" defer></script></body>'));

const placeOf = text => body => {
  const at = body.indexOf(text);
  if (at < 0) throw new Error(`the file does not hold ${text}`);
  return at;
};

/**
 * Everything up to the place where `find(body)` points is sent, and the rest when the test says `release()`.
 * `reached` resolves when the first part is out.
 */
export function pauseAt(find) {
  const fault = { find, then: 'release' };
  fault.reached = new Promise(resolve => { fault.onReached = resolve; });
  fault.released = new Promise(resolve => { fault.release = resolve; });
  return fault;
}

/** The place in a document where the text of the module is half through. */
export function insideTheModule(body) {
  const start = body.indexOf('text/plain');
  if (start < 0) throw new Error('the document holds no <script type="text/plain">');
  const end = body.indexOf('</script', start);
  return Math.floor((start + end) / 2);
}
