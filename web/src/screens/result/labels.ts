import type { SoundAdvice } from '../../api/speech';
import type { JudgedWord } from '../../api/tasks';
import { t } from '../../messages';
import { slipsOf, stateOf, type Slip } from './marks';

export type SoundNames = Map<string, SoundAdvice>;

/** `v`, `th of thin`; the phone itself until the names are there. */
export const plainName = (names: SoundNames, phone: string) => names.get(phone)?.name ?? phone.toLowerCase();

export function slipInWords(slip: Slip, names: SoundNames): string {
  switch (slip.kind) {
    case 'changed':
      return t('word.changed', { target: plainName(names, slip.target), heard: plainName(names, slip.heard) });
    case 'dropped':
      return t('word.dropped', { target: plainName(names, slip.target) });
    case 'added':
      return t('word.inserted', { heard: plainName(names, slip.heard) });
    case 'stress':
      return t('word.stress', { heard: slip.heard, target: slip.target });
  }
}

/** What a listener hears of a word's button. */
export function wordLabel(word: JudgedWord, names: SoundNames): string {
  const state = stateOf(word);
  if (state === 'omitted' && word.read_as) return t('word.omitted_as', { word: word.text, other: word.read_as });
  if (state === 'error') {
    const what = slipsOf(word).map((slip) => slipInWords(slip, names)).join(', ');
    return t('word.error', { word: word.text, what });
  }
  return t(`word.${state}`, { word: word.text });
}
