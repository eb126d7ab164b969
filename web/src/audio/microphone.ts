import captureUrl from './capture.worklet.ts?worker&url';
import { resample } from './resample.ts';

/** Why there is no microphone: each has a screen that says what to do. */
export type MicrophoneProblem = 'insecure' | 'unsupported' | 'none' | 'denied' | 'in_use' | 'no_output' | 'other';

export const SENT_HZ = 16_000;
const CLOCK_MS = 4_000;
/** For which a browser is given to start its clock of samples. */
const FLUSH_MS = 1_000;
/** For which the audio thread is given to tell the rest; it answers in its next moment, unless it is gone. */

export class MicrophoneError extends Error {
  readonly problem: MicrophoneProblem;

  constructor(problem: MicrophoneProblem, cause?: unknown) {
    super(problem, { cause });
    this.problem = problem;
  }
}

/** Before anything is asked for; null: there may be one. */
export function whyNoMicrophone(): MicrophoneProblem | null {
  if (!window.isSecureContext) return 'insecure';
  if (!navigator.mediaDevices?.getUserMedia || typeof AudioWorkletNode === 'undefined') return 'unsupported';
  return null;
}

export interface Listener {
  /** Some samples, -1…1, as they come, and how many of them are a second. */
  onBlock(block: Float32Array, rateHz: number): void;
  /** The microphone went away: unplugged, taken back, or muted by the system or a call. What was recorded is still there. */
  onLost(): void;
}

export interface Recording {
  /** Ends it, lets go of the microphone, and gives what was said at 16 kHz; the listener has had all of it then. */
  stop(): Promise<Float32Array>;
  /** Nothing more is told. */
  cancel(): void;
  /** What the browser does to the sound although it was asked not to. */
  changes: SoundChange[];
  /** The name of the microphone that is used; empty where the browser tells none. */
  microphone: string;
}

/** Each changes what is to be judged. */
export type SoundChange = (typeof SOUND_CHANGES)[number];
const SOUND_CHANGES = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;

/** Opens the microphone and records from the first sample on. Throws MicrophoneError. */
export async function record(deviceId: string, listener: Listener): Promise<Recording> {
  const why = whyNoMicrophone();
  if (why) throw new MicrophoneError(why);
  const stream = await openStream(deviceId);
  const context = new AudioContext();
  const blocks: Float32Array[] = [];
  const close = () => {
    stream.getTracks().forEach((track) => track.stop());
    if (context.state !== 'closed') void context.close();
  };
  try {
    if (!(await isRunning(context))) throw new MicrophoneError('no_output');
    await context.audioWorklet.addModule(captureUrl);
  } catch (error) {
    close();
    throw error instanceof MicrophoneError ? error : new MicrophoneError('unsupported', error);
  }
  const node = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
  const keep = (block: Float32Array) => {
    blocks.push(block);
    listener.onBlock(block, context.sampleRate);
  };
  node.port.onmessage = ({ data }) => keep(data as Float32Array);
  context.createMediaStreamSource(stream).connect(node);
  const end = () => {
    node.port.onmessage = null;
    close();
  };
  const track = stream.getAudioTracks()[0]!;
  for (const lost of ['ended', 'mute']) track.addEventListener(lost, () => listener.onLost());
  return {
    changes: changesOf(track.getSettings()),
    microphone: track.label,
    cancel: end,
    async stop() {
      if (context.state === 'running') await lastBlocks(node.port, keep);
      end();
      return resample(joined(blocks), context.sampleRate, SENT_HZ);
    },
  };
}

/** Firefox keeps time by the sound card that plays: where there is none it never starts, and says nothing. */
async function isRunning(context: AudioContext): Promise<boolean> {
  if (context.state === 'suspended') {
    await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, CLOCK_MS))]);
  }
  return context.state === 'running';
}

async function openStream(deviceId: string): Promise<MediaStream> {
  const audio: MediaTrackConstraints = {
    channelCount: 1,
    ...Object.fromEntries(SOUND_CHANGES.map((change) => [change, false])),
    ...(deviceId ? { deviceId } : {}),
  };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio });
  } catch (error) {
    throw new MicrophoneError(problemOf(error), error);
  }
}

function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException ? error.name : '';
  const known: Record<string, MicrophoneProblem> = {
    NotFoundError: 'none',
    OverconstrainedError: 'none',
    NotAllowedError: 'denied',
    SecurityError: 'denied',
    NotReadableError: 'in_use',
    AbortError: 'in_use',
  };
  return known[name] ?? 'other';
}

/** A browser may say of the cancelling of echoes which kind it is. */
const changesOf = (settings: MediaTrackSettings): SoundChange[] => SOUND_CHANGES.filter((change) => settings[change]);

/** What is on its way, and what the worklet still holds: blocks of a busy moment come late. */
function lastBlocks(port: MessagePort, keep: (block: Float32Array) => void): Promise<void> {
  return new Promise((resolve) => {
    const given = setTimeout(resolve, FLUSH_MS);
    port.onmessage = ({ data }) => {
      if (data) return keep(data as Float32Array);
      clearTimeout(given);
      resolve();
    };
    port.postMessage('flush');
  });
}

export function joined(blocks: Float32Array[]): Float32Array {
  const whole = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    whole.set(block, at);
    at += block.length;
  }
  return whole;
}
