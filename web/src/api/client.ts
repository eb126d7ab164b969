import type { components } from './schema';

type Answers = components['schemas'];

/** As the service tells it: all fields are there, also those that have a default. */
export type Told<T> = T extends (infer U)[]
  ? Told<U>[]
  : T extends object
    ? { [K in keyof T]-?: Told<Exclude<T[K], undefined>> }
    : T;
export type Answer<K extends keyof Answers> = Told<Answers[K]>;

/** What the service answers where it can't do what was asked (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly type: string;
  readonly detail: string;
  readonly requestId: string;
  readonly retryAfterS: number | null;

  constructor(status: number, body: Partial<Answer<'ProblemDocument'>>, headers: Headers) {
    super(body.title ?? `${status}`);
    this.status = status;
    this.type = body.type ?? '';
    this.detail = body.detail ?? '';
    this.requestId = body.request_id ?? headers.get('x-request-id') ?? '';
    this.retryAfterS = Number(headers.get('retry-after')) || null;
  }
}

/** The service could not be reached at all. */
export class Unreachable extends Error {}

const ROOT = '/api/v1';
let csrfToken: string | null = null;

/** Shown with each write, while a session holds. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

let signedOut: () => void = () => {};

/** Told when the service no longer knows who this is. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

/** A JSON answer. Throws ApiProblem, or Unreachable. */
export async function call<T>(path: string, request: RequestInit = {}): Promise<T> {
  const answer = await answered(path, request);
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

/** A file. Throws as `call` does. */
export async function callForFile(path: string): Promise<Blob> {
  return (await answered(path)).blob();
}

async function answered(path: string, request: RequestInit = {}): Promise<Response> {
  const headers = new Headers(request.headers);
  if (csrfToken) headers.set('x-csrf-token', csrfToken);
  if (typeof request.body === 'string') headers.set('content-type', 'application/json');
  let answer: Response;
  try {
    answer = await fetch(ROOT + path, { ...request, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable(path, { cause: error });
  }
  if (answer.ok) return answer;
  if (answer.status === 401 && path !== '/sessions') signedOut();
  throw new ApiProblem(answer.status, await answer.json().catch(() => ({})), answer.headers);
}

/** A form, telling how much of it has gone out, 0…1; fetch can't. Throws as `call` does, and AbortError. */
export function upload<T>(path: string, form: FormData, headers: Record<string, string>, onShare: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', ROOT + path);
    if (csrfToken) request.setRequestHeader('x-csrf-token', csrfToken);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onShare(total ? loaded / total : 0);
    request.onerror = () => reject(new Unreachable(path));
    request.onabort = () => reject(new DOMException(path, 'AbortError'));
    request.onload = () => {
      const body = read(request.responseText);
      if (request.status >= 200 && request.status < 300) return resolve(body as T);
      if (request.status === 401) signedOut();
      const retryAfter = request.getResponseHeader('retry-after');
      reject(new ApiProblem(request.status, body ?? {}, new Headers(retryAfter ? { 'retry-after': retryAfter } : {})));
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

function read(text: string): object | null {
  try {
    return JSON.parse(text);
  } catch {
    return null; // of what stands between the page and the service
  }
}

export function send<T>(path: string, body: unknown): Promise<T> {
  return call(path, { method: 'POST', body: JSON.stringify(body) });
}

/** An address of a result, on the page's own origin: the service may be known by another name than the page was opened with. */
export function ownAddress(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return /^(\/api\/v1)?\/(objects|tasks)\//.test(pathname) ? pathname + search : url;
}
