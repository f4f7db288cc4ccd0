// Hundreds of people who answer at random, and all that is seen of them from outside: it is the same of each.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { startChromium, startFirefox, startWebKit } from './lib/browsers.mjs';
import { count, evidence } from './lib/evidence.mjs';
import { edited } from './lib/faults.mjs';
import { enterFrame, hostPage, openGuide } from './lib/host.mjs';
import { netLogArgs, readNetLog } from './lib/net-log.mjs';
import { PACK_NAMES, partsOf } from './lib/pack-parts.mjs';
import { newFolder, remove } from './lib/processes.mjs';
import { WALK, randomly } from './lib/random-walk.mjs';
import { kept, withRecorder } from './lib/recorder.mjs';
import { DOCUMENT, startGuideServer, startHostServer } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';
import { walk } from './lib/walk.mjs';

/** Of so many walks one is pressed by WebDriver, with presses that the browser trusts; the others are faster. */
const PRESSED = 24;

// ---------------------------------------------------------------- what can be seen

/** On the host page: what its window hears, besides what watch.mjs notes. */
const EARS = `<script>
  window.heard = [];
  for (const name of ['scroll', 'resize', 'popstate', 'hashchange', 'click', 'keydown', 'input', 'change']) {
    addEventListener(name, event => heard.push(name), true);
  }</script>`;

/** In the document, for engines that do not tell it otherwise: the lines of the console. Stands before the document's own policy. */
const LINES = `<script>(() => {
  const lines = [];
  Object.defineProperty(window, '__porchlightLines', { value: lines });
  for (const level of ['log', 'info', 'warn', 'error']) {
    const say = console[level].bind(console);
    console[level] = (...words) => { lines.push(level + ' ' + words.join(' ')); say(...words); };
  }
})();</script>`;
const withLines = html => withRecorder(html).replace(/<head[^>]*>/, head => head + LINES);

/** The page around the guide is long, and stands so that the frame's top is above the window: whoever scrolls it is heard. */
const TALL = { before: '<div style="block-size: 60rem"></div>', after: '<div style="block-size: 120rem"></div>' };
const tag = pack => `<script async src="{{guide}}/v1/porchlight.js" data-pack="${pack}"></script>`;

/** The servers and a browser for as long as `use` runs. */
async function having(start, use) {
  const guide = await startGuideServer();
  const host = await startHostServer(guide);
  let session;
  try {
    session = await start();
    await session.driver.manage().setTimeouts({ script: 240000 });
    return await use({ guide, host, ...session });
  } finally {
    await session?.close();
    await host.close();
    await guide.close();
  }
}

/**
 * `walked(seed)` walks from a fresh load, and gives the walk and all that was told outside by it.
 * Nothing is cleared between walks: what comes late is counted to the next one, and makes that one differ.
 */
function observer(on, pack, { page = hostPage(tag(pack), { head: EARS, ...TALL }), pressed = false } = {}) {
  const address = on.host.show(page);
  const { zips } = partsOf(pack);
  const { devtools, guide, host, driver } = on;
  const at = { guide: guide.log.length, host: host.log.length, wire: devtools?.seen.requests.length, lines: devtools?.seen.lines.length };
  const since = (name, list) => { const fresh = list.slice(at[name]); at[name] = list.length; return fresh; };
  // Each load has another address: at the same one, a page that is about to go looks like the one that comes.
  const plain = url => url.replace(/\?\d+$/, '').replaceAll(host.origin, '<host>').replaceAll(guide.origin, '<guide>').replace(/\/[0-9a-f]{16}\//, '/<hash>/');
  let seen = 0;
  return async (seed, { byPresses = pressed } = {}) => {
    // A load that took longer than the guide's patience says so, whoever comes: it is begun again. And the first load
    // only brings the browser's process for this site, of whose first requests DevTools do not always hear.
    let first = seen === 0;
    seen += 1;
    for (let slow = true, tries = 1; slow; tries += 1) {
      for (const [name, list] of Object.entries({ guide: guide.log, host: host.log, wire: devtools?.seen.requests, lines: devtools?.seen.lines })) if (tries > 1) since(name, list ?? []);
      await openGuide(driver, `${address}?${seed * 100 + tries}`, { milliseconds: 60000 });
      await driver.switchTo().defaultContent();
      slow = first || tries < 20 && await driver.executeScript('return agency.messages.some(({ data }) => data.includes("static:slow")) || agency.events.some(({ cause }) => cause === "hang")');
      first = false;
      on.loads = (on.loads ?? 0) + 1;
    }
    await enterFrame(driver);
    const loaded = { guide: guide.log.length, host: host.log.length, wire: devtools?.seen.requests.length };
    await driver.switchTo().defaultContent();
    await driver.executeScript('scrollTo(0, scrollY + document.querySelector("porchlight-guide").getBoundingClientRect().top + 150)');
    await soon(() => driver.executeScript('return heard.includes("scroll") && heard.splice(0)'), 'the scrolled page');
    await enterFrame(driver);
    const before = await driver.executeScript('return history.length');
    const walked = byPresses ? await walkedByPresses(driver, seed) : await driver.executeAsyncScript(WALK, seed, { zips });
    assert.equal(walked.broken, undefined, `walk ${seed} through ${pack}: ${walked.broken}`);
    const inside = devtools ? undefined : { ...await kept(driver), lines: await driver.executeScript('return window.__porchlightLines.slice()') };
    const history = await driver.executeScript('return history.length') - before;
    // What the frame says comes in order: when this has come, all that was said before it has.
    await driver.executeScript('parent.postMessage("test end", "*")');
    await driver.switchTo().defaultContent();
    await soon(() => driver.executeScript('return agency.messages.some(message => message.data.includes("test end"))'), 'the last message', { milliseconds: 30000 });
    const { agency, heard, outside } = await driver.executeScript(`return {
      agency: JSON.parse(JSON.stringify(window.agency)), heard: window.heard,
      outside: {
        title: document.title, frames: window.length, name: window.name, hash: location.hash,
        resources: performance.getEntriesByType('resource').length,
        guide: document.querySelector('porchlight-guide').outerHTML,
        frame: [...document.querySelector('porchlight-guide').shadowRoot.querySelector('iframe').attributes]
          .filter(({ name }) => name !== 'cd_frame_id_').map(({ name, value }) => name + '=' + value),   // that one is WebDriver's
        kept: [document.cookie, localStorage.length, sessionStorage.length],
      } }`);
    const late = { guide: guide.log.slice(loaded.guide), host: host.log.slice(loaded.host), wire: devtools?.seen.requests.slice(loaded.wire) ?? [] };
    return {
      walked,
      afterLoad: [...late.guide.map(one => one.path), ...late.host.map(one => one.path), ...late.wire.map(one => one.url)],
      told: {
        guide: since('guide', guide.log).map(({ method, path, headers }) => [method, plain(path), headers]),
        host: since('host', host.log).map(({ method, path }) => `${method} ${plain(path)}`),
        wire: devtools ? since('wire', devtools.seen.requests).map(({ url, method, type, where }) => `${where} ${method} ${plain(url).slice(0, 200)} ${type}`) : [],
        lines: devtools ? since('lines', devtools.seen.lines).map(({ level, text }) => `${level} ${text}`) : inside,
        messages: agency.messages.map(({ origin, data }) => `${origin} ${data}`).filter(message => !message.includes('test end')),
        heights: agency.heights, events: agency.events.map(({ name, cause, detail }) => ({ name, cause, detail })), errors: agency.errors,
        // WebDriver scrolls to what it presses; what the guide scrolls is seen in the other walks.
        heard: byPresses ? [] : heard,
        outside, history,
      },
    };
  };
}

/** A walk by presses that the browser trusts, its path and answers chosen by the seed. */
async function walkedByPresses(driver, seed) {
  const random = randomly(seed);
  const one = list => list[Math.floor(random() * list.length)];
  const path = one(['kin-now', 'kin', 'foster', 'explore']);
  const answers = control => {
    // A ZIP code that is not known stops the walk with words; the list of places is enough here.
    if (control.type === 'text' || random() < 0.15) return [];
    return control.type === 'checkbox' ? control.values.filter(() => random() < 0.35) : [one(control.values)];
  };
  const screens = await walk(driver, path, { answers });
  const picks = screens.map(({ given }) => given ?? {});
  return {
    transcript: screens.map(({ kind, given }) => `${path} ${kind} ${JSON.stringify(given ?? {})}`),
    visited: [], picked: picks.flatMap(given => Object.entries(given).filter(([name]) => name !== 'place').flatMap(([name, values]) => values.map(value => `${name}=${value}`))), done: [], wrong: [],
  };
}

// ---------------------------------------------------------------- what may be seen

/** What is not the same of all walks, or is more than may be told: names of channels, each with the first walk that shows it. */
function findings(walks, pack) {
  const found = new Map();
  const note = (channel, walk, what) => { if (!found.has(channel)) found.set(channel, `${channel}, walk ${walk}: ${JSON.stringify(what)}`); };
  const [{ told: first }] = walks;
  walks.forEach(({ told, afterLoad }, walk) => {
    for (const channel of Object.keys(first)) {
      if (!isDeepStrictEqual(told[channel], first[channel])) note(channel, walk, [told[channel], first[channel]]);
    }
    if (afterLoad.length) note('after the load', walk, afterLoad);
    const allowed = {
      guide: ['GET /v1/porchlight.js', `GET /<hash>/${pack}/en.html`],
      host: told.host.filter((line, at) => (at === 0 && /^GET \/page-\d+\.html$/.test(line)) || line === 'GET /watch.js'),
      messages: ['"porchlight:here"', '"porchlight:ready"'],
      events: ['porchlight-ready'],
    };
    const seen = {
      guide: told.guide.map(([method, path]) => `${method} ${path}`), host: told.host,
      messages: told.messages.map(message => message.split(' ')[1]), events: told.events.map(({ name }) => name),
    };
    for (const channel of Object.keys(allowed)) if (String(seen[channel]) !== String(allowed[channel])) note(channel, walk, seen[channel]);
    if (told.host.length !== 2) note('host', walk, told.host);
    if (told.heights.length > 2) note('heights', walk, told.heights);
    if (told.heard.length) note('heard', walk, told.heard);
    if (told.errors.length) note('errors', walk, told.errors);
    if (told.history !== 0) note('history', walk, told.history);
    if (String(told.outside.kept) !== ',0,0') note('outside', walk, told.outside.kept);
    const lines = Array.isArray(told.lines) ? told.lines : [...told.lines.lines, ...told.lines.errors, ...told.lines.violations];
    if (lines.length) note('lines', walk, lines);
    for (const [, , headers] of told.guide) if (headers.cookie) note('guide', walk, headers);
    if (told.guide[1]?.[2].referer !== undefined) note('guide', walk, 'the document is told which page it stands on');
  });
  return found;
}

const nothingYet = () => ({ transcripts: new Set(), visited: new Set(), picked: new Set(), done: {}, walks: 0, pressed: 0, wrong: [] });
/** What was walked of a pack, over all engines. */
const tally = new Map(PACK_NAMES.map(pack => [pack, nothingYet()]));

function add(sums, pack, { walked }, byPresses) {
  const { named } = partsOf(pack);
  sums.transcripts.add(walked.transcript.join('\n'));
  sums.walks += 1;
  sums.pressed += byPresses ? 1 : 0;
  for (const where of walked.visited) sums.visited.add(named(where));
  for (const pick of walked.picked) sums.picked.add(pick);
  for (const did of walked.done) { const [what] = did.split(' '); sums.done[what] = (sums.done[what] ?? 0) + 1; }
  sums.wrong.push(...walked.wrong);
}

const net = { requests: 0, events: 0, own: new Set() };
const controls = { plants: 0, log: 0 };
/** Of each engine the packs whose walks told the same, and what was counted of them: so each engine can be run alone. */
const counted = { Chromium: [], Firefox: [], WebKit: [] };

function rowsOf(engine, pack, sums) {
  const { screens, options } = partsOf(pack);
  const all = (list, seen) => `${list.filter(name => seen.has(name)).length} of ${list.length}`;
  return [
    [`${engine}, ${pack}: random walks that told the same, and how many of them were different ones`, `${sums.walks}, ${sums.transcripts.size}`],
    [`${engine}, ${pack}: of these by presses that the browser trusts`, sums.pressed],
    [`${engine}, ${pack}: screens visited, options chosen`, `${all(screens, sums.visited)}, ${all(options, sums.picked)}`],
    [`${engine}, ${pack}: Back, skipped, changed, other language, other path, begun again`, ['back', 'skip', 'change', 'language', 'other-path', 'restart'].map(what => sums.done[what] ?? 0).join(', ')],
    [`${engine}, ${pack}: answers lost, or a Back or a review that was wrong`, sums.wrong.length],
  ];
}

/** All walks of one engine through one pack; at the end nothing may be found. */
async function walks(on, engine, pack, number, first) {
  const walked = observer(on, pack);
  if (!on.devtools) on.guide.fault(new RegExp(`^/.+/${pack}/en\\.html$`), edited(withLines));
  const sums = nothingYet();
  const seen = [];
  for (let at = 0; at < number; at += 1) {
    const byPresses = engine !== 'WebKit' && at % PRESSED === PRESSED - 1;
    const one = await walked(first + at, { byPresses });
    for (const all of [sums, tally.get(pack)]) add(all, pack, one, byPresses);
    seen.push({ told: one.told, afterLoad: one.afterLoad });
  }
  assert.deepEqual([...findings(seen, pack).values()], [], `what ${engine} shows of ${number} walks through ${pack}`);
  assert.deepEqual(sums.wrong, [], 'Back gives the earlier screen and its picks, the review what was picked, a new beginning nothing');
  counted[engine].push([pack, sums]);
}

describe('Chromium', { timeout: 3000000 }, () => {
  for (const pack of PACK_NAMES) {
    const number = count(24, 500);
    test(`Chromium: ${number} walks through ${pack} tell the same, to servers, to the page, and in the browser's own log of its network`, { timeout: 2000000 }, async t => {
      const folder = newFolder('net-log');
      const file = join(folder, 'net.json');
      const { all: origins, loads } = await having(() => startChromium({ args: netLogArgs(file) }), async on => {
        await walks(on, 'Chromium', pack, number, 1);
        return { all: [on.host.origin, on.guide.origin], loads: on.loads };
      });
      const log = await readNetLog(file);
      remove(folder);
      const sums = {};
      for (const { method, url } of log.requests) {
        const name = `${method} ${url.replace(/\?\d+$/, '').replace(origins[0], '<host>').replace(origins[1], '<guide>').replace(/\/[0-9a-f]{16}\//, '/<hash>/')}`;
        sums[name] = (sums[name] ?? 0) + 1;
      }
      const wanted = ['GET <host>/page-1.html', 'GET <host>/watch.js', 'GET <guide>/v1/porchlight.js', `GET <guide>/<hash>/${pack}/en.html`];
      assert.deepEqual(sums, Object.fromEntries(wanted.map(name => [name, loads])), 'each of the four once a load, and nothing else');
      assert.deepEqual([...new Set(log.lookups)].filter(host => !/^127\.0\.0\.[12]$/.test(host)), [], 'no name is looked up');
      const addresses = origins.map(origin => origin.replace('http://', ''));
      assert.deepEqual([...new Set(log.connections)].filter(address => !addresses.includes(address)), [], 'connections go to the two servers');
      assert.deepEqual(log.datagrams, [], 'no datagram is sent');
      net.requests += log.requests.length; net.events += log.events;
      for (const host of log.own) net.own.add(host);
      t.diagnostic(`${log.events} entries in the log; passed over, as the browser's own: ${[...log.own].join(', ')}`);
    });
  }
});

for (const [engine, start] of [['Firefox', startFirefox], ['WebKit', startWebKit]]) {
  const number = count(5, 50);
  describe(engine, { timeout: 1500000 }, () => {
    test(`${engine}: ${number} walks through each pack tell the same`, { timeout: 1400000 }, () => having(start, async on => {
      for (const pack of PACK_NAMES) {
        await walks(on, engine, pack, number, engine === 'Firefox' ? 10001 : 20001);
        on.guide.mend();
      }
    }));
  });
}

test('the walks were different ones, and went everywhere', t => {
  for (const [pack, sums] of tally) {
    const { screens, options } = partsOf(pack);
    const missed = { screens: screens.filter(name => !sums.visited.has(name)), options: options.filter(name => !sums.picked.has(name)) };
    const unknown = { screens: [...sums.visited].filter(name => !screens.includes(name)), options: [...sums.picked].filter(name => !options.includes(name)) };
    t.diagnostic(`${pack}: ${sums.transcripts.size} different of ${sums.walks} walks; screens ${screens.length - missed.screens.length} of ${screens.length}; options ${options.length - missed.options.length} of ${options.length}; ${JSON.stringify(sums.done)}`);
    // The shortest path has so few answers that two people in hundreds may give the same ones.
    assert.ok(sums.transcripts.size >= sums.walks * 0.99, `the walks through ${pack} are different ones: ${sums.transcripts.size} of ${sums.walks}`);
    assert.deepEqual(unknown, { screens: [], options: [] }, 'what was walked is in questions/');
    assert.ok(missed.screens.length <= count(3, 0), `every screen was seen, in a short run nearly every: not ${missed.screens}`);
    assert.ok(missed.options.length <= options.length * count(0.1, 0.01), `nearly every option was chosen, but not ${missed.options}`);
  }
  for (const what of ['back', 'skip', 'change', 'language', 'other-path', 'restart', 'review']) {
    assert.ok([...tally.values()].some(({ done }) => done[what] > 0), `"${what}" was done`);
  }
});

// ---------------------------------------------------------------- the same eyes see what is planted

describe('controls', { timeout: 1200000 }, () => {
  /** The document with a script before its own policy, which is taken away. */
  const planted = script => edited(html => {
    const changed = html.replace(/<meta http-equiv="?Content-Security-Policy[^>]*>/i, '').replace(/<head[^>]*>/, head => `${head}<script>${script}</script>`);
    assert.ok(changed.includes(script), 'the plant is in the document');
    return changed;
  });
  const onAnswer = what => `addEventListener('change', event => { if (event.target.name && event.target.name !== 'path') { ${what} } });`;
  const following = what => hostPage(tag('louisiana'), { ...TALL, head: `${EARS}<script>addEventListener('message', event => { if (event.data !== 'test end') { ${what} } })</script>` });

  const plants = [
    ['a request for each answer', ['guide', 'after the load'], onAnswer(`fetch('{{guide}}/told?' + event.target.value, { mode: 'no-cors' }).catch(() => {});`)],
    ['one request, at one answer of one question', ['guide'], `addEventListener('change', event => { if (event.target.name === 'family-time' && event.target.value === 'see') new Image().src = '{{guide}}/told'; });`],
    ['a beacon', ['guide'], onAnswer(`navigator.sendBeacon('{{guide}}/told', event.target.value);`)],
    ['a request to the host page\'s server', ['host'], onAnswer(`new Image().src = '{{host}}/told?' + event.target.value;`)],
    ['a request to elsewhere', ['wire'], onAnswer(`new Image().src = 'http://127.0.0.3:8999/told?' + event.target.value;`)],
    ['a message', ['messages'], onAnswer(`parent.postMessage('porchlight:' + event.target.value, '*');`)],
    ['a fixed message, once for each answer', ['messages'], onAnswer(`parent.postMessage('porchlight:walk', '*');`)],
    ['a height', ['heights'], onAnswer(`parent.postMessage(event.target.value.length, '*');`), following(`const guide = document.querySelector('porchlight-guide'); if (guide) guide.style.height = 300 + 10 * (event.data.length || event.data) + 'px';`)],
    ['the title of the host page', ['outside'], onAnswer(`parent.postMessage(event.target.value, '*');`), following('document.title = event.data;')],
    ['an entry in the history', ['history'], onAnswer(`history.pushState(null, '');`)],
    ['a line in the console', ['lines'], onAnswer(`console.info('told');`)],
    ['a host page that is scrolled along', ['heard'], onAnswer(`event.target.scrollIntoView({ behavior: 'instant' });`)],
  ];

  test('each planted leak is found, in its own channel', { timeout: 900000 }, t => having(startChromium, async on => {
    for (const [name, channels, script, page] of plants) {
      on.guide.fault(DOCUMENT, planted(script.replaceAll('{{guide}}', on.guide.origin).replaceAll('{{host}}', on.host.origin)));
      const walked = observer(on, 'louisiana', page && { page });
      const seen = [await walked(1), await walked(2)];
      on.guide.mend();
      const found = findings(seen, 'louisiana');
      for (const channel of channels) assert.ok(found.has(channel), `${name}: it is found in "${channel}"; found was ${[...found.keys()]}`);
      controls.plants += 1;
      t.diagnostic(`${name}: found in ${[...found.keys()].join(', ')}`);
      // What was still on its way must not count for the next plant.
      await openGuide(on.driver, on.host.embed('agency'), { milliseconds: 60000 });
    }
  }));

  test('a picked answer that is lost, and a Back that leads elsewhere, are found', () => having(startChromium, async on => {
    // Each new screen comes without its ticks; and now and then it is as if Back was pressed twice.
    on.guide.fault(DOCUMENT, planted(`let last, backs = 0;
      new MutationObserver(() => {
        const heading = document.querySelector('#app h1');
        if (heading === last) return;
        last = heading;
        for (const box of document.querySelectorAll('#app input:checked')) box.checked = false;
      }).observe(document, { childList: true, subtree: true });
      addEventListener('click', event => {
        const back = event.target.closest('[data-action=back]');
        if (back && backs++ % 2 === 0) back.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      }, true);`));
    const walked = observer(on, 'louisiana');
    const wrong = [];
    for (let seed = 1; seed <= 10 && !(wrong.some(words => /picked was/.test(words)) && wrong.some(words => /^back/.test(words))); seed += 1) wrong.push(...(await walked(seed)).walked.wrong);
    assert.ok(wrong.some(words => /picked was .* and it comes with/.test(words)), `lost answers are told: ${wrong}`);
    assert.ok(wrong.some(words => words.startsWith('back led to')), `a Back to elsewhere is told: ${wrong}`);
  }));

  test('the log of the network shows lookups, connections, datagrams and requests of a page, also to hosts that the browser asks by itself', async () => {
    const folder = newFolder('net-log');
    const file = join(folder, 'net.json');
    await having(() => startChromium({ args: netLogArgs(file) }), async on => {
      on.guide.fault(DOCUMENT, planted(`{ const Peer = RTCPeerConnection; ${onAnswer(`
        const link = (rel, href) => document.head.append(Object.assign(document.createElement('link'), { rel, href }));
        link('dns-prefetch', 'http://told-by-lookup.example');
        link('preconnect', 'http://127.0.0.3:8999');
        fetch('http://update.googleapis.com/told', { mode: 'no-cors' }).catch(() => {});
        navigator.sendBeacon('http://127.0.0.4:8999/told-by-beacon', 'x');
        new WebSocket('ws://127.0.0.5:8999/told-by-socket');
        const peer = new Peer({ iceServers: [{ urls: 'stun:127.0.0.6:8999' }] }); peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer));`)} }
        addEventListener('click', () => { if (!document.getElementById('told')) document.getElementById('app').insertAdjacentHTML('beforebegin', '<label>ZIP code <input id="told" autocomplete="off"></label>'); });`));
      await observer(on, 'louisiana')(1);
      await on.driver.executeAsyncScript('setTimeout(arguments[0], 1500)');
    });
    const log = await readNetLog(file);
    remove(folder);
    const asked = log.requests.map(({ url }) => url).join(' ');
    assert.ok(log.lookups.includes('told-by-lookup.example'), `the lookup: ${[...new Set(log.lookups)]}`);
    assert.ok(log.connections.includes('127.0.0.3:8999'), `the connection: ${[...new Set(log.connections)]}`);
    for (const part of ['update.googleapis.com/told', 'told-by-beacon', 'told-by-socket']) assert.ok(asked.includes(part), `${part} among ${asked}`);
    assert.ok(log.datagrams.includes('127.0.0.6:8999'), `the datagram: ${log.datagrams}`);
    assert.ok(asked.includes('content-autofill.googleapis.com'), `what Autofill asks about a field for text: ${asked}`);
    controls.log = 7;
  });
});

after(() => {
  for (const [engine, packs] of Object.entries(counted)) {
    if (packs.length !== PACK_NAMES.length) continue;
    const rows = packs.flatMap(([pack, sums]) => rowsOf(engine, pack, sums));
    rows.push([`${engine}: requests after the load, messages after \`ready\`, entries in the history, console lines`, 0]);
    const text = [];
    if (engine === 'Chromium') {
      rows.push(
        ["Requests in Chromium's own log of its network, all of them the page, its script, the loader, the document", net.requests],
        ['Entries of that log', net.events],
      );
      text.push(
        'People who answer at random, with paths, answers, ZIP codes, languages, Back, skipping, changing, beginning again: from outside they look the same.',
        'Compared are the requests with all their headers, what the browser itself logged of its network, messages, events and heights on the host page, its history, its title, its scrolling, and the console.',
        `Passed over in the log is only what the browser asked for by itself, in the name of no page: ${[...net.own].sort().join(', ') || 'nothing'}.`,
      );
    }
    evidence(`non-interference-${engine.toLowerCase()}`, 'Silence', rows, text);
  }
  if (controls.plants && controls.log) {
    evidence('non-interference-controls', 'Silence', [['Planted leaks that the same eyes found, and those found in the log of the network', `${controls.plants}, ${controls.log}`]]);
  }
});
