/** With the real engines: what the microphone heard comes back as the slips that were said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hear, open } from '../browser.ts';

const RESULT_MS = 120_000;

test('slips that were spoken are marked, explained, and heard again', async () => {
  const { page, close } = await open();
  await page.getByLabel('Your first language').selectOption('hi');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Speak now').waitFor();
  await page.waitForTimeout(6_500);
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor({ timeout: RESULT_MS });
  const names = await page.locator('.words .word').evaluateAll((words) => words.map((word) => word.getAttribute('aria-label') ?? ''));
  for (const slip of ['think, slip: th of thin heard as t', 'very, slip: v heard as w']) {
    assert.ok(names.includes(slip), `${slip} is not among ${names.join('; ')}`);
  }
  assert.ok(names.some((name) => name.startsWith('school, slip:')), names.join('; '));
  assert.ok(names.includes('good, fine'), names.join('; '));
  await page.getByRole('heading', { name: 'One thing now' }).waitFor();
  await page.getByRole('button', { name: 'very, slip: v heard as w' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Keep v and w apart').waitFor();
  for (const voice of ['Me', 'American', 'As I said it']) await hear(sheet, voice);
  await close();
});
