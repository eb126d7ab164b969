import type { TaskSummary } from '../../api/tasks';

export interface Day {
  /** Of the learner's own clock, as `2026-11-27`. */
  date: string;
  takes: TaskSummary[];
}

/** Newest first, as they come. */
export function byDay(takes: TaskSummary[]): Day[] {
  const days: Day[] = [];
  for (const take of takes) {
    const at = new Date(take.created_at);
    const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => `${part}`.padStart(2, '0')).join('-');
    if (days.at(-1)?.date === date) days.at(-1)!.takes.push(take);
    else days.push({ date, takes: [take] });
  }
  return days;
}

/** Takes of drills are of one word or phrase, and no reading. */
export const isReading = (take: TaskSummary) => take.reference_text === null || take.reference_text.split(/\s+/).length > 3;

const FIRST_WORDS = 8;

export function opening(text: string): string {
  const words = text.split(/\s+/);
  return words.slice(0, FIRST_WORDS).join(' ') + (words.length > FIRST_WORDS ? ' …' : '');
}

/** Texts that were read at least twice, the latest first. */
export function repeated(takes: TaskSummary[]): string[] {
  const counts = new Map<string, number>();
  for (const { reference_text: text } of takes) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].filter(([, n]) => n > 1).map(([text]) => text);
}
