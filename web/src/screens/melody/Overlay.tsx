import { t } from '../../messages';
import { OCTAVE, type Piece, type Span } from './contour';

interface Props {
  mine: Piece[];
  american: Piece[];
  pauses: Span[];
  words: (Span & { text: string })[];
}

const PIXELS_A_SECOND = 150;
const HEIGHT = 220;
const PLOT = 170;

/** Both contours over the words. What it shows stands in sentences beside it. */
export function Overlay({ mine, american, pauses, words }: Props) {
  const end = Math.max(1, ...words.map((word) => word.end), ...mine.flat().map(([at]) => at), ...american.flat().map(([at]) => at));
  const width = Math.max(320, Math.ceil((end + 0.1) * PIXELS_A_SECOND));
  const x = (timeS: number) => Math.round(timeS * PIXELS_A_SECOND);
  const y = (semitones: number) => PLOT / 2 - (semitones / OCTAVE) * (PLOT / 2 - 6);
  const path = (pieces: Piece[]) =>
    pieces.map((piece) => `M${piece.map(([at, semitones]) => `${x(at)} ${y(semitones).toFixed(1)}`).join('L')}`).join('');
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('melody.title')}>
      <svg class="overlay" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        <defs>
          <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" />
          </pattern>
        </defs>
        {pauses.map((pause) => (
          <rect key={pause.start} class="pause" x={x(pause.start)} width={Math.max(3, x(pause.end) - x(pause.start))} y="0" height={PLOT} />
        ))}
        <line class="middle" x1="0" x2={width} y1={y(0)} y2={y(0)} />
        <path class="american" d={path(american)} />
        <path class="mine" d={path(mine)} />
        {words.map((word, i) => (
          <g key={i}>
            <rect class="length" x={x(word.start)} width={Math.max(2, x(word.end) - x(word.start) - 2)} y={PLOT + 4} height="6" />
            <text lang="en" x={(x(word.start) + x(word.end)) / 2} y={PLOT + (i % 2 ? 42 : 26)}>
              {word.text}
            </text>
          </g>
        ))}
      </svg>
      <p class="small">{t('melody.axis')}</p>
    </div>
  );
}
