import { call, type Answer } from './client';
import { notesLanguage } from './speech';
import type { Settings } from '../settings/store';

export type TaskResult = Answer<'TaskResult'>;
export type TaskSummary = Answer<'TaskSummary'>;
export type JudgedWord = Answer<'JudgedWord'>;
export type JudgedPhone = Answer<'JudgedPhone'>;
export type Issue = Answer<'Issue'>;
export type Coaching = Answer<'Coaching'>;
export type Priority = Answer<'Priority'>;
export type Drill = Answer<'Drill'>;
export type DrillStep = Answer<'DrillStep'>;
export type WordSlices = Answer<'WordSlices'>;

export interface Submission {
  recording: Blob;
  text: string;
  /** The same for each try of one recording, so that none becomes two tasks. */
  idempotencyKey: string;
  /** What it was recorded for. */
  assignmentId?: string;
  /** Stages to run; all by default. */
  stages?: string;
}

/** For so long somebody looks at the stages; where it would take longer the service says so, and when to come again. */
const PATIENCE_S = 40;

/** Queues a recording; returns its task's id. */
export async function submit(sent: Submission, settings: Settings, signal?: AbortSignal): Promise<string> {
  const form = new FormData();
  form.set('file', sent.recording, 'recording.wav');
  const fields: Record<string, string> = {
    reference_text: sent.text,
    speaker_id: settings.speakerId,
    l1: settings.l1,
    language: await notesLanguage(settings.language),
    voice: settings.voice,
    stages: sent.stages ?? '',
    assignment_id: sent.assignmentId ?? '',
  };
  for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value);
  const accepted = await call<Answer<'TaskAccepted'>>('/tasks', {
    method: 'POST',
    body: form,
    headers: { 'idempotency-key': sent.idempotencyKey, prefer: `wait=${PATIENCE_S}` },
    ...(signal ? { signal } : {}),
  });
  return accepted.task_id;
}

export const getTask = (id: string) => call<TaskResult>(`/tasks/${id}`);
export const cancelTask = (id: string) => call(`/tasks/${id}/cancel`, { method: 'POST' });
/** Runs again what failed of it, and no more. */
export const retryTask = (id: string) => call(`/tasks/${id}/retry`, { method: 'POST' });
export const deleteTask = (id: string) => call(`/tasks/${id}`, { method: 'DELETE' });

export function listTasks(speakerId: string, cursor = '', limit = 50): Promise<Answer<'TaskPage'>> {
  const query = new URLSearchParams({ speaker_id: speakerId, limit: `${limit}`, ...(cursor ? { cursor } : {}) });
  return call(`/tasks?${query}`);
}

const FINISHED = new Set(['succeeded', 'partial', 'failed', 'cancelled']);

export const isOver = (task: { status: string }) => FINISHED.has(task.status);
