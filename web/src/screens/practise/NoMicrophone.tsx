import { useEffect, useState } from 'preact/hooks';
import type { MicrophoneProblem } from '../../audio/microphone';
import { t } from '../../messages';

/** Each reason has its own way out; a file can always be sent. */
export function NoMicrophone({ problem, onAgain }: { problem: MicrophoneProblem; onAgain(): void }) {
  const canTryAgain = problem !== 'insecure' && problem !== 'unsupported';
  const isAllowedNow = useAllowed(problem === 'denied');
  return (
    <section class="notice problem" role="alert">
      {isAllowedNow ? (
        <p>{t('mic.allowed_now')}</p>
      ) : (
        <>
          <p>
            <strong>{t(`mic.${problem}.title`)}</strong>
          </p>
          <p>{t(`mic.${problem}.do`)}</p>
        </>
      )}
      {canTryAgain && (
        <button type="button" onClick={onAgain}>
          {t('mic.again')}
        </button>
      )}
    </section>
  );
}

/** Whether a microphone that was denied has been allowed since; some browsers don't tell. */
function useAllowed(wasDenied: boolean): boolean {
  const [isAllowed, setAllowed] = useState(false);
  useEffect(() => {
    if (!wasDenied) return;
    let status: PermissionStatus | null = null;
    const look = () => setAllowed(status?.state === 'granted');
    navigator.permissions?.query({ name: 'microphone' as PermissionName }).then(
      (found) => {
        status = found;
        status.addEventListener('change', look);
      },
      () => {},
    );
    return () => status?.removeEventListener('change', look);
  }, [wasDenied]);
  return wasDenied && isAllowed;
}
