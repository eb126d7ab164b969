import type { components } from './schema.js';

/** Anything that this package throws on its own. */
export class VoiceError extends Error {}

/** No answer came: no such host, nothing that listens, a connection that was cut, or too little time. */
export class Unreachable extends VoiceError {}

/** The task is not over in the time that the caller gave; it goes on. */
export class TookTooLong extends VoiceError {}

/** A task ended without a result: it failed, or was cancelled. */
export class TaskFailed extends VoiceError {
  readonly taskId: string;
  readonly status: string;

  constructor(taskId: string, status: string, told: string) {
    super(`task ${taskId} ${status}${told && `: ${told}`}`);
    this.taskId = taskId;
    this.status = status;
  }
}

/** What the service answers where it can't do what was asked (RFC 9457). */
export class ApiProblem extends VoiceError {
  /** The HTTP status: 401 and 403 nobody is let in, 404 and 410 not there, 409 conflict, 429 too many, 5xx the service failed. */
  readonly status: number;
  /** What kind of problem, a stable word: `not-audio`, `invalid-input` … */
  readonly type: string;
  readonly title: string;
  /** What happened here, and what to do. */
  readonly detail: string;
  /** The part of the request that is wrong. */
  readonly field: string | null;
  /** Under which the log of the service has the request. */
  readonly requestId: string;
  /** Seconds after which to come again; null where the service doesn't say. */
  readonly retryAfterS: number | null;

  constructor(
    status: number,
    body: Partial<components['schemas']['ProblemDocument']>,
    headers: Headers,
  ) {
    const title = body.title ?? `HTTP ${status}`;
    super(body.detail ? `${title}: ${body.detail}` : title);
    this.status = status;
    this.type = body.type ?? '';
    this.title = title;
    this.detail = body.detail ?? '';
    this.field = body.field ?? null;
    this.requestId = body.request_id ?? headers.get('x-request-id') ?? '';
    this.retryAfterS = readRetryAfter(headers.get('retry-after'));
  }
}

/** Seconds, of a header in either of its forms. */
export function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header)
    ? Number(header)
    : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}
