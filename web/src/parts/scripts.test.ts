import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptsOf } from './scripts.ts';

const told = (text: string) => scriptsOf(text).map((run) => `${run.language}:${run.text}`);

test('each part of a text says its language, marks go with the part before', () => {
  assert.deepEqual(told('“very” को बोलें'), ['en:“very” ', 'hi:को बोलें']);
  assert.deepEqual(told('3 शब्द: very, school.'), ['hi:3 शब्द: ', 'en:very, school.']);
  assert.deepEqual(told('Say it again.'), ['en:Say it again.']);
  assert.deepEqual(told('१, २'), ['hi:१, २']);
  assert.deepEqual(told('v /v/: आपने w /w/ कहा'), ['en:v ', 'und-fonipa:/v/', 'hi:: आपने ', 'en:w ', 'und-fonipa:/w/', 'hi: कहा']);
  assert.deepEqual(told('and/or'), ['en:and/or']);
  assert.deepEqual(told('…'), ['en:…']);
  assert.deepEqual(told(''), []);
});

test('what is in no Latin letters is in the language that the text is told to be in', () => {
  const inTamil = scriptsOf('“think” என்று சொல்லுங்கள்', 'ta').map((run) => `${run.language}:${run.text}`);
  assert.deepEqual(inTamil, ['en:“think” ', 'ta:என்று சொல்லுங்கள்']);
});

test('in a language of Latin letters what is quoted is English', () => {
  const inVietnamese = scriptsOf('Hãy nói “think” /θ/ lần nữa.', 'vi').map((run) => `${run.language}:${run.text}`);
  assert.deepEqual(inVietnamese, ['vi:Hãy nói ', 'en:“think”', 'vi: ', 'und-fonipa:/θ/', 'vi: lần nữa.']);
});
