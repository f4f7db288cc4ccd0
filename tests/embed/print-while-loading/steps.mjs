// Prints the page when the frame is there and its document is not.
import assert from 'node:assert/strict';
import { enterFrame } from '../../browser/lib/host.mjs';

export async function during({ driver }) {
  await enterFrame(driver);
  await driver.switchTo().defaultContent();
  const paper = await driver.printPage();
  assert.ok(Buffer.from(paper, 'base64').subarray(0, 4).equals(Buffer.from('%PDF')), 'paper');
}
