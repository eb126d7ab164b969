/** Every state that a screen has beside the one that it opens with: in both languages and every look axe finds nothing. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { assertAccessibleInEveryLook, FLEET, LANGUAGES, open, type Language, type Microphone } from './browser.ts';

const PHONE = { width: 320, height: 640 };
const TASK = '00000000-0000-4000-8000-00000000000a';
const sample = JSON.parse(await readFile(new URL('../../src/sample/result.json', import.meta.url), 'utf8'));

async function inEachLanguage(hash: string, microphone: Microphone, visit: (page: Page, look: (state: string) => Promise<void>) => Promise<void>): Promise<void> {
  for (const language of LANGUAGES) {
    const { page, close } = await open(hash, { language, microphone, viewport: PHONE });
    await visit(page, (state) => assertAccessibleInEveryLook(page, `${language}: ${state}`));
    await close();
  }
}

async function record(page: Page, ms: number, button = '.record'): Promise<void> {
  await page.locator(button).click();
  await page.locator('.recorder[data-state=recording]').waitFor();
  await page.waitForTimeout(ms);
  await page.locator(button).click();
}

test('before a take: an own text, no text, what a class has set', async () => {
  const set = { assignment_id: TASK, class_name: 'Class 7', title: 'Week 1', due_at: '2027-01-01T00:00:00Z', attempts: 2, habits: ['w_round'], texts: [{ text: 'Very good work.', n_recordings: 1 }] };
  await inEachLanguage('', 'none', async (page, look) => {
    await page.route('**/api/v1/assignments?**', (route) => route.fulfill({ json: { items: [set] } }));
    await page.reload();
    await page.locator('.todo').waitFor();
    await look('set by a class');
    await page.locator('.text-card button').last().click();
    await page.locator('textarea').fill('Very good work.');
    await look('an own text');
    await page.locator('.text-card input[type=checkbox]').check();
    await look('without a text');
  });
});

for (const microphone of ['none', 'denied'] as const) {
  test(`a microphone that is ${microphone}`, () =>
    inEachLanguage('', microphone, async (page, look) => {
      await page.locator('.record').click();
      await page.locator('.notice.problem').waitFor();
      await look(`microphone ${microphone}`);
    }));
}

test('a page without https', async () => {
  for (const language of LANGUAGES) {
    const at = FLEET.replace('127.0.0.1', 'coach');
    const { page, close } = await open('', { at, language, viewport: PHONE, arguments: ['--host-resolver-rules=MAP coach 127.0.0.1'] });
    await page.locator('.record').click();
    await page.locator('.notice.problem').waitFor();
    await assertAccessibleInEveryLook(page, `${language}: insecure`);
    await close();
  }
});

test('a silent take', () =>
  inEachLanguage('', 'silence', async (page, look) => {
    await record(page, 900);
    await page.locator('.take .notice.problem').waitFor();
    await look('a silent take');
  }));

test('while a take is recorded, and what becomes of it', () =>
  inEachLanguage('', 'slips', async (page, look) => {
    await page.locator('.record').click();
    await page.locator('.recorder[data-state=recording]').waitFor();
    await page.locator('.live-word.read').first().waitFor();
    await look('recording, words lit');
    await page.locator('.record').click();
    await page.locator('section.take').waitFor();
    await look('a take to look at');
    await page.route('**/api/v1/tasks', (route) => route.fulfill({ status: 503, headers: { 'retry-after': '60' }, json: { title: 'busy' } }));
    await page.locator('.take button.main').click();
    await page.locator('.notice.problem').waitFor();
    await look('a busy service');
    await page.unroute('**/api/v1/tasks');
    await page.route('**/api/v1/tasks', (route) => route.abort());
    await page.locator('.take button.main').click();
    await page.waitForFunction(() => !document.querySelector('.notice.problem button[disabled]'));
    await look('it could not be sent');
    await page.reload();
    await page.locator('.notice h2').waitFor();
    await look('a take that waits to be sent');
  }));

test('the help, and a session that cannot be asked for', () =>
  inEachLanguage('', 'none', async (page, look) => {
    await page.locator('header.top > button').click();
    await page.locator('dialog[open]').waitFor();
    await look('help');
    await page.route('**/api/v1/sessions/current', (route) => route.abort());
    await page.reload();
    await page.locator('main .notice.problem').waitFor();
    await look('no service');
  }));

test('where a key has to be shown, and one that is not known', () =>
  inEachLanguage('', 'none', async (page, look) => {
    await page.route('**/api/v1/sessions*', (route) => route.fulfill({ status: 401, json: { title: 'who?' } }));
    await page.route('**/api/v1/sessions/current', (route) => route.fulfill({ status: 401, json: { title: 'who?' } }));
    await page.reload();
    await page.locator('input[type=password]').fill('afv_nobody');
    await look('sign in');
    await page.keyboard.press('Enter');
    await page.locator('form [role=alert]').waitFor();
    await look('a key that is not known');
  }));

type Stage = { name: string; status: string; mock: boolean };
const staged = (states: Record<string, string>) => sample.stages.map((stage: Stage) => ({ ...stage, mock: true, status: states[stage.name] ?? stage.status }));
const bare = { ...sample, task_id: TASK, words: [], issues: [], scores: { ...sample.scores, n_words: null, n_clear_words: null }, feedback: null, audio: { recording: null, reference: null, own_voice: null } };

const RESULTS: [string, object | number | null][] = [
  ['being worked on', { ...bare, status: 'running', assessable: null, stages: staged({ asr: 'succeeded', align: 'running', diff: 'pending', phonemap: 'pending', tts: 'failed', vc: 'pending', feedback: 'pending' }) }],
  ['growing', { ...sample, task_id: TASK, status: 'running', feedback: null, stages: staged({ feedback: 'running', tts: 'pending', vc: 'pending' }) }],
  ['failed', { ...bare, status: 'failed', assessable: null, error: { type: 'engine-failed', title: 'An engine failed', status: 502, detail: 'the aligner is away' }, stages: staged({ align: 'failed' }) }],
  ['cancelled', { ...bare, status: 'cancelled', assessable: null, stages: staged({ align: 'skipped' }) }],
  ['in part', { ...sample, task_id: TASK, status: 'partial', feedback: null, phone_scores_weaker: true, stages: staged({ feedback: 'failed', tts: 'failed', vc: 'failed' }) }],
  ['not judged', { ...bare, assessable: false, reason: 'silence', feedback: { ...sample.feedback, summary: 'We heard no speech.', next_step: 'Check the microphone.', priorities: [], drills: [], findings: [], more: [], strength: null, progress: null } }],
  ['gone', 404],
  ['out of reach', null],
];

for (const [state, told] of RESULTS) {
  test(`a result that is ${state}`, async () => {
    await inEachLanguage('', 'none', async (page, look) => {
      await page.route(`**/api/v1/tasks/${TASK}**`, (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname.endsWith('/events') || told === null) return route.abort();
        if (pathname.endsWith('/remarks')) return route.fulfill({ json: { notes: [], verdicts: [] } });
        return typeof told === 'number' ? route.fulfill({ status: told, json: { title: 'gone' } }) : route.fulfill({ json: told });
      });
      await page.evaluate((id) => (location.hash = `#/task/${id}`), TASK);
      await page.locator(told === null || told === 404 ? '.result .notice.problem' : '.result .words, .result .processing, .result .notice').first().waitFor();
      await look(`a result that is ${state}`);
    });
  });
}

test('a drill and a melody that are out of reach', () =>
  inEachLanguage('', 'none', async (page, look) => {
    await page.route(`**/api/v1/tasks/${TASK}**`, (route) => route.abort());
    for (const part of ['drill/1', 'melody']) {
      await page.evaluate((hash) => (location.hash = hash), `#/task/${TASK}/${part}`);
      await page.locator('article .notice.problem').waitFor();
      await look(`${part} out of reach`);
    }
  }));

test('a result: a habit chosen, all that can be opened, a word said again', () =>
  inEachLanguage('#/sample', 'slips', async (page, look) => {
    await page.locator('.chips button').nth(1).click();
    await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>('main details').forEach((each) => (each.open = true)));
    await look('a result, all open');
    await page.locator('.words .word.error').first().click();
    await page.locator('dialog[open] .say-only .record').waitFor();
    await record(page, 1_200, '.say-only .record');
    await page.locator('.tries li').waitFor();
    await look('a word said again');
  }));

test('a drill: an answer of the ear, a take, the end', () =>
  inEachLanguage('#/task/sample/drill/1', 'slips', async (page, look) => {
    await page.locator('.choices button').first().click();
    await look('heard');
    let wasSaid = false;
    for (let step = 0; step < 20 && (await page.locator('.drill section.card h2 ~ .row .main, .drill section.card > .row .main').count()); step++) {
      if (!wasSaid && (await page.locator('.drill .record').count())) {
        await record(page, 1_500, '.drill .record');
        await page.waitForFunction(() => document.querySelector('.drill .recorder')?.getAttribute('data-state') === 'idle');
        await look('said');
        wasSaid = true;
      }
      const next = page.locator('.drill section.card > .row button.main');
      if (!(await next.count())) break;
      await next.click();
    }
    assert.ok(wasSaid);
    await page.locator('.drill section.card a.main').waitFor();
    await look('the end of a drill');
  }));

async function keepSomething(language: Language): Promise<string> {
  const speaker = `states-${language}-${Date.now()}`;
  for (let n = 0; n < 2; n++) {
    const form = new FormData();
    form.set('file', new Blob([await readFile(process.env.SPEECH_WAV!)]), 'speech.wav');
    form.set('reference_text', 'I think this is a very good school.');
    form.set('speaker_id', speaker);
    assert.equal((await fetch(`${FLEET}/process`, { method: 'POST', body: form })).status, 200);
  }
  return speaker;
}

test('what was kept: history with two takes, progress, consent that holds and that ended, all erased', async () => {
  for (const language of LANGUAGES) {
    const speaker = await keepSomething(language);
    const { page, close } = await open('#/settings', { language, viewport: PHONE });
    const look = (state: string) => assertAccessibleInEveryLook(page, `${language}: ${state}`);
    await page.evaluate((id) => {
      const kept = JSON.parse(localStorage['agentforge-voice']);
      localStorage['agentforge-voice'] = JSON.stringify({ ...kept, speakerId: id });
    }, speaker);
    await page.goto(`${FLEET}/#/history`);
    await page.reload();
    await page.locator('.list li').nth(1).waitFor();
    await page.locator('.history select').selectOption({ index: 1 });
    await look('two takes side by side');
    await page.evaluate(() => (location.hash = '#/progress'));
    await page.locator('.progress table').first().waitFor();
    await look('progress');
    await page.evaluate(() => (location.hash = '#/voice'));
    await page.locator('.samples summary').click();
    await record(page, 1_500, '.samples .record');
    await page.locator('.samples .list li').waitFor();
    await look('a sample before consent');
    await page.locator('.my-voice section.card > .row button').last().click();
    await page.locator('.my-voice > .notice').waitFor();
    await look('not agreed');
    await page.locator('.my-voice section.card > .row button').first().click();
    await page.locator('.my-voice section.card > button').waitFor();
    await look('agreed');
    await page.locator('.my-voice section.card > button').click();
    await page.locator('.my-voice blockquote').first().waitFor();
    await look('taken back');
    await page.evaluate(() => (location.hash = '#/privacy'));
    const word = language === 'en' ? 'erase' : JSON.parse(await readFile(new URL('../../src/messages/hi.json', import.meta.url), 'utf8'))['privacy.erase_word'];
    await page.locator('.privacy input').fill(word);
    await page.locator('.privacy input').press('Tab');
    await page.locator('.privacy button').last().click();
    await page.locator('.privacy .notice').waitFor();
    await look('all erased');
    await close();
  }
});

test('abilities, all open, and what they answer', () =>
  inEachLanguage('#/capabilities', 'slips', async (page, look) => {
    for (const summary of await page.locator('details.ability > summary').all()) await summary.click();
    await look('abilities open');
    for (const send of await page.locator('details.ability form:not(:has(input[type=checkbox])) button.main').all()) await send.click();
    await page.waitForFunction(() => document.querySelectorAll('.exchange').length >= 6 && !document.querySelector('button[aria-busy=true]'));
    await look('abilities answered');
  }));

test('a result that somebody shared, and a link that leads nowhere', async () => {
  const speaker = await keepSomething('en');
  const { items } = (await (await fetch(`${FLEET}/tasks?speaker_id=${speaker}`)).json()) as { items: { task_id: string }[] };
  const made = await fetch(`${FLEET}/tasks/${items[0]!.task_id}/shares`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  const { token } = (await made.json()) as { token: string };
  await inEachLanguage(`#/shared/${token}`, 'none', async (page, look) => {
    await page.locator('.words').waitFor();
    await look('shared');
    await page.evaluate(() => (location.hash = '#/shared/nothing'));
    await page.locator('.words').waitFor({ state: 'detached' });
    await look('leads nowhere');
  });
});
