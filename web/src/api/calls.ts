import { call, callForFile, send, upload, type Answer } from './client';

export type Call = Answer<'CallResult'>;
export type CallSummary = Answer<'CallSummary'>;
export type CallTurn = Answer<'CallTurn'>;
export type Talk = NonNullable<Call['talk']>;
export type Moment = Answer<'CoachableMoment'>;
export type MomentRule = Moment['rule'];
export type CallIssue = Answer<'CallIssue'>;
export type Replay = Answer<'CallReplay'>;
export type Hit = Answer<'TurnHit'>;
export type Sentiment = NonNullable<Hit['sentiment']>;

/** What is told of the calls that are sent together. */
export interface AboutCalls {
  /** The agent; empty: nobody is named. */
  speaker_id: string;
  l1: string;
  /** Each channel of the recording holds one speaker. */
  channels: boolean;
  /** Which channel is the agent's, or which voice; empty: the first, of a call that the agent made the second. */
  agent: '' | '1' | '2';
  direction: '' | 'inbound' | 'outbound';
  /** That all on the call were told that it is recorded. */
  recording_notice: boolean;
}

export interface CallToSend {
  file: File;
  about: AboutCalls;
  /** The same for each try of one file, so that none becomes two calls. */
  idempotencyKey: string;
}

/** Queues a call; returns its task's id. Throws as `upload` does. */
export async function submitCall({ file, about, idempotencyKey }: CallToSend, onShare: (share: number) => void, signal: AbortSignal): Promise<string> {
  const form = new FormData();
  form.set('file', file, file.name);
  for (const [name, value] of Object.entries(about)) if (value) form.set(name, `${value}`);
  const accepted = await upload<Answer<'TaskAccepted'>>('/calls', form, { 'idempotency-key': idempotencyKey }, onShare, signal);
  return accepted.task_id;
}

export interface CallFilter {
  agent: string;
  status: string;
}

export function listCalls({ agent, status }: CallFilter, cursor = '', limit = 20): Promise<Answer<'CallPage'>> {
  const wanted = { limit: `${limit}`, cursor, status, speaker_id: agent };
  return call(`/calls?${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value))}`);
}

export const getCall = (id: string) => call<Call>(`/calls/${id}`);
export const replay = (id: string, asked: { moment: number } | { turn: number }) => send<Replay>(`/calls/${id}/replay`, asked);

const turnPath = (id: string, turn: number) => `/calls/${id}/turns/${turn}/audio`;
/** For a media element; what is personal is silent in it. */
export const turnAddress = (id: string, turn: number) => `/api/v1${turnPath(id, turn)}`;
export const getTurnAudio = (id: string, turn: number) => callForFile(turnPath(id, turn));

export interface SearchFilter {
  agent: string;
  speaker: string;
  sentiment: string;
  language: string;
}

/** Turns of calls that answer a question. */
export async function searchTurns(q: string, filter: SearchFilter): Promise<Hit[]> {
  const asked = Object.entries({ q, kind: 'call', limit: '20', ...filter }).filter(([, value]) => value);
  return (await call<Answer<'TurnHits'>>(`/search?${new URLSearchParams(asked)}`)).hits;
}
