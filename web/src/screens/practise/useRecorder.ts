import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { checkTake, decibels, zoneOf, type MeterZone, type TakeCheck } from '../../audio/checks';
import { MicrophoneError, record, SENT_HZ, type MicrophoneProblem, type Recording, type SoundChange } from '../../audio/microphone';
import { stop as stopPlaying } from '../../audio/player';
import { encodeWav } from '../../audio/wav';
import { announce } from '../../parts/announce';
import { t } from '../../messages';
import { getSettings } from '../../settings/store';

export const LONGEST_S = 120;
const ARMING_MS = 300;
/** Between the microphone's first sample and "speak now": what comes earlier is kept, too. */

export interface Take {
  file: Blob;
  samples: Float32Array;
  check: TakeCheck;
  seconds: number;
  wasLost: boolean;
  /** What the browser did to the sound although it was asked not to. */
  changes: SoundChange[];
  /** The name of the microphone; empty where the browser tells none. */
  microphone: string;
}

export type RecorderState =
  | { at: 'idle' }
  | { at: 'asking' }
  | { at: 'arming' }
  | { at: 'recording'; seconds: number; zone: MeterZone; levelDb: number }
  | { at: 'checking' }
  | { at: 'taken'; take: Take }
  | { at: 'refused'; problem: MicrophoneProblem };

export interface Recorder {
  state: RecorderState;
  levels: { current: number[] };
  start(): void;
  stop(): void;
  discard(): void;
}

/** Who listens while a take is recorded. */
export interface TakeFollower {
  begin(): void;
  /** Samples in -1…1. */
  hear(block: Float32Array, rateHz: number): void;
  end(): void;
  /** The take is given up. */
  leave(): void;
}

interface RecorderOptions {
  follower?: TakeFollower;
  /** Then it stops by itself. */
  longestS?: number;
}

/** From the press of the button to a take that was looked at. `onTake` is told of each. */
export function useRecorder(onTake?: (take: Take) => void, { follower, longestS = LONGEST_S }: RecorderOptions = {}): Recorder {
  const [state, setState] = useState<RecorderState>({ at: 'idle' });
  const recording = useRef<Recording | null>(null);
  const levels = useRef<number[]>([]);
  const isWanted = useRef(false);
  const wasLost = useRef(false);
  const startedAt = useRef(0);
  const taken = useRef(onTake);
  taken.current = onTake;
  const followed = useRef(follower);
  followed.current = follower;

  const finish = useCallback(async () => {
    const current = recording.current;
    if (!current) return;
    recording.current = null;
    isWanted.current = false;
    setState({ at: 'checking' });
    void wakeLock(false);
    const samples = await current.stop();
    followed.current?.end();
    const seconds = samples.length / SENT_HZ;
    const take: Take = {
      file: encodeWav(samples, SENT_HZ),
      samples,
      check: checkTake(samples, SENT_HZ),
      seconds,
      wasLost: wasLost.current,
      changes: current.changes,
      microphone: current.microphone,
    };
    setState({ at: 'taken', take });
    announce(t('practise.stopped', { n: Math.round(seconds) }));
    taken.current?.(take);
  }, []);

  const onBlock = useCallback((block: Float32Array, rateHz: number) => {
    followed.current?.hear(block, rateHz);
    let peak = 0;
    for (const sample of block) peak = Math.max(peak, Math.abs(sample));
    levels.current.push(Math.min(1, peak * 1.5));
    const seconds = (performance.now() - startedAt.current) / 1000;
    setState((before) =>
      before.at === 'recording'
        ? { at: 'recording', seconds, zone: zoneOf(decibels(peak)), levelDb: decibels(peak) }
        : before,
    );
    if (seconds >= longestS) void finish();
  }, [finish, longestS]);

  const start = useCallback(async () => {
    if (isWanted.current) return;
    stopPlaying();
    isWanted.current = true;
    wasLost.current = false;
    levels.current = [];
    followed.current?.begin();
    setState({ at: 'asking' });
    try {
      const opened = await record(getSettings().microphone, {
        onBlock,
        onLost: () => {
          wasLost.current = true;
          void finish();
        },
      });
      if (!isWanted.current) return opened.cancel();
      recording.current = opened;
      startedAt.current = performance.now();
      setState({ at: 'arming' });
      void wakeLock(true);
      setTimeout(() => {
        setState((before) =>
          before.at === 'arming' ? { at: 'recording', seconds: 0, zone: 'quiet', levelDb: -100 } : before,
        );
      }, ARMING_MS);
    } catch (error) {
      isWanted.current = false;
      setState({ at: 'refused', problem: error instanceof MicrophoneError ? error.problem : 'other' });
    }
  }, [onBlock, finish]);

  useEffect(
    () => () => {
      isWanted.current = false;
      recording.current?.cancel();
      recording.current = null;
    },
    [],
  );

  return {
    state,
    levels,
    start: () => void start(),
    stop: () => void finish(),
    discard: () => setState({ at: 'idle' }),
  };
}

let lock: WakeLockSentinel | null = null;

/** Keeps the screen on while somebody reads from it; a browser without it goes on without it. */
async function wakeLock(isOn: boolean): Promise<void> {
  try {
    if (isOn) lock = (await navigator.wakeLock?.request('screen')) ?? null;
    else await lock?.release();
  } catch {
    lock = null;
  }
}
