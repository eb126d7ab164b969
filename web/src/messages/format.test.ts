import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, formNamesOf, gapsOf, partsOf, textOf } from './format.ts';

const PAUSED = '{n, plural, =0 {none} one {once: {where}} other {# times: {where}}}.';

test('gaps are filled, numbers in the way of the language', () => {
  assert.equal(format('{clear} of {n} clear', { clear: 3, n: 12_345 }, 'en'), '3 of 12,345 clear');
  assert.equal(format('{n}', { n: 1_234_567 }, 'hi'), '12,34,567');
  assert.equal(format('{n} từ', { n: 1_234_567 }, 'vi'), '1.234.567 từ');
});

test('a plural takes the form of its number, an exact one first', () => {
  const said = (n: number) => format(PAUSED, { n, where: 'after “me”' }, 'en');
  assert.deepEqual([0, 1, 2].map(said), ['none.', 'once: after “me”.', '2 times: after “me”.']);
  assert.equal(format('{n, plural, one {एक} other {#}}', { n: 0 }, 'hi'), 'एक');
  const waits = (n: number) => format('{n, plural, =0 {Chưa có gì.} other {# bản ghi}}', { n }, 'vi');
  assert.deepEqual([0, 1, 2].map(waits), ['Chưa có gì.', '1 bản ghi', '2 bản ghi']);
});

test('gaps within forms are named as well', () => {
  assert.deepEqual(gapsOf(PAUSED), ['n', 'where']);
  assert.deepEqual(gapsOf('no gap'), []);
});

test('the forms of each plural are named, also of those within forms', () => {
  assert.deepEqual(formNamesOf(PAUSED), [['=0', 'one', 'other']]);
  assert.deepEqual(formNamesOf('{n, plural, other {{m, plural, one {a} other {b}}}}, {name}'), [['other'], ['one', 'other']]);
});

test('what fills a gap is told from the words of the message, numbers are among these', () => {
  const changed = partsOf('{target} nghe thành {heard}', { target: 'v', heard: 'w' }, 'vi');
  assert.deepEqual(changed, [
    { text: 'v', isFilling: true },
    { text: ' nghe thành ', isFilling: false },
    { text: 'w', isFilling: true },
  ]);
  const whole = partsOf('{word}, lỗi {n}: {what}', { word: 'very', n: 2, what: changed }, 'vi');
  assert.equal(textOf(whole), 'very, lỗi 2: v nghe thành w');
  assert.deepEqual(whole.filter((part) => part.isFilling).map((part) => part.text), ['very', 'v', 'w']);
  assert.deepEqual(partsOf('{seconds} giây', { seconds: '0,5' }, 'vi').map((part) => part.isFilling), [false, false]);
});

test('what is not filled or not closed is a mistake', () => {
  assert.throws(() => format('{name}', {}, 'en'), /fills \{name\}/);
  assert.throws(() => format('{name', { name: 'a' }, 'en'), /open brace/);
});
