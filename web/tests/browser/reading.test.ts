/** Words light up as they are read; where that can't be, a take is recorded as if it had never been tried. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page, WebSocketRoute } from 'playwright-core';
import { assertAccessible, assertNoSideScroll, FLEET, judged, open, recordTake, until } from './browser.ts';
import { layWire } from './wire.ts';

const TEXT = 'I think this is good';
const own = `#/?text=${encodeURIComponent(TEXT)}`;
const lit = (page: Page) => page.locator('.live-word.read').allInnerTexts();

/** A service of its own on the page's socket: tells what a test wants, and gives what the page sent. */
async function answerLive(page: Page, answer: (socket: WebSocketRoute, sent: string | Buffer) => void): Promise<(string | Buffer)[]> {
  const sent: (string | Buffer)[] = [];
  await page.routeWebSocket('**/api/v1/stream', (socket) => {
    socket.onMessage((message) => {
      sent.push(message);
      answer(socket, message);
    });
  });
  return sent;
}

const tell = (socket: WebSocketRoute, message: object) => socket.send(JSON.stringify(message));
const READY = { type: 'ready', token: 't', engine: 'mock', model_version: '1', rate_hz: 16_000, channels: 1, received_frames: 0, max_s: 1800 };
const read = (...places: number[]) => ({ type: 'reading', words: places.map((index) => ({ index, state: 'read' })), undone: [] });

const clarity = (...words: [number, 'clear' | 'unclear' | 'unknown'][]) => ({
  type: 'clarity',
  words: words.map(([index, state]) => ({ index, state, probability: state === 'unknown' ? null : 0.5, start_s: 0, end_s: 1 })),
});

async function startRecording(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Speak now').waitFor();
}

async function stopRecording(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.getByRole('button', { name: 'Check my pronunciation' }).waitFor();
}

test('words are lit as the service tells of them, taken back where it takes them back, and told to nobody who listens', async () => {
  const { page, close } = await open(own, { reducedMotion: 'reduce', viewport: { width: 320, height: 640 } });
  let socket: WebSocketRoute | undefined;
  const sent = await answerLive(page, (opened, message) => {
    socket = opened;
    if (typeof message !== 'string') return;
    if (JSON.parse(message).type === 'start') tell(opened, READY);
    else tell(opened, { ...read(3, 4), next_index: 5 });
  });
  await page.exposeFunction('heard', (text: string) => void told.push(text));
  const told: string[] = [];
  await page.evaluate(() => {
    const region = document.querySelector('[aria-live=polite]')!;
    const listener = () => region.textContent && (globalThis as unknown as { heard(text: string): void }).heard(region.textContent);
    new MutationObserver(listener).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await startRecording(page);
  await page.locator('.live-word').first().waitFor();
  tell(socket!, read(0, 1, 3));
  await page.locator('.live-word.read').nth(2).waitFor();
  assert.deepEqual(await lit(page), ['I', 'think', 'is']);
  tell(socket!, { type: 'reading', words: [{ index: 2, state: 'read' }], undone: [3] });
  await page.waitForFunction(() => document.querySelectorAll('.live-word.read')[2]?.textContent === 'this');
  assert.deepEqual(await lit(page), ['I', 'think', 'this']);
  await assertAccessible(page, 'words lit');
  await assertNoSideScroll(page, 'words lit');
  assert.equal(await page.locator('.live-word').first().evaluate((word) => getComputedStyle(word).transitionDuration), '0s');
  assert.equal(await page.locator('.to-read > .hidden').innerText(), TEXT);
  assert.equal(await page.locator('.to-read [aria-hidden=true] .live-word').count(), 5);
  assert.deepEqual(told, [], 'nothing is said while the microphone is open');
  await stopRecording(page);
  await until(() => typeof sent.at(-1) === 'string' && sent.length > 1, 'the end is told');
  const [start] = sent;
  assert.deepEqual(JSON.parse(start as string), { type: 'start', rate_hz: 16_000, language: 'en', text: TEXT, judge_words: true });
  assert.deepEqual(JSON.parse(sent.at(-1) as string), { type: 'end' });
  const seconds = sent.filter((each) => typeof each !== 'string').reduce((sum, each) => sum + each.length, 0) / 32_000;
  const taken = Number((await page.locator('section.take').getAttribute('aria-label'))!.match(/\d+/)![0]);
  assert.ok(Math.abs(seconds - taken) < 1, `${seconds} s were sent of a take of ${taken}`);
  await close();
});

test('a word that was not clear is underlined as it is read, and named once the take is over', async () => {
  const { page, close } = await open(own, { reducedMotion: 'reduce', viewport: { width: 320, height: 640 } });
  let socket: WebSocketRoute | undefined;
  await answerLive(page, (opened, message) => {
    if (typeof message !== 'string') return;
    socket = opened;
    if (JSON.parse(message).type === 'start') tell(opened, READY);
    else tell(opened, clarity([4, 'unclear'], [2, 'unclear']));
  });
  const unclear = () => page.locator('.live-word.unclear').allInnerTexts();
  await startRecording(page);
  await page.locator('.live-word').first().waitFor();
  tell(socket!, read(0, 1, 2, 3, 4));
  tell(socket!, clarity([0, 'clear'], [1, 'unclear'], [2, 'unknown']));
  await page.locator('.live-word.unclear').waitFor();
  assert.deepEqual(await unclear(), ['think']);
  assert.match(await page.locator('.live-word.unclear').evaluate((word) => getComputedStyle(word).textDecorationStyle), /wavy/);
  tell(socket!, clarity([1, 'clear']));
  await page.locator('.live-word.unclear').waitFor({ state: 'detached' });
  tell(socket!, clarity([0, 'unclear'], [1, 'unclear']));
  await page.locator('.live-word.unclear').nth(1).waitFor();
  tell(socket!, { type: 'reading', words: [], undone: [0] });
  await page.waitForFunction(() => document.querySelectorAll('.live-word.unclear').length === 1);
  await assertAccessible(page, 'a word underlined');
  await page.waitForTimeout(900);
  assert.equal(await page.getByText('perhaps not clear yet').count(), 0, 'nothing moves while one reads');
  await stopRecording(page);
  await page.getByText('perhaps not clear yet: think, this, good.').waitFor();
  await assertAccessible(page, 'words named');
  await assertNoSideScroll(page, 'words named');
  await close();
});

test('an own text is read from the page while it is recorded, and can be changed afterwards', async () => {
  const { page, close } = await open();
  await answerLive(page, (socket, message) => typeof message === 'string' && tell(socket, READY));
  await page.getByRole('button', { name: 'My own text' }).click();
  await page.getByLabel('Your text in English').fill('Very good work.');
  await startRecording(page);
  await page.locator('.live-word').nth(2).waitFor();
  await page.waitForTimeout(900);
  await stopRecording(page);
  assert.equal(await page.getByLabel('Your text in English').inputValue(), 'Very good work.');
  await close();
});

test('what was read stays lit for the look at the take, and goes with the text', async () => {
  const { page, close } = await open();
  await answerLive(page, (socket, message) => {
    if (typeof message !== 'string') return;
    tell(socket, JSON.parse(message).type === 'start' ? READY : read(0));
    if (JSON.parse(message).type === 'end') tell(socket, { type: 'done', duration_s: 1, n_utterances: 1 });
  });
  await startRecording(page);
  await page.waitForTimeout(900);
  await stopRecording(page);
  await page.locator('.live-word.read').waitFor();
  assert.deepEqual(await lit(page), ['I']);
  await page.getByRole('button', { name: 'Another text' }).click();
  await page.locator('.live-word').first().waitFor({ state: 'detached' });
  assert.equal(await page.locator('.live-word').count(), 0);
  await close();
});

const REFUSED = { type: 'error', problem: { status: 503, title: 'Too busy', detail: '2 streams are open' } };

for (const [how, refuse] of [
  ['is busy', (socket: WebSocketRoute) => (tell(socket, REFUSED), socket.close({ code: 4503, reason: 'busy' }))],
  ['is not there', (socket: WebSocketRoute) => socket.close({ code: 3000 })],
] as const) {
  test(`where the stream ${how} a take is recorded and judged as ever`, async () => {
    const { page, close } = await open();
    let nOpened = 0;
    await page.routeWebSocket('**/api/v1/stream', (socket) => {
      nOpened += 1;
      void refuse(socket);
    });
    await judged(page);
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.equal(nOpened, 1);
    await close();
  });
}

test('where the stream is cut and may not go on nothing stays lit, that is told quietly, and the take goes on', async () => {
  const { page, close } = await open();
  let socket: WebSocketRoute | undefined;
  await answerLive(page, (opened, message) => {
    if (typeof message !== 'string') return;
    if (JSON.parse(message).type === 'resume') return void opened.close({ code: 4401 });
    socket = opened;
    tell(opened, READY);
    tell(opened, read(0, 1));
  });
  await startRecording(page);
  await page.locator('.live-word.read').nth(1).waitFor();
  await socket!.close({ code: 1012 });
  await page.locator('.live-word.read').first().waitFor({ state: 'detached' });
  await page.getByText('Words no longer light up.').waitFor();
  await assertAccessible(page, 'words lost');
  await page.waitForTimeout(1_500);
  await stopRecording(page);
  assert.equal(await page.getByText('Words no longer light up.').count(), 0);
  assert.equal(await page.getByRole('alert').count(), 0);
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  await close();
});

test('where the service keeps the stream no longer it is tried for 30 s, and then given up', async () => {
  const { page, close } = await open(own, { reducedMotion: 'reduce' });
  const resumed: number[] = [];
  let socket: WebSocketRoute | undefined;
  await answerLive(page, (opened, message) => {
    if (typeof message !== 'string') return;
    const { type, token, last_seq: last } = JSON.parse(message);
    if (type === 'start') {
      socket = opened;
      tell(opened, READY);
      tell(opened, { ...read(0), seq: 7 });
    } else {
      assert.equal(token, 't');
      resumed.push(last);
      void opened.close({ code: 4404 });
    }
  });
  await page.clock.install();
  await startRecording(page);
  await page.locator('.live-word.read').waitFor();
  await socket!.close({ code: 1012 });
  for (let s = 0; s < 40 && !(await page.getByText('Words no longer light up.').count()); s++) {
    await page.clock.runFor(1_000);
    await page.waitForTimeout(50);
  }
  await page.getByText('Words no longer light up.').waitFor();
  assert.deepEqual(resumed, Array(6).fill(7), 'each try tells what was heard last');
  assert.equal(await page.locator('.live-word.read').count(), 0);
  await close();
});

test('cut in the middle, the stream goes on where it was: no sound is lost, and no message', async (t) => {
  const wire = await layWire(FLEET);
  t.after(wire.close);
  const { page, close } = await open(own, { at: wire.url });
  const told: { type: string; duration_s?: number; received_frames?: number; seq?: number }[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => told.push(JSON.parse(payload as string))));
  await page.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      if (blob instanceof Blob && blob.type === 'audio/wav') document.body.dataset.taken = `${(blob.size - 44) / 32_000}`;
      return make(blob);
    };
  });
  await startRecording(page);
  await page.locator('.live-word.read').first().waitFor();
  wire.cut();
  await page.waitForTimeout(1_700);
  assert.equal(await page.getByText('Words no longer light up.').count(), 0);
  assert.ok((await page.locator('.live-word.read').count()) > 0, 'what was lit stays so meanwhile');
  wire.mend();
  const since = () => told.slice(told.findLastIndex(({ type }) => type === 'ready'));
  await until(() => since().length < told.length && since().some(({ type }) => type === 'reading'), 'it goes on');
  await stopRecording(page);
  await until(() => told.at(-1)!.type === 'done', 'all is told');
  const seconds = Number(await page.locator('body').getAttribute('data-taken'));
  assert.ok(Math.abs(told.at(-1)!.duration_s! - seconds) < 0.01, `${told.at(-1)!.duration_s} s came of ${seconds}`);
  assert.ok(told.findLast(({ type }) => type === 'ready')!.received_frames! > 0);
  const seqs = told.filter(({ type, seq }) => seq && type !== 'lag').map(({ seq }) => seq!);
  assert.deepEqual(seqs, [...new Set(seqs)].sort((a, b) => a - b), 'each message is told once');
  assert.ok(wire.nTried() >= 3, 'it was tried while the wire was cut');
  await close();
});

test('nothing is streamed where a learner turned it off, without a text, or where recordings are counted', async () => {
  const { page, close } = await open('#/settings');
  let nOpened = 0;
  await page.routeWebSocket('**/api/v1/stream', () => void (nOpened += 1));
  await page.getByLabel('Light up words as I read').uncheck();
  await page.getByRole('link', { name: 'Practise' }).click();
  await recordTake(page, 900);
  await page.evaluate(() => (location.hash = '#/settings'));
  await page.getByLabel('Light up words as I read').check();
  await page.getByRole('link', { name: 'Practise' }).click();
  await page.getByLabel('Without a text').check();
  await recordTake(page, 900);
  await page.goto(`${FLEET}/#/settings`);
  const limited = { quota: 'recordings', used: 3, limit: 20, warning: false, resets_at: null };
  await page.route('**/api/v1/usage', (route) => route.fulfill({ json: { tenant: 'local', key_id: null, of_tenant: [limited], of_key: [], per_minute: null } }));
  await page.getByRole('link', { name: 'Practise' }).click();
  await recordTake(page, 900);
  assert.equal(nOpened, 0);
  await close();
});

test('the fleet itself follows a reader', async () => {
  const { page, close } = await open(own);
  const kinds: string[] = [];
  page.on('websocket', (socket) => {
    assert.equal(socket.url(), `${FLEET.replace('http', 'ws')}/api/v1/stream`);
    socket.on('framereceived', ({ payload }) => kinds.push(JSON.parse(payload as string).type));
  });
  await judged(page);
  assert.equal(kinds[0], 'ready');
  assert.ok(kinds.includes('partial') && kinds.includes('reading') && kinds.includes('clarity'), kinds.join());
  await close();
});
