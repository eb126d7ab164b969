import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { getTips, type HabitAdvice } from '../../api/speech';
import { listTasks, type TaskSummary } from '../../api/tasks';
import { date, t, time } from '../../messages';
import { Mixed } from '../../parts/Mixed';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { to } from '../../routes';
import { useSettings } from '../../settings/store';
import { Compare } from './Compare';
import { byDay, isReading, opening, repeated } from './takes';

export default function History() {
  const { speakerId, language, l1 } = useSettings();
  const [takes, setTakes] = useState<TaskSummary[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [tips, setTips] = useState(new Map<string, HabitAdvice>());
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const more = async (from = '') => {
    setProblem(null);
    try {
      const page = await listTasks(speakerId, from);
      setTakes((before) => [...(from ? (before ?? []) : []), ...page.items.filter(isReading)]);
      setCursor(page.next_cursor);
    } catch (refused) {
      setProblem(refused);
    }
  };
  useEffect(() => void more(), [speakerId]);
  useEffect(() => void getTips(language, l1).then(setTips, () => {}), [language, l1]);

  const texts = repeated(takes ?? []);
  const shown = (takes ?? []).filter((take) => !text || take.reference_text === text);
  return (
    <Screen title={t('history.title')} name="history">
      {problem !== null && <Problem problem={problem} onAgain={() => void more()} />}
      {takes === null && problem === null && <p aria-busy="true">{t('app.loading')}</p>}
      {takes?.length === 0 && (
        <>
          <p>{t('history.none')}</p>
          <a class="button main" href="#/">
            {t('history.none_do')}
          </a>
        </>
      )}
      {texts.length > 0 && (
        <label>
          {t('history.filter')}{' '}
          <select value={text} onChange={(event) => setText(event.currentTarget.value)}>
            <option value="">{t('history.all')}</option>
            {texts.map((each) => (
              <option key={each} value={each} lang="en">
                {opening(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      {text && <Compare takes={shown} />}
      {byDay(shown).map((day) => (
        <section key={day.date}>
          <h2>{date(day.takes[0]!.created_at)}</h2>
          <ul class="list">
            {day.takes.map((take) => (
              <li key={take.task_id}>
                <a href={to.task(take.task_id)}>
                  <span lang={take.reference_text ? 'en' : undefined}>{take.reference_text ? opening(take.reference_text) : t('history.free')}</span>
                  <br />
                  <span class="small">
                    {time(take.created_at)} · {outcomeOf(take, tips)}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {cursor && (
        <button type="button" onClick={() => void more(cursor)}>
          {t('history.more')}
        </button>
      )}
    </Screen>
  );
}

function outcomeOf(take: TaskSummary, tips: Map<string, HabitAdvice>): ComponentChildren {
  if (take.status === 'queued' || take.status === 'running') return t('history.running');
  if (take.status === 'failed' || take.status === 'cancelled') return t('history.failed');
  const { n_clear_words: clear, n_words: n } = take.outcome?.scores ?? {};
  if (typeof clear !== 'number' || typeof n !== 'number') return t('history.unjudged');
  const habit = tips.get(take.outcome?.main_tip ?? '')?.title;
  const told = t('history.clear', { clear, n });
  if (!habit) return told;
  return (
    <>
      {told} · <Mixed text={habit} />
    </>
  );
}
