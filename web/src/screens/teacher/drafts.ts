/** What a teacher writes in fields of text, and what is sent of it. */

/** Texts stand apart by an empty line. */
export const textsOf = (written: string): string[] =>
  written
    .split(/\n\s*\n/)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter(Boolean);

/** A line a word: `Priya = P R IY1 Y AH0`; several pronunciations part by `;`. */
export function readLexicon(written: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const line of written.split('\n')) {
    const [word = '', said = ''] = line.split('=');
    const pronunciations = said.split(';').map((phones) => phones.trim()).filter(Boolean);
    if (word.trim()) found[word.trim()] = pronunciations;
  }
  return found;
}

export const writtenLexicon = (lexicon: Record<string, string[]>): string =>
  Object.entries(lexicon).map(([word, said]) => `${word} = ${said.join('; ')}`).join('\n');

/** As a `datetime-local` field has it, by this device's clock. */
export function localTime(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
