/** Every screen, in both languages, light and dark, with and without forced colours, on a small phone. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import vi from '../../src/messages/vi.json' with { type: 'json' };
import { SCREENS } from '../screens.ts';
import { assertAccessibleInEveryLook, assertNoSideScroll, FLEET, LANGUAGES, open } from './browser.ts';

for (const language of LANGUAGES) {
  test(`no screen bars the way: ${language}`, async () => {
    const { page, close } = await open('', { language, viewport: { width: 320, height: 640 } });
    await page.locator(`html[lang=${language}] h1`).waitFor();
    for (const hash of SCREENS) {
      await page.evaluate((wanted) => (location.hash = wanted), hash);
      await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]:not(button)'));
      await page.waitForTimeout(150);
      await assertAccessibleInEveryLook(page, `${language} ${hash}`);
    }
    await close();
  });
}

test('a screen has the focus as soon as it is there, so that nobody who types in it loses it', async () => {
  const { page, close } = await open('');
  await page.locator('main h1').waitFor();
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    let before = document.querySelector('main h1');
    new MutationObserver(() => {
      const heading = document.querySelector('main h1');
      if (heading && heading !== before) seen.push(`${location.hash} ${document.activeElement === heading}`);
      before = heading;
    }).observe(document.body, { childList: true, subtree: true });
  });
  for (const hash of ['#/more', '#/teach', '#/settings', '#/classes', '#/history']) {
    await page.evaluate((wanted) => (location.hash = wanted), hash);
    await page.waitForFunction(
      (wanted) => (window as unknown as { seen: string[] }).seen.some((each) => each.startsWith(wanted)),
      hash,
    );
  }
  const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  assert.deepEqual(seen.filter((each) => each.endsWith('false')), []);
  await close();
});

test('the languages can be changed and the page speaks the other one', async () => {
  const { page, close } = await open('#/settings');
  await page.getByLabel('Language of this page').selectOption('hi');
  await page.getByRole('heading', { name: 'सेटिंग' }).waitFor();
  await page.getByLabel('इस पेज की भाषा').selectOption('vi');
  await page.getByRole('heading', { name: 'Cài đặt' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'vi');
  await page.getByLabel('Ngôn ngữ của trang này').selectOption('en');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await close();
});

test('notes in Vietnamese come from a translator, and the page says so', async () => {
  const { page, close } = await open('#/', { language: 'vi' });
  await page.getByRole('button', { name: vi['practise.record'], exact: true }).click();
  await page.getByText(vi['practise.speak']).first().waitFor();
  await page.waitForTimeout(2_500);
  await page.keyboard.press('r');
  await page.getByRole('button', { name: vi['practise.send'] }).click();
  await page.getByText(vi['result.translated']).waitFor();
  const title = page.locator('.one-thing h3 [lang=vi]').first();
  assert.match(await title.innerText(), /^\[vi\] /, 'as the translator of a mock fleet marks what it made');
  await assertAccessibleInEveryLook(page, 'vi: translated notes');
  await close();
});

test('a page in Vietnamese asks the coach for English, and says what is English', async () => {
  const { page, close } = await open('#/sample', { language: 'vi', viewport: { width: 320, height: 640 } });
  const wanted: (string | null)[] = [];
  page.on('request', (request) => {
    const { searchParams } = new URL(request.url());
    if (searchParams.has('language')) wanted.push(searchParams.get('language'));
  });
  await page.reload();
  await page.getByRole('heading', { name: /từ rõ$/ }).waitFor();
  await page.locator('.one-thing h3 [lang=en]').first().waitFor();
  await assertAccessibleInEveryLook(page, 'vi: the sample');
  await page.locator('.words .word.error').first().click();
  await page.locator('.sheet h4 [lang=en]').first().waitFor();
  const slip = page.locator('.sheet .sounds [data-state=error]').first();
  assert.ok(await slip.locator('[lang=en]').count());
  const own = await slip.evaluate((place) => [...place.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent).join(''));
  assert.match(own, /^: (bạn đã nói |bị bỏ mất|bị thêm vào)/);
  await assertAccessibleInEveryLook(page, 'vi: a word');
  for (const hash of ['#/', '#/settings', '#/voice', '#/privacy']) {
    await page.goto(`${FLEET}/${hash}`);
    await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]:not(button)'));
    await assertAccessibleInEveryLook(page, `vi: ${hash}`);
  }
  assert.deepEqual([...new Set(wanted)], ['en']);
  await close();
});

test('text of twice the size fits a phone', async () => {
  const { page, close } = await open('#/sample', { viewport: { width: 360, height: 640 } });
  await page.getByRole('heading', { name: /words clear/ }).waitFor();
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await assertNoSideScroll(page, 'result at 200 %');
  await page.evaluate(() => (location.hash = '#/'));
  await page.getByRole('heading', { name: 'Read this aloud' }).waitFor();
  await assertNoSideScroll(page, 'practise at 200 %');
  await close();
});

test('keys can be turned off', async () => {
  const { page, close } = await open('#/settings');
  await page.getByLabel(/^Single keys/).uncheck();
  await page.getByRole('link', { name: 'Practise' }).click();
  await page.getByRole('heading', { name: 'Read this aloud' }).waitFor();
  await page.keyboard.press('r');
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole('button', { name: 'Record', exact: true }).count(), 1);
  await close();
});

test('a class with a learner bars nobody, at 320 px', async () => {
  const send = async (path: string, body: unknown) =>
    (await fetch(`${FLEET}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })).json() as Promise<Record<string, string>>;
  const { class_id: id, code } = await send('/classes', { name: 'A class with a name of many words, and a long one' });
  const speaker = `learner-${id}`;
  const { membership_id: member } = await send('/memberships', { code, called: 'Venkatanarasimharajuvaripeta', speaker_id: speaker });
  await send(`/classes/${id}/assignments`, { title: 'Week 1', texts: ['Very good work.'] });
  const form = new FormData();
  form.set('file', new Blob([await readFile(process.env.SPEECH_WAV!)]), 'speech.wav');
  form.set('reference_text', 'Very good work.');
  form.set('speaker_id', speaker);
  const { task_id: task } = (await (await fetch(`${FLEET}/process`, { method: 'POST', body: form })).json()) as Record<string, string>;
  for (const language of LANGUAGES) {
    const { page, close } = await open('', { language, viewport: { width: 320, height: 640 } });
    for (const hash of [`#/teach/${id}`, `#/teach/${id}/inbox`, `#/teach/${id}/assignments`, `#/teach/${id}/habits`, `#/teach/${id}/member/${member}`, `#/task/${task}`]) {
      await page.goto(`${FLEET}/${hash}`);
      await page.reload();
      await page.locator('main h2').first().waitFor();
      await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
      if (hash.startsWith('#/task')) await page.locator('.remarks summary').click();
      await assertAccessibleInEveryLook(page, `${language} ${hash}`);
    }
    await close();
  }
});
