import en from './en.json';
import { format, type Gaps } from './format';
import { getSettings } from '../settings/store';

export type MessageKey = keyof typeof en;
type Messages = Record<MessageKey, string>;

let language = 'en';
let messages: Messages = en;

/** Loads what another language needs; English is here. */
export async function speak(wanted: 'en' | 'hi'): Promise<void> {
  messages = wanted === 'hi' ? await hindi() : en;
  language = wanted;
  document.documentElement.lang = wanted;
}

async function hindi(): Promise<Messages> {
  const [{ default: told }, { addDevanagari }] = await Promise.all([import('./hi.json'), import('./devanagari')]);
  addDevanagari();
  return told satisfies Messages;
}

/** The sentence of that key with its gaps filled. */
export function t(key: MessageKey, gaps: Gaps = {}): string {
  return format(messages[key], gaps, language);
}

export const numbers = (value: number, digits = 0) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

/** 0.5 is 50 %. */
export const percent = (share: number) => new Intl.NumberFormat(language, { style: 'percent' }).format(share);

export const date = (iso: string) =>
  new Intl.DateTimeFormat(getSettings().language, { dateStyle: 'medium' }).format(new Date(iso));

export const time = (iso: string) =>
  new Intl.DateTimeFormat(getSettings().language, { timeStyle: 'short' }).format(new Date(iso));
