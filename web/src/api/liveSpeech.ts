/** Speech while it is made: WS /speak/stream (docs/api.md, Live speech). */

export type SpeechMessage =
  | { type: 'begins'; rate_hz: number; voice: string; engine: string; model_version: string }
  | { type: 'piece'; start_s: number; duration_s: number; words: { text: string }[] | null }
  | { type: 'done'; duration_s: number }
  | { type: 'error'; problem: { title: string; detail: string } };

export interface SpeechListener {
  onMessage(message: SpeechMessage): void;
  /** 16-bit mono samples, of the piece that was told last. */
  onSound(samples: Int16Array<ArrayBuffer>): void;
  /** Nothing more comes. `isWhole`: all was said. */
  onEnd(isWhole: boolean): void;
}

/** Has a text said. Gives what ends it before; then nothing more is told. */
export function sayLive(asked: object, listener: SpeechListener): () => void {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/speak/stream`);
  socket.binaryType = 'arraybuffer';
  let isOver = false;
  const end = () => {
    isOver = true;
    socket.close();
  };
  const finish = (isWhole: boolean) => {
    if (isOver) return;
    end();
    listener.onEnd(isWhole);
  };
  socket.onopen = () => socket.send(JSON.stringify(asked));
  socket.onclose = () => finish(false);
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
    if (isOver) return;
    if (typeof data !== 'string') return listener.onSound(new Int16Array(data));
    const message = JSON.parse(data) as SpeechMessage;
    listener.onMessage(message);
    if (message.type === 'done' || message.type === 'error') finish(message.type === 'done');
  };
  return end;
}
