import type { Progress } from '../../api/speakers';

export type Chance = 'right' | 'not' | 'some';

export interface SoundRow {
  phone: string;
  /** Of each of the newest recordings that have the sound, oldest first. */
  chances: Chance[];
  right: number;
  n: number;
}

const MOST_SHOWN = 12;

/** A row a sound; those that went wrong most often first, since they have most to give. */
export function rowsOf(progress: Progress): SoundRow[] {
  const rows = new Map<string, SoundRow>();
  for (const recording of progress.recordings) {
    for (const [phone, { n, right }] of Object.entries(recording.phones)) {
      if (n === 0) continue;
      const row = rows.get(phone) ?? { phone, chances: [], right: 0, n: 0 };
      row.chances.push(right === n ? 'right' : right === 0 ? 'not' : 'some');
      row.chances = row.chances.slice(-MOST_SHOWN);
      row.right += right;
      row.n += n;
      rows.set(phone, row);
    }
  }
  return [...rows.values()]
    .filter((row) => row.right < row.n)
    .sort((a, b) => b.n - b.right - (a.n - a.right) || a.phone.localeCompare(b.phone));
}
