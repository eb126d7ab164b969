import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedPhone, JudgedWord } from '../../api/tasks.ts';
import { heardPhones, laidOut, saidMore, slipsOf, stateOf } from './marks.ts';

const phone = (target: string, more: Partial<JudgedPhone> = {}) =>
  ({ index: 0, target, ipa: '', state: 'fine', error_type: 'none', heard: target, ...more }) as JudgedPhone;
const word = (text: string, more: Partial<JudgedWord> = {}) =>
  ({ index: 0, text, error_type: 'none', phones: [], insertions: [], stress: null, ...more }) as unknown as JudgedWord;

const WRONG = { state: 'error', error_type: 'substitution' } as const;
const very = word('very', { phones: [phone('V', { ...WRONG, heard: 'W' }), phone('EH'), phone('R'), phone('IY')] });

test('a word is as its gravest sound', () => {
  assert.equal(stateOf(very), 'error');
  assert.equal(stateOf(word('good', { phones: [phone('G'), phone('UH', { state: 'uncertain' })] })), 'uncertain');
  assert.equal(stateOf(word('a')), 'fine');
  assert.equal(stateOf(word('my', { error_type: 'omission' })), 'omitted');
  assert.equal(stateOf(word('uh', { error_type: 'insertion' })), 'added');
  const moved = { state: 'error', target_syllable: 1, heard_syllable: 0, probability: 0.9, prominence: [1, 0] } as const;
  assert.deepEqual(slipsOf(word('hotel', { stress: { ...moved, prominence: [1, 0] } })), [{ kind: 'stress', target: 2, heard: 1 }]);
});

test('only what is certain is a slip', () => {
  const school = word('school', {
    phones: [phone('S'), phone('K'), phone('UW', { state: 'uncertain', heard: 'UH' }), phone('L', { state: 'error', error_type: 'deletion', heard: null })],
    insertions: [{ heard: 'IH', heard_ipa: 'ɪ', before_phone: 0, probability: 0.9, state: 'error', start_s: null, end_s: null }],
  });
  assert.deepEqual(slipsOf(school), [{ kind: 'dropped', target: 'L' }, { kind: 'added', heard: 'IH' }]);
  assert.deepEqual(heardPhones(school), ['IH1', 'S', 'K', 'UW0']);
});

test('a word is said as it was heard, stressed where it was', () => {
  assert.deepEqual(heardPhones(very), ['W', 'EH1', 'R', 'IY0']);
});

test('the words stand in the text with its own marks', () => {
  const words = ['I', 'think', 'so'].map((text, index) => word(text, { index }));
  const shown = (text: string, all = words) => {
    const { placed, after } = laidOut(text, all);
    return placed.map(({ word: each, before }) => before + each.text).join('') + after;
  };
  assert.equal(shown('“I think” – so!'), '“I think” – so!');
  assert.equal(shown('i THINK, so'), 'I think, so');
});

test('a figure that is read in words, and words that were added, keep their places', () => {
  const words = ['bus', 'twenty', 'one', 'stops'].map((text, index) => word(text, { index }));
  const added = word('uh', { index: 3, error_type: 'insertion' });
  const { placed } = laidOut('Bus 21 stops.', [...words, added]);
  assert.deepEqual(placed.map((each) => each.word.text), ['bus', 'twenty', 'one', 'uh', 'stops']);
  assert.ok(placed.slice(1).every((each) => each.before.trim().length <= 4 && each.before.length > 0));
});

test('more than the text is said where a good part is other words, not words said over', () => {
  const read = ['the', 'bus', 'is', 'late'].map((text, index) => word(text, { index }));
  const extra = (kind: JudgedWord['kind']) => word('uh', { index: 4, error_type: 'insertion', kind });
  assert.ok(!saidMore([...read, extra('other')]));
  assert.ok(saidMore([...read, extra('other'), extra('other')]));
  assert.ok(!saidMore([...read, extra('repetition'), extra('restart')]));
  assert.ok(saidMore([word('the'), word('bus', { error_type: 'omission' }), extra('other')]), 'what was left out was not said');
});
