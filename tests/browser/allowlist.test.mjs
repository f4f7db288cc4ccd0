// Connection-Allowlist, as Chromium reads it: every address and number that stands in a document is on the published list, and nothing else is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { openPage } from './lib/host.mjs';
import { publishedHeaders } from './lib/release.mjs';
import { stage } from './lib/stage.mjs';

/** The value that the build publishes for the file, in what web servers read. */
const published = (root, file) => publishedHeaders(root, file)['connection-allowlist'] ?? '';

describe('the published list', { timeout: 600000 }, () => {
  const on = stage(startChromium);

  /** With how many entries of the list each address fits, by the browser's own reading of the patterns. */
  async function fits(addresses) {
    const header = published(on.guide.root, 'louisiana/en.html');
    assert.match(header, /^\(".*\);redirects=allow$/);
    const patterns = [...header.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(.)/g, '$1'));
    await openPage(on.driver, on.guide.page);
    return on.driver.executeScript(`const patterns = arguments[0].map(text => new URLPattern(text));
      return arguments[1].map(address => patterns.filter(pattern => pattern.test(address)).length);`, patterns, addresses);
  }

  test('holds every address and every number of a document once', async t => {
    const html = readFileSync(join(on.guide.root, 'louisiana/en.html'), 'utf8');
    const all = [...new Set([...html.matchAll(/href="((?:https|tel|sms):[^"]*)"/g)].map(([, address]) => address.replaceAll('&amp;', '&')))];
    assert.ok(all.length > 30, `${all.length} addresses`);
    const given = await fits(all);
    t.diagnostic(`${all.length} addresses`);
    assert.deepEqual(all.filter((_, at) => given[at] !== 1), []);
  });

  test('holds no other: another query, another fragment, another number, another site', async () => {
    const others = ['http://127.0.0.4/', 'https://www.weather.gov/?told', 'https://www.weather.gov/#told', 'https://www.weather.gov/told', 'http://www.weather.gov/', 'https://told.www.weather.gov/', 'tel:+12125550123', 'tel:2110', 'sms:898211?&body=told', 'sms:898211'];
    assert.deepEqual(await fits(others), others.map(() => 0));
  });
});
