// Counts, in questions/, what a pack has: so that a test can say how much of it was walked.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PACKS = resolve(import.meta.dirname, '../../../questions/packs');

export const PACK_NAMES = readdirSync(PACKS).filter(name => !name.startsWith('.')).sort();

const read = (pack, file) => readFileSync(join(PACKS, pack, file), 'utf8');
/** The text of each `[[kind]]` of a file, with its id. */
const entries = (text, kind) => text.split(`\n[[${kind}]]\n`).slice(1).map(part => {
  const own = part.split(/\n\[\[?/)[0];
  return { id: /^id = "([^"]+)"/m.exec(own)[1], text: own };
});

/**
 * `screens` as random-walk.mjs names them, without the path; `options` as `name=value`.
 * Help pages have no control: they are known by their headings, in every language.
 */
export function partsOf(pack) {
  const paths = entries(`\n${read(pack, 'paths.toml')}`, 'path').map(({ id }) => id);
  const expectations = entries(`\n${read(pack, 'expectations.toml')}`, 'expectation').map(({ id }) => id);
  const questions = entries(`\n${read(pack, 'questions.toml')}`, 'question').map(({ id, text }) => {
    const [from, to] = ['from', 'to'].map(name => new RegExp(`^${name} = (\\d+)`, 'm').exec(text)?.[1]);
    const values = from === undefined ? [...text.matchAll(/\{ id = "([^"]+)"/g)].map(([, value]) => value)
      : Array.from({ length: to - from + 1 }, (_, at) => String(Number(from) + at));
    return { id, values, isPlace: /^kind = "place"/m.test(text) };
  });
  const help = entries(`\n${read(pack, 'help.toml')}`, 'help').map(({ id }) => id);
  const headings = new Map();
  for (const file of readdirSync(join(PACKS, pack, 'words')).filter(name => name.endsWith('.toml'))) {
    for (const id of help) {
      const part = read(pack, `words/${file}`).split(`\n[help.${id}]\n`)[1]?.split('\n[')[0] ?? '';
      const [, title] = /^title = "((?:[^"\\]|\\.)*)"/m.exec(part) ?? [];
      if (title) headings.set(JSON.parse(`"${title}"`), id);
    }
  }
  return {
    paths,
    screens: ['welcome', 'review', 'result', ...help.map(id => `help ${id}`), ...expectations.map(id => `expectation ${id}`), ...questions.map(({ id }) => `question ${id}`)],
    options: [
      ...paths.map(id => `path=${id}`),
      ...expectations.flatMap(id => ['see', 'help', 'unsure'].map(value => `${id}=${value}`)),
      ...questions.flatMap(({ id, values }) => values.map(value => `${id}=${value}`)),
    ],
    /** A screen's name without words of one language. */
    named: where => (where.startsWith('help ') ? `help ${headings.get(where.slice(5)) ?? where}`
      : where.replace(/^question (zip\+)?place$/, 'question place').replace(/^(welcome|review|result).*/, '$1')),
    /** Some ZIP codes that the pack knows. */
    zips: (() => {
      const all = read(pack, 'directory/zip.csv').split('\n').slice(1).map(line => line.split(',')[0]).filter(Boolean);
      return Array.from({ length: 40 }, (_, at) => all[Math.floor((at * all.length) / 40)]).filter(zip => /^\d+$/.test(zip));
    })(),
  };
}
