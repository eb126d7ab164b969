import { useEffect, useState } from 'preact/hooks';
import { Unreachable } from '../api/client';
import { date, t, time } from '../messages';
import { announce } from '../parts/announce';
import { Problem } from '../parts/Problem';
import { to } from '../routes';
import { useSettings } from '../settings/store';
import { getSentLater, sendUnsent, watchSending } from './sending';
import { dropUnsent, listUnsent, type Unsent } from './store';

/** What waits to be sent, and what was sent since the network is back. */
export function UnsentList() {
  const [waiting, setWaiting] = useState<Unsent[]>([]);
  const [sent, setSent] = useState(getSentLater);
  const [problem, setProblem] = useState<unknown>(null);
  const { speakerId } = useSettings();
  const look = () => void listUnsent(speakerId).then(setWaiting);
  useEffect(() => {
    look();
    return watchSending(() => {
      setSent(getSentLater());
      announce(t('unsent.sent'));
      look();
    });
  }, [speakerId]);

  const send = async (unsent: Unsent) => {
    setProblem(null);
    try {
      location.hash = to.task(await sendUnsent(unsent));
    } catch (refused) {
      setProblem(refused);
    }
  };
  const drop = async (unsent: Unsent) => {
    await dropUnsent(unsent.idempotencyKey);
    look();
  };
  return (
    <>
      {sent.map(({ taskId, recordedAt }) => (
        <p key={taskId} class="notice">
          {date(recordedAt)} {time(recordedAt)}: {t('unsent.sent')} <a href={to.task(taskId)}>{t('unsent.see')}</a>
        </p>
      ))}
      {waiting.length > 0 && (
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
      )}
    </>
  );
}
