/** Every screen, in both languages, light and dark, on a small phone, in forced colours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SCREENS } from '../screens.ts';
import { assertAccessible, assertNoSideScroll, open } from './browser.ts';

const LOOKS = [
  { language: 'en', colorScheme: 'light', forcedColors: 'none' },
  { language: 'en', colorScheme: 'dark', forcedColors: 'none' },
  { language: 'hi', colorScheme: 'light', forcedColors: 'none' },
  { language: 'hi', colorScheme: 'dark', forcedColors: 'none' },
  { language: 'en', colorScheme: 'dark', forcedColors: 'active' },
] as const;

for (const { language, ...look } of LOOKS) {
  test(`nothing bars the way: ${language}, ${look.colorScheme}, forced colours ${look.forcedColors}`, async () => {
    const { page, close } = await open('', { ...look, reducedMotion: 'reduce', viewport: { width: 320, height: 640 } });
    if (language !== 'en') {
      await page.evaluate((chosen) => {
        const kept = JSON.parse(localStorage['agentforge-voice']);
        localStorage['agentforge-voice'] = JSON.stringify({ ...kept, language: chosen });
      }, language);
      await page.reload();
      await page.locator(`html[lang=${language}] h1`).waitFor();
    }
    for (const hash of SCREENS) {
      const where = `${language} ${hash}`;
      await page.evaluate((wanted) => (location.hash = wanted), hash);
      await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]:not(button)'));
      await page.waitForTimeout(150);
      await assertAccessible(page, where);
      await assertNoSideScroll(page, where);
    }
    await close();
  });
}

test('the languages can be changed and the page speaks the other one', async () => {
  const { page, close } = await open('#/settings');
  await page.getByLabel('Language of this page').selectOption('hi');
  await page.getByRole('heading', { name: 'सेटिंग' }).waitFor();
  await page.getByLabel('इस पेज की भाषा').selectOption('en');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
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
