// The script that host pages under test load first, as /watch.js: it notes what any script of an agency could see.

/**
 * Errors on the page, messages from frames, the element's events, the heights that the element takes,
 * which globals there were before the loader came, what Porchlight said in the console,
 * and when, counted from the start of the navigation, each guide's place had help lines to read outside a frame.
 * `late` is the longest time that the page's own timers were held up.
 */
export const WATCH = `
(function () {
  var agency = { errors: [], messages: [], events: [], heights: [], globals: [], lines: [], starts: [], help: [], late: 0 };
  Object.defineProperty(window, 'agency', { value: agency });
  agency.globals = Object.getOwnPropertyNames(window);
  addEventListener('error', function (event) { agency.errors.push(String(event.message)); });
  addEventListener('unhandledrejection', function (event) { agency.errors.push('unhandled: ' + event.reason); });
  addEventListener('message', function (event) {
    agency.messages.push({ origin: event.origin, data: JSON.stringify(event.data), ms: performance.now() });
  });
  ['porchlight-ready', 'porchlight-error'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var guides = Array.prototype.slice.call(document.querySelectorAll('porchlight-guide'));
      agency.events.push({ name: name, detail: JSON.stringify(event.detail), cause: event.detail && event.detail.cause, ms: performance.now(), guide: guides.indexOf(event.target) });
    }, true);
  });
  ['warn', 'error', 'info', 'log'].forEach(function (name) {
    var say = console[name];
    console[name] = function (words) {
      if (/^porchlight/i.test(words)) agency.lines.push(String(words));
      return say.apply(console, arguments);
    };
  });
  function seen(element) {
    var size = element.getBoundingClientRect();
    return size.width > 10 && size.height > 10 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }
  function look() {
    document.querySelectorAll('porchlight-guide').forEach(function (guide, index) {
      var now = performance.now(), inside = guide.shadowRoot, own, loaders;
      if (inside && agency.starts[index] === undefined) agency.starts[index] = now;
      if (agency.help[index] !== undefined) return;
      loaders = inside && inside.querySelectorAll('[data-part="help-lines"] a');
      if (loaders && loaders.length > 0 && seen(loaders[0])) agency.help[index] = { by: 'loader', ms: now };
      own = guide.firstElementChild;
      if (own && (!inside || own.assignedSlot !== null) && seen(own)) agency.help[index] = { by: 'children', ms: now };
    });
  }
  var last = performance.now();
  setInterval(function () {
    var now = performance.now();
    agency.late = Math.max(agency.late, now - last - 50);
    last = now;
    look();
  }, 50);
  var sizes = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      var height = Math.round(entry.target.getBoundingClientRect().height);
      if (agency.heights.indexOf(height) < 0) agency.heights.push(height);
    });
  });
  new MutationObserver(function () {
    document.querySelectorAll('porchlight-guide').forEach(function (guide) { sizes.observe(guide); });
  }).observe(document, { childList: true, subtree: true });
})();`;

/** What the host page has noted so far. Call it outside the frame. */
export const noted = async driver => {
  await driver.switchTo().defaultContent();
  return driver.executeScript('return JSON.parse(JSON.stringify(window.agency))');
};
