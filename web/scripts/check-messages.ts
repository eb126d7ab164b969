/** Stops the build where a language lacks a message, has one too many, fills other gaps than English, or has other plural forms than
 * its own. */
import { readdir, readFile } from 'node:fs/promises';
import { format, formNamesOf, gapsOf } from '../src/messages/format.ts';

const folder = new URL('../src/messages/', import.meta.url);
const read = async (name: string): Promise<Record<string, string>> =>
  JSON.parse(await readFile(new URL(name, folder), 'utf8'));
const REVIEW = '_review';
/** Who has read a translation over, or that nobody has. */

const english = await read('en.json');
const faults: string[] = [];
for (const name of (await readdir(folder)).filter((each) => each.endsWith('.json'))) {
  const language = name.replace('.json', '');
  const messages = await read(name);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories as string[];
  for (const key of Object.keys(english)) {
    const message = messages[key];
    if (message === undefined || !message.trim()) faults.push(`${name}: ${key} is missing`);
    else {
      const wanted = gapsOf(english[key]!).join();
      if (gapsOf(message).join() !== wanted) faults.push(`${name}: ${key} fills ${gapsOf(message)}, not ${wanted}`);
      const plurals = formNamesOf(message);
      const unknown = plurals.flat().filter((each) => !each.startsWith('=') && !forms.includes(each));
      if (unknown.length) faults.push(`${name}: ${key} has a form for ${unknown}, which ${language} has not`);
      if (plurals.every((names) => names.includes('other'))) {
        format(message, Object.fromEntries(gapsOf(message).map((gap) => [gap, 1])), language);
      } else faults.push(`${name}: ${key} has no form for others`);
    }
  }
  for (const key of Object.keys(messages)) {
    if (!(key in english) && key !== REVIEW) faults.push(`${name}: ${key} is no message`);
  }
}
if (faults.length) {
  console.error(faults.join('\n'));
  process.exit(1);
}
