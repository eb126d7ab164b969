import { call, send, type Answer } from './client.ts';

export type PhonemeMap = Answer<'PhonemeMap'>;
export type DetectedLanguage = Answer<'DetectedLanguage'>;
export type WrittenText = Answer<'WrittenText'>;
export type Translation = Answer<'Translation'>;
export type Playable = Answer<'PlayableSpeech'>;
export type Judged = Answer<'UnifiedResult'>;

/** A request as it can be sent from anywhere, to be shown and sent. */
export type ApiRequest =
  | { path: string; method: 'GET' }
  | { path: string; method: 'POST'; json: object }
  | { path: string; method: 'POST'; form: Record<string, string>; file: Blob; fileName: string };

export interface Exchange<T> {
  request: ApiRequest;
  answer: T;
  /** From the press to the whole answer, as this browser saw it. */
  elapsedMs: number;
}

/** Asks, and times it. Throws as `call` does. */
export async function exchange<T>(request: ApiRequest): Promise<Exchange<T>> {
  const from = performance.now();
  const answer = await sent<T>(request);
  return { request, answer, elapsedMs: Math.round(performance.now() - from) };
}

function sent<T>(request: ApiRequest): Promise<T> {
  if (request.method === 'GET') return call<T>(request.path);
  if ('json' in request) return send<T>(request.path, request.json);
  const form = new FormData();
  form.set('file', request.file, request.fileName);
  for (const [name, value] of Object.entries(request.form)) if (value) form.set(name, value);
  return call<T>(request.path, { method: 'POST', body: form });
}

/** The same as a command line; `$KEY` where a key is asked for. */
export function curlOf(request: ApiRequest, origin: string, needsKey: boolean): string {
  const parts = [`curl -s ${quoted(`${origin}/api/v1${request.path}`)}`];
  if (needsKey) parts.push('-H "authorization: Bearer $KEY"');
  if ('json' in request) parts.push("-H 'content-type: application/json'", `-d ${quoted(JSON.stringify(request.json))}`);
  if ('form' in request) {
    parts.push(`-F ${quoted(`file=@${request.fileName}`)}`);
    // --form-string: a value that begins with @ or < would be read as a file's name
    for (const [name, value] of Object.entries(request.form)) if (value) parts.push(`--form-string ${quoted(`${name}=${value}`)}`);
  }
  return parts.join(' \\\n  ');
}

/** For a shell. */
export const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

