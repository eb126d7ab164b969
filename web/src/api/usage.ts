import { call, type Answer } from './client';

let asked: Promise<boolean> | null = null;

/** Whether recordings or their minutes are counted against a quota: then a stream beside a recording would take from it, too. */
export function countsRecordings(): Promise<boolean> {
  asked ??= call<Answer<'ShownUsage'>>('/usage').then(({ of_tenant: all, of_key: own }) =>
    [...all, ...own].some(({ quota, limit }) => quota !== 'stored_mb' && limit !== null),
  );
  asked.catch(() => (asked = null));
  return asked;
}
