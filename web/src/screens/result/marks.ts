import type { JudgedPhone, JudgedWord } from '../../api/tasks';

/** How a word is shown; never by colour alone. */
export type WordState = 'fine' | 'uncertain' | 'error' | 'omitted' | 'added';

export type Slip =
  | { kind: 'changed'; target: string; heard: string }
  | { kind: 'dropped'; target: string }
  | { kind: 'added'; heard: string }
  | { kind: 'stress'; target: number; heard: number };

/** Above a word, for each kind of slip in it. */
export const SIGNS: Record<Slip['kind'], string> = { changed: '✕', dropped: '∅', added: '+', stress: '′' };

export function stateOf(word: JudgedWord): WordState {
  if (word.error_type === 'omission') return 'omitted';
  if (word.error_type === 'insertion') return 'added';
  const states = [...word.phones, ...word.insertions, ...(word.stress ? [word.stress] : [])].map((each) => each.state);
  if (states.includes('error')) return 'error';
  return states.includes('uncertain') ? 'uncertain' : 'fine';
}

/** What is certainly wrong in a word, in the order of speech; phones in ARPAbet, syllables from 1. */
export function slipsOf(word: JudgedWord): Slip[] {
  const slips: Slip[] = word.phones.filter((phone) => phone.state === 'error').map(slipOf);
  for (const added of word.insertions) {
    if (added.state === 'error') slips.push({ kind: 'added', heard: added.heard });
  }
  const { stress } = word;
  if (stress?.state === 'error') {
    slips.push({ kind: 'stress', target: stress.target_syllable + 1, heard: stress.heard_syllable + 1 });
  }
  return slips;
}

function slipOf(phone: JudgedPhone): Slip {
  if (phone.error_type === 'deletion' || phone.heard === null) return { kind: 'dropped', target: phone.target };
  return { kind: 'changed', target: phone.target, heard: phone.heard };
}

const VOWELS = new Set(['AA', 'AE', 'AH', 'AO', 'AW', 'AY', 'EH', 'ER', 'EY', 'IH', 'IY', 'OW', 'OY', 'UH', 'UW']);

/** The word as it was heard, for a voice: ARPAbet, vowels with stress. Empty where nothing of it was. */
export function heardPhones(word: JudgedWord): string[] {
  const phones: string[] = [];
  const added = (before: number) =>
    word.insertions.filter((each) => each.before_phone === before && each.state === 'error').map((each) => each.heard);
  word.phones.forEach((phone, i) => {
    phones.push(...added(i));
    if (phone.state !== 'error') phones.push(phone.target);
    else if (phone.error_type !== 'deletion' && phone.heard) phones.push(phone.heard);
  });
  phones.push(...added(word.phones.length));
  const stressed = word.stress?.state === 'error' ? word.stress.heard_syllable : (word.stress?.target_syllable ?? 0);
  let syllable = -1;
  return phones.map((phone) => {
    if (!VOWELS.has(phone)) return phone;
    syllable += 1;
    return phone + (syllable === stressed ? '1' : '0');
  });
}

export interface PlacedWord {
  word: JudgedWord;
  /** Between it and the word before, as the text has it. */
  before: string;
}

/** The words in reading order, with the marks of the text between them, and what follows the last. */
export function laidOut(text: string, words: JudgedWord[]): { placed: PlacedWord[]; after: string } {
  const placed: PlacedWord[] = [];
  const targets = words.filter((word) => word.error_type !== 'insertion');
  const extras = words.filter((word) => word.error_type === 'insertion');
  let at = 0;
  const push = (word: JudgedWord, before: string) => placed.push({ word, before: placed.length ? before || ' ' : before });
  for (const word of targets) {
    extras.filter((extra) => extra.index === word.index).forEach((extra) => push(extra, ' '));
    const found = text.toLowerCase().indexOf(word.text.toLowerCase(), at);
    // A figure is read in words that the text has not: they stand for it.
    const gap = found >= 0 ? text.slice(at, found) : ' ';
    const isNear = found >= 0 && gap.trim().length <= MOST_BETWEEN;
    push(word, isNear ? gap : ' ');
    if (isNear) at = found + word.text.length;
  }
  extras.filter((extra) => extra.index >= targets.length).forEach((extra) => push(extra, ' '));
  const after = text.slice(at);
  return { placed, after: after.trim().length <= MOST_BETWEEN ? after : '' };
}

/** Whether a good part of what was said is not in the text; a word said over is in it. */
export function saidMore(words: JudgedWord[]): boolean {
  const said = words.filter((word) => word.error_type !== 'omission');
  const others = said.filter((word) => word.error_type === 'insertion' && word.kind === 'other');
  return others.length > said.length * MOST_OTHERS;
}

const MOST_OTHERS = 0.2;
/** Of all words said; up to so many are marked where they stand and need no word more. */

const MOST_BETWEEN = 4;
/** Characters that are no letters of a word: a dash with its spaces, a bracket and a quote. */
