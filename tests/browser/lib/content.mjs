// Reads from questions/ what must stand in the document: apart from the build, so that nothing is lost on the way unseen.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PACK = resolve(import.meta.dirname, '../../../questions/packs/louisiana');

/**
 * The tables of one file: `[a.b]` gives an entry under "a.b", `[[a]]` a list under "a". Only lines with one quoted
 * text are read, which is all that is asked for here.
 */
function tables(file) {
  const found = new Map([['', {}]]);
  let table = found.get('');
  for (const line of readFileSync(join(PACK, file), 'utf8').split('\n')) {
    const [, list] = /^\[\[([\w.-]+)\]\]/.exec(line) ?? [];
    const [, name] = /^\[([\w.-]+)\]/.exec(line) ?? [];
    const [, key, value] = /^([\w-]+) = "((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
    if (list) found.set(list, [...found.get(list) ?? [], table = {}]);
    else if (name) found.set(name, table = {});
    else if (key) table[key] = JSON.parse(`"${value}"`);
  }
  return found;
}

const ids = (file, list) => tables(file).get(list).map(({ id }) => id);

/** All that a person who has no script must be able to read: texts by what they are, and telephones. */
export function content() {
  const words = tables('words/en.toml');
  const all = (kind, list) => list.map(id => {
    const entry = words.get(`${kind}.${id}`);
    if (!entry) throw new Error(`questions/: ${kind}.${id} has no words`);
    return { id, ...entry };
  });
  return {
    expectations: all('expectations', ids('expectations.toml', 'expectation')),
    help: all('help', ids('help.toml', 'help')),
    requirements: all('requirements', ids('facts.toml', 'requirement')),
    questions: all('questions', ids('questions.toml', 'question')).map(one => ({ ...one, options: words.get(`questions.${one.id}.options`) })),
    phones: tables('directory/phones.toml').get('phone').map(phone => ({
      ...phone, ...words.get(`phones.${phone.id}`), scheme: phone.kind === 'text' ? 'sms' : 'tel',
    })),
  };
}

/** A text is known again by its longest run of words without a slot. */
export const withoutSlots = text => text.split(/\{[^}]*\}/).sort((one, other) => other.length - one.length)[0].trim();
