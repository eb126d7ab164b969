/** `make bench-web`: what a visitor waits for, in a slowed browser, against a fleet in mock mode. Prints a line a figure. */
import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from 'playwright-core';
import { open, recordTake } from './browser/browser.ts';

const SLOW_CPU = 4;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const ROUNDS = 5;
const N_RECORDINGS = 20;

interface Told {
  figure: string;
  values: number[];
  unit: string;
  floor: string;
}

function tell({ figure, values, unit, floor }: Told): void {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const shown = (value: number) => (unit === '' ? value.toFixed(3) : Math.round(value).toString());
  console.log(`${figure}: median ${shown(median)}, worst ${shown(sorted.at(-1)!)} ${unit} of ${values.length} (floor ${floor})`);
}

async function slowed(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  return session;
}

/** Largest paint and shifts of the first screen. */
async function firstLoad(): Promise<void> {
  const paints: number[] = [];
  const shifts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { browser, page } = await open();
    await slowed(page);
    await page.addInitScript(() => {
      const kept = ((globalThis as unknown as { seen: { paint: number; shift: number } }).seen = { paint: 0, shift: 0 });
      new PerformanceObserver((list) => (kept.paint = list.getEntries().at(-1)!.startTime)).observe({
        type: 'largest-contentful-paint',
        buffered: true,
      });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) kept.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Read this aloud' }).waitFor();
    await page.waitForTimeout(1_000);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: { paint: number; shift: number } }).seen);
    paints.push(seen.paint);
    shifts.push(seen.shift);
    await browser.close();
  }
  tell({ figure: 'largest paint, 4× slow CPU, slow 4G', values: paints, unit: 'ms', floor: '1800' });
  tell({ figure: 'layout shift', values: shifts, unit: '', floor: '0.02' });
}

/** From the answer with the diff to marks on the screen, for 15 and 184 words. */
async function marks(): Promise<void> {
  const sample = JSON.parse(await readFile(new URL('../src/sample/result.json', import.meta.url), 'utf8'));
  for (const [nWords, floor] of [[15, '100'], [184, '250']] as const) {
    const words = Array.from({ length: nWords }, (_, index) => ({ ...sample.words[index % 15], index }));
    const body = JSON.stringify({ ...sample, words, reference_text: words.map((word) => word.text).join(' ') });
    const values: number[] = [];
    const { browser, page } = await open();
    await page.route('**/api/v1/tasks/*', (route) => route.fulfill({ contentType: 'application/json', body }));
    await page.route('**/events', (route) => route.fulfill({ status: 204 }));
    await page.evaluate(() => (location.hash = '#/sample')); // the screen is loaded
    await page.getByRole('heading', { name: /words clear/ }).waitFor();
    for (let round = 0; round < ROUNDS; round++) {
      await page.evaluate(() => (location.hash = '#/'));
      await page.getByRole('heading', { name: 'Read this aloud' }).waitFor();
      values.push(
        await page.evaluate(async (id) => {
          const shown = new Promise<number>((resolve) => {
            const observer = new MutationObserver(() => {
              if (!document.querySelector('.words .word')) return;
              observer.disconnect();
              requestAnimationFrame(() => resolve(performance.now()));
            });
            observer.observe(document.body, { childList: true, subtree: true });
          });
          location.hash = `#/task/${id}`;
          const at = await shown;
          const asked = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith(id)) as PerformanceResourceTiming[];
          return at - asked.at(-1)!.responseEnd;
        }, `00000000-0000-4000-8000-00000000000${round}`),
      );
    }
    tell({ figure: `answer to marks, ${nWords} words`, values, unit: 'ms', floor });
    await browser.close();
  }
}

/** From the press of a play button to the media element playing. */
async function tapToSound(): Promise<void> {
  const { browser, page } = await open('#/sample/word/5');
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(1_000);
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    values.push(
      await page.evaluate(
        (name) =>
          new Promise<number>((resolve) => {
            const play = HTMLMediaElement.prototype.play;
            let from = 0;
            HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
              this.addEventListener('playing', () => resolve(performance.now() - from), { once: true });
              HTMLMediaElement.prototype.play = play;
              return play.call(this);
            };
            from = performance.now();
            document.querySelector<HTMLButtonElement>(`dialog[open] [data-sound$="${name}"]`)!.click();
          }),
        round % 2 ? 'reference' : 'me',
      ),
    );
    await page.waitForTimeout(700);
  }
  tell({ figure: 'tap to sound', values, unit: 'ms', floor: '60' });
  await browser.close();
}

/** What twenty takes leave behind. */
async function leftovers(): Promise<void> {
  const { browser, page } = await open();
  const session = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const live: { tracks: MediaStreamTrack[]; contexts: AudioContext[] } = { tracks: [], contexts: [] };
    (globalThis as unknown as { live: typeof live }).live = live;
    const get = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await get(wanted);
      live.tracks.push(...stream.getTracks());
      return stream;
    };
    const Kind = AudioContext;
    globalThis.AudioContext = class extends Kind {
      constructor() {
        super();
        live.contexts.push(this);
      }
    };
  });
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  await recordTake(page, 500);
  const before = await heap();
  for (let n = 0; n < N_RECORDINGS; n++) {
    await page.getByRole('button', { name: 'Record again' }).click();
    await page.getByText('Speak now').waitFor();
    await page.waitForTimeout(300);
    await page.getByRole('button', { name: /^Stop recording/ }).click();
    await page.getByRole('button', { name: 'Record again' }).waitFor();
  }
  const grown = (await heap()) - before;
  const open_ = await page.evaluate(() => {
    const { live } = globalThis as unknown as { live: { tracks: MediaStreamTrack[]; contexts: AudioContext[] } };
    return [live.tracks.filter((track) => track.readyState === 'live').length, live.contexts.filter((each) => each.state !== 'closed').length];
  });
  console.log(`after ${N_RECORDINGS} takes: heap grew ${grown.toFixed(1)} MB (floor 5), ${open_[0]} open tracks, ${open_[1]} open contexts (floor 0, 1)`);
  await browser.close();
}

await firstLoad();
await marks();
await tapToSound();
await leftovers();
