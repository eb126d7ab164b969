/** With the real engines: the words that the microphone hears light up while they are read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLEET, open } from '../browser.ts';
import { layWire } from '../wire.ts';

test('words light up while they are read, from the first to the last', async () => {
  const { page, close } = await open();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Speak now').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.live-word.read').length >= 3, undefined, { timeout: 5_000 });
  assert.equal(await page.locator('.live-word').last().getAttribute('class'), 'live-word', 'the last word is not lit before it is read');
  await page.waitForFunction(() => document.querySelectorAll('.live-word.read').length >= 12, undefined, { timeout: 10_000 });
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.getByRole('button', { name: 'Check my pronunciation' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.live-word.read').length >= 13);
  await close();
});

test('where the stream is cut while they are read, words still light up to the last', async (t) => {
  const wire = await layWire(FLEET);
  t.after(wire.close);
  const { page, close } = await open('', { at: wire.url });
  const nLit = (n: number) => page.waitForFunction((most) => document.querySelectorAll('.live-word.read').length >= most, n, { timeout: 10_000 });
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await nLit(3);
  wire.cut();
  await page.waitForTimeout(1_500);
  wire.mend();
  await nLit(12);
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.getByRole('button', { name: 'Check my pronunciation' }).waitFor();
  await nLit(13);
  assert.ok(wire.nTried() >= 3);
  await close();
});
