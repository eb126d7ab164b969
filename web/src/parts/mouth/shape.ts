/** Where tongue, lips and soft palate are for a sound, in a picture of 120 × 110 of a head that looks to the left. */
import articulations from './articulations.json' with { type: 'json' };

/** As shared/phonetics/arpabet.py has it. */
export interface Articulation {
  vowel: boolean;
  manner: string;
  /** Consonants: 0 lips … 1 glottis. Vowels: 0 front … 1 back. */
  place: number;
  /** Vowels: 0 open … 1 close. */
  height: number;
  voiced: boolean;
  rounded: boolean;
  /** How far a diphthong moves in place and height. */
  glide: number[];
}

type Point = readonly [x: number, y: number];

export interface Tongue {
  /** Highest point of its back. */
  body: Point;
  tip: Point;
}

export type Lips = 'closed' | 'teeth' | 'round' | 'open';
export type TonguePlace = 'rest' | 'teeth' | 'ridge_touch' | 'ridge_near' | 'behind_touch' | 'behind_near' | 'curled' | 'palate' | 'velum_touch' | 'velum_near' | 'vowel';

export interface MouthShape {
  lips: Lips;
  /** 0…1, how far the jaw is down. */
  jaw: number;
  tongue: Tongue;
  place: TonguePlace;
  /** Where the tongue of a diphthong comes to. */
  glidesTo: Tongue | null;
  isNasal: boolean;
  isVoiced: boolean;
}

const REST: Tongue = { body: [60, 52], tip: [31, 63] };
const TOUCHES = new Set(['stop', 'affricate', 'nasal', 'lateral']);

export function articulationOf(phone: string): Articulation | null {
  return (articulations as Record<string, Articulation>)[phone] ?? null;
}

/** null for what is no sound of American English. */
export function shapeOf(phone: string): MouthShape | null {
  const made = articulationOf(phone);
  if (!made) return null;
  const place = placeOf(made);
  const [dPlace = 0, dHeight = 0] = made.glide;
  return {
    lips: lipsOf(made),
    jaw: made.vowel ? 1 - made.height : 0.2,
    tongue: place === 'vowel' ? vowel(made.place, made.height) : CONSONANTS[place],
    place,
    glidesTo: dPlace || dHeight ? vowel(made.place + dPlace, made.height + dHeight) : null,
    isNasal: made.manner === 'nasal',
    isVoiced: made.voiced,
  };
}

function lipsOf({ vowel: isVowel, place, manner, rounded }: Articulation): Lips {
  if (rounded) return 'round';
  if (isVowel || place > 0.1) return 'open';
  return place > 0 ? 'teeth' : TOUCHES.has(manner) ? 'closed' : 'open';
}

const CONSONANTS: Record<Exclude<TonguePlace, 'vowel'>, Tongue> = {
  rest: REST,
  teeth: { body: [54, 50], tip: [18, 51] },
  ridge_touch: { body: [56, 50], tip: [33, 38] },
  ridge_near: { body: [56, 50], tip: [32, 43] },
  behind_touch: { body: [54, 42], tip: [37, 36] },
  behind_near: { body: [54, 42], tip: [37, 41] },
  curled: { body: [60, 48], tip: [43, 41] },
  palate: { body: [48, 32], tip: [31, 58] },
  velum_touch: { body: [73, 32], tip: [34, 64] },
  velum_near: { body: [74, 39], tip: [33, 64] },
};

function placeOf({ vowel: isVowel, manner, place, rounded }: Articulation): TonguePlace {
  if (manner === 'rhotic') return 'curled';
  if (isVowel) return 'vowel';
  if (rounded) return 'velum_near'; // w: the lips, and the back of the tongue
  const touches = TOUCHES.has(manner);
  if (place <= 0.1 || place >= 1) return 'rest';
  if (place < 0.4) return 'teeth';
  if (place < 0.5) return touches ? 'ridge_touch' : 'ridge_near';
  if (place < 0.65) return manner === 'approximant' ? 'curled' : touches ? 'behind_touch' : 'behind_near';
  return place < 0.8 ? 'palate' : 'velum_touch';
}

function vowel(place: number, height: number): Tongue {
  return { body: [46 + 30 * place, 62 - 27 * height], tip: [31, 66 - 6 * height] };
}

/** The outline of a tongue, from its root round its tip to the floor of the mouth. */
export function outlineOf({ body: [x, y], tip: [tipX, tipY] }: Tongue): string {
  return `M92 108C96 84 ${x + 22} ${y} ${x} ${y}S${tipX + 9} ${tipY - 2} ${tipX} ${tipY}C${tipX + 1} ${tipY + 9} 42 80 50 108Z`;
}
