// A second release of the guide, with a content hash of its own, on a server of its own.
import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, remove } from './processes.mjs';
import { dist, startGuideServer } from './servers.mjs';

/** The server of the same files under another hash. */
export async function anotherRelease(root = dist()) {
  const folder = newFolder('release');
  cpSync(root, folder, { recursive: true });
  const hash = readdirSync(folder).find(name => /^[0-9a-f]{16}$/.test(name));
  const name = [...hash].toReversed().join('');
  renameSync(join(folder, hash), join(folder, name));
  const loader = join(folder, 'v1/porchlight.js');
  writeFileSync(loader, readFileSync(loader, 'utf8').replaceAll(hash, name));
  const server = await startGuideServer(folder);
  return { ...server, async close() { await server.close(); remove(folder); } };
}
