export interface Run {
  text: string;
  /** BCP 47: `en`, `und-fonipa`, or what the text is written in. */
  language: string;
}

const LATIN = /\p{Script=Latin}/u;
const LETTER = /[\p{L}\p{M}]/u;
/** Written in Latin letters, so that English stands out by its quotation marks alone. */
const IN_LATIN = new Set(['vi', 'id', 'ms', 'fil', 'tl', 'sw', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'pl', 'tr', 'ro', 'cs', 'hu', 'sv', 'da', 'no', 'fi']);

const SIGNS = /(?<=^|[\s:(])(\/[^/\s]+\/)(?=$|[\s,.;:)])/;
/** Phonetic signs stand between strokes. */
const QUOTED = /(“[^”]*”)/;

/** Parts of a text in English and another language by their letters; what is no letter goes with the part before. */
export function scriptsOf(text: string, language = 'hi'): Run[] {
  const partsOf = IN_LATIN.has(language) ? quotedOf : lettersOf;
  return text.split(SIGNS).flatMap((part, i) => (i % 2 ? [{ text: part, language: 'und-fonipa' }] : partsOf(part, language)));
}

function quotedOf(text: string, language: string): Run[] {
  return text
    .split(QUOTED)
    .map((part, i) => ({ text: part, language: i % 2 ? 'en' : language }))
    .filter((run) => run.text);
}

function lettersOf(text: string, other: string): Run[] {
  const runs: Run[] = [];
  for (const letter of text) {
    const last = runs.at(-1);
    const language = isOther(letter) ? other : LATIN.test(letter) ? 'en' : last?.language;
    if (last && language === last.language) last.text += letter;
    else runs.push({ text: letter, language: language ?? 'en' });
  }
  const [first, second] = runs;
  if (first && second && ![...first.text].some((letter) => LATIN.test(letter) || isOther(letter))) {
    second.text = first.text + second.text; // a quotation mark at the beginning
    runs.shift();
  }
  return runs;
}

/** Of another script; its digits too, where they are its own. */
function isOther(letter: string): boolean {
  return (LETTER.test(letter) && !LATIN.test(letter)) || (/\p{Nd}/u.test(letter) && letter > '9');
}
