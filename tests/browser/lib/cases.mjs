// Reads the cases of tests/embed, and refuses what it does not understand: a case that nobody runs proves nothing.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EMBED, PAGES, fileOf, ownPage, pageOf, readCase, sharedPage } from './embed-folder.mjs';
import * as faults from './faults.mjs';
import { ENDS } from './judge.mjs';
import { KINDS } from './layout.mjs';
import { ENGINES, SETTINGS } from './settings.mjs';

/** Each has a test file that runs its cases; here is how docs/evidence.md calls them. */
export const PARTS = { host: 'host pages', net: 'network, server, document, browser and content' };

const isPattern = value => { try { return typeof value === 'string' && value !== '' && Boolean(new RegExp(value)); } catch { return false; } };
const isPatternOrNull = value => value === null || isPattern(value);
const isSentence = value => typeof value === 'string' && /\w{2}/.test(value);
const isCount = value => Number.isInteger(value) && value > 0;
const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const oneOf = (...values) => value => values.includes(value);
const listOf = is => value => Array.isArray(value) && value.length > 0 && value.every(is);
const eachOf = (keys, is) => value => isObject(value) && Object.entries(value).every(([key, one]) => (keys === undefined || keys.includes(key)) && is(one));
const isFault = value => isObject(value) && Object.keys(value).every(key => ['of', 'fault', 'with'].includes(key))
  && isPattern(value.of) && Object.hasOwn(faults, value.fault) && (value.with === undefined || Array.isArray(value.with));

/** Fields that say how a case ends: they may be others in one engine, or where chance decides. */
const END = {
  expect: oneOf(...Object.keys(ENDS)), cause: isPatternOrNull, line: isPatternOrNull, lines: isCount, by: oneOf(...ENDS.help), events: listOf(isSentence),
  still: oneOf(false), whole: oneOf(false), errors: isPattern, messages: isPattern, press: oneOf('script'), layout: isSentence,
  differs: value => eachOf(KINDS.filter(kind => kind !== 'geometry'), isSentence)(value) && Object.keys(value).length > 0,
};
const OR = { ...END, or: value => isObject(value) && problems(value, END).length === 0 };
/** Every field that may stand in case.json; tests/embed/README.md says what each means. */
const FIELDS = {
  ...OR,
  part: oneOf(...Object.keys(PARTS)), about: isSentence, page: isSentence, guides: isCount, browser: oneOf(...Object.keys(SETTINGS)),
  faults: listOf(isFault), headers: eachOf(undefined, isSentence), scripts: oneOf(false), not: eachOf(Object.keys(ENGINES), isSentence), engines: eachOf(Object.keys(ENGINES), value => isObject(value) && problems(value, OR).length === 0),
};

/** What is not understood in `told`, each in one line. */
const problems = (told, fields) => Object.entries(told).flatMap(([key, value]) =>
  (!Object.hasOwn(fields, key) ? [`${key}: no such field`] : fields[key](value) ? [] : [`${key}: no such value: ${JSON.stringify(value)}`]));

/** What is wrong with a case as it was read: then it must not run as if it were another one. */
function wrong(name, told, folder) {
  const found = problems(told, FIELDS);
  for (const field of ['part', 'expect']) if (told[field] === undefined) found.push(`${field} is missing`);
  if (found.length > 0) return found;
  const ends = [told, ...Object.values(told.engines ?? {})].flatMap(end => [end, ...end.or ? [end.or] : []]);
  for (const end of ends.map(one => ({ ...told, ...one }))) {
    if (!['readable', 'help'].includes(end.expect)) continue;
    if (end.cause === undefined) found.push(`cause is missing: "${end.expect}" says why, or null`);
    if (typeof end.cause === 'string' && !end.line) found.push(`line is missing: ${end.cause} is told in the console`);
  }
  const own = existsSync(ownPage(name, folder));
  if (told.page === undefined && !own) found.push('there is no index.html, and no page is named');
  if (told.page !== undefined && own) found.push(`the page is "${told.page}", and there is an index.html as well`);
  if (told.page !== undefined && !existsSync(sharedPage(told.page, folder))) found.push(`there is no page "${told.page}"`);
  if ((told.page === undefined) !== (told.about === undefined)) found.push('about is said for a page of several cases, and only there');
  if (Object.keys(told.not ?? {}).length === Object.keys(ENGINES).length) found.push('not: no engine is left that runs it');
  return found;
}

/** One case, with what is meant where case.json says nothing. A mistake in it is given to `refuse`. */
function read(name, folder, refuse) {
  let told;
  try { told = readCase(name, folder); } catch (error) { refuse(error.message); return undefined; }
  const found = told === undefined ? ['there is no such file, so nobody runs the case'] : wrong(name, told, folder);
  found.forEach(refuse);
  if (found.length > 0) return undefined;
  const html = pageOf(name, told, folder);
  const [, about] = /<!--\s*(.*?)\s*-->/s.exec(html) ?? [];
  if (!isSentence(about) || (told.about ?? about) !== about) refuse('the first comment of the page does not say what the case is about');
  return { browser: 'usual', guides: 1, faults: [], not: {}, ...told, name, html, about: about?.replace(/\s+/g, ' ') };
}

/** All cases in the folder. A mistake in one of them fails the whole run, whichever part it was meant for. */
export function allCases(folder = EMBED) {
  const found = [];
  const all = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== PAGES)
    .map(({ name }) => read(name, folder, problem => { found.push(`${fileOf(name, folder)}: ${problem}`); }));
  const used = new Set(all.map(one => one && sharedPage(one.page, folder)));
  const pages = existsSync(join(folder, PAGES)) ? readdirSync(join(folder, PAGES)).map(file => join(folder, PAGES, file)) : [];
  for (const file of pages.filter(page => !used.has(page))) found.push(`${file}: no case has this page`);
  if (found.length > 0) throw new Error(`Cases that cannot be run:\n${found.join('\n')}`);
  return all;
}

/** The cases of one part, in order of the browser that they need. */
export function cases(part, folder = EMBED) {
  if (!Object.hasOwn(PARTS, part)) throw new Error(`There is no part "${part}" of the cases`);
  const order = Object.keys(SETTINGS);
  const mine = allCases(folder).filter(one => one.part === part);
  if (mine.length === 0) throw new Error(`${folder} has no case of the part "${part}"`);
  return mine.toSorted((a, b) => order.indexOf(a.browser) - order.indexOf(b.browser) || (a.name < b.name ? -1 : 1));
}

/** What stands in steps.mjs beside the case, if it has any. */
export async function stepsOf({ name }, folder = EMBED) {
  const file = join(folder, name, 'steps.mjs');
  return existsSync(file) ? { ...await import(pathToFileURL(file)) } : {};
}
