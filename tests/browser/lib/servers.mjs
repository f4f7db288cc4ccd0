// Two small web servers on two origins, as in life: one holds the built guide, the other is an agency's page.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EMBED, pageOf, readCase } from './embed-folder.mjs';
import { WATCH } from './watch.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
};

/** The document that frames show: it stands below a folder named by its hash. */
export const DOCUMENT = /^\/.+\/louisiana\/en\.html$/;
export const LOADER = /^\/v1\/porchlight\.js$/;

/** The folder that the build wrote. */
export function dist() {
  const folder = process.env.PORCHLIGHT_DIST ?? resolve(import.meta.dirname, '../../../dist');
  if (!existsSync(join(folder, 'v1/porchlight.js'))) {
    throw new Error(`there is no built guide in ${folder}. Run:\n    cargo xtask build\nor name its folder in PORCHLIGHT_DIST`);
  }
  return folder;
}

/** The folder of the same guide in languages that nobody speaks: long words, and words from right to left. */
export function pseudo() {
  const folder = process.env.PORCHLIGHT_PSEUDO ?? resolve(import.meta.dirname, '../../../target/porchlight/pseudo');
  if (!existsSync(join(folder, 'v1/porchlight.js'))) {
    throw new Error(`there is no guide in pseudo-languages in ${folder}. Run:\n    cargo xtask build --pseudo`);
  }
  return folder;
}

/** Serves `dist`, writes down each request, and goes wrong where a test tells it to (see faults.mjs). */
export async function startGuideServer(root = dist()) {
  const faults = [];
  const server = await listen('127.0.0.1', async (request, response, path) => {
    const fault = faults.find(({ pattern }) => pattern.test(path))?.fault ?? {};
    if (fault.silent) return;
    if (fault.refuse) { response.destroy(); return; }
    const file = fileFor(root, fault.file ? fault.file(path) : path);
    if (!file && !fault.edit) { answer(response, 404, 'text/plain', Buffer.from('not found')); return; }
    await answerWith(fault, response, file ? readFileSync(file) : Buffer.alloc(0), TYPES[extname(file ?? '')] ?? 'application/octet-stream');
  });
  return {
    ...server,
    root,
    /** From now on, answers to paths that `pattern` fits follow `fault`. */
    fault(pattern, fault) { faults.unshift({ pattern, fault }); return fault; },
    mend() { faults.length = 0; },
    /** The address of the document for people, as a full page. */
    page: `${server.origin}/louisiana/en.html`,
    documentFile: () => framedDocument(root),
  };
}

/** Serves host pages: the cases in tests/embed, and pages that a test writes itself. `{{guide}}` becomes the guide's origin. */
export async function startHostServer(guide) {
  const pages = new Map([['/watch.js', { html: WATCH }]]);
  const filled = text => text.replaceAll('{{guide}}', guide.origin);
  // Another address than the guide's, not only another port: a browser then sees two sites, as it does in life.
  const server = await listen('127.0.0.2', (request, response, path) => {
    const { html, headers = {} } = pages.get(path) ?? embedCase(path) ?? {};
    if (html === undefined) { answer(response, 404, 'text/plain', Buffer.from('not found')); return; }
    answer(response, 200, TYPES[extname(path)] ?? TYPES['.html'], Buffer.from(filled(html)), Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])));
  });
  let count = 0;
  return {
    ...server,
    /** Puts up a page and says where. */
    show(html, { csp, headers = {} } = {}) {
      const path = `/page-${++count}.html`;
      pages.set(path, { html, headers: { ...headers, ...(csp && { 'content-security-policy': csp }) } });
      return server.origin + path;
    },
    embed: (name, page = 'index.html') => `${server.origin}/embed/${name}/${page}`,
  };
}

/** A file in the folder of a case, with the headers that its case.json gives to all of them. */
function embedCase(path) {
  const [, root, name, ...rest] = path.split('/');
  if (root !== 'embed' || !name) return undefined;
  const told = readCase(name);
  const file = fileFor(EMBED, path.slice('/embed'.length));
  if (file) return { html: readFileSync(file, 'utf8'), headers: told?.headers };
  return told?.page && ['', 'index.html'].includes(rest.join('/')) ? { html: pageOf(name, told), headers: told.headers } : undefined;
}

async function listen(address, handle) {
  const log = [];
  const sockets = new Set();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    log.push({ method: request.method, path: request.url, headers: { ...request.headers } });
    Promise.resolve(handle(request, response, path)).catch(() => response.destroy());
  });
  server.on('connection', socket => { sockets.add(socket); socket.once('close', () => sockets.delete(socket)); });
  await new Promise((done, reject) => { server.once('error', reject); server.listen(0, address, done); });
  return {
    origin: `http://${address}:${server.address().port}`,
    port: server.address().port,
    log,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise(done => { server.close(done); });
    },
  };
}

function fileFor(root, path) {
  const file = normalize(join(root, path));
  if (!file.startsWith(resolve(root) + sep)) return undefined;
  const found = [file, join(file, 'index.html')].find(name => existsSync(name) && statSync(name).isFile());
  return found;
}

function answer(response, status, type, body, headers = {}) {
  // Nothing is cached: each load asks for all that it needs, so the log shows the most that can ever be asked for.
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, 'cache-control': 'no-store', 'access-control-allow-origin': '*', ...headers });
  response.end(body);
}

async function answerWith(fault, response, original, usualType) {
  const body = fault.edit ? fault.edit(original) : original;
  const type = fault.type ?? usualType;
  const headers = fault.headersOf?.(original) ?? fault.headers;
  if (!fault.then) return answer(response, fault.status ?? 200, type, body, headers && headersFor(headers, response));
  const at = fault.find ? fault.find(body) : Math.floor(body.length * fault.part);
  response.writeHead(200, { 'content-type': type, 'content-length': body.length + (fault.more ?? 0), 'cache-control': 'no-store', ...fault.headers });
  if (fault.then === 'drip') return drip(response, body, fault);
  await new Promise(done => { response.write(body.subarray(0, at), done); });
  if (fault.then === 'destroy') {
    // First the bytes, then the end: a socket that is destroyed at once takes its unsent bytes along.
    setTimeout(() => response.destroy(), 300);
  } else if (fault.then === 'release') {
    fault.onReached();
    await fault.released;
    response.end(body.subarray(at));
  }
}

/** `{{other}}` is this server under another name. */
function headersFor(headers, response) {
  const other = `http://localhost:${response.socket.localPort}`;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value).replaceAll('{{other}}', other)]));
}

/** A slow line: pieces of what fits through in a tenth of a second; `lost` of them take until the sender has waited and sent again. */
async function drip(response, body, { bytesPerSecond, lost }) {
  const size = Math.ceil(bytesPerSecond / 10);
  for (let at = 0, piece = 1; at < body.length && !response.destroyed; at += size, piece += 1) {
    response.write(body.subarray(at, at + size));
    // Every tenth piece for 10 %: by chance it would be another line in each run.
    await sleep(100 + (lost > 0 && piece % Math.round(1 / lost) === 0 ? 300 : 0));
  }
  response.end();
}

function framedDocument(root) {
  const name = readdirSync(root, { recursive: true }).find(file => DOCUMENT.test(`/${file.replaceAll(sep, '/')}`));
  if (!name) throw new Error(`there is no <hash>/louisiana/en.html in ${root}`);
  return join(root, name);
}
