/** The part of ICU's message format that this page needs: `{name}` and `{n, plural, one {# word} other {# words}}`. */

export type Gaps = Record<string, string | number>;

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

export function format(message: string, gaps: Gaps, language: string): string {
  let text = '';
  for (let at = 0; at < message.length; ) {
    if (message[at] !== '{') {
      text += message[at++];
      continue;
    }
    const end = closing(message, at);
    text += filled(message.slice(at + 1, end), gaps, language);
    at = end + 1;
  }
  return text;
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

function filled(gap: string, gaps: Gaps, language: string): string {
  const [name = '', kind, ...rest] = gap.split(',');
  const value = gaps[name.trim()];
  if (value === undefined) throw new Error(`nothing fills {${name}}`);
  if (kind === undefined) return typeof value === 'number' ? shown(value, language) : value;
  const forms = formsOf(rest.join(','));
  const form = forms.get(`=${value}`) ?? forms.get(formOf(Number(value), language)) ?? forms.get('other');
  if (form === undefined) throw new Error(`{${name}} has no form for others`);
  return format(form.replaceAll('#', shown(Number(value), language)), gaps, language);
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
