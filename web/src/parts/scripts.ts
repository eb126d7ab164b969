export interface Run {
  text: string;
  /** BCP 47. */
  language: 'en' | 'hi' | 'und-fonipa';
}

const DEVANAGARI = /[\u0900-\u097f\ua8e0-\ua8ff]/;
const LATIN = /[A-Za-z]/;

const SIGNS = /(?<=^|[\s:(])(\/[^/\s]+\/)(?=$|[\s,.;:)])/;
/** Phonetic signs stand between strokes. */

/** Parts of a text by their letters; what is no letter goes with the part before. */
export function scriptsOf(text: string): Run[] {
  return text.split(SIGNS).flatMap((part, i) => (i % 2 ? [{ text: part, language: 'und-fonipa' as const }] : lettersOf(part)));
}

function lettersOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const letter of text) {
    const last = runs.at(-1);
    const language = DEVANAGARI.test(letter) ? 'hi' : LATIN.test(letter) ? 'en' : last?.language;
    if (last && language === last.language) last.text += letter;
    else runs.push({ text: letter, language: language ?? 'en' });
  }
  const [first, second] = runs;
  if (first && second && !LATIN.test(first.text) && !DEVANAGARI.test(first.text)) {
    second.text = first.text + second.text; // a quotation mark at the beginning
    runs.shift();
  }
  return runs;
}
