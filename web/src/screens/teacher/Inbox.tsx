import { useState } from 'preact/hooks';
import { getInbox, markInbox, type InboxItem } from '../../api/classes';
import { date, t, tell, time, type Part } from '../../messages';
import { Loading } from '../../parts/Loading';
import { Message } from '../../parts/Message';
import { Problem } from '../../parts/Problem';
import { useAsked } from '../../parts/useAsked';
import { to } from '../../routes';
import { opening } from '../history/takes';
import { titleOf, useTips } from '../../parts/useTips';

/** What needs a person, the most urgent first. */
export function Inbox({ classId }: { classId: string }) {
  const [withDone, setWithDone] = useState(false);
  const asked = useAsked(() => getInbox(classId, withDone), [classId, withDone]);
  const tips = useTips();
  const [problem, setProblem] = useState<unknown>(null);
  const mark = (item: InboxItem, done: boolean) => {
    setProblem(null);
    markInbox(classId, item.task.task_id, done).then(asked.again, setProblem);
  };
  const why = (item: InboxItem): Part[] =>
    item.reasons.flatMap((reason) => [
      { text: ' · ', isFilling: false },
      ...(reason === 'new_habit'
        ? tell('inbox.new_habit', { what: item.new_habits.map((tip) => titleOf(tips, tip)).join(', ') })
        : tell(`inbox.${reason}`)),
    ]);
  return (
    <section>
      <h2>{t('teach.part.inbox')}</h2>
      <label class="switch">
        <input type="checkbox" checked={withDone} onChange={(event) => setWithDone(event.currentTarget.checked)} />
        {t('inbox.with_done')}
      </label>
      <Loading asked={asked} />
      {problem !== null && <Problem problem={problem} />}
      {asked.found && asked.found.n_open === 0 && <p>{t('inbox.none')}</p>}
      <ul class="list">
        {asked.found?.items.map((item) => (
          <li key={item.task.task_id} class="member">
            <a href={to.task(item.task.task_id)}>
              <strong>{item.called}</strong>{' '}
              <span lang={item.task.reference_text ? 'en' : undefined}>{item.task.reference_text ? opening(item.task.reference_text) : t('history.free')}</span>
              <br />
              <span class="small">
                {date(item.task.created_at)} {time(item.task.created_at)}
                <Message parts={why(item)} />
              </span>
            </a>
            <label class="switch">
              <input
                type="checkbox"
                checked={item.is_done}
                onChange={(event) => mark(item, event.currentTarget.checked)}
              />
              {t('inbox.done')}
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}
