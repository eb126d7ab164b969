/** Keys that learners chose. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ariaKey, canBeChosen, keyOf, SHORTCUTS, signOf, takenBy, USUAL_KEYS, withKey } from './shortcuts.ts';

test('no two of the usual keys are one', () => {
  assert.equal(new Set(Object.values(USUAL_KEYS)).size, SHORTCUTS.length);
});

test('a key that was changed takes the place of the usual one', () => {
  assert.deepEqual(withKey('record', 'T', {}), { record: 't' });
  assert.equal(keyOf('record', { record: 't' }), 't');
  assert.equal(keyOf('loop', { record: 't' }), 'l');
});

test('the usual key again is no change', () => {
  assert.deepEqual(withKey('record', 'R', { record: 't', loop: 'o' }), { loop: 'o' });
});

test('one key does one thing, also one that was changed', () => {
  assert.equal(takenBy('record', 'L', {}), 'loop');
  assert.equal(takenBy('record', 'o', { loop: 'o' }), 'loop');
  assert.equal(takenBy('record', 'l', { loop: 'o' }), undefined);
  assert.equal(takenBy('record', 'r', {}), undefined);
});

test('keys that move and close things everywhere stay theirs; letters of any script may be chosen', () => {
  for (const key of ['Tab', 'Enter', 'Shift', 'F5', 'Dead', 'ArrowLeft']) assert.equal(canBeChosen('record', key), false, key);
  for (const key of ['t', 'र', ' ', ';']) assert.equal(canBeChosen('record', key), true, key);
  assert.equal(canBeChosen('word_before', 'ArrowLeft'), true);
});

test('a key is told as it stands on a keyboard, and as assistive technology has it', () => {
  assert.deepEqual([' ', 'ArrowLeft', 'r', '?'].map(signOf), ['␣', '←', 'R', '?']);
  assert.deepEqual([' ', '+', 'r'].map(ariaKey), ['Space', 'Plus', 'r']);
});
