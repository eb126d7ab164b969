/** In a made-up language, whose texts are longer by half: what stays English was not told to be a message; nothing hangs out. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { SCREENS } from '../screens.ts';
import { assertNoSideScroll, open } from './browser.ts';

const ACCENTED = new Map([...'aeiouyAEIOUYcnsz'].map((letter, i) => [letter, [...'äëïöüÿÄËÏÖÜŸçñšž'][i]!]));

/** Letters outside gaps and plural forms' names are accented, and the whole is longer by half. */
function pseudo(message: string): string {
  const accented = message.replace(/\{[^{}]*?(?=[{}])|\}|[^{}]+/g, (part) =>
    part.startsWith('{') && !/^\{(#|=|\w+ )/.test(part) ? part : [...part].map((letter) => ACCENTED.get(letter) ?? letter).join(''),
  );
  return `⟦${/\{\w+, plural/.test(message) ? message : accented}${' ·~·~·~·'.repeat(Math.ceil(message.length / 16))}⟧`;
}

test('every text goes through the messages, and longer ones fit a small phone', async () => {
  const english: Record<string, string> = JSON.parse(await readFile(new URL('../../src/messages/en.json', import.meta.url), 'utf8'));
  const told = Object.fromEntries(Object.entries(english).map(([key, message]) => [key, pseudo(message)]));
  const { page, close } = await open('', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce', microphone: 'none' });
  await page.route(/\/assets\/hi-[\w-]+\.js$/, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `export default ${JSON.stringify(told)}` }),
  );
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage['agentforge-voice']);
    localStorage['agentforge-voice'] = JSON.stringify({ ...kept, language: 'hi' });
  });
  await page.reload();
  await page.locator('html[lang=hi] h1').waitFor();
  for (const hash of SCREENS) {
    await page.evaluate((wanted) => (location.hash = wanted), hash);
    await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]:not(button)'));
    await page.waitForTimeout(150);
    assert.deepEqual(await page.evaluate(plainEnglish), [], `${hash}: texts that are no message, or say no language`);
    await assertNoSideScroll(page, `pseudo ${hash}`);
  }
  await close();
});

/** Texts in plain letters that are in no element with a language of its own; in the page. */
function plainEnglish(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement!;
    if (place.closest('body [lang], code, kbd, pre, noscript, style, script, .hidden')) continue;
    const text = node.textContent!;
    const whole = place.textContent!;
    if (/[A-Za-z]{3}/.test(text) && !whole.includes('⟦')) found.push(text);
  }
  for (const element of document.querySelectorAll('[aria-label]')) {
    const label = element.getAttribute('aria-label')!;
    if (/[A-Za-z]{3}/.test(label) && !label.includes('⟦')) found.push(label);
  }
  return found;
}
