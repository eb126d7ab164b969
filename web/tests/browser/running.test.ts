/** Screens of who builds on the service and who runs it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertAccessible, assertNoSideScroll, FLEET, open } from './browser.ts';

test('each ability shows its request, its answer and its times', async () => {
  const { page, close } = await open('#/capabilities');
  for (const [name, found] of [
    ['Transcribe', 'asr'],
    ['Judge', 'diff'],
  ] as const) {
    const ability = page.locator('details.ability', { has: page.getByRole('heading', { name, exact: true }) });
    await ability.locator('summary').first().click();
    await ability.getByRole('button', { name: 'Send' }).click();
    await ability.getByRole('rowheader', { name: found, exact: true }).waitFor();
    assert.match(await ability.locator('pre').first().innerText(), /curl -s 'http.*\/api\/v1\/process'/);
    const id = (await ability.getByText(/^It is kept as/).innerText()).match(/[0-9a-f-]{36}/)![0];
    await ability.getByRole('button', { name: 'Delete this recording' }).click();
    await ability.getByText('Deleted').waitFor();
    assert.equal((await ask<{ status: number }>(`/tasks/${id}`)).status, 404);
    await ability.locator('summary').first().click();
  }
  await assertAccessible(page, 'capabilities');
  await close();
});

test('marked-up text is spoken, and words are looked up', async () => {
  const { page, close } = await open('#/capabilities', { viewport: { width: 320, height: 640 } });
  const ability = (name: string) => page.locator('details.ability', { has: page.getByRole('heading', { name, exact: true }) });
  await ability('Speak').locator('summary').first().click();
  await ability('Speak').getByRole('radio', { name: 'SSML' }).check();
  await ability('Speak').getByRole('button', { name: 'Send' }).click();
  await ability('Speak').getByRole('button', { name: 'Play the speech' }).waitFor();
  assert.match(await ability('Speak').locator('pre').first().innerText(), /"ssml":"<speak>/);
  await ability('Look up words').locator('summary').first().click();
  await ability('Look up words').getByRole('button', { name: 'Send' }).click();
  await ability('Look up words').getByRole('rowheader').first().waitFor();
  await ability('Voices').locator('summary').first().click();
  await ability('Voices').locator('li').first().waitFor();
  await assertAccessible(page, 'abilities, open');
  await assertNoSideScroll(page, 'abilities, open');
  await close();
});

test('a text is heard while it is made, from the first piece to the last, and can be ended', async () => {
  const { page, close } = await open('#/capabilities', { viewport: { width: 320, height: 640 } });
  const ability = page.locator('details.ability', { has: page.getByRole('heading', { name: 'Live speech', exact: true }) });
  await page.evaluate(() => {
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (when) {
      const played = Number(document.body.dataset.played ?? 0);
      document.body.dataset.played = `${played + this.buffer!.duration}`;
      start.call(this, when);
    };
  });
  await ability.locator('summary').first().click();
  await ability.getByRole('button', { name: 'Send' }).click();
  await ability.getByText(/^The first sound came after \d+ ms/).waitFor();
  await ability.getByText('All was told.').waitFor();
  await ability.locator('details summary', { hasText: 'Answer' }).click();
  const told = (await ability.getByLabel('Answer').innerText()).split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(told.map(({ type }) => type), ['begins', ...Array(told.length - 2).fill('piece'), 'done']);
  const played = Number(await page.locator('body').getAttribute('data-played'));
  assert.ok(Math.abs(played - told.at(-1).duration_s) < 0.05, `${played} s were played of ${told.at(-1).duration_s}`);
  await assertAccessible(page, 'live speech');
  await assertNoSideScroll(page, 'live speech');
  await ability.getByRole('button', { name: 'End', exact: true }).click();
  await ability.getByText('The stream was cut.').waitFor();
  await close();
});

test('a language is told, a transcript written down, a sentence translated', async () => {
  const { page, close } = await open('#/capabilities', { viewport: { width: 320, height: 640 } });
  for (const [name, found] of [['Tell the language', /^(li|LI)$/], ['Write down a transcript', /^BLOCKQUOTE$/i], ["Translate a call's sentence", /^BLOCKQUOTE$/i]] as const) {
    const ability = page.locator('details.ability', { has: page.getByRole('heading', { name, exact: true }) });
    await ability.locator('summary').first().click();
    await ability.getByRole('button', { name: 'Send' }).click();
    await ability.locator('.exchange').waitFor();
    const shown = ability.locator('li, blockquote').first();
    assert.match(await shown.evaluate((each) => each.tagName), found);
    assert.notEqual(await shown.innerText(), '');
    assert.match(await ability.locator('pre').first().innerText(), /curl -s 'http.*\/api\/v1\/(detect|normalise|translate)'/);
  }
  await assertAccessible(page, 'languages');
  await assertNoSideScroll(page, 'languages');
  await close();
});

test('words come while a file plays, and while somebody speaks', async () => {
  const { page, close } = await open('#/capabilities', { viewport: { width: 320, height: 640 } });
  const ability = page.locator('details.ability', { has: page.getByRole('heading', { name: 'Live words', exact: true }) });
  await ability.locator('summary').first().click();
  await ability.getByRole('button', { name: 'Play it' }).click();
  await ability.getByText('All was told.').waitFor();
  assert.notEqual(await ability.locator('blockquote').innerText(), '');
  assert.match(await ability.locator('pre').last().innerText(), /^afv live recording\.wav --url 'http.*' --json$/);
  await ability.locator('details summary', { hasText: 'Answer' }).click();
  assert.match(await ability.getByLabel('Answer').innerText(), /"type":"ready"[^]*"type":"final"[^]*"type":"done"/);
  await ability.getByRole('button', { name: 'Use the microphone' }).click();
  await ability.getByText(/^The first words came after/).waitFor();
  await ability.getByRole('button', { name: 'End', exact: true }).click();
  await ability.getByText('All was told.').waitFor();
  await assertAccessible(page, 'live words');
  await assertNoSideScroll(page, 'live words');
  await close();
});

test('a live stream that is refused says why', async () => {
  const { page, close } = await open('#/capabilities');
  await page.routeWebSocket('**/api/v1/stream', (socket) => {
    socket.send(JSON.stringify({ type: 'error', problem: { status: 503, title: 'Busy', detail: 'two streams are open' } }));
    void socket.close({ code: 4503 });
  });
  const ability = page.locator('details.ability', { has: page.getByRole('heading', { name: 'Live words', exact: true }) });
  await ability.locator('summary').first().click();
  await ability.getByRole('button', { name: 'Play it' }).click();
  await ability.getByRole('alert').getByText('two streams are open').waitFor();
  await assertAccessible(page, 'a refused stream');
  await close();
});

test('a voice is converted only where the speaker agrees', async () => {
  const { page, close } = await open('#/capabilities');
  const ability = page.locator('details.ability', { has: page.getByRole('heading', { name: 'Convert a voice' }) });
  await ability.locator('summary').first().click();
  const send = ability.getByRole('button', { name: 'Send' });
  assert.equal(await send.isDisabled(), true);
  await ability.getByLabel(/^The speaker agrees/).check();
  await send.click();
  await ability.getByRole('button', { name: 'Play My voice' }).waitFor();
  await close();
});

test('who runs it sees what is ready, and sets for how long things are kept', async () => {
  const setDays = (days: object) =>
    fetch(`${FLEET}/tenants/local/retention`, { method: 'PUT', body: JSON.stringify(days), headers: { 'content-type': 'application/json' } });
  assert.equal((await setDays({ usage: 900 })).status, 200); // of a kind that has no row on the page
  const { page, close } = await open('#/operations');
  await page.getByRole('rowheader', { name: 'asr-service' }).waitFor();
  await page.getByText(/^Disk: /).waitFor();
  await page.route('**/tenants/local/retention', async (route) => {
    if (route.request().method() === 'GET') await page.getByLabel('Events of tasks').fill('7'); // what is typed meanwhile stays
    await route.continue();
  });
  await page.getByLabel('Who did what').fill('365');
  await page.getByRole('button', { name: 'Save the days' }).click();
  await page.getByRole('cell', { name: '365 days' }).waitFor();
  const kept = await ask<{ own: object }>('/tenants/local/retention');
  assert.deepEqual(kept.own, { audit: 365, usage: 900 });
  await page.unroute('**/tenants/local/retention');
  assert.equal(await page.getByLabel('Events of tasks').inputValue(), '7');
  await page.getByLabel('Events of tasks').fill('');
  await page.getByLabel('Who did what').fill('');
  await page.getByRole('button', { name: 'Save the days' }).click();
  await page.getByText('Nothing would go now.').waitFor();
  await page.getByLabel('Number of the request').fill('nobody-asked');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByText('The audit has nothing of it').waitFor();
  await assertAccessible(page, 'administration');
  await setDays({});
  await close();
});
