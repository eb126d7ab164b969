import { useMemo, useRef } from 'preact/hooks';
import type { Call, CallTurn } from '../../api/calls';
import { t } from '../../messages';
import { speakerName } from './labels';
import { clock, lanesOf, overlapsOf, soundStartS, timeAfterKey, turnAt } from './times';
import type { CallPlayer } from './useCallPlayer';

const WIDTH = 1000;
const LANE = 44;
const GAP = 6;
const TOP = 16;
/** Where moments are marked. */

/** Who speaks when, a lane each, and a place in it that is moved by keys and by pressing. */
export function Timeline({ call, player }: { call: Call; player: CallPlayer }) {
  const place = useRef<HTMLDivElement>(null);
  const lanes = lanesOf(call.turns);
  const durationS = Math.max(call.duration_s ?? 0, ...call.turns.slice(-1).map((turn) => turn.end_s), 0.1);
  const height = TOP + lanes.length * (LANE + GAP);
  const x = (timeS: number) => (timeS / durationS) * WIDTH;
  const y = (lane: number) => TOP + lane * (LANE + GAP);
  const width = (from: number, to: number) => Math.max(1, x(to) - x(from));
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = timeAfterKey(event.key, player.atS, durationS);
    if (event.key !== ' ' && event.key !== 'Enter' && wanted === null) return;
    event.preventDefault();
    event.stopPropagation(); // the page has a key to hold sounds, too
    if (wanted === null) player.toggle();
    else player.seek(wanted);
  };
  const onClick = (event: MouseEvent) => {
    const { left, width: wide } = place.current!.getBoundingClientRect();
    player.seek(Math.max(0, Math.min(1, (event.clientX - left) / wide)) * durationS);
  };
  const { outlines } = player.sounds;
  const shapes = useMemo(
    () => (
      <>
        {call.moments.map((moment) => (
          <rect key={moment.index} class={moment.is_good ? 'moment good' : 'moment'} x={x(moment.start_s)} width={width(moment.start_s, moment.end_s)} y="2" height="9" />
        ))}
        {call.turns.map((turn) => {
          const lane = lanes.indexOf(turn.speaker);
          return (
            <g key={turn.index} class={turn.index === player.turn ? 'turn now' : 'turn'}>
              <rect x={x(turn.start_s)} width={width(turn.start_s, turn.end_s)} y={y(lane)} height={LANE} />
              <path d={loudness(turn, outlines.get(turn.index), x, y(lane) + LANE / 2)} />
            </g>
          );
        })}
        {overlapsOf(call.turns).map((span) => (
          <rect key={span.start_s} class="both" x={x(span.start_s)} width={width(span.start_s, span.end_s)} y={TOP} height={height - TOP} />
        ))}
      </>
    ),
    [call, player.turn, outlines, outlines.size], // hours have thousands, and the place moves four times a second
  );
  const speaking = call.turns[turnAt(call.turns, player.atS)];
  const isSaid = speaking !== undefined && speaking.start_s <= player.atS;
  const times = { at: clock(player.atS), of: clock(durationS) };
  return (
    <div class="timeline">
      <div class="lane-names" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane}>{speakerName(lane)}</span>
        ))}
      </div>
      <div
        class="lanes"
        ref={place}
        role="slider"
        tabIndex={0}
        aria-label={t('calls.position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationS)}
        aria-valuenow={Math.min(Math.round(durationS), Math.round(player.atS))}
        aria-valuetext={isSaid ? t('calls.position_at', { ...times, who: speakerName(speaking.speaker) }) : t('calls.position_of', times)}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <svg viewBox={`0 0 ${WIDTH} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <defs>
            <pattern id="both" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="6" />
            </pattern>
          </defs>
          {shapes}
          <line class="at" x1={x(player.atS)} x2={x(player.atS)} y1="0" y2={height} />
        </svg>
      </div>
    </div>
  );
}

/** Its lowest and highest samples, once its sound is there. */
function loudness(turn: CallTurn, columns: [number, number][] | undefined, x: (timeS: number) => number, middle: number): string {
  if (!columns) return '';
  const from = soundStartS(turn);
  const stepS = (turn.end_s + turn.start_s - 2 * from) / columns.length; // as much of it before the turn as behind
  return columns
    .map(([low, high], i) => {
      const half = LANE / 2;
      return `M${x(from + (i + 0.5) * stepS).toFixed(1)} ${(middle - half * high).toFixed(1)}V${(middle - half * low + 0.6).toFixed(1)}`;
    })
    .join('');
}
