import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveStream } from './live.ts';

class Socket {
  static last: Socket;
  readonly sent: unknown[] = [];
  readonly bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    Socket.last = this;
  }
  send(message: unknown): void {
    this.sent.push(message);
  }
  close(): void {}
}

test('what is heard after the end is no part of the stream', async () => {
  Object.assign(globalThis, { WebSocket: Socket, location: { origin: 'https://coach' }, addEventListener() {}, removeEventListener() {} });
  const ends: boolean[] = [];
  const stream = new LiveStream({ language: 'en' }, { onMessage() {}, onEnd: (isWhole) => ends.push(isWhole) });
  await Promise.resolve();
  const socket = Socket.last;
  const tell = (message: object) => socket.onmessage!({ data: JSON.stringify(message) });
  socket.onopen!();
  tell({ type: 'ready', token: 't', received_frames: 0, engine: 'mock', model_version: '1' });
  stream.hear(new Float32Array(1_600), 16_000);
  stream.end();
  stream.hear(new Float32Array(1_600), 16_000);
  stream.end();
  assert.equal(socket.sent.at(-1), JSON.stringify({ type: 'end' }));
  assert.equal(socket.sent.filter((message) => message === socket.sent.at(-1)).length, 1);
  const nSamples = socket.sent.reduce((sum: number, message) => sum + (message instanceof Int16Array ? message.length : 0), 0);
  assert.equal(nSamples, 1_600);
  tell({ type: 'done', duration_s: 0.1, seq: 1 });
  assert.deepEqual(ends, [true]);
});
