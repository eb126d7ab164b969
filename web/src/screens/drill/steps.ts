import type { Drill, DrillStep, TaskResult } from '../../api/tasks';

/** The steps of a drill; of one that an older release wrote, made of its pairs and sentences. */
export function stepsOf(drill: Drill): DrillStep[] {
  if (drill.steps.length) return drill.steps;
  const heard: DrillStep[] = drill.minimal_pairs.map((pair, i) => ({
    kind: 'listen',
    text: pair[i % pair.length]!,
    phones: [],
    choices: pair,
  }));
  const said: DrillStep[] = [...drill.own_words.map((text) => ({ kind: 'word' as const, text })), ...drill.sentences.map((text) => ({ kind: 'sentence' as const, text }))].map(
    (step) => ({ ...step, phones: [], choices: [] }),
  );
  return [...heard, ...said];
}

export interface Share {
  right: number;
  n: number;
}

/** Of the words that have a sound of this habit, how many were said without its slip; null for a habit of no sound. */
export function shareBefore(task: TaskResult, tips: Set<string>): Share | null {
  const slips = task.issues.filter((issue) => tips.has(issue.tip));
  const targets = new Set(slips.map((issue) => issue.target).filter((target) => target !== null));
  const chances = task.words.filter(
    (word) => word.error_type !== 'insertion' && word.error_type !== 'omission' && word.phones.some((phone) => targets.has(phone.target)),
  );
  const slipped = new Set(slips.map((issue) => issue.word_index));
  const n = chances.length;
  return n ? { right: chances.filter((word) => !slipped.has(word.index)).length, n } : null;
}

export interface Verdict {
  kind: 'clear' | 'not_yet' | 'unsure' | 'unjudged';
  words: string[];
}

/** How a take went, looked at for this habit alone: what else was heard is not this drill's. */
export function verdictOf(judged: TaskResult, tips: Set<string>): Verdict {
  if (!judged.assessable) return { kind: 'unjudged', words: [] };
  const slipped = judged.issues.filter((issue) => tips.has(issue.tip)).map((issue) => issue.word);
  if (slipped.length) return { kind: 'not_yet', words: [...new Set(slipped)] };
  const said = judged.words.filter((word) => word.error_type !== 'insertion');
  const missed = said.filter((word) => word.error_type === 'omission');
  if (missed.length || !said.length) return { kind: 'unsure', words: [] };
  const isUnsure = said.every((word) => word.phones.some((phone) => phone.state === 'uncertain'));
  return isUnsure ? { kind: 'unsure', words: [] } : { kind: 'clear', words: said.map((word) => word.text) };
}
