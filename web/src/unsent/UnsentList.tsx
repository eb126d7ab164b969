import { useEffect, useState } from 'preact/hooks';
import { Unreachable } from '../api/client';
import { submit } from '../api/tasks';
import { date, t, time } from '../messages';
import { Problem } from '../parts/Problem';
import { to } from '../routes';
import { getSettings } from '../settings/store';
import { dropUnsent, listUnsent, type Unsent } from './store';

/** What waits to be sent, sent when the network is back. */
export function UnsentList() {
  const [waiting, setWaiting] = useState<Unsent[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const look = () => void listUnsent().then(setWaiting);
  useEffect(() => {
    look();
    addEventListener('online', look);
    return () => removeEventListener('online', look);
  }, []);

  const send = async (unsent: Unsent) => {
    setProblem(null);
    try {
      const taskId = await submit(unsent, getSettings());
      await dropUnsent(unsent.idempotencyKey);
      location.hash = to.task(taskId);
    } catch (refused) {
      setProblem(refused);
    }
  };
  const drop = async (unsent: Unsent) => {
    await dropUnsent(unsent.idempotencyKey);
    look();
  };
  if (!waiting.length) return null;
  return (
    <section class="notice">
      <h2>{t('unsent.title', { n: waiting.length })}</h2>
      <p class="small">{t('unsent.where')}</p>
      {waiting.map((unsent) => (
        <div key={unsent.idempotencyKey} class="row">
          <span>
            {date(unsent.recordedAt)} {time(unsent.recordedAt)}
          </span>
          <button type="button" onClick={() => send(unsent)}>
            {t('unsent.send')}
          </button>
          <button type="button" class="quiet" onClick={() => drop(unsent)}>
            {t('unsent.delete')}
          </button>
        </div>
      ))}
      {problem !== null && !(problem instanceof Unreachable && !navigator.onLine) && <Problem problem={problem} />}
    </section>
  );
}
