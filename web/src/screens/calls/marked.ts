import type { CallIssue, CallTurn } from '../../api/calls';

export type Run = { kind: 'plain' | 'unclear' | 'redacted'; text: string };

const PLACEHOLDER = /^<[A-Z_]+>\W*$/;

/** The words of a turn in runs: what was taken out and what was not clear stand alone, all between is one text. */
export function runsOf(turn: Pick<CallTurn, 'text' | 'words'>, issues: Pick<CallIssue, 'start_s' | 'end_s'>[]): Run[] {
  if (!turn.words.length) return turn.text ? [{ kind: 'plain', text: turn.text }] : [];
  const slips = issues.flatMap(({ start_s: start, end_s: end }) => (start === null || end === null ? [] : [(start + end) / 2]));
  const runs: Run[] = [];
  for (const word of turn.words) {
    const isUnclear = slips.some((atS) => word.start_s <= atS && atS <= word.end_s);
    const kind = PLACEHOLDER.test(word.text) ? 'redacted' : isUnclear ? 'unclear' : 'plain';
    const last = runs.at(-1);
    if (kind === 'plain' && last?.kind === 'plain') last.text += ` ${word.text}`;
    else runs.push({ kind, text: word.text });
  }
  return runs;
}
