// Writes down what a test counted, for docs/evidence.md, and says how many the bars ask for in this run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** True in `cargo xtask test --all`: then the large numbers of the bars are wanted. */
export const all = process.env.PORCHLIGHT_ALL === '1';

/** `usual` in a usual run, `most` in a whole one. */
export const count = (usual, most) => (all ? most : usual);

/** `rows` are pairs: what was counted, and how many. `text` are sentences above them. Each `name` is used once. */
export function evidence(name, section, rows, text = []) {
  const folder = process.env.PORCHLIGHT_EVIDENCE;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const pairs = rows.map(([what, counted]) => [what, String(counted)]);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ section, day: process.env.PORCHLIGHT_DAY, of: process.env.PORCHLIGHT_OF ?? '', text, rows: pairs })}\n`);
}
