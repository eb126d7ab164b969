/** From the first press to a word in three voices. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertAccessible, hear, judged, open, recordTake } from './browser.ts';

test('a learner records a text, sees which words were clear, and hears one of them', async () => {
  const { page, close } = await open();
  const taskId = await judged(page);
  assert.match(await page.locator('h1').innerText(), /^\d+ of 15 words clear$/);
  await page.locator('.words .word.error').first().click();
  const sheet = page.getByRole('dialog');
  await hear(sheet, 'Me');
  await assertAccessible(page, 'word sheet');
  assert.equal(await page.evaluate(() => document.querySelector('dialog[open]')?.contains(document.activeElement)), true);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await page.waitForURL((url) => url.hash === `#/task/${taskId}`);
  await close();
});

test('all of it can be done by keys alone', async () => {
  const { page, close } = await open();
  await page.keyboard.press('r');
  await page.getByText('Speak now').waitFor();
  await page.waitForTimeout(2_500);
  await page.keyboard.press('r');
  const send = page.getByRole('button', { name: 'Check my pronunciation' });
  await send.waitFor();
  await send.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  const reached = page.locator('.words [tabindex="0"]');
  assert.equal(await reached.count(), 1, 'Tab comes to one word');
  await reached.focus();
  const first = await reached.innerText();
  await page.keyboard.press('End');
  assert.notEqual(await page.locator('.words [tabindex="0"]').innerText(), first);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  const before = await page.locator('#sheet-word').innerText();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((word) => document.querySelector('#sheet-word')?.textContent !== word, before);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await close();
});

test('the result is told to those who hear the page', async () => {
  const { page, close } = await open();
  await recordTake(page, 2_500);
  const told: string[] = [];
  await page.exposeFunction('heard', (text: string) => void told.push(text));
  await page.evaluate(() => {
    const region = document.querySelector('[aria-live=polite]')!;
    new MutationObserver(() => {
      const text = region.textContent?.trim();
      if (text) (globalThis as unknown as { heard(text: string): void }).heard(text);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  await page.waitForTimeout(200);
  assert.ok(told.some((text) => /^Result: \d+ of 15 words clear$/.test(text)), told.join('; '));
  const name = await page.locator('.words .word.error').first().getAttribute('aria-label');
  assert.match(name ?? '', /, slip: /);
  await close();
});

test('before a microphone is allowed a sample can be explored and heard', async () => {
  const { page, close } = await open('', { microphone: 'none' });
  await page.getByRole('link', { name: 'Try a sample' }).click();
  await page.getByRole('heading', { name: /words clear/ }).waitFor();
  assert.equal(await page.locator('.words .signs').first().isVisible(), true, 'the kind of a slip is marked');
  assert.deepEqual(await page.locator('.words .slipped').allInnerTexts(), ['th', 'th', 'v', 's'], 'the letters of a slip are marked');
  const mouths = page.locator('.one-thing .thing').first().getByRole('img');
  await mouths.nth(1).waitFor();
  assert.match((await mouths.first().getAttribute('aria-label'))!, /The tip of the tongue is between the teeth\. The throat does not hum\.$/);
  assert.match((await mouths.nth(1).getAttribute('aria-label'))!, /touches the ridge behind the upper teeth/);
  assert.deepEqual(await page.locator('.one-thing .thing').first().locator('figcaption').allInnerTexts(), ['American: th of thin', 'You: t']);
  await page.getByRole('button', { name: 'very, slip: v heard as w' }).click();
  for (const voice of ['Me', 'American', 'My voice', 'As I said it']) await hear(page.getByRole('dialog'), voice);
  await close();
});

test('a recording is listed, compared with another of its text, and deleted', async () => {
  const { page, close } = await open();
  const first = await judged(page);
  await page.getByRole('link', { name: 'Record this text again' }).click();
  await judged(page);
  await page.getByRole('link', { name: 'History' }).click();
  await page.locator('.list li').nth(1).waitFor();
  await page.getByLabel('Only this text').selectOption({ index: 1 });
  await page.getByRole('heading', { name: 'Compare two takes of this text' }).waitFor();
  await assertAccessible(page, 'history');
  await page.locator(`a[href$="${first}"]`).click();
  await page.getByRole('button', { name: 'Delete this recording' }).click();
  await page.getByRole('heading', { name: 'History' }).waitFor();
  assert.equal((await ask<{ status: number }>(`/tasks/${first}`)).status, 404);
  await close();
});

test('a drill asks the ear first and then judges what is said', async () => {
  const { page, close } = await open();
  await judged(page);
  await page.getByRole('link', { name: 'Practise this' }).first().click();
  await page.getByRole('heading', { name: 'Which word do you hear?' }).waitFor();
  await assertAccessible(page, 'drill: listen');
  await page.locator('.choices button').first().click();
  await page.getByText(/^(Right: |It was )/).first().waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Speak now').waitFor();
  await page.waitForTimeout(1_800);
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.locator('.drill p', { hasText: /^(Clear|Not yet|We are not sure|We could not judge)/ }).waitFor();
  await assertAccessible(page, 'drill: say');
  await close();
});

test('where the pictures of the mouth can not be fetched the words beside them stand alone', async () => {
  const { page, close } = await open('', { microphone: 'none' });
  await page.route(/Mouth-[\w-]+\.js$/, (route) => route.abort());
  await page.getByRole('link', { name: 'Try a sample' }).click();
  await page.getByRole('heading', { name: 'One thing now' }).waitFor();
  await page.locator('.mouths').first().waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('alert').count(), 0);
  await close();
});
