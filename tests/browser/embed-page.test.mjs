// The web master's page: what it offers is taken from it as text, put on fresh host pages, and the guide runs there.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { choose, frameAttributes, offer, openEmbedPage, wishesTaken } from './lib/embed-page.mjs';
import { enterFrame, enterGuide, guides, hostPage, open, running } from './lib/host.mjs';
import { LOADER, startGuideServer } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { nothingWentWrong, stage } from './lib/stage.mjs';

/** A choice of everything, none of it the default. */
const ALL = {
  pack: 'louisiana', lang: 'es', path: 'kin', region: 'monroe', theme: 'dark', accent: '#7a1f5b', corners: 'round', text: 'large',
};
const LOADED = { milliseconds: 30000 };

/** A host page with nothing of its own, so that only the offered policy decides. */
const bare = tag => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An agency</title></head><body>${tag}</body></html>`;

/** Steps into the one frame that stands in the page itself. */
async function enterPlainFrame(driver) {
  await driver.switchTo().defaultContent();
  await driver.switchTo().frame(await driver.executeScript('return document.querySelector("iframe")'));
  return running(driver, LOADED);
}

/** The wishes of [`ALL`] in a running guide. */
async function allIsAsWished(driver) {
  const { accent, ...taken } = await wishesTaken(driver);
  const { pack, accent: wished, ...rest } = ALL;
  assert.deepEqual(taken, rest);
  assert.notEqual(accent, '', 'the colour has come');
}

describe('Chromium', { timeout: 300000 }, () => {
  const on = stage(startChromium);
  const page = () => openEmbedPage(on.driver, on.guide.origin);
  const click = id => on.driver.executeScript('document.querySelector(arguments[0]).click()', id);

  test('the page asks for nothing but the release, shows the guide, and shows it anew with each choice', async () => {
    on.devtools.forget();
    await page();
    await enterGuide(on.driver, LOADED);
    const asked = on.devtools.seen.requests.map(({ url }) => url.replace(on.guide.origin, ''));
    assert.equal(asked.length, 3, `the page, the loader and one document: ${asked}`);
    assert.equal(asked[0], '/embed/index.html');
    assert.match(asked[1], LOADER);
    assert.match(asked[2], /^\/[0-9a-f]{16}\/us\/en\.html$/);
    nothingWentWrong(on.devtools);

    await on.driver.switchTo().defaultContent();
    await choose(on.driver, ALL);
    await soon(() => on.driver.executeScript('return document.querySelector("porchlight-guide").getAttribute("corners") === "round"'), 'the guide anew');
    await enterGuide(on.driver, LOADED);
    await allIsAsWished(on.driver);
    await on.driver.switchTo().defaultContent();
    const { kept, address } = await on.driver.executeScript('return { kept: localStorage.length + sessionStorage.length, address: location.href }');
    assert.equal(kept, 0);
    assert.equal(address, `${on.guide.origin}/embed/index.html`);
    nothingWentWrong(on.devtools);
  });

  test('the tag is one line, and says only what is chosen', async () => {
    await page();
    await choose(on.driver, { pack: 'florida' });
    assert.equal(await offer(on.driver, 'newest'), `<script async src="${on.guide.origin}/v1/porchlight.js" data-pack="florida"></script>`);
    await choose(on.driver, { pack: 'louisiana', layout: 'button', text: 'larger', accent: 'red' });
    assert.equal(await offer(on.driver, 'newest'),
      `<script async src="${on.guide.origin}/v1/porchlight.js" data-pack="louisiana" data-layout="button" data-text="larger"></script>`);
    assert.equal(await on.driver.executeScript('return document.getElementById("accent-wrong").hidden'), false, 'a colour that is none is told');
    // What another pack does not have is chosen no more.
    await choose(on.driver, { region: 'monroe' });
    await choose(on.driver, { pack: 'florida' });
    assert.doesNotMatch(await offer(on.driver, 'newest'), /region/);
  });

  for (const id of ['newest', 'pinned', 'element', 'frame']) {
    test(`the offer "${id}", pasted into a page, runs the guide with all that was chosen`, async () => {
      await page();
      await choose(on.driver, ALL);
      const tag = await offer(on.driver, id);
      on.devtools.forget();
      await open(on.driver, on.host.show(hostPage(tag)));
      await (id === 'frame' ? enterPlainFrame(on.driver) : enterGuide(on.driver, LOADED));
      await allIsAsWished(on.driver);
      nothingWentWrong(on.devtools);
    });
  }

  test('the plain frame has the attributes and the wishes of the loader’s own, chosen or not', async () => {
    for (const choices of [ALL, { pack: 'louisiana', lang: 'vi' }]) {
      await page();
      await choose(on.driver, choices);
      const [newest, frame] = [await offer(on.driver, 'newest'), await offer(on.driver, 'frame')];
      await open(on.driver, on.host.show(hostPage(newest)));
      await enterFrame(on.driver, LOADED);
      await on.driver.switchTo().defaultContent();
      const made = await frameAttributes(on.driver);
      await open(on.driver, on.host.show(hostPage(frame)));
      assert.deepEqual(await frameAttributes(on.driver), made);
    }
    await page();
    await choose(on.driver, { pack: 'louisiana' });
    assert.match(await offer(on.driver, 'frame'), /name='\{"auto":true\}'/, 'without a wish, the browser’s language');
  });

  test('the pinned tag is refused when one letter of its hash is different', async () => {
    await page();
    const pinned = await offer(on.driver, 'pinned');
    const [, letter] = pinned.match(/integrity="sha384-(.)/);
    on.devtools.forget();
    await open(on.driver, on.host.show(hostPage(pinned.replace(`sha384-${letter}`, `sha384-${letter === 'A' ? 'B' : 'A'}`))));
    await soon(() => on.devtools.seen.lines.some(({ text }) => /integrity/i.test(text)), 'the browser’s own line');
    assert.equal(await on.driver.executeScript('return Boolean(customElements.get("porchlight-guide"))'), false);
  });

  test('the offered lines of policy are enough, and none is too many', async () => {
    await page();
    await choose(on.driver, { pack: 'louisiana' });
    const offers = {};
    for (const id of ['newest', 'pinned', 'frame', 'policy-lines', 'policy-frame']) offers[id] = await offer(on.driver, id);
    assert.equal(offers['policy-lines'], `script-src ${on.guide.origin}; frame-src ${on.guide.origin}`);
    for (const [id, policy] of [['pinned', 'policy-lines'], ['newest', 'policy-lines']]) {
      on.devtools.forget();
      await open(on.driver, on.host.show(bare(offers[id]), { csp: `default-src 'none'; ${offers[policy]}` }));
      await enterGuide(on.driver, LOADED);
      assert.deepEqual(on.devtools.seen.errors, []);
    }
    // As it stands, with nothing around it.
    await open(on.driver, on.host.show(bare(offers.newest), { csp: offers['policy-lines'] }));
    await enterGuide(on.driver, LOADED);
    await open(on.driver, on.host.show(bare(offers.frame), { csp: `default-src 'none'; ${offers['policy-frame']}` }));
    await enterPlainFrame(on.driver);

    const [script] = offers['policy-lines'].split('; ');
    on.devtools.forget();
    await open(on.driver, on.host.show(bare(offers.newest), { csp: `default-src 'none'; ${script}` }));
    await soon(() => on.devtools.seen.lines.some(({ text }) => text.startsWith('Porchlight:') && text.includes(`frame-src ${on.guide.origin}`)),
      'the console line that names the missing source');
  });

  test('the children of the element are the help lines of the pack, in the language, and there without the loader', async () => {
    await page();
    await choose(on.driver, { pack: 'louisiana', lang: 'es' });
    const element = await offer(on.driver, 'element');
    const links = [...element.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(([, href, shown]) => ({ href: href.replaceAll('&amp;', '&'), shown }));
    assert.ok(links.length >= 3 && links.some(({ href }) => href.startsWith('sms:')), 'there are lines to call and to text');
    const spanish = readFileSync(join(on.guide.root, 'louisiana/es.html'), 'utf8');
    for (const { href, shown } of links) {
      assert.match(href, /^(tel|sms):/);
      assert.ok(spanish.includes(`href="${href.replaceAll('&', '&amp;')}"`) && spanish.includes(shown), `${shown} stands in the guide itself`);
    }
    on.guide.fault(LOADER, { status: 404 });
    await open(on.driver, on.host.show(hostPage(element)));
    const [place] = await guides(on.driver);
    assert.equal(place.children.length, 1);
    for (const { shown } of links) assert.ok(place.children[0].includes(shown));
  });

  test('with a button of the page: by attribute, by id, by method, and in the live view', async () => {
    await page();
    await choose(on.driver, { pack: 'louisiana', layout: 'dialog' });
    await soon(() => on.driver.executeScript('return document.querySelector("porchlight-guide")?.getAttribute("layout") === "dialog"'), 'the guide anew');
    await on.driver.executeScript('document.getElementById("own-button").click()');
    await enterGuide(on.driver, LOADED);
    await on.driver.switchTo().defaultContent();
    const [newest, element, button] = [await offer(on.driver, 'newest'), await offer(on.driver, 'element'), await offer(on.driver, 'button-tag')];

    await open(on.driver, on.host.show(hostPage(`${button}${newest}`)));
    await soon(() => on.driver.executeScript('return Boolean(document.querySelector("porchlight-guide")?.shadowRoot)'), 'the guide’s element');
    await click('[data-porchlight-open]');
    await enterGuide(on.driver, LOADED);

    const named = button.replace('data-porchlight-open', 'data-porchlight-open="guide"');
    await open(on.driver, on.host.show(hostPage(`${named}${element}`)));
    const shown = () => on.driver.executeScript('return Boolean(document.querySelector("#guide").shadowRoot?.querySelector("dialog")?.open)');
    await soon(() => on.driver.executeScript('return Boolean(document.querySelector("#guide").shadowRoot)'), 'the guide’s element');
    await click('[data-porchlight-open]');
    assert.equal(await shown(), true);
    await enterGuide(on.driver, LOADED);
    await on.driver.switchTo().defaultContent();
    await on.driver.executeScript('document.querySelector("#guide").close()');
    assert.equal(await shown(), false);
    await on.driver.executeScript('document.querySelector("#guide").open()');
    assert.equal(await shown(), true);
  });

  test('a press copies the tag; where the browser refuses, the text is selected, and both are said', async () => {
    await page();
    await on.devtools.page('Browser.grantPermissions', { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'], origin: on.guide.origin }).catch(() => {});
    const said = id => on.driver.executeScript('return document.querySelector(`[data-copy=${arguments[0]}]`).parentElement.querySelector("[role=status]").textContent', id);
    const press = async id => {
      await on.driver.executeScript('document.querySelector(`[data-copy=${arguments[0]}]`).scrollIntoView({ block: "center", behavior: "instant" })', id);
      await on.driver.findElement({ css: `[data-copy=${id}]` }).click();
      await soon(() => said(id), 'a word about it');
    };
    await press('pinned');
    assert.equal(await said('pinned'), 'Copied.');
    assert.equal(await on.driver.executeAsyncScript('navigator.clipboard.readText().then(arguments[0], error => arguments[0](String(error)))'), await offer(on.driver, 'pinned'));

    await on.driver.executeScript('Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true })');
    await press('frame');
    assert.match(await said('frame'), /The text is selected/);
    assert.equal(await said('pinned'), '', 'only one of them speaks');
    assert.equal(await on.driver.executeScript('return getSelection().toString()'), await offer(on.driver, 'frame'));
  });

  test('below any folder, and opened from a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-embed-'));
    mkdirSync(join(folder, 'some'));
    symlinkSync(on.guide.root, join(folder, 'some/where'));
    const below = await startGuideServer(folder);
    try {
      await openEmbedPage(on.driver, `${below.origin}/some/where`);
      await choose(on.driver, { pack: 'louisiana' });
      const newest = await offer(on.driver, 'newest');
      assert.ok(newest.includes(`src="${below.origin}/some/where/v1/porchlight.js"`), newest);
      await open(on.driver, on.host.show(hostPage(newest)));
      await enterGuide(on.driver, LOADED);
    } finally {
      await below.close();
      rmSync(folder, { recursive: true });
    }
    on.devtools.forget();
    await openEmbedPage(on.driver, pathToFileURL(on.guide.root).href);
    await enterGuide(on.driver, LOADED);
    await on.driver.switchTo().defaultContent();
    assert.equal(await on.driver.executeScript('return document.getElementById("address-field").hidden'), false);
    await choose(on.driver, { address: 'https://guide.example/porchlight/' });
    assert.match(await offer(on.driver, 'newest'), /src="https:\/\/guide\.example\/porchlight\/v1\/porchlight\.js"/);
    assert.equal(await offer(on.driver, 'policy-lines'), 'script-src https://guide.example; frame-src https://guide.example');
    assert.deepEqual(on.devtools.seen.violations, []);
  });
});

for (const [engine, start] of [['Firefox', startFirefox], ['WebKit', startWebKit]]) {
  describe(engine, { timeout: 120000 }, () => {
    const on = stage(start);
    test(`${engine}: the page opens, its tag is right, and the guide runs on it with what is chosen`, async () => {
      await openEmbedPage(on.driver, on.guide.origin);
      await choose(on.driver, ALL);
      assert.equal(await offer(on.driver, 'newest'), `<script async src="${on.guide.origin}/v1/porchlight.js" data-pack="louisiana" data-lang="es" data-path="kin"`
        + ' data-region="monroe" data-theme="dark" data-accent="#7a1f5b" data-corners="round" data-text="large"></script>');
      await soon(() => on.driver.executeScript('return document.querySelector("porchlight-guide")?.getAttribute("corners") === "round"'), 'the guide anew');
      await enterGuide(on.driver, LOADED);
      await allIsAsWished(on.driver);
    });
  });
}
