/** The JavaScript client against a fleet in mock mode, over a network that fails as it is told to. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';
import { ApiProblem, Client, TookTooLong, Unreachable, VoiceError, type TaskEvent } from '../dist/index.js';

const { FLEET = '', NETWORK = '', LOCKED = '', KEY = '', NOBODY = '', RECORDING = '', PRACTISED = '' } = process.env;
const TEXT = 'I think this is a very good school.';
const speech = await readFile(RECORDING);
const stages = ['asr', 'align', 'phonemap', 'diff', 'feedback'];

/** What goes wrong with the next requests; see UnreliableProxy. */
async function faults(...list: { line: string; [member: string]: unknown }[]): Promise<void> {
  await fetch(`${NETWORK}/faults`, { method: 'PUT', body: JSON.stringify(list) });
}

async function told(events: AsyncIterable<TaskEvent>): Promise<TaskEvent[]> {
  const list = [];
  for await (const event of events) list.push(event);
  return list;
}

beforeEach(() => faults());

test('a recording is judged, as a file of any name or as bytes', async () => {
  const client = new Client(`${FLEET}/api/v1/`);
  for (const audio of [speech, new Blob([speech]), new File([speech], 'प्रिया "Übung", ш.wav')]) {
    const result = await client.process(audio, { text: TEXT, l1: 'hi', stages });
    assert.equal(result.status, 'succeeded');
    assert.deepEqual(result.words.map((word) => word.text), TEXT.slice(0, -1).split(' '));
    const said: 'fine' | 'uncertain' | 'error' | undefined = result.words[0]?.phones[0]?.state;
    assert.ok(said);
  }
});

test('a task is followed from its first event to its result, and erased', async () => {
  const client = new Client(FLEET);
  const task = await client.submit(speech, { text: TEXT });
  const events = await told(task.follow());
  assert.deepEqual(events.map((event) => event.id), events.map((_, index) => index + 1));
  assert.equal(events.at(-1)?.name, 'task_finished');
  assert.equal((await task.result()).task_id, task.taskId);
  const listed = [];
  for await (const each of client.tasks()) listed.push(each.task_id);
  assert.ok(listed.includes(task.taskId));
  await assert.rejects(task.cancel(), { status: 409 });
  await assert.rejects(task.retry(), { status: 409 });
  await task.delete();
  await assert.rejects(client.task(task.taskId), { status: 404 });
});

test('texts are translated in order, with what was asked', async () => {
  const client = new Client(FLEET);
  const asked = { source: 'en', glossary: { order: 'ऑर्डर' }, roundTrip: true };
  const told = await client.translate(['Where is my order AB-4521?', 'Good morning.'], 'Hindi', asked);
  assert.equal(told.target, 'hi');
  assert.equal(told.translations.length, 2);
  assert.match(told.translations[0]?.translation ?? '', /AB-4521/);
  assert.equal((await client.translate('Good morning.', 'hi')).translations.length, 1);
  await assert.rejects(client.translate('Good morning.', 'Klingonese'), { status: 422, field: 'target' });
});

test('a language is detected and a transcript written down', async () => {
  const client = new Client(FLEET);
  assert.equal((await client.detect('नमस्ते, आप कैसे हैं?')).language, 'hi');
  const text = 'it costs twenty five dollars';
  assert.ok((await client.normalise(text, { language: 'en' })).spans.length > 0);
  const left = await client.normalise(text, { numbers: false, casing: false, punctuation: false });
  assert.equal(left.written, text);
});

test('a stream that is cut goes on after the last event', async () => {
  await faults({ line: '/events', cuts_after_events: 2 }, { line: '/events', cuts_after_events: 1 });
  const events = await told((await new Client(NETWORK).submit(speech, { text: TEXT })).follow());
  assert.deepEqual(events.map((event) => event.id), events.map((_, index) => index + 1));
  assert.equal(events.at(-1)?.name, 'task_finished');
});

test('where no stream can be had the task is asked for', async () => {
  await faults(...Array.from({ length: 3 }, () => ({ line: '/events', status: 503 })));
  const task = await new Client(NETWORK).submit(speech, { text: TEXT });
  assert.deepEqual((await told(task.follow())).map((event) => event.name), ['task_finished']);
});

test('following ends with the time or the signal of the caller', async () => {
  const client = new Client(NETWORK);
  const { taskId } = await client.submit(speech, { text: TEXT });
  await faults({ line: '/events', cuts_after_events: 1 });
  await assert.rejects(told(client.follow(taskId, { timeoutS: 0 })), TookTooLong);
  const reason = new Error('enough');
  await assert.rejects(told(client.follow(taskId, { signal: AbortSignal.abort(reason) })), reason);
});

test('who is refused for now comes again after the time named', async () => {
  await faults({ line: 'POST', status: 429, retry_after: '0' }, { line: 'POST', status: 503, retry_after: '0' });
  const result = await new Client(NETWORK).process(speech, { text: TEXT, stages });
  assert.equal(result.assessable, true);
});

test('a refusal that is longer than the time of the caller is told at once', async () => {
  await faults({ line: 'POST', status: 429, retry_after: '3600' });
  const refused = new Client(NETWORK).process(speech, { text: TEXT });
  await assert.rejects(refused, { status: 429, retryAfterS: 3600, title: 'Refused for now' });
});

test('an upload whose answer is lost makes no second task', async () => {
  await faults({ line: 'POST /api/v1/tasks', loses_answer: true });
  const client = new Client(NETWORK);
  const speakerId = `lost-${Date.now()}`;
  const task = await client.submit(speech, { text: TEXT, speakerId });
  const listed = [];
  for await (const each of client.tasks({ speakerId })) listed.push(each.task_id);
  assert.deepEqual(listed, [task.taskId]);
});

test('a consent whose answer is lost is not sent again', async () => {
  await faults({ line: '/consent', loses_answer: true });
  const client = new Client(NETWORK);
  await assert.rejects(client.speakers.giveConsent('lost-js', [speech]), Unreachable);
  assert.equal((await client.speakers.consent('lost-js')).n_samples, 1);
});

test('nobody is let in without a key that counts', async () => {
  for (const settings of [{}, { apiKey: 'afv_wrong' }]) {
    await assert.rejects(new Client(LOCKED, settings).usage(), { status: 401 });
  }
  assert.ok((await new Client(LOCKED, { apiKey: `${KEY}\n` }).usage()).key_id);
});

test('a refused recording is told with title, detail, field and request', async () => {
  const problem = await new Client(FLEET).process(new TextEncoder().encode('no sound')).catch((error: unknown) => error);
  assert.ok(problem instanceof ApiProblem);
  assert.deepEqual([problem.status, problem.type, problem.field], [415, 'not-audio', 'file']);
  assert.ok(problem.title && problem.detail.includes('WAV') && problem.requestId);
});

test('where nobody listens it is soon told', async () => {
  await assert.rejects(new Client(NOBODY).voices(), Unreachable);
});

test("what is no speaker's name never becomes another address", async () => {
  const { speakers } = new Client(FLEET);
  for (const name of ['', '.', '..', 'a/b', 'a b', 'é', 'x'.repeat(65)]) await assert.rejects(speakers.erase(name), TypeError);
});

test('a speaker agrees, is exported and erased', async () => {
  const client = new Client(FLEET);
  assert.ok((await client.consentWording('hi')).text);
  const given = await client.speakers.giveConsent('learner-js', [speech], { expiresInDays: 3 });
  assert.deepEqual([given.holds, given.n_samples], [true, 1]);
  const zip = await client.speakers.export('learner-js');
  assert.equal(new TextDecoder().decode(zip.slice(0, 2)), 'PK');
  assert.equal((await client.speakers.revokeConsent('learner-js')).erased.samples, 1);
  assert.equal((await client.speakers.erase('learner-js')).n_consents, 1);
});

test('what a speaker practised is told with its slips', async () => {
  const client = new Client(FLEET);
  const { speaker_id: speaker, recordings } = await client.speakers.progress(PRACTISED, 5);
  assert.deepEqual([speaker, recordings.length], [PRACTISED, 1]);
  assert.deepEqual(recordings[0]!.phones, { TH: { n: 2, right: 1 } });
  assert.deepEqual(recordings[0]!.slips, [{ word: 'think', target: 'TH', heard: 'T' }]);
  await client.speakers.erase(PRACTISED);
  await assert.rejects(client.speakers.progress(PRACTISED), { status: 404 });
});

test('a word is spoken, and its sound fetched from the service alone', async () => {
  const client = new Client(FLEET);
  const said = await client.speak({ text: 'very', phones: [['W', 'EH1', 'R', 'IY0']], speakerId: 'learner-js' });
  for (const address of [said.audio.url, said.audio.url.replace('127.0.0.1', 'service.internal')]) {
    assert.equal(new TextDecoder().decode((await client.fetch(address)).slice(0, 4)), 'RIFF');
  }
  await assert.rejects(client.fetch('https://example.org/a.wav'), VoiceError);
});
