import type { TaskResult } from '../../api/tasks';

/** A contour as it is drawn: points in seconds and semitones from the voice's own middle; a gap starts a new piece. */
export type Piece = [timeS: number, semitones: number][];

type Pitch = NonNullable<NonNullable<TaskResult['prosody']>['learner_pitch']>;

export interface Span {
  start: number;
  end: number;
}

/** Semitones: farther from the middle a tracker has mistaken the octave, as it does at the creaky ends of phrases. */
export const OCTAVE = 12;

/** A voice's pieces; `place` moves its times. */
export function piecesOf(pitch: Pitch, place: (timeS: number) => number = (timeS) => timeS): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece = [];
  pitch.f0_hz.forEach((hz, i) => {
    const semitones = hz === null || !pitch.median_hz ? null : 12 * Math.log2(hz / pitch.median_hz);
    if (semitones === null || Math.abs(semitones) > OCTAVE) {
      if (piece.length) pieces.push(piece);
      piece = [];
      return;
    }
    piece.push([place(pitch.start_s + i * pitch.hop_s), semitones]);
  });
  if (piece.length) pieces.push(piece);
  return pieces.filter((each) => each.length > 1);
}

/** Moves a time of one reading to the same place of another: word by word, evenly within a word and between two. */
export function warp(from: Span[], onto: Span[]): (timeS: number) => number {
  const points: [number, number][] = [];
  from.forEach((span, i) => {
    const other = onto[i];
    if (!other) return;
    for (const point of [[span.start, other.start], [span.end, other.end]] as [number, number][]) {
      const last = points.at(-1);
      if (!last || point[0] > last[0]) points.push(point);
    }
  });
  return (timeS) => {
    const first = points[0];
    const last = points.at(-1);
    if (!first || !last) return timeS;
    if (timeS <= first[0]) return first[1] + timeS - first[0];
    if (timeS >= last[0]) return last[1] + timeS - last[0];
    const next = points.findIndex(([at]) => at >= timeS);
    const [[a, p], [b, q]] = [points[next - 1]!, points[next]!];
    return p + ((timeS - a) / (b - a)) * (q - p);
  };
}

/** From the 5th to the 95th hundredth: a doubled octave of one frame is no melody. In semitones. */
export function rangeOf(pieces: Piece[]): number {
  const sorted = pieces.flat().map(([, semitones]) => semitones).sort((a, b) => a - b);
  if (!sorted.length) return 0;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return at(0.95) - at(0.05);
}
