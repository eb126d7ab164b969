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
