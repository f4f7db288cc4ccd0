// Starts the three engines under WebDriver, each with a new profile, and ends exactly what it started.
import { setTimeout as sleep } from 'node:timers/promises';
import webdriver from 'selenium-webdriver';
import { connectDevtools } from './devtools.mjs';
import { endById, freePort, listening, newFolder, program, remove, start } from './processes.mjs';

const { Builder, Capabilities } = webdriver;

export const INSTALL = {
  chromium: 'apt-get install -y chromium chromium-driver',
  firefox: 'apt-get install -y firefox-esr',
  geckodriver: 'cargo install --locked geckodriver',
  webkit: 'apt-get install -y webkit2gtk-driver xvfb',
};

/**
 * Pages are never waited for by the driver (`pageLoadStrategy: none`): many tests hold a document back on purpose,
 * and a driver that waits for `load` would wait for ever.
 */
const NO_WAITING = 'none';

/**
 * Chromium, with `devtools` listening from the first moment on. `args` and `prefs` are added to the usual ones. With
 * `kept`, the profile is in that folder, and stays there when the browser has ended.
 */
export async function startChromium({ args = [], prefs = {}, kept } = {}) {
  const binary = program([process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'], INSTALL.chromium);
  const driverFile = program([process.env.CHROMEDRIVER, 'chromedriver'], INSTALL.chromium);
  const profile = kept ?? newFolder('chromium');
  const port = await freePort();
  const server = start(driverFile, [`--port=${port}`, '--allowed-ips=127.0.0.1']);
  const capabilities = new Capabilities({
    browserName: 'chrome',
    pageLoadStrategy: NO_WAITING,
    // For the neutral page alone (neutral.mjs): all else is served without encryption.
    acceptInsecureCerts: true,
    'goog:chromeOptions': {
      binary,
      prefs,
      args: [
        '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--disable-dev-shm-usage', '--window-size=1280,900', `--user-data-dir=${profile}`, ...args,
      ],
    },
  });
  const session = await open(server, port, capabilities, kept ? [] : [profile]);
  const told = await session.driver.getCapabilities();
  session.browserId = told.get('goog:processID');
  session.devtools = await connectDevtools(told.get('goog:chromeOptions').debuggerAddress);
  // Chromium begins with its own new tab page; what that page still loads and says must not count as a test's.
  await session.driver.get('about:blank');
  session.profile = profile;
  return session;
}

/** With `kept`, the profile is in that folder, and stays there when the browser has ended. */
export async function startFirefox({ prefs = {}, kept } = {}) {
  const binary = program([process.env.FIREFOX, 'firefox-esr', 'firefox'], INSTALL.firefox);
  const driverFile = program([process.env.GECKODRIVER, 'geckodriver'], INSTALL.geckodriver);
  const port = await freePort();
  const wire = await freePort();
  const folder = newFolder('firefox');
  const server = start(driverFile, [`--port=${port}`, `--websocket-port=${wire}`, `--profile-root=${folder}`], { env: { HOME: folder } });
  const capabilities = new Capabilities({
    browserName: 'firefox',
    pageLoadStrategy: NO_WAITING,
    // For the neutral page alone (neutral.mjs): all else is served without encryption.
    acceptInsecureCerts: true,
    'moz:firefoxOptions': { binary, args: ['-headless', ...kept ? ['-profile', kept] : []], prefs: { 'network.captive-portal-service.enabled': false, ...prefs } },
  });
  const session = await open(server, port, capabilities, [folder]);
  session.browserId = (await session.driver.getCapabilities()).get('moz:processID');
  return session;
}

/** WebKit has no headless mode: it draws on an Xvfb display that is started for it. `args` and `env` are added to the usual ones. */
export async function startWebKit({ args = [], env: more = {} } = {}) {
  const driverFile = program([process.env.WEBKITDRIVER, 'WebKitWebDriver'], INSTALL.webkit);
  const binary = program([
    process.env.MINIBROWSER,
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser',
  ], INSTALL.webkit);
  const screen = start(program(['Xvfb'], INSTALL.webkit), ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const display = await new Promise((resolve, reject) => {
    // Xvfb itself picks a free display and writes its number here: no race with another run.
    screen.child.stdio[3].once('data', bytes => resolve(String(bytes).trim()));
    screen.child.once('exit', () => reject(new Error(`Xvfb ended at once: ${screen.said()}`)));
  });
  const port = await freePort();
  const folder = newFolder('webkit');
  const env = { DISPLAY: `:${display}`, HOME: folder, XDG_RUNTIME_DIR: folder, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', ...more };
  const server = start(driverFile, [`--port=${port}`, '--host=127.0.0.1'], { env });
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    pageLoadStrategy: NO_WAITING,
    // For the neutral page alone (neutral.mjs): all else is served without encryption.
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': { binary, args: ['--automation', ...args] },
  });
  return open(server, port, capabilities, [folder], [screen]);
}

/** The longest that a driver may take over a command; scripts that wait for something have a limit of their own. */
const PATIENCE = 45000;

/**
 * A driver that does not answer fails the command, and not the whole run: WebKit's loses a script now and then that it
 * was given while the page around it went away.
 */
function limited(driver) {
  const executor = driver.getExecutor();
  const execute = executor.execute.bind(executor);
  executor.execute = command => {
    const name = command.getName();
    if (name === 'executeAsyncScript') return execute(command);
    const ended = new AbortController();
    const late = sleep(PATIENCE, undefined, { signal: ended.signal }).then(() => { throw new Error(`the driver did not answer to ${name} within ${PATIENCE} ms`); });
    return Promise.race([execute(command), late]).finally(() => { ended.abort(); late.catch(() => {}); });
  };
}

async function open(server, port, capabilities, folders, others = []) {
  const session = { driver: undefined, browserId: undefined, devtools: undefined, folders, server };
  session.close = async () => {
    session.devtools?.close();
    // A browser that hangs must not hang the run: what `quit` does not end in time is ended by its id.
    const quit = session.driver ? session.driver.quit().then(() => true, () => false) : false;
    if (!await Promise.race([quit, sleep(5000, false, { ref: false })])) endById(session.browserId);
    await server.stop();
    for (const other of others) await other.stop();
    for (const folder of folders) remove(folder);
  };
  try {
    await listening(port, server);
    session.driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    await session.driver.manage().setTimeouts({ implicit: 0, script: 20000, pageLoad: 30000 });
    limited(session.driver);
    return session;
  } catch (error) {
    await session.close();
    throw new Error(`${capabilities.get('browserName')} did not start: ${error.message}\n${server.said()}`, { cause: error });
  }
}
