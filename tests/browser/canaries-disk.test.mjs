// Canaries on the disk: after a session has ended in any way, the browser's profile is searched for what the person read, chose and typed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAtTop } from './lib/at-top.mjs';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { marked, marksIn, searchFolders } from './lib/canaries.mjs';
import { alive, childrenOf } from './lib/children.mjs';
import { count, evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { hostPage, open, openPage } from './lib/host.mjs';
import * as mouse from './lib/mouse.mjs';
import { endById, newFolder, remove } from './lib/processes.mjs';
import { startGuideServer, startHostServer } from './lib/servers.mjs';
import { readScreen } from './lib/screen.mjs';
import { soon } from './lib/soon.mjs';
import { press, walk, LAST } from './lib/walk.mjs';

const TYPED = '71101';

/** The browser writes its session down at once, as it would after some time, so that a sudden end finds all that there is. */
const EAGER = { 'browser.sessionstore.interval': 500, 'browser.sessionstore.resume_from_crash': true, 'browser.sessionstore.max_resumed_crashes': 5 };

const engines = [
  { name: 'Chromium', start: () => startChromium(), folders: session => [session.profile] },
  {
    name: 'Firefox',
    start: async () => {
      const kept = newFolder('firefox-profile');
      return Object.assign(await startFirefox({ prefs: EAGER, kept }), { kept });
    },
    folders: session => [session.kept, ...session.folders],
  },
  // Under a driver WebKit keeps its sessions in memory alone: what is searched is all that its home folder holds.
  { name: 'WebKit', start: () => startWebKit(), folders: session => session.folders, forgetful: true },
];

for (const { name, start, folders, forgetful } of engines) {
  describe(name, { timeout: 900000 }, () => {
    /** Both servers and one browser, for `use`; then the browser is ended by `end`, and its folders are searched for `words`. */
    async function searchedAfter(use, end, words) {
      const guide = await startGuideServer();
      const host = await startHostServer(guide);
      const session = await start();
      try {
        const more = await use({ ...session, guide, host });
        await end(session);
        return searchFolders(folders(session), [...words, ...more ?? []]);
      } finally {
        await session.close();
        if (session.kept) remove(session.kept);
        await host.close();
        await guide.close();
      }
    }

    /** The person closes the browser; it writes what it wants to keep. */
    const close = async session => {
      const ids = processes(session);
      await session.driver.quit().catch(() => {});
      await soon(() => ids.every(id => !alive(id)), 'the end of the browser', { milliseconds: 20000 });
    };
    /** The power goes, or somebody ends the browser with force. */
    const kill = async session => {
      // What a browser writes from time to time is on the disk by then.
      await sleep(1500);
      const ids = processes(session);
      assert.ok(ids.length > 0, 'the browser has a process');
      for (const id of ids) endById(id);
      await soon(() => ids.every(id => !alive(id)), 'the end of the browser');
    };
    const processes = session => (session.browserId ? [session.browserId] : childrenOf(session.server.child.pid));

    const plant = (guide, mark) => { guide.mend(); guide.fault(/\/louisiana\/en\.html$/, edited(marked(mark))); };

    /** Into the path, some answers by hand, and stop on a question, with one choice made on it. */
    async function halfWay(driver) {
      await mouse.choose(driver, 'path', 'kin');
      await press(driver, 'start');
      let screen = await readScreen(driver);
      for (let at = 0; at < 3 && screen.kind !== 'result'; at += 1) {
        const [control] = screen.controls;
        if (control) await mouse.choose(driver, control.name, control.values.at(-1));
        screen = await press(driver, 'next');
      }
      const [control] = screen.controls;
      if (control) await mouse.choose(driver, control.name, control.values.at(-1));
      assert.ok(marksIn(screen.text, 'zqx[a-z]+').size > 3, 'texts with marks are on the screen');
    }

    /** Each end of a session in one browser, each with marks of its own; the tabs that are open at the end stay half-way. */
    async function sessions({ driver, guide, host }, marks) {
      for (const [mark, openIt] of [['zqxframefinish', () => openAtTop(driver, host)], ['zqxpagefinish', () => openPage(driver, guide.page)]]) {
        plant(guide, mark);
        marks.add(mark);
        await openIt();
        await walk(driver, count('kin-now', 'kin'), { answers: LAST });
        await driver.switchTo().defaultContent();
      }
      for (const [mark, openIt] of [['zqxframeleave', () => openAtTop(driver, host)], ['zqxpageleave', () => openPage(driver, guide.page)]]) {
        plant(guide, mark);
        marks.add(mark);
        await openIt();
        await halfWay(driver);
        await mouse.press(driver, 'leave').catch(() => { /* the document that was pressed is gone */ });
        await driver.switchTo().defaultContent();
        await sleep(300);
      }
      await leftOpen({ driver, guide, host }, marks, 'open');
    }

    async function leftOpen({ driver, guide, host }, marks, end) {
      for (const [mark, openIt] of [[`zqxframe${end}`, () => openAtTop(driver, host)], [`zqxpage${end}`, () => openPage(driver, guide.page)]]) {
        plant(guide, mark);
        marks.add(mark);
        await driver.switchTo().newWindow('tab');
        await openIt();
        await halfWay(driver);
        await driver.switchTo().defaultContent();
      }
    }

    test('the search finds what a page keeps, and what was typed into a plain field of it', async t => {
      const { hits, files, size } = await searchedAfter(async ({ driver, host }) => {
        await open(driver, host.show(hostPage('<form><input id="plain" name="plain"></form>')));
        await (await driver.findElement({ id: 'plain' })).sendKeys('zqxtypedplain');
        await driver.executeScript(`localStorage.setItem('told', 'zqxlocalstorage'); document.title = 'zqxtitle'; history.replaceState(null, '', '#zqxfragment');
          const link = document.createElement('a');
          link.download = 'zqxdownload.txt';
          link.href = URL.createObjectURL(new Blob(['zqxdownload']));
          link.click();`);
        await sleep(2500);
      }, close, ['zqxtypedplain', 'zqxlocalstorage', 'zqxtitle', 'zqxfragment', 'zqxdownload']);
      t.diagnostic(`${files} files, ${Math.round(size / 1e6)} MB: ${hits.join('; ')}`);
      const found = new Set(hits.map(hit => hit.split(' ')[0]));
      evidence(`canaries-disk-control-${name.toLowerCase()}`, 'Canaries', [[`${name}: planted leaks found on the disk (of a typed text, a title, an address, a storage and a download)`, `${found.size}: ${[...found].join(', ')}`]]);
      if (!forgetful) for (const word of ['zqxtypedplain', 'zqxlocalstorage']) assert.ok(found.has(word), `${word} is found`);
    });

    test('after finishing, leaving and closing nothing of a session is on the disk', async t => {
      const marks = new Set();
      const { hits, files, size } = await searchedAfter(on => sessions(on, marks).then(() => [...marks]), close, [TYPED]);
      t.diagnostic(`${marks.size} marks searched in ${files} files, ${Math.round(size / 1e6)} MB`);
      assert.ok(files > 0 || forgetful);
      assert.deepEqual(hits, []);
      evidence(`canaries-disk-${name.toLowerCase()}`, 'Canaries', [[`${name}: marks of ${marks.size} sessions (finished, left, and open when the browser was closed; frame and full page) found on the disk, in ${files} files`, hits.length]]);
    });

    test('after a sudden end of the browser nothing of a session is on the disk', async t => {
      const marks = new Set();
      const { hits, files } = await searchedAfter(on => leftOpen(on, marks, 'killed').then(() => [...marks]), kill, []);
      t.diagnostic(`${marks.size} marks searched in ${files} files`);
      assert.deepEqual(hits, []);
      evidence(`canaries-disk-killed-${name.toLowerCase()}`, 'Canaries', [[`${name}: marks of ${marks.size} sessions found on the disk after the browser was killed, in ${files} files`, hits.length]]);
    });
  });
}
