// A neutral page on a server of its own, in the place of the real one: it answers when the test says so, or not at all.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { summed } from './faults.mjs';

/** A pack leads to https pages only, so this one has a certificate, which the browsers of the tests accept. */
const PAIR = readFileSync(join(import.meta.dirname, 'neutral.pem'));

const REAL = 'https://www.weather.gov/';
const PAGE = '<!doctype html><title>Weather</title><link rel="icon" href="data:,"><h1>Weather</h1>';

/**
 * `lead(html)` makes the document lead here when it is left. The pack holds its addresses with their lengths,
 * so the address here is as long as the real one.
 */
export async function startNeutral() {
  const waiting = [];
  const sockets = new Set();
  let held = false;
  let cut = false;
  let asked = 0;
  const server = createServer({ key: PAIR, cert: PAIR }, (request, response) => {
    asked += 1;
    if (cut) { request.socket.destroy(); return; }
    const answer = () => { response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' }); response.end(PAGE); };
    if (held) waiting.push(answer); else answer();
  });
  server.on('tlsClientError', () => { /* a browser that asks whether it may */ });
  server.on('connection', socket => { sockets.add(socket); socket.once('close', () => sockets.delete(socket)); });
  await new Promise((done, fail) => { server.once('error', fail); server.listen(0, '127.0.0.5', done); });
  const begin = `https://127.0.0.5:${server.address().port}/`;
  const address = begin + 'weather'.slice(0, REAL.length - begin.length);
  if (address.length !== REAL.length) throw new Error(`the port ${server.address().port} is too short`);
  return {
    address,
    origin: begin.slice(0, -1),
    lead(html) {
      const changed = html.replaceAll(REAL, address);
      if (changed === html) throw new Error(`the document does not lead to ${REAL}`);
      return summed(changed);
    },
    hold() { held = true; },
    waiting: () => waiting.length,
    release() { held = false; for (const answer of waiting.splice(0)) answer(); },
    /** How often somebody has come so far. */
    asked: () => asked,
    /** From now on nobody answers here: the person has no network. */
    cut(on = true) { cut = on; },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise(done => { server.close(done); });
    },
  };
}
