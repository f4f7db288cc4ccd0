// The script that stands before all others in a document under test, and records violations and uncaught errors.

/** The name under which it keeps them. Only tests put it into a page. */
export const KEPT = '__porchlightTest';

/**
 * Said through `console.debug` as well: a line that has been said outlives its document,
 * and Chromium's DevTools hand it over even from a frame that is gone.
 */
export const RECORDER = `(function () {
  if (window.${KEPT}) return;
  var kept = { violations: [], errors: [] };
  Object.defineProperty(window, '${KEPT}', { value: kept });
  var say = console.debug.bind(console), text = JSON.stringify;
  window.addEventListener('securitypolicyviolation', function (event) {
    var violation = { directive: event.effectiveDirective, blocked: event.blockedURI, sample: event.sample, disposition: event.disposition };
    kept.violations.push(violation);
    say('porchlight-test violation ' + text(violation));
  }, true);
  window.addEventListener('error', function (event) { kept.errors.push(String(event.message)); });
  window.addEventListener('unhandledrejection', function (event) { kept.errors.push('unhandled: ' + event.reason); });
})();`;

/**
 * The document with the recorder in front of its own policy. For engines that offer no way to run
 * a script before a page's first one: a policy in a meta element binds only what comes after it.
 */
export function withRecorder(html) {
  const head = /<head[^>]*>/i.exec(html);
  if (!head) throw new Error('the document has no <head>');
  const at = head.index + head[0].length;
  return `${html.slice(0, at)}<script>${RECORDER}</script>${html.slice(at)}`;
}

/** What the recorder in the current window or frame has kept so far. */
export async function kept(driver) {
  return driver.executeScript(`return window.${KEPT} ? JSON.parse(JSON.stringify(window.${KEPT})) : null`);
}
