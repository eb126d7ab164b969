/** Stops the build where a page would load more than was agreed: gzipped bytes of the first load, and of each later screen. */
import { gzipSync } from 'node:zlib';
import { readdir, readFile } from 'node:fs/promises';

const FIRST_JS = 70_000;
const FIRST_CSS = 12_000;
const LATER = 25_000;

const folder = new URL('../dist/', import.meta.url);
const page = await readFile(new URL('index.html', folder), 'utf8');
const size = async (name: string) => gzipSync(await readFile(new URL(`assets/${name}`, folder)), { level: 9 }).length;
let firstJs = 0;
let firstCss = 0;
const faults: string[] = [];
for (const name of (await readdir(new URL('assets/', folder))).sort()) {
  if (!/\.(js|css)$/.test(name)) continue;
  const bytes = await size(name);
  const isFirst = page.includes(`assets/${name}`);
  if (isFirst && name.endsWith('.js')) firstJs += bytes;
  else if (isFirst) firstCss += bytes;
  else if (bytes > LATER) faults.push(`${name}: ${bytes} bytes, at most ${LATER} for a later screen`);
  console.log(`${isFirst ? 'first' : 'later'} ${bytes.toString().padStart(6)} ${name}`);
}
if (firstJs > FIRST_JS) faults.push(`the first load has ${firstJs} bytes of JavaScript, at most ${FIRST_JS}`);
if (firstCss > FIRST_CSS) faults.push(`the first load has ${firstCss} bytes of CSS, at most ${FIRST_CSS}`);
console.log(`first load: ${firstJs} bytes of JavaScript, ${firstCss} of CSS, gzipped`);
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
