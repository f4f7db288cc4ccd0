// Cases with a fault planted in each on purpose, and the words with which the judge of the cases must refuse it.
import { cases } from './cases.mjs';

const real = new Map(['host', 'net'].flatMap(part => cases(part)).map(one => [one.name, one]));

/** Sound cases, one for each end: they pass as they are, so what refuses a planted one is what was planted. */
export const SOUND = {
  works: { ...real.get('document-injected'), faults: [] },
  waived: real.get('flex-item'),
  help: real.get('document-404'),
  readable: real.get('frame-no-wasm'),
  unscripted: real.get('sandbox-script'),
};

// What stands in `faults` of a case.
const theLoaderWith = (pattern, words) => ({ of: 'loader', fault: 'replaced', with: [pattern, words] });
const inTheLoader = script => theLoaderWith('$', `;${script}`);
const anotherLoader = script => ({ of: 'loader', fault: 'replaceWith', with: [script, 'text/javascript'] });
const inTheDocument = script => ({ of: 'document', fault: 'planted', with: [script] });
/** Two faults of one file are one. */
const withoutWasm = script => inTheDocument(`delete window.WebAssembly; ${script}`);
const whenRead = script => withoutWasm(`addEventListener('DOMContentLoaded', function () { ${script} });`);
/** A style that no attribute and no element of the page tells of. */
const styled = css => inTheLoader(`var planted = new CSSStyleSheet(); planted.replaceSync(${JSON.stringify(css)}); document.adoptedStyleSheets = [planted];`);

/** A script of the page, or a style, before the loader and after watch.js. */
const onThePage = element => ({ html }) => html.replace('<script async', () => `${element}\n  <script async`);
const script = words => onThePage(`<script>${words}</script>`);
const speaks = words => script(`var warn = console.warn; console.warn = function (said) { ${words} };`);
const unseen = onThePage('<style>porchlight-guide { display: none }</style>');

const EMPTY = 'customElements.define("porchlight-guide", class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: "open" }); } });';
const THROWS = script('document.addEventListener("porchlight-ready", function () { throw new Error("planted"); }, true);');
const DEAD = inTheDocument('addEventListener("click", function (event) { event.stopImmediatePropagation(); event.preventDefault(); }, true);');
/** Firefox's driver presses through whatever lies above. */
const GLASS = script('addEventListener("DOMContentLoaded", function () { document.body.insertAdjacentHTML("beforeend", "<div style=\'position: fixed; inset: 0; z-index: 99999\'></div>"); });');
const FAKE = '<!doctype html><html lang="en" data-running><title>x</title><h1>x</h1><script>parent.postMessage("porchlight:here", "*"); parent.postMessage("porchlight:ready", "*");</script>';
/** Timers of the page that take longer, so the loader's as well. */
const slow = (from, times) => script(`var real = window.setTimeout; window.setTimeout = function (work, ms, more) { return real(work, ms >= ${from} ? ms * ${times} : ms, more); };`);
const HERE_LATE = 'var say = parent.postMessage.bind(parent); Object.defineProperty(window, "parent", { value: { postMessage: function (words, to) { setTimeout(say, 17000, words, to); } } });';
const NO_CAUSE = { cause: null, line: null };

const ALL = ['Chromium', 'Firefox', 'WebKit'];
/** For what comes late, but does come. */
export const PATIENT = { longest: 45000 };

/** What is planted: the sound case, the words of the refusal, what is other than in the sound case, and what else is to be known. */
export const PLANTED = {
  // Errors on the host page.
  'a script of the page throws when the guide is ready': ['works', /uncaught errors on the host page[^]*planted/, { html: THROWS }, { engines: ALL }],
  'a script of the page throws, and another error is its own': ['works', /uncaught errors on the host page[^]*planted/, { html: THROWS, errors: 'Script error' }],
  'the loader throws where nobody catches it': ['works', /uncaught errors on the host page[^]*Script error/,
    { faults: [inTheLoader('setTimeout(function () { throw new Error("planted"); });')] }],
  'a promise is broken and nobody hears it': ['works', /uncaught errors on the host page[^]*unhandled: planted/, { html: script('Promise.reject("planted");') }],

  // The page around the guide.
  'the header of the page becomes higher': ['works', /the page around the guide[^]*header: height/, { faults: [styled('header { padding: 50px }')] }, { engines: ALL }],
  'the heading of the page takes another colour': ['works', /the page around the guide[^]*h1: style/, { faults: [styled('h1 { color: rgb(1, 2, 3) }')] }],
  'a paragraph is as wide as three screens': ['works', /the page around the guide[^]*the page scrolls sideways/, { faults: [styled('p { width: 3000px }')] }],
  'words beside the guide go up instead of down': ['works', /the page around the guide[^]*p: top/, { faults: [styled('porchlight-guide { margin-bottom: -2000px }')] }],
  'the page gets one element more': ['works', /the page around the guide[^]*other elements or attributes/, { faults: [inTheLoader('document.body.append(document.createElement("div"));')] }],
  'the body of the page gets a class': ['works', /the page around the guide[^]*other elements or attributes/, { faults: [inTheLoader('document.documentElement.classList.add("planted");')] }],

  // What a case that waives the geometry, or more, still has compared.
  'a body with a class, where the geometry is waived': ['waived', /the page around the guide[^]*other elements or attributes/, { faults: [inTheLoader('document.documentElement.classList.add("planted");')] }, { engines: ALL }],
  'an attribute of a paragraph, where the geometry is waived': ['waived', /the page around the guide[^]*other elements or attributes/, { faults: [inTheLoader('document.querySelector("p").setAttribute("hidden", "until-found");')] }],
  'a heading of another colour, where the geometry is waived': ['waived', /the page around the guide[^]*h1: style/, { faults: [styled('h1 { color: rgb(1, 2, 3) }')] }, { engines: ALL }],
  'a paragraph as wide as three screens, where the geometry is waived': ['waived', /the page around the guide[^]*the page scrolls sideways/, { faults: [styled('p { width: 3000px }')] }],
  'a heading of another colour, where elements may differ': ['waived', /the page around the guide[^]*h1: style/, { differs: { elements: 'the page adds one' }, faults: [styled('h1 { color: rgb(1, 2, 3) }')] }],
  'a body with a class, where styles may differ': ['waived', /the page around the guide[^]*other elements or attributes/,
    { differs: { styles: 'the page changes its own' }, faults: [inTheLoader('document.documentElement.classList.add("planted");')] }],

  // The place of the guide.
  'an element with nothing in it': ['works', /a guide that is ready; the elements said: \[\]/, { faults: [anotherLoader(EMPTY)] }, { engines: ALL }],
  'an element with nothing in it, where help is to be': ['help', /help lines: .*"children":\[\],"frame":null,"helpLines":\[\]/, { ...NO_CAUSE, faults: [anotherLoader(EMPTY)] }, { engines: ALL }],
  'help lines that are there and cannot be seen': ['help', /help lines: .*"children":\[\],"frame":null,"helpLines":\[\]/, { html: unseen }],
  'a readable version that nobody can see': ['readable', /the readable version; the screen/, { html: unseen }],
  'children that the page hides': ['unscripted', /the children can be read/, { html: onThePage('<style>porchlight-guide > * { display: none }</style>') }],
  'help lines without the line for reports': ['help', /18554525437 is among/, { faults: [...SOUND.help.faults, theLoaderWith('tel:\\+18554525437', 'tel:+18554525430')] }],
  'a help line that calls another number than it shows': ['help', /the number that is shown is the number that is called/, { faults: [...SOUND.help.faults, theLoaderWith('1-855-452-5437', '1-855-452-5430')] }],
  'an empty frame beside the help lines': ['help', /no empty frame/, { faults: [...SOUND.help.faults, theLoaderWith('style\\.display="none"', 'style.display="block"')] }],
  'a readable version that calls another number than it shows': ['readable', /the number that is shown is the number that is called/,
    { faults: [whenRead('document.querySelectorAll("[data-part=help-lines] a[href*=\'988\'] .shown").forEach(function (shown) { shown.textContent = "989"; });')] }],
  'a readable version without the whole content': ['readable', /the whole content can be read/, { faults: [whenRead('document.getElementById("whole").remove();')] }],
  'a readable version with a button that does nothing': ['readable', /nothing that does nothing/,
    { faults: [whenRead('var planted = document.createElement("button"); planted.dataset.action = "next"; planted.textContent = "Next"; document.getElementById("whole").prepend(planted);')] }],

  // Help that comes late.
  'help lines come after a quarter of a minute': ['help', /[12]\d{4} ms until help lines could be read/,
    { html: slow(1000, 4), faults: [{ of: 'document', fault: 'neverAnswer' }], cause: 'hang', line: 'no answer yet' }, { engines: ALL, ...PATIENT }],
  'a readable version comes after a quarter of a minute': ['readable', /[12]\d{4} ms until help lines could be read/, { html: slow(400, 50), faults: [withoutWasm(HERE_LATE)] }, PATIENT],
  'help just after the bar, on a page that was not held up': ['help', /5001 ms until help lines could be read; the page was held up by 0 ms/, {},
    { steps: { async end({ driver }) { await driver.executeScript('Object.defineProperty(agency, "late", { value: 0, writable: false })'); return { by: 'loader', ms: 5001 }; } } }],
  'help that a step of the case saw too late': ['help', /30000 ms until help lines could be read/, {}, { steps: { end: () => ({ by: 'loader', ms: 30000 }) } }],

  // The lines in the console.
  'no line in the console': ['help', /2 lines in the console: \n/, { html: speaks('') }, { engines: ALL }],
  'no line in the console of the frame': ['readable', /2 lines in the console: \n/, { faults: [withoutWasm('console.warn = function () {};')] }],
  'lines that name another cause': ['help', /did not match[^]*no answer yet/, { html: speaks('warn(said.replace("something else answered", "no answer yet"));') }, { engines: ALL }],
  'two lines that name two causes': ['help', /lines in the console:[^]*something else answered[^]*no answer yet/, { html: speaks('warn(said); warn("Porchlight: no answer yet");') }, { engines: ALL }],
  'one guide names two causes, the other none': ['help', /did not match[^]*no answer yet/,
    { html: script('var warn = console.warn, count = 0; console.warn = function (said) { count += 1; if (count === 1) { warn("Porchlight: no answer yet"); warn(said); } };') }],
  'a line where nothing is wrong': ['works', /lines in the console: Porchlight: planted/, { html: script('console.warn("Porchlight: planted");') }],

  // A guide that says that it is ready.
  'a guide that takes no press': ['works', /a new screen after "start"/, { faults: [DEAD] }, { engines: ALL }],
  'a guide behind a sheet of glass': ['works', /element click intercepted|a new screen after "start"/, { html: GLASS }, { engines: ['Chromium', 'WebKit'] }],
  'a document that only says that it is ready': ['works', /the first screen/, { faults: [{ of: 'document', fault: 'replaceWith', with: [FAKE] }] }],

  // Messages.
  'the frame tells the page an answer': ['works', /messages on the host page[^]*porchlight:answer:kin/, { faults: [inTheDocument('parent.postMessage("porchlight:answer:kin", "*");')] }, { engines: ALL }],
  'the frame tells the page an answer under another name': ['works', /messages on the host page[^]*kin/, { faults: [inTheDocument('parent.postMessage({ answer: "kin" }, "*");')] }],
  'a frame that says twice that it is here': ['readable', /each frame said once that it is here/, { faults: [withoutWasm('parent.postMessage("porchlight:here", "*");')] }],
  'a message that is not the one that the case allows': ['works', /messages on the host page[^]*porchlight:answer:kin/,
    { messages: 'porchlight:greeting', faults: [inTheDocument('parent.postMessage("porchlight:greeting", "*"); parent.postMessage("porchlight:answer:kin", "*");')] }],
  'another window speaks in our name': ['works', /messages on the host page[^]*porchlight:ready/, { html: script('postMessage("porchlight:ready", "*");') }],
  'a frame that says more beside the help lines': ['help', /messages on the host page[^]*hotel/,
    { faults: [{ of: 'document', fault: 'replaceWith', with: ['<!doctype html><title>x</title><script>parent.postMessage("hotel", "*");</script>'] }] }],

  // Cases that say another end than there is.
  'help that is said to work': ['help', /a guide that is ready; the elements said: .*"missing"/, { expect: 'works' }, { engines: ALL }],
  'a readable version that is said to work': ['readable', /a guide that is ready; the elements said: .*"guide-wasm"/, { expect: 'works' }, { engines: ALL }],
  'a guide that is said to be readable': ['works', /the readable version; the screen: welcome/, { expect: 'readable', cause: 'guide-wasm', line: 'readable version' }, { engines: ALL }],
  'help that is said to be readable': ['help', /the readable version; the screen/, { expect: 'readable' }],
  'a guide that is said to be help': ['works', /1 times missing; the elements said: .*"porchlight-ready"/, { expect: 'help', cause: 'missing', line: 'something else' }],
  'a guide that is said to be help of which nothing tells': ['works', /instead of null|help lines: .*"shown":true/, { expect: 'help', cause: null }],
  'a readable version that is said to be help': ['readable', /help lines: .*"shown":true/, { expect: 'help' }],
  'a guide that is said to be gone': ['works', /a guide that is taken away/, { expect: 'gone' }],
  'a guide that works, said to be readable or help': ['works', /1 times missing; the elements said: .*"porchlight-ready"/,
    { expect: 'readable', cause: 'guide-cut', line: 'readable version', or: { expect: 'help', cause: 'missing', line: 'something else' } }],
  'another cause than the one that is told': ['help', /2 times hang; the elements said: .*"missing"/, { cause: 'hang' }, { engines: ALL }],
  'children that are said to help, where the loader does': ['help', /who gives help/, { guides: 2, by: 'children' }],
  'one guide that is said to be two': ['works', /a guide that is ready; the elements said: .*"porchlight-ready"/, { guides: 2 }],
  'two guides that are said to be one': ['help', /instead of missing|guides on the page/, { guides: 1 }],
  'scripts that run where the case says that none does': ['works', /the page's own script did not run|no frame|the children can be read/, { scripts: false, expect: 'help' }],
  'a step of the case that comes to another end': ['works', /it ends with the loader, which is not "works"/, {}, { steps: { end: () => ({ by: 'loader' }) } }],
  'a step that nobody takes': ['works', /steps that nobody takes/, {}, { steps: { affter() {} } }],
};
