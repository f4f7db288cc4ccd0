// Reads Chromium's own log of its network: all that left the browser or was looked up, and who asked for it.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** Chromium's flags for it. The file is whole when the browser has ended. */
export const netLogArgs = file => [`--log-net-log=${file}`, '--net-log-capture-mode=Everything'];

/**
 * What Chromium asks for by itself, on any page and on none. Each is passed over only where the log says that the
 * browser itself asked for it, in the name of no page: the same address asked for by a page is a finding.
 */
const ITS_OWN = [
  [/^(start\.)?duckduckgo\.com$/, "the search engine that Debian's Chromium opens with, connected to at its start"],
  [/^(clients2|update|accounts|safebrowsing|android\.clients|optimizationguide-pa|redirector|www)\.google(apis)?\.com$/,
    'the time, updates, the list of accounts, the list of dangerous sites'],
  [/^[\w.-]+\.(gvt1|gstatic)\.com$/, 'downloads of updates'],
];

const hostOf = address => { try { return new URL(address.includes('://') ? address : `http://${address}`).hostname; } catch { return address; } };
const isItsOwn = host => ITS_OWN.some(([pattern]) => pattern.test(host));
const isLoopback = address => /^(http:\/\/)?(127\.\d+\.\d+\.\d+|\[::1\])/.test(address);

/**
 * `requests`, `lookups`, `connections` and `datagrams` that came from pages, or from the browser because of a page, as
 * when its Autofill asks what a field for text is for; `own` are the hosts of what the browser asks for on any page.
 */
export async function readNetLog(file) {
  const found = { requests: [], lookups: [], connections: [], datagrams: [], own: new Set(), events: 0, bytes: (await stat(file)).size };
  let types;                    // number -> name
  const jobs = new Map();       // a connection's job -> whom it is for
  const sockets = new Map();    // a socket -> its job, or its parent
  const nameservers = new Set();
  const sent = new Map();       // a socket for datagrams -> where it goes
  for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 20 }), crlfDelay: Infinity })) {
    if (!types) {
      const { constants } = JSON.parse(`${line.replace(/,\s*$/, '')}}`);
      types = new Map(Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]));
      continue;
    }
    // Its type stands at the end of a line; most events, and the bytes of all sockets, are not read at all.
    const [, number] = /"type":(\d+)\}\s*[,\]]*\s*$/.exec(line.slice(-60)) ?? [];
    if (number === undefined) continue;
    found.events += 1;
    const name = types.get(Number(number));
    if (!WANTED.has(name)) continue;
    const { params, source: { id } } = JSON.parse(line.replace(/[,\]\s]*$/, ''));
    if (!params) continue;
    if (name === 'DNS_CONFIG_CHANGED') for (const one of params.nameservers ?? []) nameservers.add(one);
    if (name === 'URL_REQUEST_START_JOB' && params.url) request(found, params);
    if (name === 'HOST_RESOLVER_MANAGER_REQUEST' && params.host) lookup(found, params);
    if (name === 'SOCKET_POOL_CONNECT_JOB_CREATED') jobs.set(id, params.group_id);
    if (name === 'SOCKET_ALIVE' && params.source_dependency) sockets.set(id, params.source_dependency.id);
    if (name === 'TCP_CONNECT_ATTEMPT' && params.address) {
      const group = jobs.get(sockets.get(id)) ?? '';
      const host = hostOf(group.replace(/^(pm\/)+/, '').split(' ')[0]);
      if (isLoopback(params.address) || !(isItsOwn(host) && !ofAPage(group))) found.connections.push(params.address);
    }
    if (name === 'UDP_CONNECT' && params.address) sent.set(id, params.address);
    if (name === 'UDP_BYTES_SENT') found.datagrams.push(params.address ?? sent.get(id) ?? 'somewhere');
  }
  found.datagrams = found.datagrams.filter(address => !nameservers.has(address));
  return found;
}

const WANTED = new Set(['DNS_CONFIG_CHANGED', 'URL_REQUEST_START_JOB', 'HOST_RESOLVER_MANAGER_REQUEST', 'SOCKET_POOL_CONNECT_JOB_CREATED', 'SOCKET_ALIVE',
  'TCP_CONNECT_ATTEMPT', 'UDP_CONNECT', 'UDP_BYTES_SENT']);

/** In whose name: the sites of the pages under test are all loopback addresses. */
const ofAPage = key => /127\.0\.0\.\d/.test(key ?? '');

function request(found, { url, method, initiator, network_isolation_key: key }) {
  const host = hostOf(url);
  const byBrowser = initiator === 'not an origin';
  if (isItsOwn(host) && byBrowser && !ofAPage(key)) found.own.add(host);
  else found.requests.push({ method, url, initiator });
}

function lookup(found, { host: address, network_anonymization_key: key }) {
  const host = hostOf(address);
  if (isItsOwn(host) && !ofAPage(key)) found.own.add(host);
  else found.lookups.push(host);
}
