// The guide behind a floating button or behind the page's own: it opens, closes and gives the focus back, in all three engines.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import webdriver from 'selenium-webdriver';
import { enterGuide, guides, hostPage, open } from './lib/host.mjs';
import { key } from './lib/keyboard.mjs';
import { anySize, size } from './lib/look.mjs';
import { waitForScreen } from './lib/screen.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { ENGINES } from './lib/settings.mjs';
import { soon } from './lib/soon.mjs';
import { stage } from './lib/stage.mjs';
import { noted } from './lib/watch.mjs';

const { Key } = webdriver;

const LOAD = '<script async src="{{guide}}/v1/porchlight.js"></script>';
const BUTTON = '<script async src="{{guide}}/v1/porchlight.js" data-pack="louisiana" data-layout="button"></script>';
const LONG = '<p>Every child needs people who stay.</p>'.repeat(60);
const OPENERS = `<button id="any" data-porchlight-open>Our guide</button>
  <a id="kin" href="#nowhere" data-porchlight-open="for-kin"><b>For kin</b></a>
  <porchlight-guide id="for-all" pack="louisiana" layout="dialog"></porchlight-guide>
  <porchlight-guide id="for-kin" pack="louisiana" layout="dialog" path="kin"></porchlight-guide>`;

/** What a person sees of the dialogs and buttons of the guides on the page, from the first to the last. */
function shown() {
  return [...document.querySelectorAll('porchlight-guide')].map(({ shadowRoot }) => {
    const dialog = shadowRoot?.querySelector('dialog');
    const button = [...shadowRoot?.querySelectorAll('button') ?? []].find(one => !one.closest('dialog'));
    const place = element => {
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
      return { left, top, right, bottom, width, height };
    };
    return {
      open: dialog?.open ?? null, dialog: dialog?.open ? place(dialog) : null, modal: dialog?.matches(':modal') ?? null,
      button: button && button.checkVisibility({ visibilityProperty: true }) ? { ...place(button), text: button.textContent } : null,
      focus: shadowRoot?.activeElement?.localName ?? null,
    };
  });
}

for (const [engine, start] of Object.entries(ENGINES)) {
  describe(engine, { timeout: 300000 }, () => {
    const on = stage(start);
    const look = async () => {
      await on.driver.switchTo().defaultContent();
      return on.driver.executeScript(shown);
    };
    const show = async (tags, options) => {
      on.guide.log.length = 0;
      await open(on.driver, on.host.show(hostPage(tags, options)));
      await soon(async () => on.driver.executeScript('return Boolean(customElements.get("porchlight-guide") && document.querySelector("porchlight-guide")?.shadowRoot)'), 'the element', { milliseconds: 30000 });
    };
    const documents = () => on.guide.log.filter(({ path }) => DOCUMENT.test(path)).length;
    const opened = (index = 0) => soon(async () => (await look())[index].open, 'an open dialog', { milliseconds: 20000 });
    const closed = (index = 0) => soon(async () => !(await look())[index].open, 'a closed dialog', { milliseconds: 20000 });
    /** What has the focus on the page: an id, a name, or that of the guide. */
    const focus = () => on.driver.executeScript('return document.activeElement.id || document.activeElement.localName');
    /** The floating button, or the cross of the dialog. */
    const press = async what => {
      const found = await on.driver.executeScript(`const all = [...document.querySelector('porchlight-guide').shadowRoot.querySelectorAll('button')];
        return all.find(one => Boolean(one.closest('dialog')) === (arguments[0] === 'cross'))`, what);
      await found.click();
    };
    const harmless = async () => {
      const { errors, messages } = await noted(on.driver);
      assert.deepEqual(errors, [], 'uncaught errors on the host page');
      for (const { data, origin } of messages) {
        assert.equal(origin, 'null');
        assert.match(data, /^"porchlight:(here|ready|close)"$/, 'what the page can hear');
      }
    };

    test(`${engine}: a floating button opens the guide in a dialog, and its cross closes it`, async () => {
      await show(BUTTON, { after: LONG });
      const [before] = await look();
      assert.equal(before.open, false);
      assert.ok(before.button.text.length > 3 && before.button.height >= 44, `a button for a finger: ${JSON.stringify(before.button)}`);
      assert.deepEqual((await guides(on.driver))[0].frame, null, 'no frame');
      assert.equal(documents(), 0, 'the document is not asked for before it is wanted');
      await press('button');
      await opened();
      const first = await enterGuide(on.driver, { milliseconds: 45000 });
      assert.equal(first.kind, 'welcome');
      await on.driver.executeScript('document.querySelector("input[value=explore]").click(); document.querySelector("[data-action=start]").click()');
      const second = await waitForScreen(on.driver, ({ path }) => path === 'explore', { what: 'the path' });
      const [during] = await look();
      assert.ok(during.modal, 'the page behind is out of reach');
      await press('cross');
      await closed();
      assert.equal((await look())[0].focus, 'button', 'the focus is on the floating button again');
      await press('button');
      await opened();
      const again = await enterGuide(on.driver);
      assert.deepEqual([again.path, again.headings], [second.path, second.headings], 'it is where it was');
      assert.equal(documents(), 1, 'asked for once');
      await harmless();
    });

    test(`${engine}: the page's own buttons open their dialogs, and Escape closes them from inside`, async () => {
      await show(OPENERS, { head: LOAD });
      assert.deepEqual((await look()).map(({ open, button }) => [open, button]), [[false, null], [false, null]], 'nothing shows');
      assert.equal(documents(), 0);
      await on.driver.findElement({ id: 'any' }).click();
      await opened(0);
      await enterGuide(on.driver, { index: 0, milliseconds: 45000 });
      // The focus is in the frame, as after the first press in it: the page does not hear the key.
      await on.driver.executeScript('document.querySelector("input[value=kin]").focus()');
      await key(on.driver, Key.ESCAPE);
      await closed(0);
      assert.equal(await focus(), 'any', 'the focus is where it came from');
      await on.driver.findElement({ css: '#kin b' }).click();
      await opened(1);
      const screen = await enterGuide(on.driver, { index: 1, milliseconds: 45000 });
      assert.equal(screen.controls.find(({ name }) => name === 'path')?.checked.join(), 'kin', 'with the wishes of its own');
      assert.equal(await on.driver.switchTo().defaultContent().then(() => on.driver.executeScript('return location.hash')), '', 'the link itself leads nowhere');
      assert.deepEqual((await look()).map(one => one.open), [false, true]);
      await on.driver.executeScript('document.getElementById("for-kin").close()');
      await closed(1);
      assert.equal(documents(), 2);
      await harmless();
    });

    test(`${engine}: by its methods, and anew after it was taken away while open`, async () => {
      await show(OPENERS, { head: LOAD });
      await on.driver.executeScript('document.getElementById("for-all").close(); document.getElementById("for-all").open(); document.getElementById("for-all").open()');
      await opened();
      await enterGuide(on.driver, { milliseconds: 45000 });
      await on.driver.switchTo().defaultContent();
      await on.driver.executeScript('const guide = document.getElementById("for-all"); guide.remove(); guide.close(); document.body.prepend(guide)');
      assert.equal((await look())[0].open, false, 'closed when it comes back');
      await on.driver.executeScript('document.getElementById("for-all").open()');
      await enterGuide(on.driver, { milliseconds: 45000 });
      await harmless();
    });

    test(`${engine}: in a parent that is moved and cuts off, button and dialog still lie in the window`, async () => {
      await show(`<div style="height: 3000px"></div><div style="transform: translateX(50px); overflow: hidden; height: 100px; contain: paint">${BUTTON}</div>`, { after: LONG });
      const { width, height } = await on.driver.executeScript('return { width: document.documentElement.clientWidth, height: innerHeight }');
      const [{ button }] = await look();
      const room = [width - button.right, height - button.bottom].map(Math.round);
      assert.ok(room.every(pixels => pixels >= 0 && pixels < 40), `the button in the corner of ${width}x${height}: ${JSON.stringify(button)}`);
      await press('button');
      await enterGuide(on.driver, { milliseconds: 45000 });
      const [{ dialog }] = await look();
      assert.ok(dialog.top >= 0 && dialog.bottom <= height && Math.abs(dialog.left + dialog.right - width) < 30, `the dialog in ${width}x${height}: ${JSON.stringify(dialog)}`);
    });

    test(`${engine}: without dialogs the guide stands where the element stands`, async () => {
      await show(`${BUTTON}`, { head: '<script>delete window.HTMLDialogElement;</script>' });
      const first = await enterGuide(on.driver, { milliseconds: 45000 });
      assert.equal(first.kind, 'welcome');
      const [{ frame }] = await guides(on.driver);
      assert.ok(frame.shown && frame.height >= 400, JSON.stringify(frame));
      await harmless();
    });

    if (engine === 'Chromium') lies(on, { show, look, opened, closed, focus, harmless });
  });
}

/** How they lie on the glass, and what a keyboard alone can do: asked in Chromium, which can be given any size. */
function lies(on, { show, look, opened, closed, focus, harmless }) {
  test('by keyboard alone: to the button, into the guide, out by Escape, and on', async () => {
    await show(`<a id="before" href="#x">Before</a>${BUTTON}<a id="after" href="#x">After</a>`);
    await on.driver.executeScript('document.getElementById("before").focus()');
    await key(on.driver, Key.TAB);
    assert.equal((await look())[0].focus, 'button', 'the floating button comes where the element stands');
    await key(on.driver, Key.ENTER);
    await opened();
    await enterGuide(on.driver, { milliseconds: 45000 });
    await on.driver.switchTo().defaultContent();
    const places = new Set();
    for (let count = 0; count < 60; count += 1) {
      await key(on.driver, Key.TAB);
      places.add(await focus());
      if (places.size > 2) break;
    }
    assert.ok(![...places].some(place => ['before', 'after'].includes(place)), `the page behind is out of reach: ${[...places]}`);
    await key(on.driver, Key.ESCAPE);
    await closed();
    assert.equal((await look())[0].focus, 'button');
    await key(on.driver, Key.TAB);
    assert.equal(await focus(), 'after');
    await harmless();
  });

  for (const [width, height] of [[320, 480], [390, 844], [1280, 800]]) {
    test(`at ${width}x${height} the dialog and the button lie in the window, and the page keeps its shape`, async () => {
      await size(on, width, height);
      try {
        await show(BUTTON, { after: `${LONG}<p id="last">The last words of the page.</p>` });
        const shape = () => on.driver.executeScript(`const html = document.documentElement, { width, height } = html.getBoundingClientRect();
          return [width, height, html.scrollWidth, scrollY, getComputedStyle(html).overflow, getComputedStyle(document.body).overflow, document.body.getAttribute('style'), html.getAttribute('style')]`);
        const before = await shape();
        const [{ button }] = await look();
        assert.ok(button.left >= 0 && button.top >= 0 && button.right <= width && button.bottom <= height, JSON.stringify(button));
        assert.ok(button.width <= width && button.height >= 44, JSON.stringify(button));
        await on.driver.executeScript('document.querySelector("porchlight-guide").open()');
        await enterGuide(on.driver, { milliseconds: 45000 });
        const [{ dialog }] = await look();
        assert.ok(dialog.left >= 0 && dialog.top >= 0 && dialog.right <= width && dialog.bottom <= height, `the dialog in ${width}x${height}: ${JSON.stringify(dialog)}`);
        assert.ok(dialog.width >= Math.min(width - 20, 600) && dialog.height >= Math.min(height, 700) - 64, `as large as it may be: ${JSON.stringify(dialog)}`);
        const inside = await on.driver.executeScript(`const { shadowRoot } = document.querySelector('porchlight-guide');
          const of = selector => { const { left, top, right, bottom } = shadowRoot.querySelector(selector).getBoundingClientRect(); return { left, top, right, bottom }; };
          return { frame: of('iframe'), cross: of('dialog > button'), scrolls: shadowRoot.querySelector('dialog').scrollHeight - shadowRoot.querySelector('dialog').clientHeight }`);
        assert.ok(inside.frame.bottom <= dialog.bottom + 1 && inside.frame.top >= inside.cross.bottom - 1, `the frame below the cross, within the dialog: ${JSON.stringify(inside)}`);
        assert.ok(inside.cross.bottom - inside.cross.top >= 44 && inside.cross.right - inside.cross.left >= 44, 'a cross for a finger');
        assert.ok(inside.scrolls <= 1, 'one thing scrolls: the guide');
        assert.deepEqual(await shape(), before, 'the page behind');
        await on.driver.executeScript('document.querySelector("porchlight-guide").close()');
        assert.deepEqual(await shape(), before, 'the page after');
      } finally {
        await anySize(on);
      }
    });
  }

  test('on a page with a small rem, and styles for all buttons and dialogs, they are as large as on any other', async () => {
    await show(BUTTON, { head: '<style>html { font-size: 62.5%; } button, dialog { display: none !important; } * { line-height: 0.8 !important; letter-spacing: 3px; text-transform: uppercase; }</style>' });
    const [{ button }] = await look();
    assert.ok(button?.height >= 44, `the button: ${JSON.stringify(button)}`);
    const fonts = await on.driver.executeScript(`const { shadowRoot } = document.querySelector('porchlight-guide');
      return [...shadowRoot.querySelectorAll('button')].map(one => parseFloat(getComputedStyle(one).fontSize))`);
    assert.ok(fonts.every(font => font >= 16), `letters to read: ${fonts}`);
    await on.driver.executeScript('document.querySelector("porchlight-guide").open()');
    await enterGuide(on.driver, { milliseconds: 45000 });
    const { dialog, cross } = await on.driver.switchTo().defaultContent().then(() => on.driver.executeScript(`const { shadowRoot } = document.querySelector('porchlight-guide');
      return { dialog: shadowRoot.querySelector('dialog').getBoundingClientRect().width, cross: shadowRoot.querySelector('dialog > button').getBoundingClientRect().height }`));
    assert.ok(dialog >= 600 && cross >= 44, `the dialog ${dialog} wide, the cross ${cross} high`);
  });

  test('the page\'s own button may stand in a shadow root, and come late', async () => {
    await show(`<div id="place"></div><porchlight-guide pack="louisiana" layout="dialog"></porchlight-guide>`, { head: LOAD });
    await on.driver.executeScript(`document.getElementById('place').attachShadow({ mode: 'open' }).innerHTML = '<button data-porchlight-open>Our guide</button>'`);
    await on.driver.executeScript('return document.getElementById("place").shadowRoot.querySelector("button")').then(found => found.click());
    await opened();
    await harmless();
  });
}
