/** Words while they are spoken: WS /stream (docs/api.md, Live words). */
import { Resampler } from '../audio/resample.ts';
import { pcm16 } from '../audio/wav.ts';

export interface LiveWord {
  text: string;
  start_s: number;
  end_s: number;
  confidence: number;
}

/** Those that a page has a use for; others may come. */
export type LiveMessage =
  | { type: 'ready'; engine: string; model_version: string }
  | { type: 'partial'; utterance: number; stable: LiveWord[]; unstable: LiveWord[]; heard_s: number }
  | { type: 'final'; utterance: number; text: string; words: LiveWord[] }
  | { type: 'reading'; words: { index: number; state: 'read' | 'unsure' | 'skipped' }[]; undone: number[] }
  | { type: 'error'; problem: { title: string; detail: string } }
  | { type: 'done'; duration_s: number };

export interface LiveStart {
  language: string;
  /** What is read aloud, where that is known. */
  text?: string;
}

export interface LiveListener {
  onMessage(message: LiveMessage): void;
  /** Nothing more comes. `isWhole`: all was told; else it was refused, or cut. */
  onEnd(isWhole: boolean): void;
}

export const LIVE_HZ = 16_000;
const MOST_WAITING = 4 * LIVE_HZ * 2;
/** Bytes: four seconds that could not be sent. What lags so far behind tells nobody where they are. */

/** One stream. Sound that comes before it is open waits for it. */
export class LiveStream {
  private socket: WebSocket | null = null;
  private readonly listener: LiveListener;
  private resampler: Resampler | null = null;
  private waiting: (ArrayBuffer | string)[] = [];
  private nWaiting = 0;
  private isReady = false;
  private isOver = false;

  /** `isAllowed`: whether it may be opened at all. */
  constructor(start: LiveStart, listener: LiveListener, isAllowed = () => Promise.resolve(true)) {
    this.listener = listener;
    isAllowed().then(
      (may) => (may ? this.open(start) : this.finish(false)),
      () => this.finish(false),
    );
  }

  private open(start: LiveStart): void {
    if (this.isOver) return;
    const socket = new WebSocket(liveAddress(location.origin));
    socket.onopen = () => socket.send(JSON.stringify({ type: 'start', rate_hz: LIVE_HZ, ...start }));
    socket.onmessage = ({ data }) => this.take(JSON.parse(data as string) as LiveMessage);
    socket.onclose = () => this.finish(false);
    this.socket = socket;
  }

  /** Samples in -1…1 as they were recorded; all of one stream have one rate. */
  hear(block: Float32Array, rateHz: number): void {
    if (this.isOver) return;
    this.resampler ??= new Resampler(rateHz, LIVE_HZ);
    this.send(pcm16(this.resampler.add(block)));
  }

  /** Nothing more is said; what is left will be told. */
  end(): void {
    if (this.isOver) return;
    if (this.resampler) this.send(pcm16(this.resampler.end()));
    this.send(JSON.stringify({ type: 'end' }));
  }

  /** Nobody listens any more, and nothing is told. */
  cancel(): void {
    this.isOver = true;
    this.socket?.close();
  }

  private send(content: ArrayBuffer | string): void {
    if (typeof content !== 'string' && !content.byteLength) return;
    if (this.isReady) this.socket?.send(content);
    else {
      this.waiting.push(content);
      if (typeof content !== 'string') this.nWaiting += content.byteLength;
    }
    if (this.nWaiting + (this.socket?.bufferedAmount ?? 0) > MOST_WAITING) this.finish(false);
  }

  private take(message: LiveMessage): void {
    if (this.isOver) return;
    this.listener.onMessage(message);
    if (message.type === 'ready') {
      this.isReady = true;
      this.waiting.splice(0).forEach((each) => this.socket?.send(each));
      this.nWaiting = 0;
    } else if (message.type === 'done') this.finish(true);
    else if (message.type === 'error') this.finish(false);
  }

  private finish(isWhole: boolean): void {
    if (this.isOver) return;
    this.cancel();
    this.listener.onEnd(isWhole);
  }
}

/** `https://coach` becomes `wss://coach/…`: browsers count it as the page's own origin. */
export const liveAddress = (origin: string) => `${origin.replace(/^http/, 'ws')}/api/v1/stream`;
