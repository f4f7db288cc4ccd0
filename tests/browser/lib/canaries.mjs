// Canaries: words that stand in the guide under a mark of their own, so that each place outside of it can be searched for them.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { summed } from './faults.mjs';

/** The first line of a pack's own words in the document: those before it are the widget's, the same for everybody. */
const OWN = /^Louisiana$/;
/** Texts that the browser's own title bar shows to everybody: they are no answers. */
const TITLES = 3;

/**
 * Puts a mark before each text of the pack: labels of options, questions, expectations, advice. Each mark is
 * `mark` and a number, so it says what was seen: nothing that a person reads of their session is without one.
 */
export const marked = mark => html => {
  let count = 0;
  const changed = html.replace(/(<script type="text\/plain" class="words" lang="en"[^>]*>)([^<]*)/, (_, tag, lines) => {
    const all = lines.split('\n');
    const from = all.findIndex(line => OWN.test(line)) + TITLES;
    return tag + all.map((line, at) => (at < from || line === '' ? line : `${mark}${String(++count).padStart(4, '0')} ${line}`)).join('\n');
  });
  if (count < 300) throw new Error(`only ${count} texts of the document could be marked`);
  return summed(changed);
};

/** The marks with their numbers in a text. */
export const marksIn = (text, mark) => new Set(text.match(new RegExp(`${mark}\\d{4}`, 'g')) ?? []);

/**
 * A word in all the forms in which it could be kept or sent: as it is, with each letter as a number in an address,
 * in base64 at each of the three places where it can begin, as UTF-16 in both orders.
 */
export function forms(word) {
  const bytes = Buffer.from(word, 'utf8');
  const found = [['plain', bytes]];
  found.push(['URL', Buffer.from([...bytes].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''))]);
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '');
    // The first and the last signs hold bits of what stands around the word.
    const inner = text.slice(before && before + 1, bytes.length % 3 === (3 - before) % 3 ? undefined : -1);
    found.push([`base64 at ${before}`, Buffer.from(inner)]);
  }
  const wide = Buffer.from(word, 'utf16le');
  found.push(['UTF-16', wide], ['UTF-16 turned', Buffer.from(wide).swap16()]);
  return found;
}

/** In which form each of `words` stands in `bytes`. Letters may be large or small. */
export function search(bytes, words) {
  const hits = [];
  const folded = lower(bytes);
  for (const word of words) {
    for (const [form, wanted] of forms(word)) {
      const where = form.startsWith('base64') ? bytes.indexOf(wanted) : folded.indexOf(lower(wanted));
      if (where >= 0) hits.push(`${word} (${form})`);
    }
  }
  return hits;
}

/** A copy with the large letters of ASCII made small. */
function lower(bytes) {
  const copy = Buffer.from(bytes);
  for (let at = 0; at < copy.length; at += 1) if (copy[at] >= 65 && copy[at] <= 90) copy[at] += 32;
  return copy;
}

/** Every file below these folders that holds one of `words`, in any form; what Firefox has packed is unpacked first. */
export function searchFolders(folders, words) {
  const hits = [];
  let files = 0;
  let size = 0;
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true })) {
      const file = join(folder, String(name));
      let bytes;
      try {
        // A socket or a link to nowhere is no file, and a file that just went is not on the disk.
        if (!statSync(file).isFile()) continue;
        bytes = readFileSync(file);
      } catch { continue; }
      files += 1;
      size += bytes.length;
      if (bytes.subarray(0, 8).toString('latin1') === 'mozLz40\0') bytes = unpack(bytes);
      hits.push(...search(bytes, [...words]).map(hit => `${hit} in ${name}`), ...search(Buffer.from(String(name)), [...words]).map(hit => `${hit} in the name of ${name}`));
    }
  }
  return { hits, files, size };
}

/** Firefox keeps sessions as one block of LZ4: eight signs, the length, then runs of new bytes and of bytes seen before. */
export function unpack(bytes) {
  const length = bytes.readUInt32LE(8);
  const out = Buffer.alloc(length);
  let from = 12;
  let to = 0;
  const more = count => {
    let sum = count;
    if (count === 15) for (let next = 255; next === 255;) { next = bytes[from++]; sum += next; }
    return sum;
  };
  while (from < bytes.length) {
    const token = bytes[from++];
    const fresh = more(token >> 4);
    bytes.copy(out, to, from, from + fresh);
    from += fresh;
    to += fresh;
    if (from >= bytes.length) break;
    const back = bytes.readUInt16LE(from);
    from += 2;
    const again = more(token & 15) + 4;
    for (let count = 0; count < again; count += 1, to += 1) out[to] = out[to - back];
  }
  return out;
}
