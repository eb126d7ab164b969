/** A browser with a microphone that plays a file, on the page of a running fleet. What starts it tells where things are. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterEach } from 'node:test';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import type { Language } from '../../src/settings/languages.ts';
import { countWhatPlays, hasPlayedMore, nPlayed } from './played.ts';

export const FLEET = required('FLEET_URL');
const CHROMIUM = required('CHROMIUM');

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run make test-web`);
  return value;
}

/** What the microphone hears; `none`: there is none; `denied`: it is not allowed. */
export type Microphone = 'slips' | 'silence' | 'none' | 'denied';

interface Wanted extends BrowserContextOptions {
  microphone?: Microphone;
  /** Where the page is opened from; the fleet's own address by default. */
  at?: string;
  arguments?: string[];
  /** Of the page; English by default. */
  language?: Language;
}

/** That every screen is looked at in; Vietnamese has a test of its own. */
export const LANGUAGES = ['en', 'hi'] as const satisfies readonly Language[];
export type { Language };

export interface Opened {
  browser: Browser;
  page: Page;
  /** Fails on anything that no page of ours may do. Closes the browser. */
  close(): Promise<void>;
}

const opened = new Set<Browser>();
const STEP_MS = 30_000;
/** Longer than any step takes on a machine that does other things too. */

afterEach(async () => {
  await Promise.all([...opened].map((browser) => browser.close()));
  opened.clear();
});

export async function open(
  hash = '',
  { microphone = 'slips', at = FLEET, arguments: more = [], language, ...context }: Wanted = {},
): Promise<Opened> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: ['--no-sandbox', ...microphoneFlags(microphone), ...more],
  });
  opened.add(browser);
  const page = await (await browser.newContext({ viewport: { width: 360, height: 640 }, ...context })).newPage();
  page.setDefaultTimeout(STEP_MS);
  await page.addInitScript(countWhatPlays);
  if (language) {
    await page.addInitScript((chosen) => {
      const kept = JSON.parse(localStorage['agentforge-voice'] ?? '{}');
      localStorage['agentforge-voice'] = JSON.stringify({ ...kept, language: chosen });
    }, language);
  }
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (said) => {
    if (said.type() === 'error' && /Content Security Policy/.test(said.text())) faults.push(said.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'blob:' && origin !== new URL(at).origin) faults.push(`left for ${request.url()}`);
  });
  await page.goto(`${at}/${hash}`);
  await page.locator('h1').first().waitFor();
  return {
    browser,
    page,
    async close() {
      await page.unrouteAll({ behavior: 'ignoreErrors' }); // an answer may be on its way through a test's hands
      await browser.close();
      assert.deepEqual(faults, []);
    },
  };
}

function microphoneFlags(microphone: Microphone): string[] {
  if (microphone === 'none') return ['--use-fake-ui-for-media-stream'];
  const device = '--use-fake-device-for-media-stream';
  if (microphone === 'denied') return [device, '--deny-permission-prompts'];
  const file = required(microphone === 'slips' ? 'SPEECH_WAV' : 'SILENCE_WAV');
  return [device, '--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${file}%noloop`];
}

/** Records for so long and comes back when the take can be looked at. */
export async function recordTake(page: Page, ms: number): Promise<void> {
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await page.getByText('Speak now').waitFor();
  await page.waitForTimeout(ms);
  await page.getByRole('button', { name: /^Stop recording/ }).click();
  await page.getByRole('button', { name: 'Record again' }).waitFor();
}

/** Presses that voice's Play button, of which one is in this place, and waits until it sounds. */
export async function hear(place: Locator, voice: string): Promise<void> {
  const page = place.page();
  const before = await page.evaluate(nPlayed);
  await place.getByRole('button', { name: `Play ${voice}`, exact: true }).click();
  await page.waitForFunction(hasPlayedMore, before);
}

/** Records, sends, and waits for the whole result; returns the task's id. */
export async function judged(page: Page): Promise<string> {
  await recordTake(page, 2_500);
  await page.getByRole('button', { name: 'Check my pronunciation' }).click();
  await page.getByRole('link', { name: 'Record this text again' }).waitFor();
  return page.url().split('/task/')[1]!;
}

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const;

let nLookedAt = 0;

/** Nothing that axe finds in this state, light and dark, with and without forced colours; and nothing hangs out.
 * Without EVERY_LOOK each state is seen in one look, in turn: with it the states take five minutes. */
export async function assertAccessibleInEveryLook(page: Page, where: string): Promise<void> {
  const looks = process.env.EVERY_LOOK ? LOOKS : [LOOKS[nLookedAt++ % LOOKS.length]!];
  for (const look of looks) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    await assertAccessible(page, `${where}, ${look.colorScheme}, forced colours ${look.forcedColors}`);
  }
  await assertNoSideScroll(page, where);
}

/** Nothing that axe finds, in this state of the page. */
export async function assertAccessible(page: Page, where: string): Promise<void> {
  // By the debugger: the page's own policy lets no script in.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (rules): Promise<Violation[]> => {
    const axe = (globalThis as unknown as { axe: { run(place: Document, how: object): Promise<{ violations: Violation[] }> } }).axe;
    return (await axe.run(document, { runOnly: rules })).violations;
  }, RULES);
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join(' | ')}`);
  assert.deepEqual(told, [], where);
}

/** Nothing hangs out at the side. */
export async function assertNoSideScroll(page: Page, where: string): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide! <= seen!, `${where}: ${wide} px in ${seen}`);
}

/** Waits for what the page doesn't show. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const giveUpAt = Date.now() + STEP_MS;
  while (!isSo()) {
    assert.ok(Date.now() < giveUpAt, `${what}: not within ${STEP_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Asks the fleet itself. */
export async function ask<T>(path: string): Promise<T> {
  return (await fetch(FLEET + path)).json() as Promise<T>;
}
