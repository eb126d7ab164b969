/** Where keys are asked for, an operator gives and takes them here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, FLEET, judged, open } from '../browser.ts';

const KEY = process.env.OPERATOR_KEY!;

test('a key is made, shown once, opens the door, and is revoked', async () => {
  const { page, close } = await open('#/operations');
  await page.getByLabel('Your key').fill(KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Keys' }).waitFor();
  await page.getByText('Make a key').click();
  await page.getByLabel('Name: who or what uses it').fill('class 7');
  await page.getByLabel('Role').selectOption('learner');
  await page.getByLabel("Speaker's id").fill('asha');
  await page.getByRole('button', { name: 'Make it' }).click();
  const made = await page.locator('.secret').innerText();
  assert.match(made, /^afv_/);
  await assertAccessible(page, 'a new key');
  const asked = () => fetch(`${FLEET}/api/v1/tasks`, { headers: { authorization: `Bearer ${made}` } });
  assert.equal((await asked()).status, 200);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  assert.equal(await page.getByText(made).count(), 0);
  await page.getByRole('button', { name: 'Revoke class 7', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, revoke class 7' }).click();
  await page.getByText(/revoked /).waitFor();
  assert.equal((await asked()).status, 401);
  await close();
});

test('whose voice it is not has no links to make: an operator is not asked to share a result', async () => {
  const { page, close } = await open();
  await page.getByLabel('Your key').fill(KEY);
  await page.keyboard.press('Enter');
  await judged(page);
  await page.getByRole('button', { name: 'Delete this recording' }).waitFor();
  assert.equal(await page.getByText('Share this result').count(), 0);
  await close();
});
