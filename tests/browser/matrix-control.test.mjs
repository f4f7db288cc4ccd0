// The control of host-pages.test.mjs and net-faults.test.mjs: what judges and reads their cases finds the faults that are planted here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { after, describe, test } from 'node:test';
import { PARTS, cases } from './lib/cases.mjs';
import { evidence } from './lib/evidence.mjs';
import { judge } from './lib/judge.mjs';
import { lanes } from './lib/matrix.mjs';
import { PATIENT, PLANTED, SOUND } from './lib/planted-cases.mjs';
import { ENGINES } from './lib/settings.mjs';

/** What is not there after this does not come: the guide runs within a second or two. */
const LONGEST = 10000;
/** Most of these cases wait for what does not come: so many wait beside each other. */
const LANES = { Chromium: 4, Firefox: 2, WebKit: 2 };

const found = Object.fromEntries([...Object.keys(ENGINES), 'case.json'].map(where => [where, 0]));

/** All that a failed test says. */
const words = error => `${error.message}\n${inspect(error.actual, { depth: 4, breakLength: Infinity, maxStringLength: Infinity })}`;

describe('planted cases', { concurrency: Object.keys(ENGINES).length }, () => {
  for (const engine of Object.keys(ENGINES)) {
    describe(engine, { concurrency: LANES[engine] }, () => {
      const browsers = lanes(engine, LANES[engine]);
      after(() => browsers.close());
      const end = (one, { longest = LONGEST, steps } = {}) => browsers.use('usual', on =>
        judge({ ...on, longest }, one, on.host.show(one.html, { headers: one.headers }), steps));

      for (const [name, one] of Object.entries(SOUND)) {
        test(`${engine}: the sound case "${name}" passes`, { timeout: 180000 }, () => end(one, PATIENT));
      }
      for (const [name, [sound, refusal, { html, ...fields }, more = {}]] of Object.entries(PLANTED)) {
        if (!(more.engines ?? ['Chromium']).includes(engine)) continue;
        test(`${engine}: refused: ${name}`, { timeout: 180000 }, async () => {
          const one = { ...SOUND[sound], ...fields };
          if (html) one.html = html(one);
          assert.ok(!html || one.html !== SOUND[sound].html, 'the plant is on the page');
          await assert.rejects(end(one, more), error => { assert.match(words(error), refusal); return true; });
          found[engine] += 1;
        });
      }
    });
  }
});

const PAGE = '<!doctype html><!-- A page. -->';

/** Mistakes in a case.json, the words for each, and the page beside it. A string stands in the file as it is; null is no file. */
const MISTAKES = {
  'a field that is not known': [{ expcet: 'works' }, /planted.case\.json: expcet: no such field/],
  'an end that is not known': [{ expect: 'static' }, /planted.case\.json: expect: no such value: "static"/],
  'no end': [{ expect: undefined }, /planted.case\.json: expect is missing/],
  'a part that no test file runs': [{ part: 'hosts' }, /planted.case\.json: part: no such value: "hosts"/],
  'no part': [{ part: undefined }, /planted.case\.json: part is missing/],
  'a folder without case.json': [null, /planted.case\.json: there is no such file/],
  'no JSON': ['{ "part": "net" "expect": "works" }', /planted.case\.json: .*JSON/],
  'a fault that is not known': [{ faults: [{ of: 'document', fault: 'notFuond' }] }, /planted.case\.json: faults: no such value/],
  'a fault with a field that is not known': [{ faults: [{ of: 'document', fault: 'broken', wiht: [503] }] }, /planted.case\.json: faults: no such value/],
  'a browser that is not known': [{ browser: 'no-coookies' }, /planted.case\.json: browser: no such value/],
  'an engine that is not known': [{ not: { Blink: 'its driver cannot print' } }, /planted.case\.json: not: no such value/],
  'no engine that runs it': [{ not: { Chromium: 'it cannot', Firefox: 'it cannot', WebKit: 'it cannot' } }, /planted.case\.json: not: no engine is left/],
  'an engine left out without a reason': [{ not: { WebKit: '' } }, /planted.case\.json: not: no such value/],
  'another end in one engine that is not known': [{ engines: { WebKit: { expect: 'static' } } }, /planted.case\.json: engines: no such value/],
  'another end by chance with a field that is not known': [{ or: { expect: 'works', casue: 'hang' } }, /planted.case\.json: or: no such value/],
  'a pattern that is none': [{ expect: 'help', cause: 'missing(', line: 'x' }, /planted.case\.json: cause: no such value/],
  'a page around the guide that differs in what is not known': [{ differs: { colours: 'the page changes them' } }, /planted.case\.json: differs: no such value/],
  'a page around the guide that differs without a reason': [{ differs: { styles: '' } }, /planted.case\.json: differs: no such value/],
  'a page around the guide that differs in nothing': [{ differs: {} }, /planted.case\.json: differs: no such value/],
  'help without a cause': [{ expect: 'help' }, /planted.case\.json: cause is missing/],
  'a cause without a line': [{ expect: 'help', cause: 'missing' }, /planted.case\.json: line is missing/],
  'no guide': [{ guides: 0 }, /planted.case\.json: guides: no such value/],
  'a page that does not say what it is about': [{}, /planted.case\.json: the first comment of the page/, '<!doctype html><p>A page</p>'],
  'no page': [{}, /planted.case\.json: there is no index\.html/, null],
  'a page that is not there': [{ page: 'noe', about: 'A page.' }, /planted.case\.json: there is no page "noe"/, null],
  'two pages': [{ page: 'shared', about: 'A page.' }, /planted.case\.json: the page is "shared", and there is an index\.html/],
  'a page of several cases that is not said to be about anything': [{ page: 'shared' }, /planted.case\.json: about is said/, null],
  'words about a page that says so itself': [{ about: 'Another page.' }, /planted.case\.json: about is said/],
};

describe('mistakes in case.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-cases-'));
  after(() => { rmSync(folder, { recursive: true }); });
  const put = (name, told, html = PAGE) => {
    rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(join(folder, name));
    if (html !== null) writeFileSync(join(folder, name, 'index.html'), html);
    if (told !== null) writeFileSync(join(folder, name, 'case.json'), typeof told === 'string' ? told : JSON.stringify({ part: 'net', expect: 'works', ...told }));
  };
  for (const part of Object.keys(PARTS)) put(`sound-${part}`, { part });
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'pages/shared.html'), '<!doctype html><!-- {{about}} -->');
  put('sound-shared', { page: 'shared', about: 'A page that others have, too.' }, null);

  test('sound cases are read', () => {
    put('planted', {});
    assert.deepEqual(cases('net', folder).map(({ name, about }) => [name, about]),
      [['planted', 'A page.'], ['sound-net', 'A page.'], ['sound-shared', 'A page that others have, too.']]);
    assert.deepEqual(cases('host', folder).map(({ name }) => name), ['sound-host']);
  });

  for (const [name, [told, refusal, html]] of Object.entries(MISTAKES)) {
    test(`refused: ${name}`, () => {
      put('planted', told, html);
      // Whichever part is asked for: a case with a mistake may belong to none.
      for (const part of Object.keys(PARTS)) assert.throws(() => cases(part, folder), ({ message }) => { assert.match(message, refusal); return true; });
      found['case.json'] += 1;
    });
  }

  test('a page that no case has is refused', () => {
    put('planted', {});
    writeFileSync(join(folder, 'pages/left.html'), PAGE);
    assert.throws(() => cases('net', folder), /left\.html: no case has this page/);
    rmSync(join(folder, 'pages/left.html'));
    found['case.json'] += 1;
  });

  test('a part without cases, and one that is not known, are refused', () => {
    put('planted', {});
    rmSync(join(folder, 'sound-host'), { recursive: true });
    assert.throws(() => cases('host', folder), /no case of the part "host"/);
    assert.throws(() => cases('hosts', folder), /no part "hosts"/);
  });

  test('a mistake fails the run, before any browser starts', () => {
    put('planted', { expcet: 'works' });
    const file = join(folder, 'run.test.mjs');
    writeFileSync(file, `import { matrix } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'lib/matrix.mjs')).href)};\nmatrix('net', ${JSON.stringify(folder)});\n`);
    const env = { ...process.env };
    // Without it, node takes the run for a part of this one.
    delete env.NODE_TEST_CONTEXT;
    const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], { env, encoding: 'utf8', timeout: 60000 });
    assert.equal(status, 1, stdout);
    assert.match(stdout, /planted.case\.json: expcet: no such field/);
    assert.doesNotMatch(stdout, /sound-net/, 'nothing was run');
  });
});

test('each part has one test file that runs its cases', () => {
  const sources = readdirSync(import.meta.dirname).filter(name => name.endsWith('.test.mjs')).map(name => readFileSync(join(import.meta.dirname, name), 'utf8'));
  const run = sources.flatMap(source => [...source.matchAll(/^matrix\('(\w+)'\);$/gm)].map(([, part]) => part));
  assert.deepEqual(run.toSorted(), Object.keys(PARTS).toSorted());
});

after(() => {
  evidence('faults-control', 'Faults', Object.entries(found).map(([where, count]) =>
    [where === 'case.json' ? 'Mistakes in a case.json that its reader found' : `Planted faults that the judge of the cases found in ${where}`, count]));
});
