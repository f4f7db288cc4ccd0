// Where the cases of tests/embed and their host pages are on the disk.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A folder a case: a host page, what goes wrong, and how it is to end. */
export const EMBED = resolve(import.meta.dirname, '../../embed');
/** The folder in it that is no case: pages that several cases have. */
export const PAGES = 'pages';

export const fileOf = (name, folder = EMBED) => join(folder, name, 'case.json');
export const sharedPage = (page, folder = EMBED) => join(folder, PAGES, `${page}.html`);
export const ownPage = (name, folder = EMBED) => join(folder, name, 'index.html');

/** What stands in a case.json, or undefined where there is none. */
export const readCase = (name, folder) => (existsSync(fileOf(name, folder)) ? JSON.parse(readFileSync(fileOf(name, folder), 'utf8')) : undefined);

/** The host page of a case: its own, or one that it has in common with others, with what the case is about in its first comment. */
export function pageOf(name, { page, about }, folder) {
  if (page === undefined) return readFileSync(ownPage(name, folder), 'utf8');
  return readFileSync(sharedPage(page, folder), 'utf8').replace('{{about}}', () => about);
}
