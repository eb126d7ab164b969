import { useEffect, useState } from 'preact/hooks';

/** One element plays for the whole page: starting one sound stops the other. */

export interface Playing {
  name: string;
  isPaused: boolean;
}

export interface PlayOptions {
  /** 1 is as it was said; the pitch stays. */
  rate?: number;
  loop?: boolean;
  /** Where in the sound it begins, in seconds. */
  fromS?: number;
}

let element: HTMLAudioElement | null = null;
let now: Playing | null = null;
let hasEnded = false;
const listeners = new Set<(playing: Playing | null) => void>();
const timeListeners = new Set<(name: string, atS: number) => void>();

function tell(playing: Playing | null): void {
  now = playing;
  listeners.forEach((listener) => listener(playing));
}

function audio(): HTMLAudioElement {
  if (element) return element;
  element = new Audio();
  element.preservesPitch = true;
  element.onended = () => {
    hasEnded = true;
    tell(null);
  };
  element.ontimeupdate = () => {
    const { name } = now ?? {};
    if (name !== undefined) timeListeners.forEach((listener) => listener(name, element!.currentTime));
  };
  element.onpause = () => now && !element!.ended && tell({ ...now, isPaused: true });
  element.onplay = () => now && tell({ ...now, isPaused: false });
  return element;
}

/** Plays; a sound of that name that is playing stops instead. Rejects where the browser can't. */
export async function play(name: string, url: string, { rate = 1, loop = false, fromS = 0 }: PlayOptions = {}): Promise<void> {
  if (now?.name === name && !now.isPaused) {
    stop();
    return;
  }
  const player = audio();
  hasEnded = false;
  player.src = url;
  if (fromS) player.currentTime = fromS;
  player.loop = loop;
  player.playbackRate = rate;
  player.defaultPlaybackRate = rate;
  tell({ name, isPaused: false });
  try {
    await player.play();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return; // another was started
    tell(null);
    throw error;
  }
}

/** Resolves when it is over: whether it was heard to its end. */
export async function playThrough(name: string, url: string, options?: PlayOptions): Promise<boolean> {
  await play(name, url, options);
  return new Promise<boolean>((resolve) => {
    const listener = (playing: Playing | null) => {
      if (playing?.name === name) return;
      listeners.delete(listener);
      resolve(hasEnded);
    };
    listeners.add(listener);
    listener(now);
  });
}

export function stop(): void {
  element?.pause();
  tell(null);
}

/** Holds what plays, or goes on with it. */
export function togglePause(): boolean {
  if (!element || !now) return false;
  if (element.paused) void element.play();
  else element.pause();
  return true;
}

/** Told some times a second where in the sound of that name it is, in seconds. Returns what ends that. */
export function onTime(listener: (name: string, atS: number) => void): () => void {
  timeListeners.add(listener);
  return () => void timeListeners.delete(listener);
}

export function usePlaying(): Playing | null {
  const [playing, setPlaying] = useState(now);
  useEffect(() => {
    listeners.add(setPlaying);
    return () => void listeners.delete(setPlaying);
  }, []);
  return playing;
}
