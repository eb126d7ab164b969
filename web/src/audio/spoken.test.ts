/** Sound that may have to be sent again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SpokenSound } from './spoken.ts';

const said = (...pieces: number[][]): SpokenSound => {
  const sound = new SpokenSound(5);
  pieces.forEach((piece) => sound.add(Int16Array.from(piece)));
  return sound;
};
const since = (sound: SpokenSound, sample: number) => sound.since(sample)?.map((piece) => [...piece]);

test('sound goes on in the middle of a piece', () => {
  assert.deepEqual(since(said([0, 1, 2], [3, 4]), 1), [[1, 2], [3, 4]]);
  assert.deepEqual(since(said([0, 1, 2], [3, 4]), 3), [[3, 4]]);
});

test('where all arrived there is nothing to send', () => {
  assert.deepEqual(since(said([0, 1]), 2), []);
  assert.deepEqual(since(said(), 0), []);
});

test('what is kept no longer, and what was never said, can not be sent', () => {
  const sound = said([0, 1, 2], [3, 4], [5, 6, 7]);
  assert.deepEqual(since(sound, 3), [[3, 4], [5, 6, 7]]);
  assert.equal(sound.since(2), null);
  assert.equal(sound.since(9), null);
  assert.equal(sound.nSamples, 8);
});
