import type { Call } from './calls.js';

/** A recording: a File or Blob, or its bytes. */
export type Audio = Blob | Uint8Array | ArrayBuffer;

/** What can be asked of a recording. */
export interface RecordingOptions {
  /** What was to be read aloud; without it the transcript is judged, with weaker phone scores. */
  text?: string | undefined;
  /** Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ - */
  speakerId?: string | undefined;
  /** First language: `hi`, `ta`, `zh` …, `en` for a native. */
  l1?: string | undefined;
  /** Of the feedback: `en`, `hi`. */
  language?: string | undefined;
  /** Of the reference, an id of `voices()`. */
  voice?: string | undefined;
  /** Of the reference, 0.5 to 2. */
  speakingRate?: number | undefined;
  /** The speaker agrees that a reference in their own voice is made. */
  consentVoiceCloning?: boolean;
  /** More recordings of the speaker, for the own voice. */
  voiceSamples?: Audio[];
  /** Wrong words are also spoken as they were heard. */
  sayHeard?: boolean;
  /** Own pronunciations: `{ Priya: ['P R IY1 Y AH0'] }`. */
  lexicon?: Record<string, string[]> | undefined;
  /** Those to run, such as `['asr', 'align', 'phonemap', 'diff']`; all by default. */
  stages?: string[] | undefined;
  /** The same again is the same task; one is made where none is given. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export function recordingForm(audio: Audio, options: RecordingOptions): Call {
  const form = new FormData();
  form.append('file', blobOf(audio), nameOf(audio));
  for (const sample of options.voiceSamples ?? []) {
    form.append('voice_samples', blobOf(sample), nameOf(sample));
  }
  const fields: Record<string, string | number | undefined> = {
    reference_text: options.text,
    speaker_id: options.speakerId,
    l1: options.l1,
    language: options.language,
    voice: options.voice,
    speaking_rate: options.speakingRate,
    consent_voice_cloning: options.consentVoiceCloning ? 'true' : undefined,
    say_heard: options.sayHeard ? 'true' : undefined,
    lexicon: options.lexicon && JSON.stringify(options.lexicon),
    stages: options.stages?.join(','),
  };
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, String(value));
  }
  // Pages that are not https have no randomUUID.
  const key = options.idempotencyKey ?? [...crypto.getRandomValues(new Uint32Array(4))].join('-');
  return { method: 'POST', body: form, headers: { 'idempotency-key': key }, signal: options.signal };
}

export function blobOf(audio: Audio): Blob {
  return audio instanceof Blob ? audio : new Blob([audio as BlobPart]);
}

export function nameOf(audio: Audio): string {
  return (audio as Partial<File>).name || 'recording';
}
