/** What is kept of a learner, by their will alone. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { ask, assertAccessible, FLEET, hear, judged, open } from './browser.ts';

const speakerOf = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.parse(localStorage['agentforge-voice']).speakerId);

test('the own voice is asked for in words, given, made, and taken back', async () => {
  const { page, close } = await open('#/voice');
  await page.getByText('My recording and the voice samples I send').waitFor();
  await assertAccessible(page, 'consent');
  const [agree, refuse] = [page.getByRole('button', { name: 'I agree' }), page.getByRole('button', { name: 'No, thank you' })];
  const look = (element: typeof agree) => element.evaluate((each) => [getComputedStyle(each).backgroundColor, getComputedStyle(each).fontWeight]);
  assert.deepEqual(await look(agree), await look(refuse), 'both answers look alike');
  await refuse.click();
  await page.getByText('Nothing was saved.').first().waitFor();
  await agree.click();
  await page.getByText('You agreed on').waitFor();
  await page.getByRole('link', { name: 'Practise' }).click();
  await judged(page);
  await page.getByRole('button', { name: 'Play My voice' }).first().waitFor();
  await page.goto(`${page.url().split('#')[0]}#/voice`);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText(/^Taken back\. Erased: [1-9]/).first().waitFor();
  const consent = await ask<{ holds: boolean }>(`/speakers/${await speakerOf(page)}/consent`);
  assert.equal(consent.holds, false);
  await close();
});

test('a sample that was recorded goes out with the consent alone, and is heard and erased', async () => {
  const { page, close } = await open('#/voice');
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  const sample = async () => {
    await page.getByRole('button', { name: 'Record a sample' }).click();
    await page.getByText('Speak now').waitFor();
    await page.waitForTimeout(2_000);
    await page.getByRole('button', { name: /^Stop recording/ }).click();
  };
  await page.getByText('Add samples of your voice').click();
  await sample();
  await hear(page.locator('body'), 'Sample 1');
  await assertAccessible(page, 'a sample before consent');
  await page.getByRole('button', { name: 'No, thank you' }).click();
  await page.getByRole('button', { name: 'Sample 1' }).first().waitFor({ state: 'detached' });
  assert.deepEqual(sent, [], 'nothing leaves the page before it is agreed to');
  await sample();
  await page.getByRole('button', { name: 'Delete Sample 1' }).waitFor();
  await page.getByRole('button', { name: 'I agree' }).click();
  await page.getByText('1 sample is kept.').waitFor();
  const of = `/speakers/${await speakerOf(page)}/consent/samples`;
  const kept = await ask<{ items: { sample_id: number }[] }>(of);
  assert.equal(kept.items.length, 1);
  const heard = await fetch(`${FLEET}${of}/${kept.items[0]!.sample_id}/audio`);
  assert.ok((await heard.arrayBuffer()).byteLength > 32_000, 'more than a second is kept');
  await hear(page.locator('body'), 'Sample 1');
  await page.getByRole('button', { name: 'Delete Sample 1' }).click();
  await page.getByText('No samples are kept.').waitFor();
  assert.deepEqual((await ask<{ items: object[] }>(of)).items, []);
  await close();
});

test('a sample in which nothing is heard is not taken', async () => {
  const { page, close } = await open('#/voice', { microphone: 'silence' });
  await page.getByText('Add samples of your voice').click();
  await page.getByRole('button', { name: 'Record a sample' }).click();
  await page.getByText('Speak now').waitFor();
  await page.waitForTimeout(900);
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.getByText('We heard nothing').first().waitFor();
  assert.equal(await page.getByRole('button', { name: /Sample 1$/ }).count(), 0);
  await close();
});

test('each voice sample can be heard, and deleted by itself', async () => {
  const { page, close } = await open('#/voice');
  await page.getByRole('button', { name: 'I agree' }).waitFor();
  const speaker = await speakerOf(page);
  const form = new FormData();
  form.set('consent_voice_cloning', 'true');
  const speech = new Blob([await readFile(process.env.SPEECH_WAV!)]);
  for (const name of ['one.wav', 'two.wav']) form.append('voice_samples[]', speech, name);
  assert.equal((await fetch(`${FLEET}/speakers/${speaker}/consent`, { method: 'POST', body: form })).status, 201);
  await page.reload();
  await page.getByText('2 samples are kept.').waitFor();
  await hear(page.locator('body'), 'Sample 2');
  await assertAccessible(page, 'voice samples');
  await page.getByRole('button', { name: 'Delete Sample 1' }).click();
  await page.getByText('1 sample is kept.').waitFor();
  await page.getByRole('button', { name: 'Play Sample 1' }).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('button', { name: /^(Play|Stop) Sample 2$/ }).count(), 1);
  await page.getByText('You agreed on').waitFor();
  await close();
});

test('what is learnt from is agreed to with its words, and taken back', async () => {
  const { page, close } = await open('#/privacy');
  const asked = page.locator('section.card', { has: page.getByRole('heading', { name: 'Learning from you' }) });
  await asked.getByText('Nothing is learnt from you.').waitFor();
  await asked.getByText('What you agree to').click();
  await asked.getByText(/^What was measured of my recordings/).waitFor();
  const ofSpeaker = `/speakers/${await speakerOf(page)}/training-consent`;
  assert.equal((await ask<{ status: number }>(ofSpeaker)).status, 404);
  await asked.getByRole('button', { name: 'I agree' }).click();
  await asked.getByText(/^You agreed on/).waitFor();
  assert.match((await ask<{ wording_version: string }>(ofSpeaker)).wording_version, /^\d{4}-/);
  await assertAccessible(page, 'learnt from');
  await asked.getByRole('button', { name: 'Take it back' }).click();
  await asked.getByText('Nothing is learnt from you.').waitFor();
  assert.equal((await ask<{ status: number }>(ofSpeaker)).status, 404);
  await close();
});

test('erasing everything leaves nothing, and asks first', async () => {
  const { page, close } = await open();
  const taskId = await judged(page);
  const speaker = await speakerOf(page);
  await page.goto(`${page.url().split('#')[0]}#/privacy`);
  await page.getByText('Recordings: until you delete them').waitFor();
  await page.getByText('No language model gets anything of it.').waitFor();
  await page.getByText(speaker).waitFor();
  const erase = page.getByRole('button', { name: 'Erase everything' });
  assert.equal(await erase.isDisabled(), true);
  await page.getByLabel(/^Type erase/).fill('erase');
  await erase.click();
  await page.getByText(/^Erased: 1 recording/).first().waitFor();
  assert.equal((await ask<{ status: number }>(`/tasks/${taskId}`)).status, 404);
  assert.deepEqual((await ask<{ items: unknown[] }>(`/tasks?speaker_id=${speaker}`)).items, []);
  assert.notEqual(await speakerOf(page), speaker);
  await close();
});

test('all that is kept can be taken along', async () => {
  const { page, close } = await open();
  const taskId = await judged(page);
  await page.goto(`${page.url().split('#')[0]}#/privacy`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  const stream = await download.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const zip = Buffer.concat(parts);
  assert.equal(zip.subarray(0, 2).toString(), 'PK');
  assert.ok(zip.includes(taskId), 'it names the recording');
  await close();
});

test('a running recording can be cancelled', async () => {
  const { page, close } = await open();
  await page.route('**/cancel', (route) => route.fulfill({ status: 202, json: {} }));
  await page.route('**/events', () => {}); // it goes on for ever
  await page.route(/\/api\/v1\/tasks\/[^/]+$/, async (route) => {
    const answer = await route.fetch();
    const task = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...task, status: 'running', words: [] } });
  });
  const asked = page.waitForRequest('**/cancel');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Speak now').waitFor();
  await page.waitForTimeout(2_000);
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByRole('heading', { name: 'Listening to your recording' }).waitFor();
  await assertAccessible(page, 'processing');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await asked;
  await close();
});

test('a result can be taken as a table and printed without its buttons', async () => {
  const { page, close } = await open('#/sample');
  await page.getByRole('heading', { name: /words clear/ }).waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'As a table (CSV)' }).click()]);
  assert.match(file.suggestedFilename(), /\.csv$/);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: 'Print', includeHidden: true }).isVisible(), false);
  assert.equal(await page.locator('.words').isVisible(), true);
  assert.equal(await page.getByRole('navigation', { includeHidden: true }).isVisible(), false);
  await close();
});
