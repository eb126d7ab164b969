import { ApiProblem, Unreachable, VoiceError } from './errors.js';

export const ROOT = '/api/v1';
const FIRST_PAUSE_S = 0.5;
const LONGEST_PAUSE_S = 30;
/** Tries without any answer: a service that is restarted is back by then, one that isn't there is soon told. */
const MOST_CUTS = 4;

export interface Call {
  method?: string;
  query?: Record<string, string | number | undefined>;
  body?: BodyInit;
  headers?: Record<string, string>;
  /** Whether it may be sent again when nobody knows if it was done; true by default. */
  repeatable?: boolean;
  signal?: AbortSignal | undefined;
}

/** Sends calls to one service, again where that may help, until the time is over. */
export class Caller {
  readonly address: string;
  readonly timeoutS: number;
  private readonly key: string;

  constructor(baseUrl: string, apiKey: string | undefined, timeoutS: number) {
    const url = new URL(baseUrl);
    this.address = (url.origin + url.pathname).replace(/\/+$/, '').replace(/\/api\/v1$/, '');
    this.key = (apiKey ?? '').trim();
    this.timeoutS = timeoutS;
  }

  async json<T>(path: string, call: Call = {}): Promise<T> {
    const text = new TextDecoder().decode(await this.bytes(path, call));
    if (!text) return undefined as T;
    try {
      return JSON.parse(text) as T;
    } catch (error) {
      throw new VoiceError(`${this.address} answers no JSON: is the service there?`, { cause: error });
    }
  }

  async bytes(path: string, call: Call = {}): Promise<Uint8Array> {
    return this.answered(this.url(path, call), call);
  }

  /** What an address of an answer plays, asked of the service as it is reached from here; the key never goes to another host. */
  async fetch(address: string, signal?: AbortSignal): Promise<Uint8Array> {
    const { pathname, search } = new URL(address);
    const own = /(?:\/api\/v1)?\/(?:objects|tasks)\/.*$/.exec(pathname);
    if (own === null) throw new VoiceError(`${address} is no address of the service`);
    return this.answered(this.address + own[0] + search, { signal });
  }

  /** One try, whatever becomes of it. Throws Unreachable. */
  async once(url: string, call: Call, leftMs: number): Promise<Response> {
    const headers = new Headers(call.headers);
    if (this.key) headers.set('authorization', `Bearer ${this.key}`);
    const ends = AbortSignal.timeout(Math.ceil(Math.max(1, Math.min(leftMs, 2 ** 31 - 2))));
    const signal = call.signal ? AbortSignal.any([call.signal, ends]) : ends;
    const { method = 'GET', body } = call;
    const request = { method, headers, signal, ...(body === undefined ? {} : { body }) };
    return this.reached(fetch(url, request), call.signal);
  }

  private async reached<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      signal?.throwIfAborted();
      throw new Unreachable(`no answer from ${this.address}`, { cause: error });
    }
  }

  url(path: string, call: Call = {}): string {
    const url = new URL(this.address + ROOT + path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  }

  /** The body of the successful answer, after as many tries as fit into the time. */
  private async answered(url: string, call: Call): Promise<Uint8Array> {
    const endsAt = performance.now() + this.timeoutS * 1000;
    let cuts = 0;
    for (let count = 0; ; count += 1) {
      let failure: ApiProblem | Unreachable;
      try {
        const answer = await this.once(url, call, endsAt - performance.now());
        if (answer.ok) return new Uint8Array(await this.reached(answer.arrayBuffer(), call.signal));
        failure = await problemOf(answer);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        failure = error;
        cuts += 1;
      }
      const again =
        failure instanceof ApiProblem
          ? failure.status === 429 || failure.status === 503
          : (call.repeatable ?? true) && cuts < MOST_CUTS;
      const named = failure instanceof ApiProblem ? failure.retryAfterS : null;
      const backoff = Math.min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** count) * (0.5 + Math.random() / 2);
      const pauseMs = (named ?? backoff) * 1000;
      if (!again || performance.now() + pauseMs >= endsAt) throw failure;
      await pause(pauseMs, call.signal);
    }
  }
}

export async function problemOf(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => ({}));
  return new ApiProblem(answer.status, typeof body === 'object' && body ? body : {}, answer.headers);
}

export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      signal?.removeEventListener('abort', stop);
      resolve();
    }
    function stop(): void {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    }
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
