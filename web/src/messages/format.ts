/** The part of ICU's message format that this page needs: `{name}` and `{n, plural, one {# word} other {# words}}`. */

/** What fills each gap; a message within a message in its parts. */
export type Gaps = Record<string, string | number | Part[]>;

/** Of a filled message: its own words and numbers, or words that fill a gap and may be in another language. */
export interface Part {
  text: string;
  isFilling: boolean;
}

const LETTER = /\p{L}/u;

/** Making one takes longer than using it a hundred times. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

function kept<T>(known: Map<string, T>, language: string, make: () => T): T {
  const found = known.get(language) ?? make();
  known.set(language, found);
  return found;
}

const shown = (value: number, language: string) =>
  kept(numberFormats, language, () => new Intl.NumberFormat(language)).format(value);
const formOf = (value: number, language: string) =>
  kept(pluralRules, language, () => new Intl.PluralRules(language)).select(value);

export const format = (message: string, gaps: Gaps, language: string) => textOf(partsOf(message, gaps, language));

export const textOf = (parts: Part[]) => parts.map(({ text }) => text).join('');

export function partsOf(message: string, gaps: Gaps, language: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < message.length; ) {
    const open = message.indexOf('{', at);
    const own = message.slice(at, open < 0 ? message.length : open);
    if (own) parts.push({ text: own, isFilling: false });
    if (open < 0) break;
    const end = closing(message, open);
    parts.push(...filled(message.slice(open + 1, end), gaps, language));
    at = end + 1;
  }
  return parts;
}

/** Names of the gaps of a message, also of those within its forms, for whoever compares two languages. */
export function gapsOf(message: string): string[] {
  const names = new Set<string>();
  for (let open = message.indexOf('{'); open >= 0; ) {
    const end = closing(message, open);
    const [name = '', , ...rest] = message.slice(open + 1, end).split(',');
    names.add(name.trim());
    for (const form of formsOf(rest.join(',')).values()) gapsOf(form).forEach((each) => names.add(each));
    open = message.indexOf('{', end);
  }
  return [...names].sort();
}

/** Names of the forms of each plural of a message, for whoever checks them against the forms that its language has. */
export function formNamesOf(message: string): string[][] {
  const found: string[][] = [];
  for (let open = message.indexOf('{'); open >= 0; ) {
    const end = closing(message, open);
    const [, kind, ...rest] = message.slice(open + 1, end).split(',');
    if (kind !== undefined) {
      const forms = formsOf(rest.join(','));
      found.push([...forms.keys()], ...[...forms.values()].flatMap(formNamesOf));
    }
    open = message.indexOf('{', end);
  }
  return found;
}

function filled(gap: string, gaps: Gaps, language: string): Part[] {
  const [name = '', kind, ...rest] = gap.split(',');
  const value = gaps[name.trim()];
  if (value === undefined) throw new Error(`nothing fills {${name}}`);
  if (Array.isArray(value)) return value;
  if (kind === undefined) {
    const text = typeof value === 'number' ? shown(value, language) : value;
    return [{ text, isFilling: typeof value === 'string' && LETTER.test(value) }];
  }
  const forms = formsOf(rest.join(','));
  const form = forms.get(`=${value}`) ?? forms.get(formOf(Number(value), language)) ?? forms.get('other');
  if (form === undefined) throw new Error(`{${name}} has no form for others`);
  return partsOf(form.replaceAll('#', shown(Number(value), language)), gaps, language);
}

function formsOf(text: string): Map<string, string> {
  const forms = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('{', at);
    if (open < 0) break;
    const end = closing(text, open);
    forms.set(text.slice(at, open).trim(), text.slice(open + 1, end));
    at = end + 1;
  }
  return forms;
}

/** Where the brace that opens at `open` is closed. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`an open brace in: ${text}`);
}
