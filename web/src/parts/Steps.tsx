import { percent, t } from '../messages';

const STATES = ['pending', 'running', 'succeeded', 'skipped', 'failed'] as const;

export interface Step {
  name: string;
  label: string;
  /** How far it came, as stages tell it. */
  state: string | undefined;
  /** How much of it is done, 0…1, where that is told. */
  share?: number | undefined;
}

interface Props {
  title: string;
  steps: Step[];
  onCancel(): void;
}

/** What is being done with a recording, step by step: never a wheel that says nothing. */
export function Steps({ title, steps, onCancel }: Props) {
  return (
    <section class="processing" aria-label={title}>
      <ol class="steps">
        {steps.map(({ name, label, state: told, share }) => {
          const state = STATES.find((each) => each === told) ?? 'pending';
          return (
            <li key={name} data-state={state} aria-current={state === 'running' ? 'step' : undefined}>
              <span class="step-sign" aria-hidden="true" />
              {label}{' '}
              <span class="small">
                {t(`processing.state.${state}`)}
                {state === 'running' && share !== undefined && ` (${percent(share)})`}
              </span>
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
