import { useMemo, useState } from 'preact/hooks';
import { t, tell, textOf } from '../../messages';
import { announce } from '../../parts/announce';
import { Message } from '../../parts/Message';
import { Mixed } from '../../parts/Mixed';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { to } from '../../routes';
import { useTask } from '../result/useTask';
import { Listen } from './Listen';
import { Say } from './Say';
import { shareBefore, stepsOf, type Share } from './steps';
import './drill.css';

/** One habit, from the ear to one's own sentence; to be left at any time. */
export default function Drill({ taskId, rank }: { taskId: string; rank: number }) {
  const { task, problem, reload } = useTask(taskId);
  const [at, setAt] = useState(0);
  const [right, setRight] = useState(0);
  const [now, setNow] = useState<Share>({ right: 0, n: 0 });
  const drill = task?.feedback?.drills.find((each) => each.priority_rank === rank);
  const priority = task?.feedback?.priorities.find((each) => each.rank === rank);
  const steps = useMemo(() => (drill ? stepsOf(drill) : []), [drill]);
  const tips = useMemo(
    () => new Set(task?.issues.filter((each) => priority?.issue_ids.includes(each.id)).map((each) => each.tip)),
    [task, priority],
  );
  const step = steps[at];
  const nHeard = steps.filter((each) => each.kind === 'listen').length;
  const next = () => {
    setAt(at + 1);
    announce(at + 1 < steps.length ? t('drill.step', { n: at + 2, all: steps.length }) : t('drill.done'));
  };

  if (problem !== null) {
    return (
      <Screen title={t('nav.practise')} name="drill">
        <Problem problem={problem} onAgain={reload} />
      </Screen>
    );
  }
  if (!task) return <p aria-busy="true">{t('app.loading')}</p>;
  const title = tell('drill.title', { what: priority?.title ?? '' });
  return (
    <Screen title={textOf(title)} heading={<Message parts={title} />} name="drill">
      {!steps.length && <p>{t('drill.none')}</p>}
      {step && (
        <section class="card" aria-label={t('drill.step', { n: at + 1, all: steps.length })}>
          <p class="small">{t('drill.step', { n: at + 1, all: steps.length })}</p>
          {at === 0 && priority && (
            <p>
              <Mixed text={priority.how} language={task.feedback?.language} />
            </p>
          )}
          {step.kind === 'listen' ? (
            <Listen key={at} step={step} onAnswer={(isRight) => isRight && setRight(right + 1)} />
          ) : (
            <Say
              key={at}
              step={step}
              tips={tips}
              onVerdict={(isClear) => setNow((before) => ({ right: before.right + Number(isClear), n: before.n + 1 }))}
            />
          )}
          <div class="row">
            <button type="button" class="main" onClick={next}>
              {t('drill.next')}
            </button>
            <a class="button" href={to.task(taskId)}>
              {t('drill.skip')}
            </a>
          </div>
        </section>
      )}
      {steps.length > 0 && !step && (
        <section class="card">
          <h2>{t('drill.done')}</h2>
          <p>{t('drill.done_do', { right, n: nHeard })}</p>
          <BeforeAndNow before={shareBefore(task, tips)} now={now} />
          <div class="row">
            <a class="button main" href={to.again(task)}>
              {t('result.again')}
            </a>
            <a class="button" href={to.task(taskId)}>
              {t('drill.back')}
            </a>
          </div>
        </section>
      )}
    </Screen>
  );
}

/** This habit in the recording, and in the takes of the drill. */
function BeforeAndNow({ before, now }: { before: Share | null; now: Share }) {
  if (!before || !now.n) return null;
  return (
    <>
      <p>
        <span class="bar" aria-hidden="true" style={{ '--share': before.right / before.n }} />
        {t('drill.before', { right: before.right, n: before.n })}
      </p>
      <p>
        <span class="bar" aria-hidden="true" style={{ '--share': now.right / now.n }} />
        {t('drill.now', { right: now.right, n: now.n })}
      </p>
    </>
  );
}
