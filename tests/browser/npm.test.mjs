// The types of the element: an example of each use is right, and each planted mistake is seen.
import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const TYPES = resolve(import.meta.dirname, '../../www/npm');

const RIGHT = `
import { load, type PorchlightElements } from './element.js';
await load('https://guide.example/v0.1.0/porchlight.js', { integrity: 'sha384-x' });
const guide = document.createElement('porchlight-guide');
guide.open(); guide.close();
guide.addEventListener('porchlight-error', event => { const cause: string = event.detail.cause; console.log(cause); });
guide.addEventListener('click', event => console.log(event.clientX));
document.querySelector('porchlight-guide')?.setAttribute('pack', 'louisiana');
const drawn = <porchlight-guide id="g" pack="louisiana" lang="es" theme="dark" accent="#1f5f5b" path="kin" region="monroe"
  layout="button" corners="round" text="larger"><porchlight-guide /></porchlight-guide>;
const all: PorchlightElements = { 'porchlight-guide': {} };
console.log(drawn, all);
`;

const MISTAKES = [
  ['layout="button"', 'layout="popup"'], ['corners="round"', 'corners="9px"'], ['text="larger"', 'text={9}'],
  ['guide.open()', 'guide.start()'], ['event.detail.cause', 'event.detail.answer'], ['pack="louisiana" lang', 'packs="louisiana" lang'],
  ['integrity: ', 'hash: '],
];

const said = problems([RIGHT, ...MISTAKES.map(([right, wrong]) => RIGHT.replace(right, wrong))]);

test('the types are right, and fit every use of the element', () => assert.deepEqual([said.types, said.texts[0]], [[], []]));

MISTAKES.forEach(([right, wrong], at) => {
  test(`${wrong} is a mistake`, () => {
    assert.ok(RIGHT.includes(right));
    assert.notDeepEqual(said.texts[at + 1], []);
  });
});

/** What TypeScript says of the types, and of each of the texts as a file beside them. All at once: it reads the browser's own types only once. */
function problems(texts) {
  const options = {
    strict: true, noEmit: true, jsx: ts.JsxEmit.Preserve, types: [], target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  };
  const files = new Map(texts.map((text, at) => [join(TYPES, `example-${at}.tsx`), text]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => (files.has(name) ? ts.createSourceFile(name, files.get(name), ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest));
  host.fileExists = name => files.has(name) || fileExists.call(host, name);
  host.readFile = name => files.get(name) ?? readFile.call(host, name);
  const program = ts.createProgram([...files.keys()], options, host);
  const of = name => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  };
  return { types: of(join(TYPES, 'element.d.ts')), texts: [...files.keys()].map(of) };
}
