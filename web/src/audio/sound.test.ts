import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTake } from './checks.ts';
import { cut, outline } from './clips.ts';
import { Resampler, resample } from './resample.ts';
import { encodeWav } from './wav.ts';

const tone = (hz: number, rateHz: number, seconds: number, amplitude = 0.5) =>
  Float32Array.from({ length: rateHz * seconds }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rateHz));
const loudness = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

/** Speech-like: a tone in the middle of silence. */
function spoken(seconds: number, amplitude: number, rateHz = 16_000): Float32Array {
  const samples = new Float32Array(3 * rateHz);
  samples.set(tone(200, rateHz, seconds, amplitude), rateHz / 2);
  return samples;
}

test('what is below the new limit keeps its loudness, what is above it goes', () => {
  const kept = resample(tone(1_000, 48_000, 1), 48_000, 16_000);
  assert.equal(kept.length, 16_000);
  assert.ok(Math.abs(loudness(kept) - 0.3536) < 0.002);
  const gone = resample(tone(12_000, 48_000, 1), 48_000, 16_000).slice(100, -100); // its sudden start is heard
  assert.ok(loudness(gone) < 0.001);
  assert.ok(Math.abs(resample(tone(1_000, 44_100, 1), 44_100, 16_000).length - 16_000) <= 1);
});

test('a WAV file says its rate and length and holds its samples', async () => {
  const bytes = new DataView(await encodeWav(Float32Array.of(0, 1, -1, 2), 16_000).arrayBuffer());
  const text = (at: number) => String.fromCharCode(...new Uint8Array(bytes.buffer, at, 4));
  assert.deepEqual([text(0), text(8), text(36)], ['RIFF', 'WAVE', 'data']);
  assert.equal(bytes.getUint32(24, true), 16_000);
  assert.equal(bytes.getUint32(40, true), 8);
  assert.deepEqual([44, 46, 48, 50].map((at) => bytes.getInt16(at, true)), [0, 32767, -32767, 32767]);
});

test('a take with a fault is told by it, a good one by none', () => {
  const fault = (samples: Float32Array) => checkTake(samples, 16_000).fault;
  assert.equal(fault(new Float32Array(48_000)), 'silent');
  assert.equal(fault(spoken(2, 0.002)), 'too_quiet');
  assert.equal(fault(spoken(0.3, 0.3)), 'too_short');
  assert.equal(fault(spoken(2, 0.3)), null);
  assert.equal(fault(spoken(2, 1.5).map((x) => Math.max(-1, Math.min(1, x)))), 'clipped');
  assert.equal(fault(new Float32Array(0)), 'silent');
});

test('a word is cut with a margin and begins and ends softly', () => {
  const part = cut({ samples: new Float32Array(16_000).fill(1), rateHz: 16_000 }, 0.5, 0.6);
  assert.equal(part.length, 16_000 * 0.16);
  assert.equal(part[0], 0);
  assert.equal(part.at(-1), 0);
  assert.equal(part[part.length / 2], 1);
  assert.equal(cut({ samples: new Float32Array(10), rateHz: 16_000 }, 5, 6).length, 0);
});

test('an outline has the lowest and the highest of each part', () => {
  assert.deepEqual(outline(Float32Array.of(0, 1, -1, 0.5), 2), [[0, 1], [-1, 0.5]]);
});

test('sound that comes in pieces is resampled as if it came at once', () => {
  const sound = tone(440, 44_100, 1);
  const whole = resample(sound, 44_100, 16_000);
  const resampler = new Resampler(44_100, 16_000);
  const pieces: number[] = [];
  for (let at = 0; at < sound.length; at += 2_048) pieces.push(...resampler.add(sound.subarray(at, at + 2_048)));
  assert.ok(pieces.length > 15_900, 'little waits for the end');
  pieces.push(...resampler.end());
  assert.deepEqual(pieces, [...whole]);
});
