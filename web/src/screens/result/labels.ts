import type { SoundAdvice } from '../../api/speech';
import type { JudgedWord } from '../../api/tasks';
import { tell, textOf, type Part } from '../../messages';
import { slipsOf, stateOf, type Slip } from './marks';

export type SoundNames = Map<string, SoundAdvice>;

/** `v`, `th of thin`; the phone itself until the names are there. */
export const plainName = (names: SoundNames, phone: string) => names.get(phone)?.name ?? phone.toLowerCase();

function slipInParts(slip: Slip, names: SoundNames): Part[] {
  switch (slip.kind) {
    case 'changed':
      return tell('word.changed', { target: plainName(names, slip.target), heard: plainName(names, slip.heard) });
    case 'dropped':
      return tell('word.dropped', { target: plainName(names, slip.target) });
    case 'added':
      return tell('word.inserted', { heard: plainName(names, slip.heard) });
    case 'stress':
      return tell('word.stress', { heard: slip.heard, target: slip.target });
  }
}

/** A word's slips, one after the other. */
export function slipsInParts(word: JudgedWord, names: SoundNames): Part[] {
  const comma = { text: ', ', isFilling: false };
  return slipsOf(word).flatMap((slip, i) => [...(i ? [comma] : []), ...slipInParts(slip, names)]);
}

/** What a listener hears of a word's button. */
export const wordLabel = (word: JudgedWord, names: SoundNames) => textOf(wordInParts(word, names));

export function wordInParts(word: JudgedWord, names: SoundNames): Part[] {
  const state = stateOf(word);
  if (state === 'omitted' && word.read_as) return tell('word.omitted_as', { word: word.text, other: word.read_as });
  if (state === 'error') return tell('word.error', { word: word.text, what: slipsInParts(word, names) });
  return tell(`word.${state}`, { word: word.text });
}
