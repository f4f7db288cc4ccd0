// The three engines, and the browsers of each that people have set in another way.
import { startChromium, startFirefox, startWebKit } from './browsers.mjs';

export const ENGINES = { Chromium: startChromium, Firefox: startFirefox, WebKit: startWebKit };

/**
 * Name -> engine -> options of browsers.mjs. A case names one in `browser`; an engine that is not here cannot be set so,
 * and the case says why in `not`.
 */
export const SETTINGS = {
  'usual': { Chromium: {}, Firefox: {}, WebKit: {} },
  'no-cookies': {
    Chromium: { prefs: { 'profile.default_content_setting_values.cookies': 2 } },
    Firefox: { prefs: { 'network.cookie.cookieBehavior': 2 } },
    WebKit: { args: ['--cookies-policy=never'] },
  },
  'no-wasm': {
    Chromium: { args: ['--js-flags=--jitless'] },
    Firefox: { prefs: { 'javascript.options.wasm': false } },
    // The name has changed from one release to the next.
    WebKit: { env: { JSC_useWasm: '0', JSC_useWebAssembly: '0' } },
  },
  'no-javascript': {
    Chromium: { prefs: { 'profile.managed_default_content_settings.javascript': 2 } },
    Firefox: { prefs: { 'javascript.enabled': false } },
    WebKit: { args: ['--enable-javascript=FALSE'] },
  },
};
