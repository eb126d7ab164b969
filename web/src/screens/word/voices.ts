import { clipUrl, loadSound } from '../../audio/clips';
import { ownAddress } from '../../api/client';
import { sayForLearner } from '../../api/speech';
import type { JudgedWord, TaskResult } from '../../api/tasks';
import type { MessageKey } from '../../messages';
import { whenQuiet } from '../../parts/quiet';
import { heardPhones, slipsOf } from '../result/marks';

export type VoiceName = 'me' | 'reference' | 'own_voice' | 'heard';

export interface WordVoice {
  name: VoiceName;
  label: MessageKey;
  /** Makes the address of the word in that voice. */
  address(): Promise<string>;
}

/** The voices that a word of the text can be heard in, in the order of their keys. */
export function voicesOf(task: TaskResult, wordIndex: number, voice: string): WordVoice[] {
  const slices = task.slices.find((each) => each.word_index === wordIndex);
  const word = task.words.find((each) => each.index === wordIndex && each.error_type !== 'insertion');
  const found: WordVoice[] = [];
  const { recording, reference, own_voice: ownVoice } = task.audio;
  if (slices?.learner && recording) {
    found.push(part('me', 'word.me', recording.url, slices.learner));
  }
  if (slices?.reference && reference) {
    found.push(part('reference', 'word.reference', reference.url, slices.reference));
  }
  if (slices?.own_voice && ownVoice) {
    found.push(part('own_voice', 'word.own_voice', ownVoice.url, slices.own_voice));
  }
  if (word && isHeardOtherwise(word)) found.push(asHeard(word, slices?.heard?.url, voice));
  return found;
}

function part(
  name: VoiceName,
  label: MessageKey,
  url: string,
  slice: { start_s: number; end_s: number; url: string },
): WordVoice {
  const address = ownAddress(url);
  const isKept = slice.url !== ''; // the sample's words are cut alone
  return {
    name,
    label,
    async address() {
      try {
        return clipUrl(address.split('?')[0]!, await loadSound(address), slice.start_s, slice.end_s);
      } catch (refused) {
        if (isKept) return ownAddress(slice.url); // the signed address has run out, or the store lets no page read it
        throw refused;
      }
    },
  };
}

/** A moved stress is said by its vowels; what a right sound was like in detail no voice can say. */
function isHeardOtherwise(word: JudgedWord): boolean {
  return word.error_type !== 'omission' && slipsOf(word).length > 0 && heardPhones(word).length > 0;
}

function asHeard(word: JudgedWord, made: string | undefined, voice: string): WordVoice {
  return {
    name: 'heard',
    label: 'word.heard',
    address: () =>
      made
        ? Promise.resolve(ownAddress(made))
        : sayForLearner({ text: word.text, phones: [heardPhones(word)], ...(voice ? { voice } : {}) }),
  };
}

/** Decodes what words will be cut from, so that the first tap sounds at once. */
export async function warmUp(task: TaskResult): Promise<void> {
  await whenQuiet();
  for (const link of [task.audio.recording, task.audio.reference, task.audio.own_voice]) {
    if (link) loadSound(ownAddress(link.url)).catch(() => {}); // told when it is played
  }
}
