// Makes pictures of screens as they stand on the host page, at the sizes of a phone, a tablet and a desk.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const SIZES = [[390, 844], [820, 1180], [1280, 800]];

const folder = process.env.PORCHLIGHT_PICTURES ?? resolve(import.meta.dirname, '../../../target/pictures');

/** Writes `<name>-<width>x<height>.png` of what a window of that size shows when the guide, or `part` of it, is scrolled to its top. */
export async function shot({ devtools }, name, width, height, part = 'porchlight-guide') {
  mkdirSync(folder, { recursive: true });
  await devtools.page('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  try {
    // Two painted frames after the change of size: the first may still show the old layout of the frame inside.
    await devtools.page('Runtime.evaluate', {
      awaitPromise: true,
      expression: `(document.querySelector('${part}') ?? document.documentElement).scrollIntoView({ block: 'start', behavior: 'instant' });
        new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 150))`,
    });
    const { data } = await devtools.page('Page.captureScreenshot', { format: 'png' });
    const file = join(folder, `${name}-${width}x${height}.png`);
    writeFileSync(file, Buffer.from(data, 'base64'));
    return file;
  } finally {
    await devtools.page('Emulation.clearDeviceMetricsOverride');
  }
}

/** The name under which a screen is pictured: its kind, and for questions the kind of answer. */
export function pictureName(screen) {
  if (screen.kind !== 'question') return screen.kind;
  const [control] = screen.controls;
  if (screen.controls.some(({ name }) => name === 'zip' || name === 'place')) return 'question-place';
  if (control?.type === 'checkbox') return 'question-multiple';
  return control?.values.join() === '1,2,3,4,5' ? 'question-scale' : 'question-single';
}
