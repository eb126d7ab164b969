import { numbers, t } from '../../messages';

const STEPS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `3.4 GB`, by thousands. */
export function bytes(n: number): string {
  let [value, at] = [n, 0];
  for (; value >= 1000 && at < STEPS.length - 1; at++) value /= 1000;
  return `${numbers(value, value < 10 && at > 0 ? 1 : 0)} ${STEPS[at]}`;
}

/** Seconds, or minutes from two of them on. */
export function duration(seconds: number): string {
  return seconds < 120 ? t('ops.seconds', { n: numbers(seconds) }) : t('ops.minutes', { n: numbers(seconds / 60) });
}
