import type { JudgedWord } from '../../api/tasks';
import { t } from '../../messages';

/** A block a syllable, as tall as it stood out. */
export function Stress({ stress }: { stress: NonNullable<JudgedWord['stress']> }) {
  return (
    <section>
      <h3>{t('word.stress_title')}</h3>
      <ol class="stress">
        {stress.prominence.map((prominence, i) => (
          <li key={i} data-target={i === stress.target_syllable} data-state={stress.state}>
            <span class="stress-block" aria-hidden="true" style={{ '--share': 0.2 + 0.8 * prominence }} />
            {syllableInWords(stress, i)}
          </li>
        ))}
      </ol>
    </section>
  );
}

function syllableInWords(stress: NonNullable<JudgedWord['stress']>, i: number): string {
  const n = i + 1;
  if (i === stress.target_syllable) return t('word.syllable_target', { n });
  const isMoved = stress.state === 'error' && i === stress.heard_syllable;
  return isMoved ? t('word.syllable_heard', { n }) : t('word.syllable', { n });
}
