import { call, send, type Answer } from './client';

export type ShownShare = Answer<'ShownShare'>;
export type MadeShare = Answer<'MadeShare'>;
export type SharedResult = Answer<'SharedResult'>;

export type SpeakersShare = Answer<'SpeakersShare'>;

const of = (taskId: string) => `/tasks/${taskId}/shares`;

/** A new link; what opens it is told this once. */
export const makeShare = (taskId: string) => send<MadeShare>(of(taskId), {});
/** Those that hold, newest first. */
export const listShares = async (taskId: string) =>
  (await call<Answer<'ShareList'>>(of(taskId))).items.filter((each) => each.holds);
/** Those that hold to any result of a speaker, newest first. */
export const listSpeakersShares = async (speakerId: string) =>
  (await call<Answer<'SpeakersShares'>>(`/speakers/${encodeURIComponent(speakerId)}/shares`)).items;
export const revokeShare = (taskId: string, shareId: string) => call(`${of(taskId)}/${shareId}`, { method: 'DELETE' });

/** What a link shows to who has no key. */
export const getShared = (token: string) => call<SharedResult>(`/shared/${encodeURIComponent(token)}`);
