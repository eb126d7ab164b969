import { t } from '../../messages';
import { Steps } from '../../parts/Steps';

const STEPS = ['asr', 'align', 'diff', 'feedback', 'tts', 'vc'] as const;

interface Props {
  stages: Record<string, string>;
  onCancel(): void;
}

/** What is being done with a take. */
export function Processing({ stages, onCancel }: Props) {
  const shown = STEPS.filter((step) => step !== 'vc' || stages[step] !== 'skipped');
  const steps = shown.map((name) => ({ name, label: t(`processing.${name}`), state: stages[name] }));
  return <Steps title={t('processing.title')} steps={steps} onCancel={onCancel} />;
}
