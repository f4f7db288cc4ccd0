// The paths as FHIR Questionnaires: valid for others, and shown by LHC-Forms of the National Library of Medicine as our guide shows them.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startChromium } from './lib/browsers.mjs';
import { content } from './lib/content.mjs';
import { exported, items, validator } from './lib/fhir.mjs';
import { open } from './lib/host.mjs';
import { startGuideServer, startHostServer } from './lib/servers.mjs';
import { soon } from './lib/soon.mjs';

const item = (questionnaire, id) => items(questionnaire).find(({ linkId }) => linkId === id);

describe('the exported Questionnaires', { timeout: 120000 }, () => {
  let bundle;
  let wrong;
  before(() => {
    bundle = exported('louisiana');
    wrong = validator();
  });

  /** Slips that a validator must find before its silence means something. */
  const PLANTED = {
    'no status': one => { delete one.status; },
    'a status that there is not': one => { one.status = 'published'; },
    'a field of our own': one => { one.points = 3; },
    'a day in another form': one => { one.date = '15.11.2026'; },
    'one item, not a list': one => { [one.item] = one.item; },
    'an item without linkId': one => { delete item(one, 'pets').linkId; },
    'a linkId that stands twice': one => { item(one, 'pets').linkId = 'place'; },
    'a kind of item that there is not': one => { item(one, 'pets').type = 'radio'; },
    'options on a group': one => { one.item[0].answerOption = [{ valueString: 'x' }]; },
    'an empty group': one => { delete one.item[0].item; },
    'items within a display': one => { item(one, 'team-meetings.asks').item = [{ linkId: 'x', type: 'display', text: 'x' }]; },
    'an operator that there is not': one => { item(one, 'partner-view').enableWhen[0].operator = '=='; },
    '`exists` with something else than yes or no': one => { item(one, 'partner-view').enableWhen[0].operator = 'exists'; },
    'a number as a text': one => { item(one, 'parents-kind').extension[0].valueInteger = '1'; },
  };

  for (const [name, plant] of Object.entries(PLANTED)) {
    test(`the validator finds ${name}`, () => {
      const one = structuredClone(bundle.entry.find(({ resource }) => resource.id === 'louisiana-foster').resource);
      plant(one);
      assert.notDeepEqual(wrong(one), []);
    });
  }

  test('it finds nothing in ours', () => {
    assert.equal(bundle.entry.length, 4);
    for (const { fullUrl, resource } of bundle.entry) {
      assert.deepEqual(wrong(resource), [], resource.id);
      assert.equal(fullUrl, resource.url);
    }
  });

  test('one path alone is the same as in the bundle', () => {
    const kin = bundle.entry.find(({ resource }) => resource.id === 'louisiana-kin').resource;
    assert.deepEqual(exported('louisiana', '--path', 'kin'), kin);
  });
});

describe('LHC-Forms', { timeout: 120000 }, () => {
  const on = {};
  before(async () => {
    on.files = await startGuideServer(resolve(import.meta.dirname, '../../node_modules/lforms/dist/lforms'));
    on.host = await startHostServer(on.files);
    Object.assign(on, await startChromium());
  }, { timeout: 60000 });
  after(async () => {
    await on.close?.();
    await on.host?.close();
    await on.files?.close();
  });

  /** As LHC-Forms' README says, in its order. */
  const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LHC-Forms</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="{{guide}}/webcomponent/styles.css"></head><body><div id="form"></div>
<script src="{{guide}}/webcomponent/assets/lib/zone.min.js"></script>
<script type="module" src="{{guide}}/webcomponent/runtime.js"></script>
<script type="module" src="{{guide}}/webcomponent/polyfills.js"></script>
<script type="module" src="{{guide}}/webcomponent/main.js"></script>
<script defer src="{{guide}}/fhir/R4/lformsFHIR.min.js"></script></body></html>`;

  async function show(questionnaire) {
    // A new site may get a new process, in which the recorder must first be.
    await open(on.driver, on.host.show('<!doctype html><title>Before</title><body></body>'));
    on.devtools.forget();
    await open(on.driver, on.host.show(PAGE));
    await soon(() => on.driver.executeScript('return Boolean(window.LForms?.Util?.addFormToPage && window.LForms.FHIR)'), 'LHC-Forms');
    const failed = await on.driver.executeAsyncScript(`const done = arguments[arguments.length - 1];
      LForms.Util.addFormToPage(arguments[0], 'form', { prepopulate: false }).then(() => done(null), error => done(String(error)));`, questionnaire);
    assert.equal(failed, null);
  }

  /** The question with this text, as a person sees it: its options, and whether it is there at all. */
  const seen = ask => on.driver.executeScript(`
    const words = element => element.innerText.replace(/\\s+/g, ' ').trim();
    const there = [...document.querySelectorAll('.lhc-item')].filter(one => one.checkVisibility());
    const found = there.filter(one => words(one).startsWith(arguments[0]) || [...one.querySelectorAll('label, .lhc-question')].some(part => words(part) === arguments[0]));
    const inner = found.at(-1);
    return inner ? [...inner.querySelectorAll('input[type=radio], input[type=checkbox]')].map(input => words(input.closest('label'))) : null;`, ask);

  const choose = (ask, option) => on.driver.executeScript(`
    const words = element => element.innerText.replace(/\\s+/g, ' ').trim();
    const found = [...document.querySelectorAll('.lhc-item')].filter(one => words(one).startsWith(arguments[0])).at(-1);
    [...found.querySelectorAll('label')].find(label => words(label) === arguments[1]).querySelector('input').click();`, ask, option);

  test('shows the first expectation, the first question and a question that follows from its answer', async () => {
    const { expectations, questions } = content();
    const question = id => questions.find(one => one.id === id);
    await show(exported('louisiana', '--path', 'foster'));
    const text = await soon(() => on.driver.executeScript('return document.getElementById("form").innerText'), 'a form');
    for (const part of ['title', 'asks', 'day', 'back']) {
      assert.ok(text.includes(expectations.find(({ id }) => id === 'team-meetings')[part]), part);
    }
    const first = question('partner-in-home');
    const next = question('partner-view');
    assert.deepEqual(await seen(first.ask), Object.values(first.options));
    assert.equal(await seen(next.ask), null, 'nobody has said yes yet');
    await choose(first.ask, first.options.yes);
    const options = await soon(() => seen(next.ask), next.ask);
    assert.deepEqual(options, Object.values(next.options));
    await choose(first.ask, first.options.no);
    await soon(async () => await seen(next.ask) === null, 'a form without the second question');
    // What no single set of comparisons can say: neither baby nor teen, and also when nothing was said.
    const [age, siblings] = [question('child-age'), question('siblings-together')];
    assert.deepEqual(await seen(siblings.ask), Object.values(siblings.options), 'before the age was asked');
    await choose(age.ask, age.options.teen);
    await soon(async () => await seen(siblings.ask) === null, 'a form without the question about brothers and sisters');
    await choose(age.ask, age.options.any);
    await soon(() => seen(siblings.ask), siblings.ask);
    const asked = on.devtools.seen.requests.map(({ url }) => new URL(url)).filter(({ protocol }) => protocol !== 'data:');
    assert.ok(asked.length > 5, 'the recorder has seen the page load');
    assert.deepEqual(asked.map(({ hostname }) => hostname).filter(name => !/^127\.0\.0\.[12]$/.test(name)), [], 'requests that leave this machine');
  });
});
