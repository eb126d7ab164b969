import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curlOf } from './abilities.ts';

test('a command line sends what the page sends, whatever is in it', () => {
  const json = { text: `It's "so"` };
  assert.equal(
    curlOf({ path: '/speak', method: 'POST', json }, 'http://a', true),
    `curl -s 'http://a/api/v1/speak' \\\n  -H "authorization: Bearer $KEY" \\\n  -H 'content-type: application/json' \\\n  -d '{"text":"It'\\''s \\"so\\""}'`,
  );
  const form = { stages: 'asr', reference_text: '@home', language: '' };
  assert.equal(
    curlOf({ path: '/process', method: 'POST', form, file: new Blob(), fileName: 'a b.wav' }, 'http://a', false),
    `curl -s 'http://a/api/v1/process' \\\n  -F 'file=@a b.wav' \\\n  --form-string 'stages=asr' \\\n  --form-string 'reference_text=@home'`,
  );
  assert.equal(curlOf({ path: '/voices', method: 'GET' }, 'http://a', false), `curl -s 'http://a/api/v1/voices'`);
});
