// Every request there is, in three engines and in each way to open the guide: written down for docs/privacy.md.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { evidence } from './lib/evidence.mjs';
import { hostPage, openGuide, openPage } from './lib/host.mjs';
import { PACK_NAMES } from './lib/pack-parts.mjs';
import { WALK } from './lib/random-walk.mjs';
import { stage } from './lib/stage.mjs';

/** A browser asks for this by itself, whatever a page says. */
const ICON = /^\/favicon\.ico$/;

const hidden = path => path.replace(/\/[0-9a-f]{16}\//, '/<hash>/');

/** What tells about a person or the page they are on, if a browser sends it along. */
const TELLING = ['cookie', 'referer', 'origin', 'authorization'];

const rows = new Map();

for (const [engine, start] of [['Chromium', startChromium], ['Firefox', startFirefox], ['WebKit', startWebKit]]) {
  describe(engine, { timeout: 240000 }, () => {
    const on = stage(start);

    /** Opens, walks to the end, and gives what the guide's server was asked for: before and after the guide ran. */
    const asked = async opened => {
      on.guide.log.length = 0;
      await opened();
      const loaded = on.guide.log.length;
      await on.driver.manage().setTimeouts({ script: 180000 });
      const { broken } = await on.driver.executeAsyncScript(WALK, 11, {});
      assert.equal(broken, undefined);
      const all = on.guide.log.map(({ method, path, headers }, at) => ({ method, path, headers, late: at >= loaded })).filter(({ path }) => !ICON.test(path));
      assert.deepEqual(all.filter(({ late }) => late), [], 'nothing is asked for once the guide runs');
      return all;
    };

    const note = (way, { method, path, headers }, host) => {
      const file = join(on.guide.root, path);
      const telling = TELLING.filter(name => headers[name] !== undefined).map(name => `${name}: ${headers[name].replaceAll(host, '<the page\'s origin>')}`);
      const key = `${way}: \`${method} ${hidden(path)}\``;
      const row = rows.get(key) ?? { engines: [], telling: new Set(), size: statSync(file).size, small: brotliCompressSync(readFileSync(file)).length };
      row.engines.push(engine);
      row.telling.add(telling.join(', ') || 'nothing');
      rows.set(key, row);
    };

    test(`${engine}: on a host page the loader and one document are asked for, of each pack`, async () => {
      for (const pack of PACK_NAMES) {
        const page = on.host.show(hostPage(`<script async src="{{guide}}/v1/porchlight.js" data-pack="${pack}"></script>`));
        const all = await asked(() => openGuide(on.driver, page, { milliseconds: 60000 }));
        assert.deepEqual(all.map(({ method, path }) => `${method} ${hidden(path)}`), ['GET /v1/porchlight.js', `GET /<hash>/${pack}/en.html`]);
        const [loader, framed] = all;
        assert.equal(framed.headers.referer, undefined, 'the document is not told which page it stands on');
        for (const { headers } of all) assert.equal(headers.cookie, undefined, 'no cookie');
        note('The tag, when the page loads', loader, on.host.origin);
        note('The loader, at once, for its frame', framed, on.host.origin);
      }
    });

    test(`${engine}: as a full page the document is asked for`, async () => {
      for (const pack of PACK_NAMES) {
        const all = await asked(() => openPage(on.driver, `${on.guide.origin}/${pack}/en.html`));
        assert.deepEqual(all.map(({ method, path }) => `${method} ${path}`), [`GET /${pack}/en.html`]);
        note('A person, who opens the address', all[0], on.host.origin);
      }
    });
  });
}

after(() => {
  const list = [...rows].map(([key, { engines, telling, size, small }]) => [
    `${key}, in ${[...new Set(engines)].join(', ')}; of the person or the page it tells: ${[...telling].join(' or ')}`, `${size} bytes, ${small} with brotli`]);
  if (list.length !== 1 + 2 * PACK_NAMES.length || [...rows.values()].some(({ engines }) => new Set(engines).size < 3)) return;
  evidence('requests', 'Silence: every request', [...list, ['Requests after the guide runs, in any engine', 0]], [
    'Each line is a request that was recorded by the server while a person at random walked from the first screen to the end, with all that it told besides the browser\'s name and languages.',
    'A browser may also ask for `/favicon.ico` when the document is opened as a page of its own.',
  ]);
});
