import type { CallTurn } from '../../api/calls';

/** `1:05`, from an hour on `1:01:05`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number) => `${n}`.padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

type Timed = Pick<CallTurn, 'start_s' | 'end_s'>;
type Spoken = Timed & Pick<CallTurn, 'speaker'>;

/** Where to begin, to hear what is said from then on: the first turn that is not over; -1 behind the last. */
export const turnAt = (turns: Timed[], timeS: number): number => turns.findIndex((turn) => turn.end_s > timeS);

const MARGIN_S = 0.15;
/** The service plays so much on both sides of a turn. */

/** Of the sound of a turn, in seconds from the start of the call. */
export const soundStartS = (turn: Timed): number => Math.max(0, turn.start_s - MARGIN_S);

/** The agent's lane, the customer's, and one for each who speaks beside them, in the order of their first turn. */
export function lanesOf(turns: Spoken[]): string[] {
  const others = new Set(turns.map((turn) => turn.speaker));
  others.delete('agent');
  others.delete('customer');
  return ['agent', 'customer', ...others];
}

/** When two speak at once: the spans, none overlapping another. */
export function overlapsOf(turns: Timed[]): Timed[] {
  const found: Timed[] = [];
  let latestEnd = 0;
  for (const { start_s, end_s } of [...turns].sort((a, b) => a.start_s - b.start_s)) {
    const until = Math.min(latestEnd, end_s);
    const last = found.at(-1);
    if (until > start_s) {
      if (last && last.end_s >= start_s) last.end_s = Math.max(last.end_s, until);
      else found.push({ start_s, end_s: until });
    }
    latestEnd = Math.max(latestEnd, end_s);
  }
  return found;
}

const STEP_S = 5;
const LEAP = 0.1;
/** Of the call, by Page Up and Page Down. */

/** Where a key of the timeline leads; null for another key. */
export function timeAfterKey(key: string, atS: number, durationS: number): number | null {
  const moves: Record<string, number> = {
    ArrowRight: atS + STEP_S,
    ArrowUp: atS + STEP_S,
    ArrowLeft: atS - STEP_S,
    ArrowDown: atS - STEP_S,
    PageUp: atS + durationS * LEAP,
    PageDown: atS - durationS * LEAP,
    Home: 0,
    End: durationS,
  };
  const wanted = moves[key];
  return wanted === undefined ? null : Math.max(0, Math.min(durationS, wanted));
}
