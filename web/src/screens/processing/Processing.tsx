import { t } from '../../messages';

const STEPS = ['asr', 'align', 'diff', 'feedback', 'tts', 'vc'] as const;
const STATES = ['pending', 'running', 'succeeded', 'skipped', 'failed'] as const;

interface Props {
  stages: Record<string, string>;
  onCancel(): void;
}

/** What is being done with a recording, step by step: never a wheel that says nothing. */
export function Processing({ stages, onCancel }: Props) {
  const shown = STEPS.filter((step) => step !== 'vc' || stages[step] !== 'skipped');
  return (
    <section class="processing" aria-label={t('processing.title')}>
      <ol class="steps">
        {shown.map((step) => {
          const state = STATES.find((each) => each === stages[step]) ?? 'pending';
          return (
            <li key={step} data-state={state} aria-current={state === 'running' ? 'step' : undefined}>
              <span class="step-sign" aria-hidden="true" />
              {t(`processing.${step}`)} <span class="small">{t(`processing.state.${state}`)}</span>
            </li>
          );
        })}
      </ol>
      <button type="button" onClick={onCancel}>
        {t('processing.cancel')}
      </button>
    </section>
  );
}
