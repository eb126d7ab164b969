import { useEffect, useState } from 'preact/hooks';
import { ApiProblem, Unreachable } from '../api/client';
import { t } from '../messages';
import { CopyButton } from './CopyButton';
import { Mixed } from './Mixed';

/** What went wrong, in words, and a way on. */
export function Problem({ problem, onAgain }: { problem: unknown; onAgain?: (() => void) | undefined }) {
  const told = inWords(problem);
  const wait = useCountdown(problem instanceof ApiProblem ? problem.retryAfterS : null);
  return (
    <section class="notice problem" role="alert">
      <p>
        <strong>{told.title}</strong>
      </p>
      {told.advice && <p>{told.advice}</p>}
      {told.detail && (
        <p>
          <Mixed text={told.detail} />
        </p>
      )}
      {wait > 0 && <p>{t('problem.busy_do', { n: wait })}</p>}
      {told.requestId && (
        <>
          <p class="small">{t('problem.request', { id: told.requestId })}</p>
          <CopyButton text={told.requestId} label={t('problem.copy')} />{' '}
        </>
      )}
      {onAgain && (
        <button type="button" onClick={onAgain} disabled={wait > 0}>
          {t('problem.again')}
        </button>
      )}
    </section>
  );
}

interface Told {
  title: string;
  advice?: string;
  /** In the service's words. */
  detail?: string;
  requestId?: string;
}

export function inWords(problem: unknown): Told {
  if (problem instanceof Unreachable) {
    const title = navigator.onLine ? t('problem.unreachable') : t('problem.offline');
    return { title, advice: t('problem.unreachable_do') };
  }
  if (!(problem instanceof ApiProblem)) return { title: t('problem.other') };
  if (problem.status === 401) return { title: t('problem.session') };
  if (problem.status === 403) return { title: t('problem.forbidden'), detail: problem.detail };
  if (problem.status === 404 || problem.status === 410) return { title: t('problem.gone') };
  if (problem.status === 429 || problem.status === 503) return { title: t('problem.busy') };
  return { title: t('problem.other'), detail: problem.detail, requestId: problem.requestId };
}

function useCountdown(seconds: number | null): number {
  const [left, setLeft] = useState(seconds ?? 0);
  useEffect(() => {
    setLeft(seconds ?? 0);
    if (!seconds) return;
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
