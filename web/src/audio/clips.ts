import { encodeWav } from './wav.ts';

/** A decoded recording: words are cut from it in memory, so that a tap sounds at once. */
export interface Sound {
  samples: Float32Array;
  rateHz: number;
}

const MARGIN_S = 0.03;
/** Kept around a word, and faded: its boundaries are good to about that. */
const DECODED_HZ = 24_000;

const decoded = new Map<string, Promise<Sound>>();

/** Loads and decodes once; the signature of an address may change. Throws Response where it is not answered with sound. */
export function loadSound(url: string): Promise<Sound> {
  const key = url.split('?')[0]!;
  const known = decoded.get(key);
  if (known) return known;
  const loading = load(url);
  decoded.set(key, loading);
  loading.catch(() => decoded.delete(key));
  return loading;
}

export function forgetSounds(): void {
  decoded.clear();
  clips.forEach((url) => URL.revokeObjectURL(url));
  clips.clear();
}

async function load(url: string): Promise<Sound> {
  const answer = await fetch(url);
  if (!answer.ok) throw answer;
  return decode(await answer.arrayBuffer());
}

/** By an offline context, which needs no permission and holds no output open. */
export async function decode(file: ArrayBuffer): Promise<Sound> {
  const context = new OfflineAudioContext(1, 1, DECODED_HZ);
  const buffer = await context.decodeAudioData(file);
  return { samples: buffer.getChannelData(0), rateHz: buffer.sampleRate };
}

const clips = new Map<string, string>();
const MOST_CLIPS = 60;

/** Address of a part of a sound, for a media element. */
export function clipUrl(name: string, sound: Sound, startS: number, endS: number): string {
  const key = `${name} ${startS} ${endS}`;
  const known = clips.get(key);
  if (known) return known;
  if (clips.size >= MOST_CLIPS) {
    const [oldest, url] = clips.entries().next().value!;
    URL.revokeObjectURL(url);
    clips.delete(oldest);
  }
  const url = URL.createObjectURL(encodeWav(cut(sound, startS, endS), sound.rateHz));
  clips.set(key, url);
  return url;
}

/** With 30 ms on both sides, faded in and out. */
export function cut({ samples, rateHz }: Sound, startS: number, endS: number): Float32Array {
  const first = Math.max(0, Math.round((startS - MARGIN_S) * rateHz));
  const last = Math.min(samples.length, Math.round((endS + MARGIN_S) * rateHz));
  const part = samples.slice(first, Math.max(first, last));
  const faded = Math.min(Math.round(MARGIN_S * rateHz), Math.floor(part.length / 2));
  for (let i = 0; i < faded; i++) {
    part[i]! *= i / faded;
    part[part.length - 1 - i]! *= i / faded;
  }
  return part;
}

/** For drawing: the lowest and highest sample of each of `columns` parts. */
export function outline(samples: Float32Array, columns: number): [number, number][] {
  const found: [number, number][] = [];
  for (let column = 0; column < columns; column++) {
    const first = Math.floor((column * samples.length) / columns);
    const last = Math.max(first + 1, Math.floor(((column + 1) * samples.length) / columns));
    let low = 0;
    let high = 0;
    for (let i = first; i < last && i < samples.length; i++) {
      low = Math.min(low, samples[i]!);
      high = Math.max(high, samples[i]!);
    }
    found.push([low, high]);
  }
  return found;
}
