/**
 * Lighthouse, as on a phone, over every screen. `node scores.ts [category …]`: performance beside the three others by
 * default; prints a line a screen, and fails below the floor where it was asked for what no busy machine changes.
 */
import { pathToFileURL } from 'node:url';
import { SCREENS } from '../screens.ts';

const FLOOR = 95;
const STEADY = ['accessibility', 'best-practices', 'seo'];
const [FLEET, CHROMIUM, HOME] = ['FLEET_URL', 'CHROMIUM', 'LIGHTHOUSE'].map((name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run make bench-web`);
  return value;
}) as [string, string, string];

interface Report {
  categories: Record<string, { id: string; score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { id: string; score: number | null; displayValue?: string; details?: unknown } | undefined>;
}
interface Chrome {
  port: number;
  kill(): void;
}
/** Lighthouse lies in an environment of its own, so that its types are not at hand. */
const part = async <T>(path: string) => (await import(pathToFileURL(`${HOME}/node_modules/${path}`).href)) as T;
const { default: lighthouse } = await part<{
  default(url: string, flags: object): Promise<{ lhr: Report }>;
}>('lighthouse/core/index.js');
const { launch } = await part<{ launch(how: object): Promise<Chrome> }>('chrome-launcher/dist/index.js');

const asked = process.argv.slice(2);
const categories = asked.length ? asked : ['performance', ...STEADY];
const SHOWN = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];
let isBelow = false;

for (const hash of SCREENS) {
  const chrome = await launch({ chromePath: CHROMIUM, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
  try {
    const { lhr } = await lighthouse(`${FLEET}/${hash}`, { port: chrome.port, logLevel: 'error', onlyCategories: categories });
    const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)] as const);
    const paints = SHOWN.flatMap((id) => lhr.audits[id]?.displayValue ?? []).join(', ');
    console.log(`${hash}: ${scores.map(([id, score]) => `${id} ${score}`).join(', ')}${paints && ` (${paints})`}`);
    for (const [id, score] of scores) {
      if (score >= FLOOR) continue;
      if (STEADY.includes(id)) isBelow = true;
      for (const ref of lhr.categories[id]!.auditRefs) {
        const audit = lhr.audits[ref.id];
        if (audit && ref.weight > 0 && audit.score !== null && audit.score < 0.9) {
          console.log(`  ${id}: ${audit.id} ${audit.displayValue ?? ''} ${JSON.stringify(audit.details ?? '').slice(0, 300)}`);
        }
      }
    }
  } finally {
    chrome.kill();
  }
}
if (isBelow) process.exit(1);
