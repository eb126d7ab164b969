import { useLayoutEffect, useState } from 'preact/hooks';
import { readLanguage, type Language } from './languages';
import type { ChangedKeys } from './shortcuts';

/** What this browser remembers of its learner. */
export interface Settings {
  /** The learner's name towards the service: made here, no real one. */
  speakerId: string;
  /** First language, ISO 639; empty: not told. */
  l1: string;
  /** Of the page; the coach speaks it where it can. */
  language: Language;
  /** Of the reference; empty: the service's own choice. */
  voice: string;
  soundNames: 'plain' | 'ipa' | 'both';
  microphone: string;
  sendAtOnce: boolean;
  /** Words light up as they are read: the sound goes to the service while it is spoken. */
  readAlong: boolean;
  /** Whether single keys do anything. */
  shortcuts: boolean;
  keys: ChangedKeys;
  /** In percent of what the browser has. */
  textSize: TextSize;
  /** Beside what the system asks of every page. */
  lessMotion: boolean;
}

export const TEXT_SIZES = [100, 125, 150, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const KEY = 'agentforge-voice';

const DEFAULTS: Settings = {
  speakerId: '',
  l1: '',
  language: 'en',
  voice: '',
  soundNames: 'plain',
  microphone: '',
  sendAtOnce: false,
  readAlong: true,
  shortcuts: true,
  keys: {},
  textSize: 100,
  lessMotion: false,
};

let settings = load();
const listeners = new Set<() => void>();

function load(): Settings {
  let kept: Partial<Settings> = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    // a browser that keeps nothing, or somebody else's words: begin anew
  }
  const found = { ...DEFAULTS, ...kept, language: readLanguage(kept.language) ?? DEFAULTS.language };
  if (!found.speakerId) found.speakerId = newSpeakerId();
  keep(found);
  return found;
}

function newSpeakerId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `web-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function keep(changed: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(changed));
  } catch {
    // it then holds for this visit
  }
}

export const getSettings = () => settings;

export function changeSettings(change: Partial<Settings>): void {
  settings = { ...settings, ...change };
  keep(settings);
  listeners.forEach((listener) => listener());
}

/** After everything was erased: nothing here leads back to it. */
export function forgetLearner(): void {
  changeSettings({ speakerId: newSpeakerId() });
}

/** Told of each change; gives what ends it. */
export function onSettings(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/* What is listened to is listened to from the first paint: an effect after it would miss what comes before. */
export function useSettings(): Settings {
  const [shown, setShown] = useState(settings);
  useLayoutEffect(() => onSettings(() => setShown(settings)), []);
  return shown;
}
