/** How each phone, ARPAbet, is usually written; the first that fits is no better than another. */
const SPELLINGS: Record<string, string> = {
  AA: 'o a ah ea e', AE: 'a ai au', AH: 'u a o e i ou oo io oe ai y', AO: 'o a au aw oa ou ough augh oo', AW: 'ou ow ough',
  AY: 'i y igh ie ei uy eye ye', B: 'b bb', CH: 'ch tch t c', D: 'd dd ed ld', DH: 'th the', EH: 'e ea a ai ie u', ER: 'er ir ur or ear ar re our ure',
  EY: 'a ai ay ea ei ey eigh aigh', F: 'f ff ph gh', G: 'g gg gh gu gue', HH: 'h wh', IH: 'i y e ui a ie u o', IY: 'e ee ea y ie ei i ey eo',
  JH: 'j g dg dge d gg', K: 'c k ck ch q cc que lk x', L: 'l ll le', M: 'm mm mb mn lm', N: 'n nn kn gn ne', NG: 'ng n ngue',
  OW: 'o oa ow oe ough ou ew eau', OY: 'oi oy', P: 'p pp', R: 'r rr wr rh', S: 's ss c sc ps se ce st x', SH: 'sh ti ci s ch ss si c',
  T: 't tt ed ght bt th', TH: 'th', UH: 'oo u ou o oul', UW: 'oo u ew ue ui o ou ough wo', V: 'v ve f', W: 'w wh u o', Y: 'y i u', Z: 'z zz s se x ze', ZH: 's z g si ge',
}; // prettier-ignore
/** Two phones that share their letters. */
const PAIRS: Record<string, string> = { 'K S': 'x xe', 'G Z': 'x', 'Y UW': 'u ew ue eau', 'W AH': 'o' };

const SILENT = 1;
const SILENT_E = 0.4;
const UNWRITTEN = 1.5;
/** A phone without a letter. */
const MOST_COST_A_LETTER = 0.35;
/** Above it the spelling was not understood, and no letter is named. */

export type Span = [start: number, end: number];

interface Path {
  cost: number;
  spans: Span[];
}

/** The letters of each phone, as places in `word`, end exclusive; null where the spelling can't be told. */
export function lettersOf(word: string, phones: string[]): Span[] | null {
  const letters = word.toLowerCase();
  const known = new Map<string, Path>();
  const best = (at: number, phone: number): Path => {
    const key = `${at} ${phone}`;
    const found = known.get(key) ?? cheapest(at, phone);
    known.set(key, found);
    return found;
  };
  const cheapest = (at: number, phone: number): Path => {
    if (at === letters.length && phone === phones.length) return { cost: 0, spans: [] };
    const ways: Path[] = [];
    if (at < letters.length) {
      const { cost, spans } = best(at + 1, phone);
      ways.push({ cost: cost + silence(letters[at]!), spans });
    }
    if (phone < phones.length) {
      for (const spelling of SPELLINGS[phones[phone]!]?.split(' ') ?? []) {
        if (!letters.startsWith(spelling, at)) continue;
        const { cost, spans } = best(at + spelling.length, phone + 1);
        ways.push({ cost, spans: [[at, at + spelling.length], ...spans] });
      }
      for (const spelling of PAIRS[`${phones[phone]} ${phones[phone + 1]}`]?.split(' ') ?? []) {
        if (!letters.startsWith(spelling, at)) continue;
        const { cost, spans } = best(at + spelling.length, phone + 2);
        const both: Span = [at, at + spelling.length];
        ways.push({ cost, spans: [both, both, ...spans] });
      }
      const { cost, spans } = best(at, phone + 1);
      ways.push({ cost: cost + UNWRITTEN, spans: [[Math.max(0, at - 1), Math.max(1, at)], ...spans] });
    }
    return ways.reduce((a, b) => (b.cost < a.cost ? b : a));
  };
  const { cost, spans } = best(0, 0);
  return cost <= MOST_COST_A_LETTER * letters.length ? spans : null;
}

function silence(letter: string): number {
  if (!/[a-z]/.test(letter)) return 0;
  return letter === 'e' ? SILENT_E : SILENT;
}

export interface Piece {
  text: string;
  isMarked: boolean;
}

/** The word in pieces, those of `marked` phones marked; in one piece where the letters can't be told. */
export function piecesOf(word: string, phones: string[], marked: number[]): Piece[] {
  const spans = marked.length ? lettersOf(word, phones) : null;
  if (!spans) return [{ text: word, isMarked: false }];
  const isMarked = [...word].map((_, i) => marked.some((phone) => spans[phone]![0] <= i && i < spans[phone]![1]));
  const pieces: Piece[] = [];
  [...word].forEach((letter, i) => {
    const last = pieces.at(-1);
    if (last && last.isMarked === isMarked[i]) last.text += letter;
    else pieces.push({ text: letter, isMarked: isMarked[i]! });
  });
  return pieces;
}
