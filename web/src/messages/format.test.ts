import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, gapsOf } from './format.ts';

const PAUSED = '{n, plural, =0 {none} one {once: {where}} other {# times: {where}}}.';

test('gaps are filled, numbers in the way of the language', () => {
  assert.equal(format('{clear} of {n} clear', { clear: 3, n: 12_345 }, 'en'), '3 of 12,345 clear');
  assert.equal(format('{n}', { n: 1_234_567 }, 'hi'), '12,34,567');
});

test('a plural takes the form of its number, an exact one first', () => {
  const said = (n: number) => format(PAUSED, { n, where: 'after “me”' }, 'en');
  assert.deepEqual([0, 1, 2].map(said), ['none.', 'once: after “me”.', '2 times: after “me”.']);
  assert.equal(format('{n, plural, one {एक} other {#}}', { n: 0 }, 'hi'), 'एक');
});

test('gaps within forms are named as well', () => {
  assert.deepEqual(gapsOf(PAUSED), ['n', 'where']);
  assert.deepEqual(gapsOf('no gap'), []);
});

test('what is not filled or not closed is a mistake', () => {
  assert.throws(() => format('{name}', {}, 'en'), /fills \{name\}/);
  assert.throws(() => format('{name', { name: 'a' }, 'en'), /open brace/);
});
