// Listens to Chromium over its DevTools wire, in the page and in every frame of it from their first moment on.
import { createRequire } from 'node:module';
import { RECORDER } from './recorder.mjs';

// selenium-webdriver brings `ws` along; going through it avoids a dependency of our own.
const WebSocket = createRequire(createRequire(import.meta.url).resolve('selenium-webdriver'))('ws');

/**
 * What Chromium tells by itself: requests, console lines, uncaught errors, violations of a policy.
 * A sandboxed frame is a process of its own, and so a target of its own; each target is held at its start
 * until the recorder is in it, so that nothing that happens early is missed.
 */
export async function connectDevtools(address) {
  const { webSocketDebuggerUrl } = await (await fetch(`http://${address}/json/version`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl, { perMessageDeflate: false });
  await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); });

  const seen = { requests: [], lines: [], errors: [], violations: [] };
  const held = [];              // requests that wait for a word of a test
  const pages = new Map();      // session id -> kind of target
  const waiting = new Map();    // message id -> promise
  const standing = new Map();   // commands that every present and future target gets
  let last = 0;

  const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    const id = ++last;
    waiting.set(id, { resolve, reject, method });
    socket.send(JSON.stringify({ id, method, params, sessionId }));
  });

  const enter = async ({ sessionId, targetInfo, waitingForDebugger }) => {
    // Commands are answered in order, so none is waited for: the target stands still until the last one.
    const tell = (method, params) => send(method, params, sessionId).catch(() => { /* not every kind of target knows it */ });
    if (['page', 'iframe'].includes(targetInfo.type)) {
      pages.set(sessionId, targetInfo.type);
      tell('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
      tell('Runtime.enable');
      tell('Log.enable');
      tell('Network.enable');
      tell('Page.enable');
      tell('Page.addScriptToEvaluateOnNewDocument', { source: RECORDER });
      for (const [method, params] of standing) tell(method, params);
    }
    if (waitingForDebugger) tell('Runtime.runIfWaitingForDebugger');
  };

  socket.on('message', data => {
    const { id, method, params, sessionId, result, error } = JSON.parse(data);
    if (id) {
      const { resolve, reject, method: asked } = waiting.get(id);
      waiting.delete(id);
      return error ? reject(new Error(`${asked}: ${error.message}`)) : resolve(result);
    }
    if (method === 'Target.attachedToTarget') enter(params);
    if (method === 'Fetch.requestPaused') held.push({ ...params, sessionId });
    if (method === 'Target.detachedFromTarget') pages.delete(params.sessionId);
    record(seen, method, params, pages.get(sessionId));
  });
  socket.on('close', () => { for (const { reject } of waiting.values()) reject(new Error('Chromium has ended')); waiting.clear(); });

  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });

  return {
    seen,
    /** Forgets what was seen, before the part of a test that counts. */
    forget() { for (const list of Object.values(seen)) list.length = 0; },
    /** Sends a command to the page and to all its frames, those to come as well. */
    async everywhere(method, params) {
      standing.set(method, params);
      await Promise.all([...pages.keys()].map(session => send(method, params, session).catch(() => {})));
    },
    /** Sends a command to the page only. */
    async page(method, params) {
      const [session] = [...pages].find(([, kind]) => kind === 'page') ?? [];
      return send(method, params, session);
    },
    /** What `expression` gives in the page, or in its newest frame: also while the tab is on its way to another page, when WebDriver waits. */
    async ask(expression, kind = 'iframe') {
      const [session] = [...pages].findLast(([, one]) => one === kind) ?? [];
      const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, returnByValue: true }, session);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    /**
     * Stands in for a web server on the other side of the world: requests for pages that `urlPattern` fits wait,
     * and `answer(html)` answers the one that came last.
     */
    async hold(urlPattern) {
      const [session] = [...pages].find(([, kind]) => kind === 'page') ?? [];
      await send('Fetch.enable', { patterns: [{ urlPattern, resourceType: 'Document' }] }, session);
      return {
        waiting: () => held.length,
        answer(html) {
          const { requestId, sessionId } = held.pop();
          return send('Fetch.fulfillRequest', {
            requestId, responseCode: 200, responseHeaders: [{ name: 'content-type', value: 'text/html' }], body: Buffer.from(html).toString('base64'),
          }, sessionId);
        },
        async end() { held.length = 0; await send('Fetch.disable', {}, session); },
      };
    },
    close() { socket.close(); },
  };
}

/** Pages of Chromium's own, such as its new tab: they load when they like, also beside the page under test, which cannot ask for them. */
const ITS_OWN = /^(chrome|chrome-untrusted):/;

function record(seen, method, params, where) {
  if (method === 'Network.requestWillBeSent') {
    if (ITS_OWN.test(params.request.url)) return;
    // A request for a frame's document may be told by the page and by the frame: it has one id.
    if (seen.requests.some(({ id }) => id === params.requestId)) return;
    seen.requests.push({ id: params.requestId, url: params.request.url, method: params.request.method, type: params.type, where });
  }
  if (method === 'Network.webSocketCreated') seen.requests.push({ url: params.url, method: 'GET', type: 'WebSocket', where });
  if (method === 'Runtime.consoleAPICalled') {
    const text = params.args.map(arg => arg.value ?? arg.description ?? '').join(' ');
    const violation = text.startsWith('porchlight-test violation ') && JSON.parse(text.slice(26));
    if (violation) seen.violations.push({ ...violation, where });
    else seen.lines.push({ level: params.type, text, from: 'script', where });
  }
  if (method === 'Log.entryAdded') {
    const { level, text, source, url } = params.entry;
    seen.lines.push({ level, text, from: source, url, where });
  }
  if (method === 'Runtime.exceptionThrown') {
    const { text, exception } = params.exceptionDetails;
    seen.errors.push({ text: `${text} ${exception?.description ?? ''}`, where });
  }
}
