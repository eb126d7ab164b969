/** Where keys are asked for: a learner signs in, does their work, and signs out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, judged, open } from '../browser.ts';

const KEY = process.env.LEARNER_KEY!;

test('a learner signs in by key, works under their own name, and signs out', async () => {
  const { page, close } = await open();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await assertAccessible(page, 'sign in');
  const key = page.getByLabel('Your key');
  await key.fill('afv_nobody');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This key is not known').waitFor();
  await key.fill(KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Read this aloud' }).waitFor();
  const taskId = await judged(page);
  assert.equal(await page.evaluate(() => JSON.parse(localStorage['agentforge-voice']).speakerId), 'priya');
  assert.equal(await page.evaluate((secret) => JSON.stringify(localStorage).includes(secret), KEY), false);
  await page.getByText('Share this result').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Delete this recording' }).click();
  await page.getByText('You have recorded nothing yet.').waitFor();
  assert.equal(await page.evaluate((id) => fetch(`/api/v1/tasks/${id}`).then((answer) => answer.status), taskId), 404);
  await page.getByRole('link', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Calls', exact: true }).click();
  await page.getByText('There is no call yet.').waitFor();
  assert.equal(await page.getByLabel('Agent, by your own name for them').count(), 0, 'a learner sends calls of their own');
  await assertAccessible(page, "a learner's calls");
  await page.getByRole('link', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await page.evaluate(() => fetch('/api/v1/tasks').then((answer) => answer.status)), 401);
  await close();
});

test('a session that ends in between keeps the recording until one has signed in again', async () => {
  const { page, close } = await open();
  await page.getByLabel('Your key').fill(KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Speak now').waitFor();
  await page.waitForTimeout(2_500);
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Your key').fill(KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  await close();
});
