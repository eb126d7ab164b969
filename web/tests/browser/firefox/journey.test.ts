/**
 * The main journey in Firefox, as a distribution ships it, over WebDriver BiDi. Its microphone can't be given a file, so the
 * page gets a stream that plays one; that Firefox's own can be recorded from is a test of its own.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { afterEach, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { countWhatPlays, hasPlayedMore, nPlayed } from '../played.ts';

const FLEET = required('FLEET_URL');
const STEP_MS = 30_000;
const PREFERENCES = {
  'media.navigator.streams.fake': true, // a tone
  'media.navigator.permission.disabled': true, // nobody is there to be asked
  'media.autoplay.default': 0,
  'media.cubeb.force_mock_context': true, // a machine without a sound card has none to keep time by
};

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run make test-web`);
  return value;
}

interface Opened {
  page: Page;
  /** Fails on anything that no page of ours may do. */
  close(): Promise<void>;
}

const opened = new Set<Browser>();

afterEach(async () => {
  await Promise.all([...opened].map((browser) => browser.close()));
  opened.clear();
});

/** `speech`: what the microphone hears; Firefox's own fake one hears a tone. */
async function open(hash: string, speech?: Buffer): Promise<Opened> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: required('FIREFOX'),
    headless: true,
    extraPrefsFirefox: PREFERENCES,
  });
  opened.add(browser);
  const page = await browser.newPage();
  page.setDefaultTimeout(STEP_MS);
  await page.setViewport({ width: 360, height: 640 });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${String(error)}`));
  page.on('console', (said) => {
    if (said.type() === 'error' && /Content[- ]Security[- ]Policy/i.test(said.text())) faults.push(said.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isHere = protocol === 'blob:' || protocol === 'data:'; // Firefox's own font for the dots of lists
    if (!isHere && origin !== new URL(FLEET).origin) faults.push(`left for ${request.url()}`);
  });
  if (speech) await page.evaluateOnNewDocument(hearInstead, speech.toString('base64'));
  await page.evaluateOnNewDocument(countWhatPlays);
  await page.evaluateOnNewDocument(countLiveMessages);
  await page.goto(`${FLEET}/${hash}`);
  await page.waitForSelector('h1');
  return {
    page,
    async close() {
      await browser.close();
      assert.deepEqual(faults, []);
    },
  };
}

/** In the page: the microphone plays a file once. */
function hearInstead(base64: string): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(bytes.buffer) });
    const heard = context.createMediaStreamDestination();
    source.connect(heard);
    source.start();
    return heard.stream;
  };
}

/** In the page: how often a live stream told something. */
function countLiveMessages(): void {
  const counted = globalThis as unknown as { nTold: number };
  counted.nTold = 0;
  globalThis.WebSocket = class extends WebSocket {
    constructor(address: string | URL) {
      super(address);
      this.addEventListener('message', () => counted.nTold++);
    }
  };
}

const button = (page: Page, name: string, within = '') => page.locator(`${within} ::-p-aria([name="${name}"][role="button"])`);
const link = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="link"])`);

async function ask<T>(path: string): Promise<T> {
  return (await fetch(FLEET + path)).json() as Promise<T>;
}

/** Waits for an element of that selector whose whole text fits, and gives the text. */
async function told(page: Page, selector: string, pattern: RegExp): Promise<string> {
  const found = await page.waitForFunction(
    (where, source) =>
      [...document.querySelectorAll(where)].map((each) => each.textContent ?? '').find((text) => new RegExp(source).test(text)),
    {},
    selector,
    pattern.source,
  );
  return String(await found.jsonValue());
}

async function record(page: Page, ms: number): Promise<void> {
  await button(page, 'Record').click();
  await told(page, 'main p', /^Speak now/);
  await new Promise((resolve) => setTimeout(resolve, ms)); // what is said takes its time
  await page.locator('button[aria-label^="Stop recording"]').click();
}

async function hear(page: Page, voice: string): Promise<void> {
  const before = await page.evaluate(nPlayed);
  await button(page, `Play ${voice}`, 'dialog').click();
  await page.waitForFunction(hasPlayedMore, {}, before);
}

const speakerOf = (page: Page) => page.evaluate(() => JSON.parse(localStorage['agentforge-voice']).speakerId as string);

test('from the first press to nothing being kept any more', async () => {
  const { page, close } = await open('#/voice', await readFile(required('SPEECH_WAV')));
  await button(page, 'I agree').click();
  await page.locator('::-p-text(You agreed on)').wait();
  const speaker = await speakerOf(page);

  await link(page, 'Practise').click();
  await record(page, 2_500);
  await page.waitForFunction('nTold > 1'); // the page's policy lets its own socket through
  await button(page, 'Check my pronunciation').click();
  await link(page, 'Record this text again').wait();
  const taskId = page.url().split('/task/')[1]!;
  assert.match(await page.$eval('h1', (title) => title.textContent ?? ''), /^\d+ of 15 words clear$/);
  assert.ok((await page.$$('.words .word.error')).length > 0, 'a slip is marked');

  await page.locator('.words .word.error').click();
  for (const voice of ['Me', 'American', 'My voice']) await hear(page, voice);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));

  await link(page, 'Practise this').click();
  await told(page, 'h1, h2', /^Which word do you hear\?$/);
  await page.locator('.choices button').click();
  await told(page, '.drill p, .drill div', /^(Right: |It was )/);
  await button(page, 'Next').click();
  await record(page, 1_800);
  await told(page, '.drill p', /^(Clear|Not yet|We are not sure|We could not judge)/);

  await page.goto(`${FLEET}/#/progress`);
  await page.waitForSelector('main table');
  assert.ok((await page.$$('main tbody tr')).length > 0, 'sounds are listed');

  await page.goto(`${FLEET}/#/voice`);
  await button(page, 'Take it back').click();
  await told(page, '.notice', /^Taken back\. Erased: [1-9]/);
  assert.equal((await ask<{ holds: boolean }>(`/speakers/${speaker}/consent`)).holds, false);

  await page.goto(`${FLEET}/#/privacy`);
  await told(page, 'main *', new RegExp(speaker));
  await page.locator('::-p-aria([role="textbox"])').fill('erase');
  await button(page, 'Erase everything').click();
  await told(page, '.notice, main p', /^Erased: [1-9]\d* recording/);
  assert.equal((await ask<{ status: number }>(`/tasks/${taskId}`)).status, 404);
  assert.deepEqual((await ask<{ items: unknown[] }>(`/tasks?speaker_id=${speaker}`)).items, []);
  await close();
});

test('what its own microphone gives is recorded, and the microphone let go', async () => {
  const { page, close } = await open('');
  await page.evaluate(() => {
    const kept = globalThis as unknown as { tracks: MediaStreamTrack[] };
    kept.tracks = [];
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await real(wanted);
      kept.tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await record(page, 1_500);
  await button(page, 'Record again').wait();
  const states = await page.evaluate(() => (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map((track) => track.readyState));
  assert.deepEqual(states, ['ended']);
  await button(page, 'Check my pronunciation').wait();
  await close();
});
