import { useEffect, useState } from 'preact/hooks';
import { ownAddress } from '../../api/client';
import { getTask, type TaskResult, type TaskSummary } from '../../api/tasks';
import { date, t, time } from '../../messages';
import { PlayButton } from '../../parts/PlayButton';
import { titleOf } from '../result/Headline';

/** The first and the newest take of a text, beside each other. */
export function Compare({ takes }: { takes: TaskSummary[] }) {
  const pair = [takes.at(-1), takes[0]].filter((take) => take !== undefined);
  const [tasks, setTasks] = useState<TaskResult[]>([]);
  useEffect(() => {
    Promise.all(pair.map((take) => getTask(take.task_id))).then(setTasks, () => setTasks([]));
  }, [pair.map((take) => take.task_id).join()]);
  if (tasks.length < 2) return null;
  return (
    <section class="card">
      <h2>{t('history.compare')}</h2>
      {tasks.map((task, i) => (
        <div key={task.task_id} class="row">
          <strong>{t(i === 0 ? 'history.earlier' : 'history.later')}</strong>
          <span>
            {date(task.created_at)} {time(task.created_at)} · {titleOf(task)}
          </span>
          {task.audio.recording && (
            <PlayButton name={`take ${i}`} label={t('word.me')} address={ownAddress(task.audio.recording.url)} />
          )}
        </div>
      ))}
    </section>
  );
}
