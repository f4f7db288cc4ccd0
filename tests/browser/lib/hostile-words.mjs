// Documents whose words somebody has changed after the build, and a walk through all their screens inside the page.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withRecorder } from './recorder.mjs';
import { sumOf } from './faults.mjs';

/** The strings of tests/hostile-strings.txt that the guide itself reads nothing in, and that fit into one line of words. */
export function hostileStrings() {
  const file = resolve(import.meta.dirname, '../../hostile-strings.txt');
  const strings = readFileSync(file, 'utf8').split('\n').filter(line => line && !line.startsWith('#')).map(line => {
    const value = JSON.parse(line);
    return typeof value === 'string' ? value : value.repeat.repeat(value.times);
  });
  return strings.filter(text => !/[\n\u2029]|\{[a-z0-9]+\}/i.test(text));
}

/**
 * The document with other words: `texts[(line + turn) % texts.length]` in each line, or with no texts the line's number
 * between two marks. A script in front of the policy does it, at the moment when the last script says that all is there;
 * no document could hold these words as it is written. It also counts what an attacker's script would call.
 */
export const withWords = (texts, turn) => html => withRecorder(html).replace(/<head[^>]*>/i, `$&<script>
  window.called = 0;
  for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.called += 1; };
  addEventListener('porchlight-whole', () => {
    const texts = ${JSON.stringify(texts).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028')};
    for (const words of document.querySelectorAll('script.words')) {
      const lines = words.textContent.trim().split('\\n');
      const changed = lines.map((_, line) => texts.length ? texts[(line + ${turn}) % texts.length] : '\u2039' + line + '\u203a').join('\\n');
      // Not in the document itself: Firefox tells of each change of a script's text, even of one that never runs.
      Object.defineProperty(words, 'textContent', { value: changed });
      Object.defineProperty(words, 'dataset', { value: { sum: String((${sumOf})(changed)) } });
    }
  });
</script>`);

/** What harmless words become when each line has its text. Half of a surrogate pair comes out of a module as the sign for what cannot be read. */
export const put = (piece, texts, turn) =>
  piece.replace(/\u2039(\d+)\u203a/g, (_, line) => texts[(Number(line) + turn) % texts.length].toWellFormed());

/**
 * Runs in the page, by WebDriver: walks all paths, and gives each screen as the list of its elements, attributes and
 * texts. `choice` says which option is chosen: 0 the first, 1 the last, 2 one in the middle.
 */
export const WALK = `
  const [paths, choice, done] = arguments;
  const app = document.getElementById('app');
  const screens = [];
  const pieces = (node, found) => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) found.push(child.data);
      else {
        found.push('<' + child.localName + '>');
        found.push(...[...child.attributes].map(({ name, value }) => name + '=' + value).sort());
        pieces(child, found);
        found.push('</' + child.localName + '>');
      }
    }
    return found;
  };
  const look = () => screens.push(pieces(app, ['title ' + document.querySelector('title').textContent]));
  const turn = () => new Promise(next => setTimeout(next));
  const until = async (wanted, what) => {
    for (const end = Date.now() + 30000; !wanted(); await new Promise(next => setTimeout(next, 5))) {
      if (Date.now() > end) throw new Error(what + ' did not come on ' + document.documentElement.dataset.screen);
    }
    await turn();
  };
  // Each screen is an element of its own.
  const press = async (action, wanted) => {
    const before = app.firstElementChild;
    app.querySelector('button[data-action="' + action + '"]').click();
    await until(wanted ?? (() => app.firstElementChild !== before && app.querySelector('h1')), 'a screen after ' + action);
  };
  const pick = list => list[[0, list.length - 1, Math.floor(list.length / 2)][choice]];
  const answer = async () => {
    const inputs = [...app.querySelectorAll('main input[type=radio], main input[type=checkbox]')];
    if (inputs.length) {
      // What opens more is always chosen: every screen behind it is wanted.
      const offer = inputs.length === 2 && inputs[0].name.endsWith('-offer');
      (offer ? inputs[0] : pick(inputs)).click();
      await turn();
    }
    const zero = app.querySelector('[data-key="0"]');
    if (zero) {
      for (let times = 0; times < 5; times += 1) { zero.click(); await turn(); }
      await press('next', () => app.querySelector('#notice'));
      look();
    }
    const place = app.querySelector('select[name=place]');
    if (place) {
      place.value = pick([...place.options].slice(1)).value;
      const { value } = place;
      place.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => app.querySelector('select[name=place] option[selected]')?.value === value, 'the chosen place');
      look();
    }
  };
  (async () => {
    for (const path of paths) {
      look();
      app.querySelector('input[name=path][value="' + path + '"]').click();
      await turn();
      await press('start');
      for (let count = 0; document.documentElement.dataset.screen !== 'result'; count += 1) {
        if (count > 150) throw new Error('no result on ' + path);
        await answer();
        look();
        await press('next');
      }
      look();
      await press('restart', () => app.querySelector('input[name=path]'));
    }
    // Firefox asks for an icon where a page names none; the policy refuses that, too.
    const violations = window.__porchlightTest.violations.filter(({ blocked }) => !blocked.endsWith('/favicon.ico'));
    return { screens, called: window.called, violations, errors: window.__porchlightTest.errors };
  })().then(done, error => done({ failed: String(error) }));`;
