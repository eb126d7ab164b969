import en from './en.json';
import { format, partsOf, textOf, type Gaps, type Part } from './format';
import type { Language } from '../settings/languages';
import { getSettings } from '../settings/store';

export type MessageKey = keyof typeof en;
type Messages = Record<MessageKey, string>;

let language: Language = 'en';
let messages: Messages = en;

/** English is here; the others are loaded once somebody speaks them. */
const LOADERS: Record<Language, () => Messages | Promise<Messages>> = { en: () => en, hi: hindi, vi: vietnamese };

/** Loads what that language needs. */
export async function speak(wanted: Language): Promise<void> {
  messages = await LOADERS[wanted]();
  language = wanted;
  document.documentElement.lang = wanted;
}

async function hindi(): Promise<Messages> {
  const [{ default: told }, { addDevanagari }] = await Promise.all([import('./hi.json'), import('./devanagari')]);
  addDevanagari();
  return told satisfies Messages;
}

async function vietnamese(): Promise<Messages> {
  const { default: told } = await import('./vi.json');
  return told satisfies Messages;
}

/** The sentence of that key with its gaps filled. */
export function t(key: MessageKey, gaps: Gaps = {}): string {
  return format(messages[key], gaps, language);
}

/** The same in parts: what fills a gap can then say which language it is in. */
export function tell(key: MessageKey, gaps: Gaps = {}): Part[] {
  return partsOf(messages[key], gaps, language);
}

export { textOf, type Part };

const formats = new Map<string, Intl.NumberFormat>();

/** Making one costs more than using it a hundred times. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${options.style ?? ''} ${options.maximumFractionDigits ?? ''}`;
  const found = formats.get(key) ?? new Intl.NumberFormat(language, options);
  formats.set(key, found);
  return found;
}

export const numbers = (value: number, digits = 0) => numberFormat({ maximumFractionDigits: digits }).format(value);

/** 0.5 is 50 %. */
export const percent = (share: number) => numberFormat({ style: 'percent' }).format(share);

export const date = (iso: string) =>
  new Intl.DateTimeFormat(getSettings().language, { dateStyle: 'medium' }).format(new Date(iso));

export const time = (iso: string) =>
  new Intl.DateTimeFormat(getSettings().language, { timeStyle: 'short' }).format(new Date(iso));
