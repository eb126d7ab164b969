import type { TaskResult } from '../../api/tasks';
import { numbers, t } from '../../messages';
import { Mixed } from '../../parts/Mixed';

const PARTS = ['accuracy', 'fluency', 'completeness', 'prosody'] as const;

/** What the recording was like as a whole: a count that everybody understands, then the scores for who asks. */
export function Band({ task }: { task: TaskResult }) {
  const { comprehensibility } = task.scores;
  return comprehensibility ? <p class="band">{t(`result.${comprehensibility}`)}</p> : null;
}

export function titleOf(task: TaskResult): string {
  const { n_clear_words: clear, n_words: n } = task.scores;
  return clear === null || n === null ? t('result.title_free') : t('result.title', { clear, n });
}

export function Scores({ task }: { task: TaskResult }) {
  const reasons = (task.feedback?.more ?? []).filter((part) => part.kind === 'score');
  return (
    <details class="scores">
      <summary>{t('result.scores')}</summary>
      <dl>
        {PARTS.map((part) => {
          const score = task.scores[part];
          return (
            <div key={part}>
              <dt>{t(`result.${part}`)}</dt>
              <dd>
                <span class="bar" aria-hidden="true" style={{ '--share': (score ?? 0) / 100 }} />
                {score === null ? t('result.unmeasured') : t('result.of_100', { n: numbers(score) })}
              </dd>
            </div>
          );
        })}
      </dl>
      {reasons.map((part) => (
        <p key={part.text}>
          <Mixed text={part.text} language={task.feedback?.language} />
        </p>
      ))}
    </details>
  );
}
