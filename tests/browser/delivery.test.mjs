// The release as it is delivered: real web servers with the shipped configurations, the dumbest server, and no server at all.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { helpLines } from './lib/claims.mjs';
import { evidence } from './lib/evidence.mjs';
import { enterGuide, guides, hostPage, open, openGuide, openPage, running } from './lib/host.mjs';
import { newFolder } from './lib/processes.mjs';
import { ask, headersOf, isServed, readRelease } from './lib/release.mjs';
import { DOCUMENT, dist, startHostServer } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { choose, press } from './lib/walk.mjs';
import { noted } from './lib/watch.mjs';
import { startApache, startNginx, startPython } from './lib/webservers.mjs';

const { release, files } = readRelease(dist());
const rules = readFileSync(join(dist(), '_headers'), 'utf8');
const sha384 = bytes => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
const sha256 = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const read = path => readFileSync(join(dist(), path));

/** The folder of a release before this one, whose scripts have other hashes. */
const EARLIER = 'fedcba9876543210';

/** The npm package's function, as a bundler puts it into a page's own script. */
const LOAD = readFileSync(resolve(import.meta.dirname, '../../www/npm/element.js'), 'utf8').replace('export function', 'function');

/** What a server may say beyond what `_headers` says. */
const USUAL = ['server', 'date', 'content-type', 'content-length', 'last-modified', 'etag', 'accept-ranges', 'connection', 'keep-alive', 'vary', 'content-encoding'];

/** Where the release lies while it is served: the built files, and an earlier release's document beside them. */
let site;
before(() => {
  site = newFolder('site');
  cpSync(dist(), site, { recursive: true });
  // Apache, when root starts it, reads as nobody.
  chmodSync(site, 0o755);
  mkdirSync(join(site, EARLIER, 'louisiana'), { recursive: true });
  writeFileSync(join(site, EARLIER, 'louisiana/en.html'), anotherDocument());
});

describe('the files of the release', () => {
  test('are those of the manifest, and no others', () => {
    const there = readdirSync(dist(), { recursive: true }).map(name => name.replaceAll(sep, '/')).filter(name => statSync(join(dist(), name)).isFile());
    assert.deepEqual(there.filter(name => name !== 'manifest.json').sort(), files.map(({ path }) => path).sort());
    for (const { path, size, sha384: hash } of files) {
      const bytes = read(path);
      assert.deepEqual([bytes.length, sha384(bytes)], [size, hash], path);
    }
    // A file system that does not tell A from a has room for all; every system can write the names.
    assert.equal(new Set(there.map(name => name.toLowerCase())).size, there.length);
    for (const name of there) assert.match(name, /^[a-zA-Z0-9._/-]+$/);
  });

  test('have copies that give their bytes back', () => {
    const sources = files.filter(({ path }) => isServed(path));
    assert.ok(sources.length > 20);
    for (const { path } of sources) {
      assert.ok(brotliDecompressSync(read(`${path}.br`)).equals(read(path)), `${path}.br`);
      assert.ok(gunzipSync(read(`${path}.gz`)).equals(read(path)), `${path}.gz`);
    }
  });

  test('have the loader twice, and its integrity', () => {
    assert.ok(read(release.loader).equals(read(release.pinned_loader)));
    assert.equal(sha384(read(release.pinned_loader)), release.integrity);
    assert.deepEqual(JSON.parse(read('packs.json')).release, release);
    assert.equal(release.pinned_loader, `v${release.version}/porchlight.js`);
  });
});

for (const [name, startServer] of [['nginx', startNginx], ['Apache', startApache]]) {
  for (const path of ['/', '/a/b/']) {
    describe(`${name} at ${path}`, { timeout: 300000 }, () => {
      let server;
      before(async () => { server = await startServer(site, path); });
      after(() => server?.stop());

      test(`${name} at ${path} sends every file with exactly the headers of _headers, plain and compressed`, async () => {
        let compared = 0;
        for (const { path: file, size, sha384: hash } of [...files.filter(({ path: it }) => isServed(it)), manifestItself()]) {
          for (const encoding of [undefined, 'gzip', 'br']) {
            const answer = await ask(`${server.origin}/${file}`, encoding);
            const where = `${file} as ${encoding}`;
            assert.equal(answer.status, 200, where);
            exactHeaders(answer, file, where);
            const decoded = { gzip: gunzipSync, br: brotliDecompressSync }[answer.headers['content-encoding']]?.(answer.body) ?? answer.body;
            assert.deepEqual([decoded.length, sha384(decoded)], [size, hash], where);
            const hasCopy = file !== 'manifest.json' && (encoding !== 'br' || server.brotli !== false);
            assert.equal(answer.headers['content-encoding'], hasCopy ? encoding : undefined, where);
            if (hasCopy && encoding) assert.match(answer.headers.vary ?? '', /accept-encoding/i, where);
            compared += 1;
          }
        }
        evidence(`delivery-${name.toLowerCase()}${path === '/' ? '' : '-below-a-path'}`, 'Delivery',
          [[`Answers of ${name} at ${path} compared with _headers and with the files`, compared]]);
      });

      test(`${name} at ${path} opens a pack by its folder, and sends no configuration`, async () => {
        const answer = await ask(`${server.origin}/louisiana/`, 'gzip');
        assert.equal(answer.status, 200);
        exactHeaders(answer, 'louisiana/index.html', 'the folder');
        assert.ok(gunzipSync(answer.body).equals(read('louisiana/index.html')));
        for (const file of ['_headers', 'nginx.conf', '.htaccess']) {
          assert.ok([403, 404].includes((await ask(`${server.origin}/${file}`)).status), file);
        }
        const missing = await ask(`${server.origin}/${release.content_hash}/louisiana/xx.html`);
        assert.equal(missing.status, 404);
        assert.equal(missing.headers['cache-control'], undefined, 'what is missing is not missing for ever');
      });

      test(`${name} at ${path} gives an earlier release's documents a policy that lets their own scripts run`, async () => {
        const { status, headers } = await ask(`${server.origin}/${EARLIER}/louisiana/en.html`);
        assert.equal(status, 200);
        const policy = headers['content-security-policy'];
        assert.match(policy, /^default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; /);
        assert.match(headers['cache-control'], /immutable/);
        assert.equal(headers['x-content-type-options'], 'nosniff');
      });
    });
  }
}

test('a header that differs is seen', () => {
  const [{ path }] = files.filter(({ path: it }) => it.endsWith('.html'));
  const right = Object.entries(headersOf(rules, path)).flat();
  const answer = raw => ({ raw, headers: Object.fromEntries(raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1]]]))) });
  exactHeaders(answer(right), path, 'as it is');
  assert.throws(() => exactHeaders(answer(right.slice(2)), path, 'one is missing'));
  assert.throws(() => exactHeaders(answer([...right, 'set-cookie', 'a=b']), path, 'one too many'));
  assert.throws(() => exactHeaders(answer([...right, ...right.slice(0, 2)]), path, 'one is sent twice'));
});

for (const [engine, startEngine] of [['Chromium', startChromium], ['Firefox', startFirefox], ['WebKit', startWebKit]]) {
  describe(`${engine}, from`, { timeout: 600000 }, () => {
    const on = stage(startEngine);
    const servers = {};
    before(async () => {
      servers.nginx = await startNginx(site);
      servers.below = await startNginx(site, '/a/b/');
      servers.python = await startPython(site);
    });
    after(async () => { for (const server of Object.values(servers)) await server.stop(); });

    /** The first screen answers: a path is chosen, and the next screen comes. */
    const begins = async () => {
      await choose(on.driver, 'path', 'kin-now');
      assert.equal((await press(on.driver, 'start')).kind, 'help');
    };
    /** WebKit's driver scrolls within a frame, but not the page around it. */
    const inView = async () => {
      await on.driver.switchTo().defaultContent();
      await on.driver.executeScript('document.querySelector("porchlight-guide").scrollIntoView({ block: "start", behavior: "instant" })');
      return enterGuide(on.driver);
    };
    /** Shows `tag` on an agency's page, and goes on to the screen after the welcome. */
    const runsOnAPage = async (origin, tag) => {
      const agency = await startHostServer({ origin });
      try {
        on.devtools?.forget();
        helpLines(await openGuide(on.driver, agency.show(hostPage(tag)), { milliseconds: 30000 }));
        await inView();
        await begins();
        const { errors, events } = await noted(on.driver);
        assert.deepEqual([errors, events.map(({ name }) => name)], [[], ['porchlight-ready']]);
        quiet();
      } finally {
        await agency.close();
      }
    };
    /** Chromium alone tells by itself what it refuses, and which words of a header it does not know. */
    const quiet = () => {
      if (!on.devtools) return;
      const lines = on.devtools.seen.lines.filter(({ level, text }) => ['error', 'warning'].includes(level) && !/favicon/.test(text));
      assert.deepEqual([lines, on.devtools.seen.violations], [[], []]);
    };

    test(`${engine}, from nginx below a path: the pinned loader with its integrity`, () => runsOnAPage(servers.below.origin,
      `<script async src="{{guide}}/${release.pinned_loader}" integrity="${release.integrity}" crossorigin="anonymous" data-pack="louisiana"></script>`));

    test(`${engine}, from nginx: an element that the npm package's function brings to life`, () => runsOnAPage(servers.nginx.origin,
      `<porchlight-guide pack="louisiana"></porchlight-guide><script type="module">${LOAD} load("{{guide}}/v1/porchlight.js");</script>`));

    test(`${engine}, from nginx: an earlier release's document, as a loader of that time shows it`, async () => {
      const agency = await startHostServer(servers.nginx);
      try {
        const page = hostPage(`<iframe sandbox="allow-scripts" width="600" height="600" src="{{guide}}/${EARLIER}/louisiana/en.html"></iframe>`);
        await open(on.driver, agency.show(page));
        await on.driver.switchTo().frame(await soon(() => on.driver.executeScript('return document.querySelector("iframe")'), 'the frame'));
        await running(on.driver, { milliseconds: 30000 });
        await on.driver.switchTo().defaultContent();
      } finally {
        await agency.close();
      }
    });

    test(`${engine}, from nginx: a full page in the sandbox of its header walks, opens links and leaves`, async () => {
      on.devtools?.forget();
      helpLines(await openPage(on.driver, `${servers.below.origin}/louisiana/en.html`));
      assert.equal(await on.driver.executeScript('return self.origin'), 'null', 'the header locks the page in');
      await begins();
      if (on.devtools) {
        await on.driver.executeScript('addEventListener("beforeprint", () => document.documentElement.setAttribute("data-printed", "")); setTimeout(print)');
        await soon(() => on.driver.executeScript('return document.documentElement.hasAttribute("data-printed")'), 'the print');
      }
      quiet();
      // A new address, so that the page that comes is not taken for the one that goes.
      await openPage(on.driver, `${servers.nginx.origin}/louisiana/en.html`);
      const before = await on.driver.getAllWindowHandles();
      await on.driver.executeScript(`const link = document.createElement("a");
        Object.assign(link, { href: "${servers.nginx.origin}/embed/", target: "_blank", rel: "noopener noreferrer", textContent: "link" });
        link.id = "link"; document.body.prepend(link)`);
      await on.driver.findElement({ id: 'link' }).click();
      const opened = await soon(async () => (await on.driver.getAllWindowHandles()).find(handle => !before.includes(handle)), 'the link beside the guide');
      await on.driver.switchTo().window(opened);
      // It begins as an empty page, which has no origin yet.
      await soon(async () => await on.driver.executeScript('return self.origin') === servers.nginx.origin, 'another page that is not locked in');
      await on.driver.close();
      await on.driver.switchTo().window(before[0]);
      await on.driver.findElement({ css: '[data-action="leave"]' }).click();
      // There is no network here: what counts is that the page has gone.
      await soon(async () => !(await on.driver.getCurrentUrl().catch(() => '')).startsWith(servers.nginx.origin), 'another address than the guide\'s', { milliseconds: 60000 });
    });

    test(`${engine}, from the dumbest server`, () => runsOnAPage(servers.python.origin,
      '<script async src="{{guide}}/v1/porchlight.js" data-pack="louisiana"></script>'));

    for (const type of ['text/plain', 'application/octet-stream']) {
      test(`${engine}, from a server that calls documents ${type}: help lines, and a word for the web master`, async () => {
        on.guide.fault(DOCUMENT, { type, headers: { 'x-content-type-options': 'nosniff' } });
        await open(on.driver, on.host.show(hostPage('<script async src="{{guide}}/v1/porchlight.js" data-pack="louisiana"></script>')));
        const [place] = await soon(async () => {
          const all = await guides(on.driver);
          return all[0]?.helpLines.length ? all : undefined;
        }, 'help lines', { milliseconds: 30000 });
        assert.ok(place.helpLines.some(({ href }) => href === 'tel:211'));
        assert.ok(!place.frame?.shown);
        const { events } = await noted(on.driver);
        assert.deepEqual(events.map(({ name }) => name), ['porchlight-error']);
      });
    }

    test(`${engine}, from a USB stick: a page and the guide in a folder with spaces and letters of other languages`, async () => {
      const stick = join(newFolder('stick'), 'Stick ä – #1', 'hướng dẫn');
      mkdirSync(stick, { recursive: true });
      cpSync(dist(), stick, { recursive: true, filter: file => !/\.(br|gz)$|florida/.test(file) });
      writeFileSync(join(stick, 'page.html'), hostPage('<script async src="v1/porchlight.js" data-pack="louisiana"></script>').replace('<script src="/watch.js"></script>', ''));
      await open(on.driver, pathToFileURL(join(stick, 'page.html')).href);
      helpLines(await enterGuide(on.driver, { milliseconds: 30000 }));
      await inView();
      await begins();

      helpLines(await openPage(on.driver, pathToFileURL(join(stick, 'louisiana/es.html')).href));
      await begins();
    });
  });
}

/** The answer has the headers of the file, each once, and none that nobody decided on. */
function exactHeaders({ headers, raw }, file, where) {
  const wanted = headersOf(rules, file);
  assert.ok(Object.keys(wanted).length >= 5, `${where}: it has a rule`);
  const names = raw.filter((_, at) => at % 2 === 0).map(name => name.toLowerCase());
  for (const [name, value] of Object.entries(wanted)) {
    assert.equal(headers[name], value, `${where}: ${name}`);
    assert.equal(names.filter(sent => sent === name).length, 1, `${where}: ${name} once`);
  }
  assert.deepEqual(names.filter(name => !(name in wanted) && !USUAL.includes(name)), [], `${where}: no other header`);
  const kind = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', json: 'application/json', txt: 'text/plain; charset=utf-8' }[file.split('.').pop()];
  if (headers['content-type']) assert.equal(headers['content-type'], kind, where);
}

const manifestItself = () => ({ path: 'manifest.json', size: read('manifest.json').length, sha384: sha384(read('manifest.json')) });

/** A document whose first script is another one, with a policy of its own that says so. */
function anotherDocument() {
  const html = read(`${release.content_hash}/louisiana/en.html`).toString('utf8');
  const [, script] = /<script>([^]*?)<\/script>/.exec(html);
  const other = `${script}/* earlier */`;
  return html.replace(script, () => other).replace(sha256(script), sha256(other));
}
