/** Calls: sent, followed, heard, looked into, practised and searched, against a fleet in mock mode. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { CALL_ID, summaryOf, WHOLE } from './aCall.ts';
import { ask, assertAccessible, assertNoSideScroll, FLEET, hear, open } from './browser.ts';
import { hasPlayedMore, nPlayed } from './played.ts';

const HEADER = 44;

/** Somebody, somebody else, a silence of nine seconds, and the first again. */
async function conversation(): Promise<Buffer> {
  const speech = await readFile(process.env.SPEECH_WAV!);
  const bytesASecond = speech.readUInt32LE(28);
  const samples = speech.subarray(HEADER);
  const silence = (seconds: number) => Buffer.alloc(2 * Math.round((seconds * bytesASecond) / 2));
  const whole = Buffer.concat([silence(0.5), samples, silence(2.5), samples, silence(9.5), samples, silence(0.5)]);
  const header = Buffer.from(speech.subarray(0, HEADER));
  header.writeUInt32LE(36 + whole.length, 4);
  header.writeUInt32LE(whole.length, 40);
  return Buffer.concat([header, whole]);
}

async function choose(page: Page, names: string[]): Promise<void> {
  const buffer = await conversation();
  await page.getByLabel('Files').setInputFiles(names.map((name) => ({ name, mimeType: 'audio/wav', buffer })));
}

async function sendTwo(page: Page, agent: string): Promise<void> {
  await choose(page, ['first.wav', 'second.wav']);
  await page.getByLabel('Agent, by your own name for them').fill(agent);
  await page.getByLabel('All on the call were told that it is recorded').check();
  await page.getByRole('button', { name: 'Send 2 files' }).click();
  await page.getByRole('link', { name: 'See the call first.wav' }).waitFor();
  await page.getByRole('link', { name: 'See the call second.wav' }).waitFor();
}

const pressed = async (page: Page, name: string | RegExp) => {
  const before = await page.evaluate(nPlayed);
  await page.getByRole('button', { name }).first().click();
  await page.waitForFunction(hasPlayedMore, before);
};

test('two calls are sent, one is opened and heard, a moment of it played, made right and practised', async () => {
  const agent = `agent-${Date.now()}`;
  const { page, close } = await open('#/more', { viewport: { width: 320, height: 640 } });
  await page.getByRole('link', { name: 'Calls', exact: true }).click();
  await page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
  await sendTwo(page, agent);
  await assertAccessible(page, 'calls that were sent');
  await assertNoSideScroll(page, 'calls that were sent');

  await page.getByRole('link', { name: 'See the call first.wav' }).click();
  await page.getByRole('heading', { name: 'What was said' }).waitFor();
  await page.getByRole('heading', { name: 'A long silence' }).waitFor();
  const id = page.url().split('/calls/')[1]!;
  const known = await ask<{ turns: { text: string }[]; facts: { recording_notice: boolean }; speaker_id: string }>(`/calls/${id}`);
  assert.deepEqual([known.speaker_id, known.facts.recording_notice], [agent, true]);
  assert.equal(await page.locator('.turns > li').count(), known.turns.length);
  await assertAccessible(page, 'a call');
  await assertNoSideScroll(page, 'a call');

  await pressed(page, /^Play from .*, Agent$/);
  await page.locator('.turns > li[aria-current=true]').waitFor();
  assert.notEqual(await page.locator('.turn.now path').getAttribute('d'), '', 'what is heard is drawn');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.locator('.turns > li[aria-current=true]').waitFor({ state: 'detached' });

  const moment = page.locator('.moment', { has: page.getByRole('heading', { name: 'A long silence' }) });
  await moment.getByText(/^What it rests on/).click();
  await moment.getByText(/silence of \d/).waitFor();
  await pressed(page, 'Play as it was: A long silence');
  await hear(moment, 'As it should sound');
  await assertAccessible(page, 'a moment, made right');

  const csv = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Moments as a table (CSV)' }).click();
  assert.match(await readFile((await (await csv).path())!, 'utf8'), /\r\nlong_silence,to mend,/);
  const json = page.waitForEvent('download');
  await page.getByRole('button', { name: 'All of it (JSON)' }).click();
  assert.equal(JSON.parse(await readFile((await (await json).path())!, 'utf8')).task_id, id);

  await moment.getByRole('button', { name: 'Practise this sentence: A long silence' }).click();
  await page.waitForURL((url) => url.hash.startsWith('#/task/'));
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  await close();
});

test('what was said is found, heard from there and looked up in its call; habits are told over both', async () => {
  const agent = `agent-${Date.now()}`;
  const { page, close } = await open('#/calls', { viewport: { width: 320, height: 640 } });
  await sendTwo(page, agent);
  const { items } = await ask<{ items: { task_id: string; outcome: { habits: object } }[] }>(`/calls?speaker_id=${agent}`);
  const { turns } = await ask<{ turns: { text: string; speaker: string }[] }>(`/calls/${items[0]!.task_id}`);
  const said = turns.find((turn) => turn.speaker === 'agent')!.text;
  await page.getByRole('searchbox').fill(said);
  await page.getByText('Only some turns').click();
  await page.getByRole('search').getByLabel('Agent', { exact: true }).fill(agent);
  await page.getByRole('search').getByLabel('Who speaks').selectOption('agent');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const hit = page.locator('.hits > li').first();
  await hit.waitFor();
  assert.equal(await hit.locator('p').nth(1).innerText(), said);
  await assertAccessible(page, 'hits');
  await assertNoSideScroll(page, 'hits');
  const before = await page.evaluate(nPlayed);
  await hit.getByRole('button', { name: /^Play from/ }).click();
  await page.waitForFunction(hasPlayedMore, before);
  await page.getByRole('searchbox').fill('zzz');
  await page.getByRole('search').getByLabel('Agent', { exact: true }).fill('nobody-at-all');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('Nothing was found. Try other words').waitFor();
  await page.getByRole('searchbox').fill(said);
  await page.getByRole('search').getByLabel('Agent', { exact: true }).fill(agent);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await hit.getByRole('link', { name: /^In its call, at/ }).click();
  await page.locator('.turns > li[aria-current=true]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id.startsWith('turn-')), true, 'one is where the turn is');

  await page.getByRole('link', { name: agent }).click();
  await page.getByRole('heading', { name: `Habits of ${agent}` }).waitFor();
  await page.getByText(/^In the last 2 calls: \d+ words? of theirs were judged/).waitFor();
  const tips = new Set(items.flatMap((item) => Object.keys(item.outcome.habits)));
  if (tips.size) {
    await page.locator('tbody tr').nth(tips.size - 1).waitFor();
    await page.getByText(/^too few to tell: \d+ words more$/).first().waitFor();
  } else await page.getByText('We are sure of no habit yet.').waitFor();
  await assertAccessible(page, 'habits over calls');
  await assertNoSideScroll(page, 'habits over calls');
  await close();
});

/** The page of a made-up call; its turns sound. */
async function openCall(page: Page): Promise<void> {
  const sound = await readFile(process.env.SPEECH_WAV!);
  await page.route(`**/api/v1/calls/${CALL_ID}/turns/*/audio`, (route) => route.fulfill({ contentType: 'audio/wav', body: sound }));
  await page.route(`**/api/v1/tasks/${CALL_ID}/events`, (route) => route.fulfill({ status: 204 }));
  await page.route(`**/api/v1/calls/${CALL_ID}`, (route) => route.fulfill({ json: WHOLE }));
  await page.evaluate((id) => (location.hash = `#/calls/${id}`), CALL_ID);
  await page.getByRole('heading', { name: 'What was said' }).waitFor();
}

test('by keys alone one goes through a call, plays it from anywhere, and deletes it', async () => {
  const { page, close } = await open();
  await openCall(page);
  const place = page.getByRole('slider', { name: 'Place in the call' });
  const told = () => place.getAttribute('aria-valuetext');
  await place.focus();
  assert.equal(await told(), '0:00 of 0:31');
  for (const [key, text] of [['ArrowRight', '0:05 of 0:31, Customer'], ['PageUp', '0:08 of 0:31, Customer'], ['End', '0:31 of 0:31'], ['Home', '0:00 of 0:31'], ['ArrowLeft', '0:00 of 0:31']] as const) {
    await page.keyboard.press(key);
    assert.equal(await told(), text, key);
  }
  await page.keyboard.press('ArrowRight');
  const before = await page.evaluate(nPlayed);
  await page.keyboard.press('Enter');
  await page.waitForFunction(hasPlayedMore, before);
  assert.equal(await page.locator('.turns > li[aria-current=true]').getAttribute('id'), 'turn-1');
  await page.waitForFunction(() => !document.querySelector('[role=slider]')!.getAttribute('aria-valuetext')!.startsWith('0:05'));
  await page.keyboard.press(' ');
  await page.locator('.turns > li[aria-current=true]').waitFor({ state: 'detached' });
  await page.locator('h1').focus();
  await page.keyboard.press(' '); // the key that holds and goes on, everywhere on the page
  await page.locator('.turns > li[aria-current=true]').waitFor();
  await page.keyboard.press(' ');
  await page.locator('.turns > li[aria-current=true]').waitFor({ state: 'detached' });

  const summary = page.locator('.moment summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.getByText('“Sorry, what?”').or(page.locator('q', { hasText: 'Sorry, what?' })).first().waitFor();
  const gone: string[] = [];
  await page.route(`**/api/v1/tasks/${CALL_ID}`, (route) => {
    gone.push(route.request().method());
    return route.fulfill({ json: {} });
  });
  await page.getByRole('button', { name: 'Delete this call' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Yes, delete it' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Calls', exact: true }).waitFor();
  assert.deepEqual(gone, ['DELETE']);
  await close();
});

test('turns are played in a row, and a sound elsewhere on the page ends that', async () => {
  const { page, close } = await open();
  await openCall(page);
  await page.getByRole('button', { name: 'Play from 0:27, Speaker 3' }).click();
  await page.locator('#turn-5[aria-current=true]').waitFor();
  await page.locator('#turn-6[aria-current=true]').waitFor(); // five seconds of sound on
  await page.getByRole('button', { name: 'Play as it was: A long silence' }).click();
  await page.locator('#turn-3[aria-current=true]').waitFor();
  assert.equal(await page.locator('.turns > li[aria-current=true]').count(), 1);
  await close();
});

test('of a call that lasts for hours no more sound is fetched than is heard and the next turn', async () => {
  const { page, close } = await open();
  const fetched: string[] = [];
  page.on('request', (request) => request.url().includes('/audio') && fetched.push(new URL(request.url()).pathname.split('/turns/')[1]!));
  await openCall(page);
  await page.waitForTimeout(500);
  assert.deepEqual(fetched, []);
  await pressed(page, 'Play from 0:03, Customer');
  assert.deepEqual(fetched.sort(), ['1/audio', '2/audio']);
  await close();
});

test('a file that is refused says why and can be sent again under its own key', async () => {
  const { page, close } = await open('#/calls');
  const keys: (string | null)[] = [];
  await page.route('**/api/v1/calls', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(await route.request().headerValue('idempotency-key'));
    if (keys.length > 1) return route.fallback();
    return route.fulfill({ status: 422, json: { title: 'Unusable', detail: 'the recording has one channel', status: 422 } });
  });
  await choose(page, ['call.wav']);
  await page.getByRole('button', { name: 'Send 1 file' }).click();
  await page.getByRole('alert').getByText('the recording has one channel').waitFor();
  await assertAccessible(page, 'a refused file');
  await page.getByRole('button', { name: 'Try again: call.wav' }).click();
  await page.getByRole('link', { name: 'See the call call.wav' }).waitFor();
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  await close();
});

test('a call is cancelled while it is worked on', async () => {
  const { page, close } = await open('#/calls');
  const cancelled: string[] = [];
  const running = { ...WHOLE, status: 'running', turns: [], talk: null, accent: null, moments: [] };
  await page.route(`**/api/v1/tasks/${CALL_ID}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith('/events')) return route.abort();
    cancelled.push(pathname);
    return route.fulfill({ status: 202, json: { task_id: CALL_ID, status: 'cancelled' } });
  });
  await page.route(`**/api/v1/calls/${CALL_ID}`, (route) => route.fulfill({ json: cancelled.length ? { ...running, status: 'cancelled' } : running }));
  await page.evaluate((id) => (location.hash = `#/calls/${id}`), CALL_ID);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('This call was cancelled.').waitFor();
  assert.deepEqual(cancelled, [`/api/v1/tasks/${CALL_ID}/cancel`]);
  await close();
});

test('calls of one agent and of one state are asked for, and older ones by the cursor', async () => {
  const { page, close } = await open();
  const asked: string[] = [];
  await page.route('**/api/v1/calls?**', (route) => {
    const { search } = new URL(route.request().url());
    asked.push(search);
    const isOlder = search.includes('cursor');
    return route.fulfill({ json: { items: [summaryOf('succeeded', isOlder ? 2 : 1)], next_cursor: isOlder ? null : 'behind' } });
  });
  await page.evaluate(() => (location.hash = '#/calls'));
  await page.getByRole('button', { name: 'Older ones' }).click();
  await page.getByRole('button', { name: 'Older ones' }).waitFor({ state: 'detached' });
  assert.equal(await page.locator('.list > li').count(), 2);
  await page.getByLabel('Agent', { exact: true }).last().fill('agent-7');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('link', { name: 'Habits over all calls' }).waitFor();
  await page.getByLabel('State').selectOption('partial');
  await page.waitForFunction(() => document.querySelectorAll('.list > li').length === 1);
  const told = asked.map((each) => ['cursor', 'speaker_id', 'status'].map((name) => new URLSearchParams(each).get(name)));
  assert.deepEqual(told, [[null, null, null], ['behind', null, null], [null, 'agent-7', null], [null, 'agent-7', 'partial']]);
  await close();
});

test('a learner is asked for no agent: the call is their own', async () => {
  const { page, close } = await open();
  await page.route('**/api/v1/sessions/current', (route) => route.fulfill({ json: { role: 'learner', subject: 'priya', tenant: 'local', name: 'priya', csrf_token: null, expires_at: null } }));
  await page.reload();
  let form = '';
  await page.route('**/api/v1/calls', (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    form = route.request().postDataBuffer()!.toString('latin1');
    return route.fulfill({ status: 202, json: { task_id: CALL_ID, status: 'queued' } });
  });
  await page.goto(`${FLEET}/#/calls`);
  await page.getByRole('heading', { name: 'Send calls' }).waitFor();
  assert.equal(await page.getByLabel('Agent, by your own name for them').count(), 0);
  await choose(page, ['call.wav']);
  await page.getByRole('button', { name: 'Send 1 file' }).click();
  await page.getByText('waits in line').first().waitFor();
  assert.match(form, /name="speaker_id"\r\n\r\npriya\r\n/);
  await close();
});
