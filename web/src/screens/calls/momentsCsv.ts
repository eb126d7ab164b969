import type { Call } from '../../api/calls';
import { tableOf } from '../../parts/csv.ts';

const HEAD = ['rule', 'kind', 'start_s', 'end_s', 'turns', 'title', 'reason', 'advice', 'evidence'];

/** A line a moment, for a table program; in the service's words. */
export function momentsCsv(call: Pick<Call, 'moments'>): string {
  const lines = call.moments.map((moment) => {
    const evidence = moment.evidence.map(({ quote, measure, value }) => quote ?? `${measure} ${value}`);
    const kind = moment.is_good ? 'good' : 'to mend';
    return [moment.rule, kind, moment.start_s, moment.end_s, moment.turns.join(' '), moment.title, moment.reason, moment.advice, evidence.join(' | ')];
  });
  return tableOf([HEAD, ...lines]);
}
