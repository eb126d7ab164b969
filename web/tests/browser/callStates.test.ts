/** Every state of the screens of calls: in both languages and every look axe finds nothing. */
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Call } from '../../src/api/calls.ts';
import { CALL_ID, staged, summaryOf, WHOLE } from './aCall.ts';
import { assertAccessibleInEveryLook, LANGUAGES, open } from './browser.ts';

const PHONE = { width: 320, height: 640 };

async function inEachLanguage(visit: (page: Page, look: (state: string) => Promise<void>) => Promise<void>): Promise<void> {
  for (const language of LANGUAGES) {
    const { page, close } = await open('', { language, microphone: 'none', viewport: PHONE });
    await visit(page, (state) => assertAccessibleInEveryLook(page, `${language}: ${state}`));
    await close();
  }
}

const bare = { turns: [], talk: null, accent: null, moments: [] };
const STATES: [string, Call | number | null][] = [
  ['whole', WHOLE],
  ['being worked on', staged({ asr: 'running', analyse: 'pending', accent: 'pending', moments: 'pending', index: 'pending' }, { ...bare, status: 'running' })],
  ['growing', staged({ accent: 'running', moments: 'pending', index: 'pending' }, { status: 'running', accent: null, moments: [] })],
  ['in part', staged({ analyse: 'failed', accent: 'failed', index: 'failed' }, { status: 'partial', talk: null, accent: null })],
  ['failed', staged({ asr: 'failed' }, { ...bare, status: 'failed', error: { type: 'upstream-failed', title: 'A service failed', status: 502, detail: 'the recogniser is away', service: null, stage: 'asr', field: null } })],
  ['cancelled', staged({ asr: 'skipped' }, { ...bare, status: 'cancelled' })],
  ['not understood', staged({ moments: 'skipped' }, { ...bare, assessable: false, reason: 'silence' })],
  ['without its sound', { ...WHOLE, recording: null }],
  ['without moments', { ...WHOLE, moments: [] }],
  ['gone', 404],
  ["another's", 403],
  ['out of reach', null],
];

for (const [state, told] of STATES) {
  test(`a call that is ${state}`, () =>
    inEachLanguage(async (page, look) => {
      await page.route(`**/api/v1/tasks/${CALL_ID}/events`, (route) => route.abort());
      await page.route(`**/api/v1/calls/${CALL_ID}`, (route) => {
        if (told === null) return route.abort();
        return typeof told === 'number' ? route.fulfill({ status: told, json: { title: 'no' } }) : route.fulfill({ json: told });
      });
      await page.evaluate((id) => (location.hash = `#/calls/${id}`), CALL_ID);
      await page.locator('.call .turns, .call .processing, .call .notice').first().waitFor();
      await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>('main details').forEach((each) => (each.open = true)));
      await look(`a call that is ${state}`);
    }));
}

test('a list of calls in each state, and a list that is out of reach', () =>
  inEachLanguage(async (page, look) => {
    const items = (['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] as const).map(summaryOf);
    await page.route('**/api/v1/calls?**', (route) => route.fulfill({ json: { items, next_cursor: 'more' } }));
    await page.evaluate(() => (location.hash = '#/calls'));
    await page.locator('.calls .list li').nth(5).waitFor();
    await page.locator('.calls details summary').first().click();
    await look('calls');
    await page.unroute('**/api/v1/calls?**');
    await page.route('**/api/v1/calls?**', (route) => route.abort());
    await page.locator('.calls form.row select').selectOption('failed');
    await page.locator('.calls .notice.problem').first().waitFor();
    await look('calls out of reach');
  }));

test('files on their way: sent, waiting, refused, worked on, done, failed', () =>
  inEachLanguage(async (page, look) => {
    const buffer = await readFile(process.env.SPEECH_WAV!);
    const items = (['running', 'succeeded', 'failed'] as const).map(summaryOf);
    let n = 0;
    await page.route('**/api/v1/calls?**', (route) => route.fulfill({ json: { items, next_cursor: null } }));
    await page.route(`**/api/v1/calls/${items[2]!.task_id}`, (route) => route.fulfill({ json: staged({}, { error: { type: 'x', title: 'x', status: 502, detail: 'the recogniser is away', service: null, stage: 'asr', field: null } }) }));
    await page.route('**/events', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: 'event: stage_progress\ndata: {"stage": "asr", "n_done": 3, "n_pieces": 12, "done_s": 1, "duration_s": 4}\n\n' }));
    await page.route('**/api/v1/calls', (route) => {
      n += 1;
      if (n <= items.length) return route.fulfill({ status: 202, json: { task_id: items[n - 1]!.task_id, status: 'queued' } });
      if (n === 4) return route.fulfill({ status: 422, json: { title: 'Unusable', detail: 'the recording has one channel' } });
      return; // held: these are on their way
    });
    await page.evaluate(() => (location.hash = '#/calls'));
    await page.locator('input[type=file]').setInputFiles(Array.from({ length: 7 }, (_, i) => ({ name: `call-${i}-with-a-name-of-some-length.wav`, mimeType: 'audio/wav', buffer })));
    await page.locator('.calls form.card button.main').click();
    await page.locator('.uploads progress').nth(1).waitFor();
    await page.locator('.uploads [role=alert]').nth(1).waitFor();
    await page.locator('.uploads a').waitFor();
    await look('files on their way');
  }));

test('search that is away, that finds nothing, and that finds', () =>
  inEachLanguage(async (page, look) => {
    await page.route('**/api/v1/calls?**', (route) => route.fulfill({ json: { items: [summaryOf('succeeded', 1)], next_cursor: null } }));
    await page.evaluate(() => (location.hash = '#/calls'));
    await page.locator('input[type=search]').fill('money back');
    const hit = { task_id: CALL_ID, path: `/tasks/${CALL_ID}`, index: 1, speaker: 'customer', text: 'I sent the kettle back a month ago.', start_s: 61.2, end_s: 65, play_from_s: 60.7, sentiment: 'negative', score: 0.5, matched: 'meaning' };
    for (const [state, answer, shown] of [
      ['away', { status: 503, json: { title: 'Busy' } }, '.notice.problem'],
      ['refused', { status: 422, json: { title: 'Invalid', detail: 'a language is named by its code' } }, '.notice.problem'],
      ['nothing', { json: { hits: [], took_ms: 1 } }, 'form[role=search] ~ p'],
      ['found', { json: { hits: [hit, { ...hit, index: 2, sentiment: null }], took_ms: 1 } }, '.hits li'],
    ] as const) {
      await page.route('**/api/v1/search?**', (route) => route.fulfill(answer));
      await page.locator('form[role=search] button').click();
      await page.locator(shown).first().waitFor();
      await look(`search: ${state}`);
      await page.unroute('**/api/v1/search?**');
    }
  }));

test('habits over calls, told and too few', () =>
  inEachLanguage(async (page, look) => {
    for (const [state, nCalls] of [['told', 4], ['too few', 1]] as const) {
      const items = Array.from({ length: nCalls }, (_, n) => summaryOf('succeeded', n));
      await page.route('**/api/v1/calls?**', (route) => route.fulfill({ json: { items, next_cursor: null } }));
      await page.evaluate((hash) => (location.hash = hash), `#/calls/agents/agent-${nCalls}`);
      await page.locator('.call-habits tbody tr').nth(1).waitFor();
      await look(`habits: ${state}`);
      await page.unroute('**/api/v1/calls?**');
    }
  }));
