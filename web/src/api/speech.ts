import { coachLanguage, type Language } from '../settings/languages';
import { getSettings } from '../settings/store';
import { call, ownAddress, send, type Answer } from './client';

export type Voices = Answer<'OfferedVoices'>;
export type SoundAdvice = Answer<'SoundAdvice'>;
export type HabitAdvice = Answer<'HabitAdvice'>;

export interface ToSay {
  text?: string;
  /** ARPAbet of each word. */
  phones?: string[][];
  voice?: string;
  speaking_rate?: number;
  speaker_id?: string;
}

const spoken = new Map<string, Promise<string>>();

/** Address of the speech; the same is asked for once. */
export function say(asked: ToSay): Promise<string> {
  const key = JSON.stringify(asked);
  const known = spoken.get(key);
  if (known) return known;
  const saying = send<Answer<'PlayableSpeech'>>('/speak', asked).then((said) => ownAddress(said.audio.url));
  spoken.set(key, saying);
  saying.catch(() => spoken.delete(key));
  return saying;
}

/** Words of the learner's own: what is made of them is erased with the learner. */
export const sayForLearner = (asked: ToSay) => say({ ...asked, speaker_id: getSettings().speakerId });

export const getVoices = () => call<Voices>('/voices');

const known = new Map<string, Promise<unknown>>();

function once<T>(path: string): Promise<T> {
  const found = (known.get(path) as Promise<T> | undefined) ?? call<T>(path);
  known.set(path, found);
  found.catch(() => known.delete(path));
  return found;
}

/** By the `tip` of an issue, for a page in that language. */
export async function getTips(page: Language, l1: string): Promise<Map<string, HabitAdvice>> {
  const query = new URLSearchParams({ language: coachLanguage(page), ...(l1 ? { l1 } : {}) });
  const { tips } = await once<Answer<'HabitAdviceList'>>(`/tips?${query}`);
  return new Map(tips.map((tip) => [tip.tip, tip]));
}

/** What the notes of a recording are asked for in, for a page in that language: the coach's own, or a translation where there is one. */
export async function notesLanguage(page: Language): Promise<string> {
  const own = coachLanguage(page);
  if (own === page) return own;
  try {
    const { items, any_translated: isAny } = await once<Answer<'NotesLanguages'>>('/languages');
    return isAny || items.some((each) => each.code === page) ? page : own;
  } catch {
    return own;
  }
}

/** By phone, ARPAbet, for a page in that language. */
export async function getSounds(page: Language): Promise<Map<string, SoundAdvice>> {
  const { sounds } = await once<Answer<'SoundAdviceList'>>(`/sounds?language=${coachLanguage(page)}`);
  return new Map(sounds.map((sound) => [sound.phone, sound]));
}
