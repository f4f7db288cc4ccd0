// Reads a release as it lies in its folder: the manifest, and the headers that each file must be sent with.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

export const readRelease = root => JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'));

/** What browsers ask for: not what web servers read, and no copies. */
export const isServed = path => !/(^|\/)(_headers|nginx\.conf|\.htaccess)$|\.(br|gz)$/.test(path);

/** The headers of one file by the text of `_headers`, with small names. */
export function headersOf(text, path) {
  const found = {};
  let fits = false;
  for (const line of text.split('\n')) {
    if (!line.startsWith('  ')) fits = line.endsWith('*') ? `/${path}`.startsWith(line.slice(0, -1)) : line === `/${path}`;
    else if (fits) {
      const [name, value] = line.trim().split(/: (.*)/s);
      found[name.toLowerCase()] = value;
    }
  }
  return found;
}

/** One request as it is answered: nothing is followed, and nothing is decoded. */
export function ask(address, encoding) {
  return new Promise((done, reject) => {
    request(address, { headers: encoding ? { 'accept-encoding': encoding } : {}, agent: false }, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, raw: response.rawHeaders, body: Buffer.concat(parts) }));
      response.on('error', reject);
    }).on('error', reject).end();
  });
}

/** The headers that the release in the folder sends with a file. */
export const publishedHeaders = (root, file) => headersOf(readFileSync(join(root, '_headers'), 'utf8'), file);
