// What scripts on agency pages keep of their visitors: a session recorder, listeners for all that is done, and eyes in every shadow root.

/** Runs in the host page before the tag, and after rrweb. `spied()` gives all that was kept, and how the page stands now. */
export const SPY = `
(function () {
  var kept = [], roots = [];
  var attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    var root = attach.call(this, Object.assign({}, init, { mode: 'open' }));
    roots.push(root);
    new MutationObserver(function (changes) { changes.forEach(function (change) { kept.push({ shadow: change.target.innerHTML || change.target.data }); }); })
      .observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
    return root;
  };
  ['click', 'pointerdown', 'keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'focusin', 'submit', 'copy', 'paste', 'selectionchange', 'scroll', 'visibilitychange', 'message', 'securitypolicyviolation', 'porchlight-ready', 'porchlight-error']
    .forEach(function (name) {
      addEventListener(name, function (event) {
        var path = event.composedPath ? event.composedPath() : [];
        kept.push({ name: name, key: event.key, data: event.data, detail: event.detail, path: path.slice(0, 4).map(function (one) { return [one.localName, one.value, one.name, one.textContent && one.textContent.slice(0, 200)]; }) });
      }, true);
    });
  new MutationObserver(function (changes) { changes.forEach(function (change) { kept.push({ page: change.target.outerHTML ? change.target.outerHTML.slice(0, 2000) : change.target.data }); }); })
    .observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  rrweb.record({ emit: function (event) { kept.push(event); }, recordCrossOriginIframes: true, maskAllInputs: false });
  window.spied = function () {
    var frames = [];
    for (var at = 0; at < window.length; at += 1) { try { frames.push(window[at].document.body.innerText); } catch (error) { frames.push(error.name); } }
    // The page itself, without its scripts: they are the recorder's own.
    var now = document.body.cloneNode(true);
    return JSON.stringify([kept, roots.map(function (root) { return root.innerHTML; }), frames, now.outerHTML, document.title, location.href, document.cookie, performance.getEntries().map(function (entry) { return entry.name; })]);
  };
})();`;

/** For executeAsyncScript: all that the origin of the current page keeps, and which storages its engine does not have. */
export const dumpStorage = `
  const done = arguments[arguments.length - 1];
  (async () => {
    const lacks = ['indexedDB', 'caches'].filter(name => !(name in window));
    const kept = { lacks, cookie: document.cookie, local: { ...localStorage }, session: { ...sessionStorage }, databases: {}, caches: {} };
    if (!lacks.includes('indexedDB')) for (const { name } of await indexedDB.databases()) {
      const base = await new Promise((good, bad) => { const request = indexedDB.open(name); request.onsuccess = () => good(request.result); request.onerror = bad; });
      for (const store of base.objectStoreNames) {
        kept.databases[name + store] = await new Promise((good, bad) => { const request = base.transaction(store).objectStore(store).getAll(); request.onsuccess = () => good(request.result); request.onerror = bad; });
      }
      base.close();
    }
    if (!lacks.includes('caches')) for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) kept.caches[name + request.url] = await (await cache.match(request)).text();
    }
    return kept;
  })().then(done, error => done('failed: ' + error));`;

/** For executeAsyncScript, with a word: puts it into each of them, followed by the name of the storage. */
export const fillStorage = `
  const [word, done] = arguments;
  (async () => {
    document.cookie = 'told=' + word + 'cookie';
    localStorage.setItem('told', word + 'local');
    sessionStorage.setItem('told', word + 'session');
    if ('caches' in window) await (await caches.open('told')).put('/told', new Response(word + 'cache'));
    if ('indexedDB' in window) await new Promise((good, bad) => {
      const request = indexedDB.open('told');
      request.onupgradeneeded = () => request.result.createObjectStore('told');
      request.onerror = bad;
      request.onsuccess = () => {
        const write = request.result.transaction('told', 'readwrite');
        write.objectStore('told').put(word + 'database', 'told');
        write.oncomplete = () => { request.result.close(); good(); };
      };
    });
  })().then(() => done(), error => done('failed: ' + error));`;
