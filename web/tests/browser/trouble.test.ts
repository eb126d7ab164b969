/** States that are no success: each says what is so and offers a way on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, assertAccessible, FLEET, hear, judged, open, recordTake } from './browser.ts';

for (const [microphone, title] of [
  ['none', 'No microphone was found'],
  ['denied', 'The microphone is not allowed'],
] as const) {
  test(`a microphone that is ${microphone} is told with a way out`, async () => {
    const { page, close } = await open('', { microphone });
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText(title).waitFor();
    await assertAccessible(page, title);
    assert.equal(await page.getByText('Send a file instead', { exact: true }).isVisible(), true);
    assert.equal(await page.getByRole('button', { name: 'Try again' }).isVisible(), true);
    await close();
  });
}

test('a microphone that was denied and is allowed since is told as such', async () => {
  const { page, close } = await open('', { microphone: 'denied' });
  await page.evaluate(() => {
    const status = Object.assign(new EventTarget(), { state: 'denied' });
    const listen = status.addEventListener.bind(status);
    status.addEventListener = (...what: Parameters<typeof listen>) => {
      listen(...what);
      document.documentElement.dataset.watched = what[0];
    };
    navigator.permissions.query = async () => status as unknown as PermissionStatus;
    document.addEventListener('allow', () => {
      status.state = 'granted';
      status.dispatchEvent(new Event('change'));
    });
  });
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('The microphone is not allowed').waitFor();
  await page.waitForFunction(() => document.documentElement.dataset.watched === 'change');
  await page.evaluate(() => document.dispatchEvent(new Event('allow')));
  await page.getByRole('alert').getByText('The microphone is allowed now.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Try again' }).isVisible(), true);
  await close();
});

for (const lost of ['ended', 'mute']) {
  test(`a microphone that goes away while it records (${lost}) leaves what was said, to be sent or said again`, async () => {
    const { page, close } = await open();
    await page.evaluate((how) => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        document.addEventListener('lose', () => stream.getAudioTracks()[0]!.dispatchEvent(new Event(how)));
        return stream;
      };
    }, lost);
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText('Speak now').waitFor();
    await page.waitForTimeout(2_000);
    await page.evaluate(() => document.dispatchEvent(new Event('lose')));
    await page.getByText('The microphone went away. What you said is kept.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Record again' }).isVisible(), true);
    await assertAccessible(page, 'a microphone that went away');
    await page.getByRole('button', { name: 'Check my pronunciation' }).click();
    await page.getByRole('link', { name: 'Record this text again' }).waitFor();
    await close();
  });
}

test('the number of a request that failed can be copied', async () => {
  const { page, close } = await open('', { permissions: ['clipboard-read', 'clipboard-write'], microphone: 'slips' });
  await page.route('**/api/v1/tasks', (route) => route.fulfill({ status: 500, json: { title: 'failed', detail: 'the disk is full', request_id: 'r-17' } }));
  await recordTake(page, 1_500);
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByText('Number of this request: r-17').waitFor();
  await page.getByRole('button', { name: 'Copy the number' }).click();
  await page.getByRole('status').getByText('Copied.').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'r-17');
  await assertAccessible(page, 'a number to copy');
  await close();
});

test('a page without https says that browsers give it no microphone', async () => {
  const at = FLEET.replace('127.0.0.1', 'coach');
  const { page, close } = await open('', { at, arguments: ['--host-resolver-rules=MAP coach 127.0.0.1'] });
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('The microphone needs a secure page').waitFor();
  assert.equal(await page.getByText('Send a file instead', { exact: true }).isVisible(), true);
  await close();
});

test('a browser whose clock of samples never starts is told so instead of waited for', async () => {
  const { page, close } = await open();
  await page.evaluate(() => {
    Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });
    AudioContext.prototype.resume = () => new Promise(() => {}); // as Firefox does without a sound card
  });
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('No loudspeaker or headphones were found').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Try again' }).isVisible(), true);
  await close();
});

test('a silent take is refused here and never sent', async () => {
  const { page, close } = await open('', { microphone: 'silence' });
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await recordTake(page, 1_500);
  await page.getByText('We heard nothing').waitFor();
  await assertAccessible(page, 'silent take');
  assert.equal(await page.getByRole('button', { name: 'Check my pronunciation' }).count(), 0);
  assert.deepEqual(sent, []);
  await close();
});

test('what could not be sent is sent again as the same recording', async () => {
  const { page, close } = await open();
  await recordTake(page, 2_500);
  const keys: (string | undefined)[] = [];
  let isCut = true;
  await page.route('**/api/v1/tasks', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (!isCut) return route.continue();
    isCut = false;
    await route.fetch(); // it came there, and the answer was lost
    await route.abort('connectionreset');
  });
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByText('The service could not be reached.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  const speaker = await page.evaluate(() => JSON.parse(localStorage['agentforge-voice']).speakerId);
  assert.equal((await ask<{ items: unknown[] }>(`/tasks?speaker_id=${speaker}`)).items.length, 1);
  await close();
});

test('who waits for the network gets to the result when it is back', async () => {
  const { page, close } = await open();
  await recordTake(page, 2_500);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByText('You are offline.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  const speaker = await page.evaluate(() => JSON.parse(localStorage['agentforge-voice']).speakerId);
  assert.equal((await ask<{ items: unknown[] }>(`/tasks?speaker_id=${speaker}`)).items.length, 1);
  await close();
});

test('what waits goes out by itself when the page is opened again', async () => {
  const { page, close } = await open();
  await recordTake(page, 2_500);
  await page.route('**/api/v1/tasks', (route) => route.abort('connectionrefused'));
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByText('The service could not be reached.').waitFor();
  await page.unroute('**/api/v1/tasks');
  await page.reload();
  await page.getByRole('link', { name: 'See the result' }).waitFor();
  assert.equal(await page.getByText('A recording waits to be sent').count(), 0);
  await assertAccessible(page, 'sent later');
  await page.getByRole('link', { name: 'See the result' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  await close();
});

test('what waits is of who recorded it, not of who uses the browser next', async () => {
  const { page, close } = await open();
  await recordTake(page, 2_500);
  await page.route('**/api/v1/tasks', (route) => route.abort('connectionrefused'));
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByText('The service could not be reached.').waitFor();
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  await page.evaluate(() => {
    const settings = JSON.parse(localStorage['agentforge-voice']);
    localStorage['agentforge-voice'] = JSON.stringify({ ...settings, speakerId: 'another' });
  });
  await page.unroute('**/api/v1/tasks');
  await page.reload();
  await page.getByRole('heading', { name: 'Read this aloud' }).waitFor();
  await page.waitForTimeout(1_000);
  assert.equal(await page.getByText('A recording waits to be sent').count(), 0);
  assert.deepEqual(sent.filter((path) => path === '/api/v1/tasks'), []);
  await close();
});

test('what is refused waits until it is sent or deleted by hand', async () => {
  const { page, close } = await open();
  await recordTake(page, 2_500);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByText('You are offline.').waitFor();
  await page.route('**/api/v1/tasks', (route) => route.fulfill({ status: 500, json: { title: 'Broken', status: 500 } }));
  await page.context().setOffline(false);
  await page.reload();
  await page.getByText('A recording waits to be sent').waitFor();
  await assertAccessible(page, 'unsent');
  await page.unroute('**/api/v1/tasks');
  await page.getByRole('button', { name: 'Send it now' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  await page.getByRole('link', { name: 'Practise', exact: true }).click();
  await page.getByRole('heading', { name: 'Read this aloud' }).waitFor();
  await page.waitForTimeout(300);
  assert.equal(await page.getByText('A recording waits to be sent').count(), 0);
  await close();
});

test('an address that has run out is asked for anew', async () => {
  const { page, close } = await open();
  let nAsked = 0;
  await page.route(/\/api\/v1\/tasks\/[^/]+$/, async (route) => {
    nAsked += 1;
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll(/expires=\d+/g, nAsked > 30 ? '$&' : 'expires=1000');
    await route.fulfill({ response: answer, body });
  });
  await judged(page);
  await page.waitForTimeout(300);
  nAsked = 100; // from now on they hold
  await hear(page.getByRole('group', { name: 'Play all of it' }), 'Me');
  await page.locator('.words .word.error').first().click();
  await hear(page.getByRole('dialog'), 'Me');
  await close();
});

test('a busy service is waited for', async () => {
  const { page, close } = await open();
  await recordTake(page, 2_500);
  await page.route('**/api/v1/tasks', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 503, headers: { 'retry-after': '2' }, json: { title: 'busy', detail: '' } })
      : route.continue(),
  );
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByText('Many people are practising now.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Try again' }).isDisabled(), true);
  await page.unroute('**/api/v1/tasks');
  await page.getByRole('button', { name: 'Try again', disabled: false }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  await close();
});

test('a part that failed is run again without recording again', async () => {
  const { page, close } = await open();
  let isMended = false;
  await page.route(/\/api\/v1\/tasks\/[0-9a-f-]{36}$/, async (route) => {
    const answer = await route.fetch();
    const task = (await answer.json()) as { status: string; stages: { name: string; status: string }[]; feedback: object | null };
    if (!isMended && task.status === 'succeeded') {
      task.status = 'partial';
      task.feedback = null;
      task.stages = task.stages.map((stage) => (stage.name === 'feedback' ? { ...stage, status: 'failed' } : stage));
    }
    await route.fulfill({ response: answer, json: task });
  });
  await page.route('**/retry', (route) => {
    isMended = true;
    return route.fulfill({ status: 202, json: {} });
  });
  const taskId = await judged(page);
  await page.getByText('The coach could not be reached.').waitFor();
  await assertAccessible(page, 'a part that failed');
  const asked = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith(`/tasks/${taskId}/retry`));
  await page.getByRole('button', { name: 'Try that part again' }).click();
  await asked;
  await page.getByRole('heading', { name: 'One thing now' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Try that part again' }).count(), 0);
  await close();
});

test('a stream of events that is cut is made up for by asking', async () => {
  const { page, close } = await open();
  await page.route('**/events', (route) => route.abort('connectionreset'));
  await judged(page);
  assert.match(await page.locator('h1').innerText(), /words clear$/);
  await close();
});

test('another file that is no sound is refused in words', async () => {
  const { page, close } = await open();
  await page.locator('input[type=file]').setInputFiles({ name: 'a.wav', mimeType: 'audio/wav', buffer: Buffer.from('no sound') });
  await page.getByText(/can't be read as audio/).waitFor();
  await close();
});

test('a recording that is gone is told', async () => {
  const { page, close } = await open('#/task/00000000-0000-4000-8000-000000000009');
  await page.getByText('This recording is no longer here.').waitFor();
  await close();
});

test('where another text was read both are shown, and what was said is judged as it is', async () => {
  const { page, close } = await open();
  const id = await judged(page);
  const isFree: boolean[] = [];
  page.on('request', (request) => request.method() === 'POST' && request.url().endsWith('/tasks') && isFree.push(!request.postDataBuffer()!.includes('reference_text')));
  await page.route(`**/api/v1/tasks/${id}`, async (route) => {
    const task = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...task, assessable: false, reason: 'wrong_text', words: [], issues: [] } });
  });
  await page.reload();
  await page.getByRole('heading', { name: 'What we heard' }).waitFor();
  assert.equal(await page.locator('.heard-instead p').count(), 2);
  await assertAccessible(page, 'another text');
  await page.getByRole('button', { name: 'Judge what I said' }).click();
  await page.waitForURL((url) => url.hash.startsWith('#/task/') && !url.hash.includes(id));
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  assert.deepEqual(isFree, [true]);
  await close();
});
