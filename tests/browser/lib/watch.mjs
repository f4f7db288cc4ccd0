// The script that host pages under test load first, as /watch.js: it notes what any script of an agency could see.

/**
 * Errors on the page, messages from frames, the element's events, the heights that the element takes,
 * and which globals there were before the loader came.
 */
export const WATCH = `
(function () {
  var agency = { errors: [], messages: [], events: [], heights: [], globals: [] };
  Object.defineProperty(window, 'agency', { value: agency });
  agency.globals = Object.getOwnPropertyNames(window);
  addEventListener('error', function (event) { agency.errors.push(String(event.message)); });
  addEventListener('unhandledrejection', function (event) { agency.errors.push('unhandled: ' + event.reason); });
  addEventListener('message', function (event) {
    agency.messages.push({ origin: event.origin, data: JSON.stringify(event.data) });
  });
  ['porchlight-ready', 'porchlight-error'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      agency.events.push({ name: name, detail: JSON.stringify(event.detail), cause: event.detail && event.detail.cause });
    }, true);
  });
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
