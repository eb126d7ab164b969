import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lettersOf, piecesOf } from './letters.ts';

const told = (word: string, phones: string) => lettersOf(word, phones.split(' '))?.map(([start, end]) => word.slice(start, end)).join(' ');

test('each sound has its letters, silent ones have none', () => {
  assert.equal(told('very', 'V EH R IY'), 'v e r y');
  assert.equal(told('think', 'TH IH NG K'), 'th i n k');
  assert.equal(told('School', 'S K UW L'), 'S ch oo l');
  assert.equal(told('knight', 'N AY T'), 'kn i ght');
  assert.equal(told('make', 'M EY K'), 'm a k');
  assert.equal(told('friends', 'F R EH N D Z'), 'f r ie n d s');
  assert.equal(told("don't", 'D OW N T'), "d o n t");
  assert.equal(told('walked', 'W AO K T'), 'w a lk ed');
});

test('a letter of two sounds stands for both', () => {
  assert.equal(told('box', 'B AA K S'), 'b o x x');
  assert.equal(told('use', 'Y UW Z'), 'u u se');
});

test('what is not spelled as it is said has no marks', () => {
  assert.equal(lettersOf('1999', ['N', 'AY', 'N', 'T', 'IY', 'N']), null);
  assert.equal(lettersOf('lbs', 'P AW N D Z'.split(' ')), null);
  assert.deepEqual(piecesOf('lbs', 'P AW N D Z'.split(' '), [0]), [{ text: 'lbs', isMarked: false }]);
});

test('a word is in pieces, those of the slip marked', () => {
  assert.deepEqual(piecesOf('Very', 'V EH R IY'.split(' '), [0]), [{ text: 'V', isMarked: true }, { text: 'ery', isMarked: false }]);
  assert.deepEqual(piecesOf('the', 'DH AH'.split(' '), []), [{ text: 'the', isMarked: false }]);
});
