/** How often each habit of an agent's was certainly there in their calls, and whether that changed by more than chance would have it. */
import type { CallSummary } from '../../api/calls';

export type HabitTrend = { kind: 'better' | 'worse' | 'steady' } | { kind: 'too_few'; nMoreWords: number };

interface Tally {
  nSlips: number;
  nWords: number;
}

export interface HabitRow extends Tally {
  tip: string;
  /** Of each call, the oldest first. */
  calls: Tally[];
  /** In the older and in the newer half of the calls. */
  halves: [Tally, Tally];
  trend: HabitTrend;
}

const LEAST_WORDS = 100;
/** In each half; of fewer nothing is told. */
const FALSE_DISCOVERIES = 0.1;
/** Of the changes that are told so many may be chance, as in a learner's progress (Benjamini & Hochberg, 1995). */

/** A row a habit, the most frequent first; `calls` come newest first. */
export function habitsOf(calls: CallSummary[]): HabitRow[] {
  const judged = calls.filter((call) => call.outcome?.n_words).map((call) => call.outcome!).reverse();
  const middle = Math.floor(judged.length / 2);
  const tips = [...new Set(judged.flatMap((outcome) => Object.keys(outcome.habits)))];
  const rows = tips.map((tip) => {
    const tallies = judged.map((outcome) => ({ nSlips: outcome.habits[tip] ?? 0, nWords: outcome.n_words! }));
    const halves: [Tally, Tally] = [total(tallies.slice(0, middle)), total(tallies.slice(middle))];
    return { tip, calls: tallies, halves, ...total(tallies), change: changeOf(...halves) };
  });
  const limit = limitOf(rows.flatMap((row) => (row.change.kind === 'told' ? [row.change.chance] : [])));
  return rows
    .map(({ change, ...row }) => ({ ...row, trend: trendOf(change, limit) }))
    .sort((a, b) => b.nSlips - a.nSlips || a.tip.localeCompare(b.tip));
}

const total = (tallies: Tally[]): Tally => ({
  nSlips: tallies.reduce((sum, each) => sum + each.nSlips, 0),
  nWords: tallies.reduce((sum, each) => sum + each.nWords, 0),
});

type Change = { kind: 'too_few'; nMoreWords: number } | { kind: 'told'; rose: boolean; chance: number };

function changeOf(before: Tally, now: Tally): Change {
  const nMoreWords = Math.max(0, LEAST_WORDS - before.nWords) + Math.max(0, LEAST_WORDS - now.nWords);
  if (nMoreWords) return { kind: 'too_few', nMoreWords };
  const probability = probabilityOfRise(before, now);
  return { kind: 'told', rose: probability > 0.5, chance: 2 * Math.min(probability, 1 - probability) };
}

/** That the share of slips is higher now, under a uniform prior for both (Evan Miller, Formulas for Bayesian A/B Testing, 2013). */
export function probabilityOfRise(before: Tally, now: Tally): number {
  const [a, b] = betaOf(before);
  const [c, d] = betaOf(now);
  let term = 1;
  for (let i = 0; i < a; i++) term *= (b + i) / (b + d + i);
  let probability = term;
  for (let i = 0; i < c - 1; i++) {
    term *= ((a + i) * (d + i)) / ((a + b + d + i) * (1 + i));
    probability += term;
  }
  return Math.min(1, probability);
}

/** A word can have more slips than one. */
const betaOf = ({ nSlips, nWords }: Tally): [number, number] => [1 + nSlips, 1 + Math.max(0, nWords - nSlips)];

/** The largest chance that may be told of; below 0 for none. */
function limitOf(chances: number[]): number {
  const ranked = [...chances].sort((a, b) => a - b);
  return ranked.filter((chance, i) => chance <= (FALSE_DISCOVERIES * (i + 1)) / ranked.length).at(-1) ?? -1;
}

function trendOf(change: Change, limit: number): HabitTrend {
  if (change.kind === 'too_few') return change;
  if (change.chance > limit) return { kind: 'steady' };
  return { kind: change.rose ? 'worse' : 'better' };
}
