import { Caller, pause, problemOf, type Call } from './calls.js';
import { TaskFailed, TookTooLong, Unreachable } from './errors.js';
import { readEvents, type TaskEvent } from './events.js';
import { recordingForm, type Audio, type RecordingOptions } from './recording.js';
import type { Answer } from './answers.js';
import { Speakers } from './speakers.js';

const OVER = ['succeeded', 'partial', 'failed', 'cancelled'];
/** Streams cut in a row; then the task is asked for instead. */
const LOST_AFTER = 3;
const POLL_MS = 1_000;

export interface ClientSettings {
  /** Sent as `Authorization: Bearer`, where the service asks for one. */
  apiKey?: string;
  /** Seconds that a call may take in all, tries again included; 300 by default. */
  timeoutS?: number;
}

export interface Following {
  /** Goes on after this event. */
  lastEventId?: number;
  timeoutS?: number;
  signal?: AbortSignal;
}

/** What turns that are searched must be like; what is left out bounds nothing. */
export interface TurnFilters {
  /** Recordings of this speaker; a learner's are their own. */
  agent?: string;
  customer?: string;
  /** Recordings that began then or later: ISO 8601 with time zone. */
  startedFrom?: string;
  startedTo?: string;
  language?: string;
  kind?: 'call' | 'transcript';
  /** A rule that was met in the recording: `V_W`. */
  habit?: string;
  tag?: string;
  sentiment?: 'negative' | 'neutral' | 'positive';
  /** Turns of this role: `agent`, `customer`. */
  speaker?: string;
  taskId?: string;
  limit?: number;
}

/** How texts are translated; what is left out is the service's default. */
export interface TranslationOptions {
  /** Language of all of them, `en`, `en-IN` or a name; left out, each text's is detected. */
  source?: string;
  /** Terms, and how each has to come out. */
  glossary?: Record<string, string>;
  formality?: 'formal' | 'informal';
  /** Translate each sentence back, too, to tell how much of it is still there. */
  roundTrip?: boolean;
}

/** How a transcript is written down: all of it unless something is false. */
export interface WritingOptions {
  /** Left out, it is detected. */
  language?: string;
  numbers?: boolean;
  casing?: boolean;
  punctuation?: boolean;
}

/** The service at `baseUrl`. Every call rejects with Unreachable where no answer comes, with an ApiProblem where it is no success. */
export class Client {
  readonly speakers: Speakers;
  private readonly caller: Caller;

  constructor(baseUrl: string, settings: ClientSettings = {}) {
    this.caller = new Caller(baseUrl, settings.apiKey, settings.timeoutS ?? 300);
    this.speakers = new Speakers(this.caller);
  }

  /** Judge a recording and wait for the answer. */
  process(audio: Audio, options: RecordingOptions = {}): Promise<Answer<'UnifiedResult'>> {
    return this.caller.json('/process', recordingForm(audio, options));
  }

  /** Queue a recording; its task goes on without this client. */
  async submit(audio: Audio, options: RecordingOptions = {}): Promise<SubmittedTask> {
    const sent = recordingForm(audio, options);
    const accepted = await this.caller.json<Answer<'TaskAccepted'>>('/tasks', sent);
    return new SubmittedTask(this, accepted.task_id);
  }

  /** The task as it is now, with what is there of its result. */
  task(taskId: string, call: Call = {}): Promise<Answer<'TaskResult'>> {
    return this.caller.json(ofTask(taskId), call);
  }

  /** The task once it is over. Rejects with TaskFailed where it failed or was cancelled, TookTooLong after `timeoutS`. */
  async result(taskId: string, following: Following = {}): Promise<Answer<'TaskResult'>> {
    for await (const event of this.follow(taskId, following)) {
      if (event.name === 'task_finished') break;
    }
    const task = await this.task(taskId, { signal: following.signal });
    if (task.status === 'failed' || task.status === 'cancelled') {
      const told = task.error ? `${task.error.title}: ${task.error.detail}` : '';
      throw new TaskFailed(taskId, task.status, told);
    }
    return task;
  }

  /** The events of a task, until it is over. A stream that is cut is taken up after the last event; where none can be had the task
   * is asked for, and its end told as `task_finished`. */
  async *follow(taskId: string, following: Following = {}): AsyncGenerator<TaskEvent> {
    const { signal, timeoutS = this.caller.timeoutS } = following;
    const endsAt = performance.now() + timeoutS * 1000;
    let lastId = following.lastEventId ?? 0;
    for (let cuts = 0; cuts < LOST_AFTER; ) {
      const told = lastId;
      try {
        for await (const event of this.events(taskId, lastId, endsAt, signal)) {
          lastId = Math.max(lastId, event.id ?? 0);
          yield event;
          if (event.name === 'task_finished') return;
        }
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof Unreachable)) throw error;
      }
      cuts = lastId > told ? 0 : cuts + 1;
      if (performance.now() >= endsAt) throw new TookTooLong(`task ${taskId} is not over yet`);
      if (cuts) await pause(POLL_MS, signal);
    }
    yield await this.endOf(taskId, endsAt, signal);
  }

  private async *events(
    taskId: string,
    lastId: number,
    endsAt: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<TaskEvent> {
    const url = this.caller.url(ofTask(taskId, '/events'));
    const call = { headers: { 'last-event-id': String(lastId) }, signal };
    const answer = await this.caller.once(url, call, endsAt - performance.now());
    if (answer.status === 429 || answer.status === 503) {
      await answer.body?.cancel();
      return;
    }
    if (answer.status === 204) {
      yield await this.endOf(taskId, endsAt, signal);
      return;
    }
    if (!answer.ok || !answer.body) throw await problemOf(answer);
    try {
      yield* readEvents(answer.body);
    } catch (error) {
      throw new Unreachable('the stream of events was cut', { cause: error });
    }
  }

  private async endOf(taskId: string, endsAt: number, signal?: AbortSignal): Promise<TaskEvent> {
    for (;;) {
      const { status } = await this.task(taskId, { signal });
      if (OVER.includes(status)) return { name: 'task_finished', fields: { status }, id: null };
      if (performance.now() + POLL_MS >= endsAt) throw new TookTooLong(`task ${taskId} is not over yet`);
      await pause(POLL_MS, signal);
    }
  }

  /** All tasks, newest first; pages are fetched as they are needed. */
  async *tasks(which: { status?: string; speakerId?: string } = {}): AsyncGenerator<Answer<'TaskSummary'>> {
    const query = { status: which.status, speaker_id: which.speakerId, limit: 100 };
    let cursor: string | undefined;
    do {
      const page: Answer<'TaskPage'> = await this.caller.json('/tasks', { query: { ...query, cursor } });
      yield* page.items;
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** Stop a task; a 409 where it is over. */
  async cancel(taskId: string): Promise<void> {
    await this.caller.json(ofTask(taskId, '/cancel'), { method: 'POST' });
  }

  /** Run again what failed of a task, and no more; a 409 where it runs or nothing failed. */
  async retry(taskId: string): Promise<void> {
    await this.caller.json(ofTask(taskId, '/retry'), { method: 'POST' });
  }

  /** Erase all of a task: recording, results, voices. */
  async delete(taskId: string): Promise<void> {
    await this.caller.json(ofTask(taskId), { method: 'DELETE' });
  }

  /** Take back the consent that was given with a task: what was made by it is erased. */
  revokeConsent(taskId: string): Promise<Answer<'ConsentRevoked'>> {
    return this.caller.json(ofTask(taskId, '/consent'), { method: 'DELETE' });
  }

  /** A word or sentence in an American voice; by `phones` (ARPAbet, a list a word), as it was heard. What is said for
   * `speakerId` is erased with them. */
  speak(what: {
    text?: string;
    phones?: string[][];
    voice?: string;
    speakingRate?: number;
    speakerId?: string;
  }): Promise<Answer<'PlayableSpeech'>> {
    const { speakingRate, speakerId, ...rest } = what;
    return this.caller.json('/speak', inJson({ ...rest, speaking_rate: speakingRate, speaker_id: speakerId }));
  }

  voices(): Promise<Answer<'OfferedVoices'>> {
    return this.caller.json('/voices');
  }

  /** To be shown before anybody agrees. */
  consentWording(language = 'en'): Promise<Answer<'ConsentWording'>> {
    return this.caller.json('/consent/wording', { query: { language } });
  }

  /** What was used of quotas and limits. */
  usage(): Promise<Answer<'ShownUsage'>> {
    return this.caller.json('/usage');
  }

  /** Turns of recordings that answer a question, by its words and by what it means, best first. */
  search(q: string, filters: TurnFilters = {}): Promise<Answer<'TurnHits'>> {
    const { startedFrom, startedTo, taskId, ...rest } = filters;
    const query = { q, ...rest, started_from: startedFrom, started_to: startedTo, task_id: taskId };
    return this.caller.json('/search', { query });
  }

  /** One text or up to 64 in another language, in order: `translations`, each null where none holds, with the reason. Numbers, ids,
   * addresses and markup come out as they went in. */
  translate(
    texts: string | string[],
    target: string,
    options: TranslationOptions = {},
  ): Promise<Answer<'Translation'>> {
    const { glossary, roundTrip, ...rest } = options;
    const terms = glossary && Object.entries(glossary).map(([source, wanted]) => ({ source, target: wanted }));
    const asked = { texts: [texts].flat(), target, ...rest, glossary: terms, round_trip: roundTrip };
    return this.caller.json('/translate', inJson(asked));
  }

  /** Which language a text is in, in which script, and how surely. */
  detect(text: string): Promise<Answer<'DetectedLanguage'>> {
    return this.caller.json('/detect', inJson({ text }));
  }

  /** A transcript written down: numbers in figures, capitals, a sign at its end; all that was changed is named. */
  normalise(text: string, options: WritingOptions = {}): Promise<Answer<'WrittenText'>> {
    return this.caller.json('/normalise', inJson({ text, ...options }));
  }

  /** What an address of an answer plays, as a whole. */
  fetch(address: string, signal?: AbortSignal): Promise<Uint8Array> {
    return this.caller.fetch(address, signal);
  }
}

function inJson(body: object): Call {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function ofTask(taskId: string, rest = ''): string {
  if (!/^[\w-]+$/.test(taskId)) throw new TypeError(`“${taskId}” is no id of a task`);
  return `/tasks/${taskId}${rest}`;
}

/** A task that was queued; `taskId` finds it again from anywhere. */
export class SubmittedTask {
  readonly taskId: string;
  private readonly client: Client;

  constructor(client: Client, taskId: string) {
    this.client = client;
    this.taskId = taskId;
  }

  follow(following: Following = {}): AsyncGenerator<TaskEvent> {
    return this.client.follow(this.taskId, following);
  }

  result(following: Following = {}): Promise<Answer<'TaskResult'>> {
    return this.client.result(this.taskId, following);
  }

  cancel(): Promise<void> {
    return this.client.cancel(this.taskId);
  }

  retry(): Promise<void> {
    return this.client.retry(this.taskId);
  }

  delete(): Promise<void> {
    return this.client.delete(this.taskId);
  }
}
