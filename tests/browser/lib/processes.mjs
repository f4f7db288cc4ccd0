// Starts the programs that the tests need, and ends them again by their own id, never by name.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();
const folders = new Set();

// A test run that dies must not leave browsers behind: they would slow down, and confuse, the next one.
process.on('exit', () => {
  for (const started of running) started.kill();
  for (const folder of folders) remove(folder);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Starts `file` in a process group of its own; `stop()` ends that group and nothing else. */
export function start(file, args, { env, stdio = ['ignore', 'pipe', 'pipe'] } = {}) {
  const child = spawn(file, args, { env: { ...process.env, ...env }, stdio, detached: true });
  const ended = new Promise(resolve => child.once('exit', resolve));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', bytes => { said = (said + bytes).slice(-4000); });
  }
  child.once('error', error => { said += String(error); });
  const started = {
    child,
    /** The last words of the program, for the message of a failed start. */
    said: () => said.trim(),
    kill(signal = 'SIGKILL') {
      if (child.pid === undefined || child.exitCode !== null) return;
      try { process.kill(-child.pid, signal); } catch { /* it has ended by itself */ }
    },
    async stop() {
      started.kill('SIGTERM');
      await Promise.race([ended, sleep(3000)]);
      started.kill();
      running.delete(started);
    },
  };
  running.add(started);
  return started;
}

/** Ends one process that a driver started for us and told us the id of. */
export function endById(id) {
  if (!Number.isInteger(id) || id <= 1) return;
  try { process.kill(id, 'SIGKILL'); } catch { /* it has ended by itself */ }
}

/** The path of the first of `names` that can be run, or an error that says how to install it. */
export function program(names, install) {
  for (const name of names.filter(Boolean)) {
    const places = isAbsolute(name) ? [name] : (process.env.PATH ?? '').split(delimiter).map(dir => join(dir, name));
    for (const place of places) {
      try { accessSync(place, constants.X_OK); return place; } catch { /* the next place */ }
    }
  }
  throw new Error(`${names.filter(Boolean).join(' or ')} is not installed. Run:\n    ${install}`);
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until something listens on `port`. */
export async function listening(port, started, milliseconds = 20000) {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    if (started.child.exitCode !== null) throw new Error(`${started.child.spawnfile} ended at once: ${started.said()}`);
    if (await canConnect(port)) return;
    await sleep(50);
  }
  throw new Error(`${started.child.spawnfile} did not listen on port ${port}: ${started.said()}`);
}

function canConnect(port) {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
}

/** A new folder for a browser's profile; `remove` it when the browser has ended. */
export function newFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `porchlight-${name}-`));
  folders.add(folder);
  return folder;
}

export function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    folders.delete(folder);
  } catch { /* a dying browser still writes; the handler of `exit` tries again */ }
}
