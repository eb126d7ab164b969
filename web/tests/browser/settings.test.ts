/** What a learner can set: size of letters, movement, keys, the microphone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { SCREENS } from '../screens.ts';
import { assertAccessibleInEveryLook, assertNoSideScroll, FLEET, LANGUAGES, open, type Microphone } from './browser.ts';

const PHONE = { width: 320, height: 640 };

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((wanted) => (location.hash = wanted), hash);
  await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]:not(button)'));
}

for (const language of LANGUAGES) {
  test(`letters of twice the size stay so, and every screen fits a small phone: ${language}`, async () => {
    const { page, close } = await open('#/settings', { language, viewport: PHONE, microphone: 'none' });
    const size = () => page.locator('main p').first().evaluate((each) => getComputedStyle(each).fontSize);
    assert.equal(await size(), '16px');
    await page.locator('input[name=text-size]').last().check();
    assert.equal(await size(), '32px');
    await page.reload();
    await page.locator('input[name=text-size]').last().waitFor();
    assert.equal(await size(), '32px');
    for (const hash of SCREENS) {
      await goTo(page, hash);
      await page.waitForTimeout(100);
      await assertNoSideScroll(page, `${language} ${hash} at 200 %`);
    }
    await goTo(page, '#/settings');
    await assertAccessibleInEveryLook(page, `${language}: settings at 200 %`);
    await close();
  });
}

test('less movement is kept, and nothing moves then', async () => {
  const { page, close } = await open('#/settings', { viewport: PHONE });
  await page.getByLabel('Less movement on the page').check();
  await page.goto(`${FLEET}/#/`);
  await page.reload();
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Good level').waitFor();
  const sign = await page.locator('.record-sign').evaluate((each) => getComputedStyle(each).animationName);
  assert.equal(sign, 'none');
  assert.equal(await page.locator('.level-bar').isVisible(), false);
  assert.equal(await page.locator('canvas').evaluate((each: HTMLCanvasElement) => each.getContext('2d')!.getImageData(0, 0, 480, 56).data.some(Boolean)), false);
  await close();
});

test('another key is chosen by keyboard alone, told where it is taken, used on every screen, shown in the help, and given back', async () => {
  const { page, close } = await open('#/settings', { viewport: PHONE });
  await page.getByText('Choose the keys').focus();
  await page.keyboard.press('Enter');
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await page.keyboard.press('Tab');
  assert.equal(await field('Record, or stop').evaluate((each) => each === document.activeElement), true);
  await page.keyboard.press('l');
  await page.getByRole('alert').getByText('L is taken: Play again and again. Press another key.').waitFor();
  assert.equal(await field('Record, or stop').inputValue(), 'R');
  await assertAccessibleInEveryLook(page, 'a key that is taken');
  await page.keyboard.press('t');
  assert.equal(await field('Record, or stop').inputValue(), 'T');
  assert.equal(await page.getByRole('alert').count(), 0);
  await page.getByRole('status').getByText('Record, or stop: T').waitFor();
  await field('The next thing to work on').press('Shift+W');
  await field('Help').press('h');
  await page.reload();
  await goTo(page, '#/');
  await page.keyboard.press('r');
  await page.keyboard.press('h');
  await page.locator('dialog[open] dt', { hasText: /^T$/ }).waitFor();
  assert.equal(await page.locator('dialog dt', { hasText: /^R$/ }).count(), 0);
  await page.keyboard.press('t');
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  assert.equal(await page.locator('.recorder').getAttribute('data-state'), 'idle', 'behind the help no key does anything');
  assert.equal(await page.locator('.record').getAttribute('aria-keyshortcuts'), 't');
  await page.keyboard.press('t');
  await page.getByText('Speak now').waitFor();
  await goTo(page, '#/sample');
  await page.locator('.thing').first().waitFor();
  const things = await page.locator('.thing').count();
  const reached = () => page.evaluate(() => [...document.querySelectorAll('.thing h3')].indexOf(document.activeElement!));
  for (let n = 0; n <= things; n++) {
    await page.keyboard.press('w');
    assert.equal(await reached(), n % things);
  }
  await goTo(page, '#/settings');
  await page.getByText('Choose the keys').click();
  await page.getByRole('button', { name: 'Back to the usual keys' }).click();
  assert.equal(await field('Record, or stop').inputValue(), 'R');
  assert.equal(await page.getByRole('button', { name: 'Back to the usual keys' }).isDisabled(), true);
  await close();
});

test('a key pressed as soon as the help is closed is not lost', async () => {
  const { page, close } = await open('#/');
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await page.evaluate(() => {
    const dialog = document.querySelector('dialog')!;
    dialog.close();
    const focused = dialog.querySelector('h2')!; // has the focus still, until the next frame
    focused.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true, cancelable: true }));
  });
  await page.getByText('Speak now').waitFor();
  await close();
});

test('a keyboard on the screen chooses a key as well; the keys of a word sheet follow', async () => {
  const { page, close } = await open('#/settings', { viewport: PHONE });
  await page.getByText('Choose the keys').click();
  const loop = page.getByRole('textbox', { name: 'Play again and again' });
  await loop.focus();
  await page.keyboard.insertText('o');
  assert.equal(await loop.inputValue(), 'O');
  await goTo(page, '#/sample/word/1');
  await page.locator('dialog[open]').waitFor();
  const isLooped = () => page.getByRole('checkbox', { name: 'Again and again' }).isChecked();
  await page.keyboard.press('l');
  assert.equal(await isLooped(), false);
  await page.keyboard.press('o');
  assert.equal(await isLooped(), true);
  await close();
});

test('where single keys are off the help says so, and no button tells of one', async () => {
  const { page, close } = await open('#/settings', { viewport: PHONE });
  await page.getByLabel(/^Single keys/).uncheck();
  assert.equal(await page.getByText('Choose the keys').count(), 0);
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByText('Single keys are off.').waitFor();
  assert.deepEqual(await page.locator('dialog dt').allInnerTexts(), ['Esc']);
  await page.keyboard.press('Escape');
  await goTo(page, '#/');
  assert.equal(await page.locator('.record').getAttribute('aria-keyshortcuts'), null);
  await close();
});

async function tryMicrophone(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test the microphone' }).click();
  await page.locator('.microphone-test .notice').waitFor();
}

test('the microphone is chosen and tried: its level, its sound, what the browser made of it; nothing leaves the page', async () => {
  const { page, close } = await open('#/settings', { viewport: PHONE });
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  page.on('websocket', (socket) => sent.push(socket.url()));
  await page.getByLabel('Which one').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Test the microphone' }).click();
  await page.getByText('Good level').waitFor();
  await assertAccessibleInEveryLook(page, 'a microphone that is tried');
  await page.getByRole('status').getByText('Your microphone hears you well.').waitFor();
  const told = await page.locator('.microphone-test .notice').innerText();
  assert.match(told, /Microphone: .*Fake/);
  assert.match(told, /Your voice: -\d+ dB\. The room: -\d+ dB\./);
  assert.match(told, /leaves the sound as it is/);
  const heard = await page.evaluate(async () => {
    const play = HTMLMediaElement.prototype.play;
    return new Promise<number>((resolve) => {
      HTMLMediaElement.prototype.play = function () {
        this.addEventListener('loadedmetadata', () => resolve(this.duration));
        return play.call(this);
      };
      document.querySelector<HTMLButtonElement>('.microphone-test .play')!.click();
    });
  });
  assert.ok(heard > 2.9 && heard < 4, `${heard} s can be heard`);
  assert.deepEqual(sent, []);
  await close();
});

test('what the browser changes although it was asked not to is told by name', async () => {
  const { page, close } = await open('#/settings', { viewport: PHONE });
  await page.evaluate(() => {
    const real = MediaStreamTrack.prototype.getSettings;
    MediaStreamTrack.prototype.getSettings = function () {
      return { ...real.call(this), noiseSuppression: true, autoGainControl: true };
    };
  });
  await tryMicrophone(page);
  await page.getByText('though we ask it not to: it removes noise, it changes the loudness.').waitFor();
  await close();
});

const FAULTS: [Microphone, string][] = [
  ['silence', 'We heard nothing'],
  ['none', 'No microphone was found'],
  ['denied', 'The microphone is not allowed'],
];
for (const [microphone, told] of FAULTS) {
  test(`a trial of a microphone that is ${microphone} says so`, async () => {
    const { page, close } = await open('#/settings', { viewport: PHONE, microphone });
    await tryMicrophone(page);
    await page.locator('.microphone-test .problem').getByText(told).waitFor();
    await assertAccessibleInEveryLook(page, `microphone ${microphone}, tried`);
    await close();
  });
}
