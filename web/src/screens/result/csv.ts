import type { TaskResult } from '../../api/tasks';
import { tableOf } from '../../parts/csv.ts';

const HEAD = ['word', 'start_s', 'end_s', 'accuracy', 'outcome', 'target', 'heard', 'probability', 'message'];

/** A line a word, and one more for each further issue of it; for a table program. */
export function csvOf(task: TaskResult): string {
  const lines = task.words.flatMap((word) => {
    const issues = word.error_type === 'insertion' ? [] : task.issues.filter((issue) => issue.word_index === word.index);
    const plain = [word.text, word.start_s, word.end_s, word.accuracy, word.error_type];
    if (!issues.length) return [[...plain, null, null, null, null]];
    return issues.map((issue) => [...plain, issue.target, issue.heard, issue.probability, issue.message]);
  });
  return tableOf([HEAD, ...lines]);
}
