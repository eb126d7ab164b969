import type { MicrophoneProblem } from '../../audio/microphone';
import { t } from '../../messages';

/** Each reason has its own way out; a file can always be sent. */
export function NoMicrophone({ problem, onAgain }: { problem: MicrophoneProblem; onAgain(): void }) {
  const canTryAgain = problem !== 'insecure' && problem !== 'unsupported';
  return (
    <section class="notice problem" role="alert">
      <p>
        <strong>{t(`mic.${problem}.title`)}</strong>
      </p>
      <p>{t(`mic.${problem}.do`)}</p>
      {canTryAgain && (
        <button type="button" onClick={onAgain}>
          {t('mic.again')}
        </button>
      )}
    </section>
  );
}
