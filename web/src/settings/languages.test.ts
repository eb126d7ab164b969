import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coachLanguage, LANGUAGES, readLanguage } from './languages.ts';

test('the coach is asked for a language that it has', () => {
  const told = LANGUAGES.map(({ code }) => `${code}: ${coachLanguage(code)}`);
  assert.deepEqual(told, ['en: en', 'hi: hi', 'vi: en']);
});

test('what is no language of the page is known as none', () => {
  assert.equal(readLanguage('vi'), 'vi');
  assert.deepEqual(['vi-VN', 'fr', '', null, 7].map(readLanguage), [undefined, undefined, undefined, undefined, undefined]);
});
