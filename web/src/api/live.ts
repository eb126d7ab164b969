/** Words while they are spoken: WS /stream (docs/api.md, Live words). */
import { Resampler } from '../audio/resample.ts';
import { SpokenSound } from '../audio/spoken.ts';
import { pcm16 } from '../audio/wav.ts';

export interface LiveWord {
  text: string;
  start_s: number;
  end_s: number;
  confidence: number;
}

/** Those that a page has a use for; others may come. */
export type LiveMessage = { seq?: number } & (
  | { type: 'ready'; token: string; received_frames: number; engine: string; model_version: string }
  | { type: 'partial'; utterance: number; stable: LiveWord[]; unstable: LiveWord[]; heard_s: number }
  | { type: 'final'; utterance: number; text: string; words: LiveWord[] }
  | { type: 'reading'; words: { index: number; state: 'read' | 'unsure' | 'skipped' }[]; undone: number[] }
  | { type: 'clarity'; words: { index: number; state: 'clear' | 'unclear' | 'unknown' }[] }
  | { type: 'error'; problem: { title: string; detail: string } }
  | { type: 'done'; duration_s: number }
);

export interface LiveStart {
  language: string;
  /** What is read aloud, where that is known. */
  text?: string;
  /** Whether it is told of its words, soon after each, if they were clear. */
  judge_words?: true;
}

export interface LiveListener {
  /** Each is told once, but for `ready`: it is told again when the stream goes on after a cut. */
  onMessage(message: LiveMessage): void;
  /** Nothing more comes. `isWhole`: all was told; else it was refused, or cut and could not go on. */
  onEnd(isWhole: boolean): void;
}

export const LIVE_HZ = 16_000;
const SAMPLE_BYTES = 2;
const MOST_BEHIND_S = 4;
/** What lags so far behind tells nobody where they are. */
const RESUME_WITHIN_MS = 30_000;
/** For so long the service keeps a stream that was cut. */
const MOST_KEPT_S = 40;
/** What was said in that time, and what was on its way before it: 1.3 MB. */
const CATCH_UP_MS = 15_000;
/** The service takes sound four times as fast as it is spoken: 30 s, and what is said meanwhile, in 10. */
const PAUSES_MS = [0, 1_000, 2_000, 4_000, 8_000];
/** Before each try to go on; then as the last. */
const COME_AGAIN = [4404, 4503];
/** The service may see a cut later than we do: until then there is nothing to go on with, and the place is taken. */
const REFUSED_FROM = 4000;
const DONE = 1000;

/**
 * One stream. Sound that comes before it is open waits for it; where it is cut it goes on from what arrived, on a new connection,
 * and sound that is spoken meanwhile is kept for it.
 */
export class LiveStream {
  private readonly start: LiveStart;
  private readonly listener: LiveListener;
  private readonly sound = new SpokenSound(MOST_KEPT_S * LIVE_HZ);
  private socket: WebSocket | null = null;
  private resampler: Resampler | null = null;
  /** With which it goes on after a cut; empty: it has not begun yet. */
  private token = '';
  private lastSeq = 0;
  /** Whether this connection takes sound. */
  private isReady = false;
  private hasEnded = false;
  private isOver = false;
  /** Until when it has to be no further behind than any stream; 0: it is not catching up. */
  private catchUpUntil = 0;
  private giveUpAt = 0;
  private nTries = 0;
  private nextTry: ReturnType<typeof setTimeout> | undefined;

  /** `isAllowed`: whether it may be opened at all. */
  constructor(start: LiveStart, listener: LiveListener, isAllowed = () => Promise.resolve(true)) {
    this.start = start;
    this.listener = listener;
    isAllowed().then(
      (may) => (may ? this.open() : this.finish(false)),
      () => this.finish(false),
    );
  }

  /** Samples in -1…1 as they were recorded; all of one stream have one rate. What comes after `end` is none of it. */
  hear(block: Float32Array, rateHz: number): void {
    if (this.isOver || this.hasEnded) return;
    this.resampler ??= new Resampler(rateHz, LIVE_HZ);
    this.add(this.resampler.add(block));
  }

  /** Nothing more is said; what is left will be told. */
  end(): void {
    if (this.isOver || this.hasEnded) return;
    if (this.resampler) this.add(this.resampler.end());
    this.hasEnded = true;
    if (this.isReady) this.socket?.send(END);
  }

  /** Nobody listens any more, and nothing is told. */
  cancel(): void {
    this.isOver = true;
    this.isReady = false;
    clearTimeout(this.nextTry);
    removeEventListener('online', this.tryNow);
    removeEventListener('offline', this.cut);
    this.leaveSocket();
  }

  private open(): void {
    if (this.isOver) return;
    const socket = new WebSocket(liveAddress(location.origin));
    const { token, lastSeq } = this;
    const first = token ? { type: 'resume', token, last_seq: lastSeq } : { type: 'start', rate_hz: LIVE_HZ, ...this.start };
    socket.onopen = () => socket.send(JSON.stringify(first));
    socket.onmessage = ({ data }) => this.take(JSON.parse(data as string) as LiveMessage);
    socket.onclose = ({ code }) => this.closed(code);
    this.socket = socket;
  }

  private add(samples: Float32Array): void {
    if (!samples.length) return;
    const spoken = new Int16Array(pcm16(samples));
    this.sound.add(spoken);
    if (this.isReady) this.socket?.send(spoken);
    this.lookHowFarBehind();
  }

  private lookHowFarBehind(): void {
    if (this.giveUpAt) return; // it is cut, and tried again
    const behind = this.isReady ? this.socket!.bufferedAmount / SAMPLE_BYTES : this.sound.nSamples;
    if (behind <= MOST_BEHIND_S * LIVE_HZ) this.catchUpUntil = 0;
    else if (!this.token) this.finish(false);
    else if (!this.catchUpUntil) this.cut(); // a connection that is gone may say so minutes later
    else if (performance.now() > this.catchUpUntil) this.finish(false);
  }

  private take(message: LiveMessage): void {
    if (this.isOver) return;
    this.lastSeq = Math.max(this.lastSeq, message.seq ?? 0);
    if (message.type === 'error' && this.giveUpAt) return; // whether it is tried again its code tells
    this.listener.onMessage(message);
    if (message.type === 'ready') this.goOn(message.token, message.received_frames);
    else if (message.type === 'done') this.finish(true);
    else if (message.type === 'error') this.finish(false);
  }

  private goOn(token: string, nReceived: number): void {
    const rest = this.sound.since(nReceived);
    if (!rest) return this.finish(false);
    if (!this.token) {
      addEventListener('online', this.tryNow);
      addEventListener('offline', this.cut);
    } else this.catchUpUntil = performance.now() + CATCH_UP_MS;
    this.token = token;
    this.isReady = true;
    this.giveUpAt = this.nTries = 0;
    rest.forEach((piece) => this.socket?.send(piece));
    if (this.hasEnded) this.socket?.send(END);
  }

  private closed(code: number): void {
    const isRefused = code === DONE || (code >= REFUSED_FROM && !COME_AGAIN.includes(code));
    if (!this.token || isRefused) this.finish(false);
    else this.cut();
  }

  private cut = (): void => {
    if (this.isOver) return;
    this.isReady = false;
    this.leaveSocket();
    this.giveUpAt ||= performance.now() + RESUME_WITHIN_MS;
    const pause = PAUSES_MS[Math.min(this.nTries++, PAUSES_MS.length - 1)]!;
    clearTimeout(this.nextTry);
    if (performance.now() + pause > this.giveUpAt) this.nextTry = setTimeout(() => this.finish(false), this.giveUpAt - performance.now());
    else this.nextTry = setTimeout(this.tryNow, pause);
  };

  private tryNow = (): void => {
    if (!this.giveUpAt || this.isOver) return;
    clearTimeout(this.nextTry);
    this.leaveSocket();
    this.open();
  };

  /** What it still says is of no interest. */
  private leaveSocket(): void {
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  private finish(isWhole: boolean): void {
    if (this.isOver) return;
    this.cancel();
    this.listener.onEnd(isWhole);
  }
}

const END = JSON.stringify({ type: 'end' });

/** `https://coach` becomes `wss://coach/…`: browsers count it as the page's own origin. */
export const liveAddress = (origin: string) => `${origin.replace(/^http/, 'ws')}/api/v1/stream`;
