// Which language a person reads: the tag's, else the host page's, else the browser's; and on every screen another one, at a tap.
import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import webdriver from 'selenium-webdriver';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { insideTheModule, pauseAt } from './lib/faults.mjs';
import { enterFrame, enterGuide, hostPage, open, openGuide, openPage, running } from './lib/host.mjs';
import { describe, readScreen, waitForScreen } from './lib/screen.mjs';
import { DOCUMENT } from './lib/servers.mjs';
import { nothingWentWrong, ownLines, stage } from './lib/stage.mjs';
import { MIDDLE, PATHS, choose, press, walk } from './lib/walk.mjs';
import { noted } from './lib/watch.mjs';

const { By } = webdriver;

const CODES = ['en', 'es', 'vi', 'fr'];
const tag = (lang, pack = 'louisiana') => `<script async src="{{guide}}/v1/porchlight.js" data-pack="${pack}"${lang ? ` data-lang="${lang}"` : ''}></script>`;
const page = (lang, inside) => hostPage(inside).replace('<html lang="en">', lang ? `<html lang="${lang}">` : '<html>');

/** Chooses a language in the list at the foot of the screen. */
async function speak(driver, code) {
  const list = await driver.findElement(By.css('select[data-action="language"]'));
  await driver.executeScript('arguments[0].scrollIntoView({ block: "center", behavior: "instant" })', list);
  await list.findElement(By.css(`option[value="${code}"]`)).click();
  await driver.executeScript('scrollTo({ top: 0, behavior: "instant" })');
}

/** WebKit's driver does not bring the foot of the frame onto the glass, so it cannot press there: the list is set, and says so. */
const speakByScript = (driver, code) => driver.executeScript(`
  const list = document.querySelector('select[data-action="language"]');
  list.value = arguments[0];
  list.dispatchEvent(new Event('change', { bubbles: true }));`, code);

const documents = guide => guide.log.map(({ path }) => path).filter(path => path.endsWith('.html')).map(path => path.replace(/^\/[0-9a-f]{16}\//, ''));

group('in a browser that speaks English', { timeout: 300000 }, () => {
  const on = stage(startChromium, { args: ['--accept-lang=en-US'] });

  for (const [what, host, lang, wanted] of [
    ['the tag names the language', 'en', 'es', 'es'],
    ['the tag names a language of a region', 'en', 'fr-CA', 'fr'],
    ['only the page names it', 'vi', '', 'vi'],
    ['only the page names it, with a region', 'es-MX', '', 'es'],
    ['nobody names one', '', '', 'en'],
    ['the page speaks a language that the pack does not have', 'de', '', 'en'],
  ]) {
    test(`${what}: ${wanted} is shown, and asked for`, async () => {
      on.guide.log.length = 0;
      on.devtools.forget();
      const screen = await openGuide(on.driver, on.host.show(page(host, tag(lang))));
      assert.deepEqual([screen.lang, screen.dir, screen.languages?.chosen], [wanted, 'ltr', wanted]);
      assert.deepEqual(screen.languages.values, CODES);
      assert.deepEqual(documents(on.guide), [`louisiana/${wanted}.html`]);
      nothingWentWrong(on.devtools);
    });
  }

  test('a language that is not there is told to the web master, and the page decides', async () => {
    on.devtools.forget();
    const screen = await openGuide(on.driver, on.host.show(page('vi', tag('xx'))));
    assert.equal(screen.lang, 'vi');
    assert.match(ownLines(on.devtools).map(({ text }) => text).join('\n'), /lang="xx" is not known; allowed: en, es, vi, fr/);
  });

  test('the frame has a name in its language', async () => {
    const titles = new Set();
    for (const code of CODES) {
      await openGuide(on.driver, on.host.show(page('en', tag(code))));
      await on.driver.switchTo().defaultContent();
      titles.add(await on.driver.executeScript('return document.querySelector("porchlight-guide").shadowRoot.querySelector("iframe").title'));
    }
    assert.equal(titles.size, CODES.length, [...titles].join());
  });

  for (const path of PATHS) {
    test(`on each screen of the path ${path} the language can be changed, and all answers stay`, { timeout: 120000 }, async () => {
      on.guide.log.length = 0;
      on.devtools.forget();
      await openGuide(on.driver, on.host.show(page('en', tag('en'))));
      const loaded = on.devtools.seen.requests.length;
      let turn = 0;
      await walk(on.driver, path, {
        answers: MIDDLE,
        async onScreen(before) {
          if (before.kind === 'question' || before.kind === 'expectation') {
            // An answer that is given before the language changes must be there after.
            const [control] = before.controls;
            const [value] = MIDDLE(control);
            if (value !== undefined) await choose(on.driver, control.name, value);
          }
          const english = await readScreen(on.driver);
          for (const code of [CODES[1 + turn++ % 3], 'en']) {
            await speak(on.driver, code);
            const now = await waitForScreen(on.driver, ({ lang }) => lang === code, { what: `${code} after ${describe(before)}` });
            assert.deepEqual(now.languages, { chosen: code, values: CODES });
            assert.deepEqual([now.kind, now.path, now.dir], [english.kind, english.path, 'ltr']);
            assert.deepEqual(now.controls, english.controls, `the answers of ${describe(english)} in ${code}`);
            assert.equal(now.focus, 'select', 'the focus stays where it was');
            assert.equal(now.helpLines.length, english.helpLines.length);
            assert.deepEqual(now.helpLines.map(({ digits }) => digits), english.helpLines.map(({ digits }) => digits));
            if (code === 'en') assert.equal(now.text, english.text);
            else {
              assert.notEqual(now.text, english.text);
              assert.notEqual(now.title, english.title);
              assert.doesNotMatch(now.text, /\{|undefined/);
            }
          }
        },
      });
      assert.equal(on.devtools.seen.requests.length, loaded, 'nothing is asked for when the language changes');
      assert.deepEqual(documents(on.guide), ['louisiana/en.html']);
      const { errors } = await noted(on.driver);
      assert.deepEqual(errors, []);
      nothingWentWrong(on.devtools);
    });
  }

  test('a language that is chosen before the guide is there is the one that it speaks', async () => {
    const pause = on.guide.fault(DOCUMENT, pauseAt(insideTheModule));
    await open(on.driver, on.host.show(page('en', tag('en'))));
    await pause.reached;
    await enterFrame(on.driver);
    await waitForScreen(on.driver, ({ kind, running: runs }) => kind === 'welcome' && !runs, { what: 'the first screen before the guide' });
    await speak(on.driver, 'vi');
    pause.release();
    const screen = await running(on.driver);
    assert.deepEqual([screen.lang, screen.languages.chosen], ['vi', 'vi']);
  });

  test('each language says who has read it, unless it is the one that it was written in', async () => {
    for (const code of CODES) {
      await openPage(on.driver, `${on.guide.origin}/louisiana/${code}.html`);
      const small = await on.driver.executeScript('return [...document.querySelectorAll("footer .small")].map(one => one.innerText).filter(Boolean)');
      assert.equal(small.length, code === 'en' ? 0 : 1, `${code}: ${small}`);
    }
  });

  test('without script the other languages are links to their documents', async () => {
    await on.devtools.everywhere('Emulation.setScriptExecutionDisabled', { value: true });
    try {
      await open(on.driver, `${on.guide.origin}/louisiana/en.html`);
      const links = await on.driver.executeScript(() => [...document.querySelectorAll('[data-part=languages] a')]
        .filter(link => link.checkVisibility()).map(link => [link.lang, link.hreflang, link.getAttribute('href')]));
      assert.deepEqual(links, ['es', 'vi', 'fr'].map(code => [code, code, `${code}.html`]));
      const select = await on.driver.executeScript('return document.querySelector("#first select").checkVisibility()');
      assert.equal(select, false, 'a list that does nothing is not shown');
    } finally {
      await on.devtools.everywhere('Emulation.setScriptExecutionDisabled', { value: false });
    }
  });
});

/** What the outside sees of a visit: requests with their headers, and the words to the host page. */
async function visit(on) {
  on.guide.log.length = 0;
  const screen = await openGuide(on.driver, on.host.show(page('', tag(''))));
  await walk(on.driver, 'explore', { answers: MIDDLE });
  const { messages, errors } = await noted(on.driver);
  return {
    lang: screen.lang,
    told: {
      requests: on.guide.log.map(({ method, path, headers: { 'accept-language': _, host: __, ...headers } }) => ({ method, path: path.replace(/:\d+/, ''), headers })),
      messages: messages.map(({ data }) => data),
      errors,
    },
  };
}

group('browsers that speak other languages', { timeout: 300000 }, () => {
  const seen = {};
  for (const [spoken, wanted] of [['en-US', 'en'], ['es-MX', 'es'], ['vi', 'vi'], ['fr-CA', 'fr'], ['ht', 'en']]) {
    group(spoken, () => {
      const on = stage(startChromium, { args: [`--accept-lang=${spoken}`] });
      test(`${spoken}: where neither tag nor page names a language, ${wanted} is shown`, async () => {
        const { lang, told } = await visit(on);
        assert.equal(lang, wanted);
        // The address of the servers is another in each group: what counts is what is asked for.
        seen[spoken] = JSON.stringify(told).replaceAll(/127\.0\.0\.\d+:\d+/g, 'host');
        assert.equal(seen[spoken], seen['en-US'], 'no request and no word to the page tells the language');
      });
      test(`${spoken}: the page for people, too`, async () => {
        assert.equal((await openPage(on.driver, `${on.guide.origin}/louisiana/`)).lang, wanted);
        const named = await openPage(on.driver, `${on.guide.origin}/louisiana/vi.html`);
        assert.equal(named.lang, 'vi', 'a page that names its language keeps it');
      });
    });
  }
});

for (const [engine, start, choice] of [['Firefox', startFirefox, speak], ['WebKit', startWebKit, speakByScript]]) {
  group(engine, { timeout: 120000 }, () => {
    const on = stage(start);
    test(`${engine}: another language in the middle of a walk, and all answers stay`, async () => {
      await openGuide(on.driver, on.host.show(page('en', tag('es'))), { milliseconds: 30000 });
      await on.driver.switchTo().defaultContent();
      await on.driver.executeScript('document.querySelector("porchlight-guide").scrollIntoView({ block: "start", behavior: "instant" })');
      const first = await enterGuide(on.driver);
      assert.equal(first.lang, 'es');
      await choose(on.driver, 'path', 'kin');
      const item = await press(on.driver, 'start');
      const [control] = item.controls;
      await choose(on.driver, control.name, control.values[1]);
      const before = await readScreen(on.driver);
      await choice(on.driver, 'fr');
      const after = await waitForScreen(on.driver, ({ lang }) => lang === 'fr', { what: 'French' });
      assert.deepEqual(after.controls, before.controls);
      assert.deepEqual(after.controls[0].checked, [control.values[1]]);
      const next = await press(on.driver, 'next');
      assert.equal(next.lang, 'fr');
    });
  });
}
