import { t, type Part } from '../../messages';
import { Message } from '../Message';
import { articulationOf, outlineOf, shapeOf, type MouthShape } from './shape';
import './mouth.css';

/** A head from the side as it makes a sound, and the same in words. Nothing for what is no sound of American English. */
export default function Mouth({ phone, caption }: { phone: string; caption: Part[] }) {
  const shape = shapeOf(phone);
  if (!shape) return null;
  const { lips, jaw, tongue, glidesTo, isNasal, isVoiced } = shape;
  const [upper, lower] = LIPS[lips];
  const drop = lips === 'closed' ? 0 : 7 * jaw;
  return (
    <figure class="mouth">
      <svg viewBox="0 0 120 110" role="img" aria-label={inWords(phone, shape)}>
        <path class="tongue" d={outlineOf(tongue)} />
        {glidesTo && <path class="tongue then" d={outlineOf(glidesTo)} />}
        <path d="M34 6C22 12 12 24 8 31C10 35 14 36 15 38M15 68C12 78 18 90 34 94L46 108M97 20C101 50 99 80 99 108" />
        <path class="palate" d={`M25 41C30 40 33 39 36 35C44 25 60 23 72 29${isNasal ? 'C80 33 84 42 86 53' : 'C80 28 88 31 96 38'}`} />
        <path class="tooth" d="M21 40h4l-2 10z" />
        <path class="tooth" d={`M22 ${66 + drop}h4l-2 -9z`} />
        <ellipse class="lip" cx={upper[0]} cy={upper[1]} rx="5" ry="4" />
        <ellipse class="lip" cx={lower[0]} cy={lower[1] + (lips === 'teeth' ? 0 : drop)} rx="5" ry="4" />
        {isVoiced && <path class="voice" d="M101 92q3 -4 6 0t6 0t6 0M101 100q3 -4 6 0t6 0t6 0" />}
      </svg>
      <figcaption>
        <Message parts={caption} />
      </figcaption>
    </figure>
  );
}

/** Upper and lower. */
const LIPS = {
  closed: [[16, 46], [16, 54]],
  teeth: [[15, 43], [20, 53]],
  round: [[11, 45], [11, 57]],
  open: [[16, 43], [16, 60]],
} as const;

function inWords(phone: string, { lips, place, glidesTo, isNasal, isVoiced }: MouthShape): string {
  const made = articulationOf(phone)!;
  const tongue = place === 'vowel' ? vowelInWords(made.place, made.height) : t(`mouth.tongue.${place}`);
  const [dPlace = 0, dHeight = 0] = made.glide;
  return [
    t(`mouth.lips.${lips}`),
    tongue,
    ...(glidesTo ? [t('mouth.then', { what: vowelInWords(made.place + dPlace, made.height + dHeight) })] : []),
    ...(isNasal ? [t('mouth.nose')] : []),
    t(isVoiced ? 'mouth.voice' : 'mouth.no_voice'),
  ].join(' ');
}

function vowelInWords(place: number, height: number): string {
  const high = height > 0.66 ? 'high' : height > 0.33 ? 'mid' : 'low';
  const back = place > 0.66 ? 'back' : place > 0.33 ? 'middle' : 'front';
  return t('mouth.vowel', { height: t(`mouth.height.${high}`), place: t(`mouth.place.${back}`) });
}
