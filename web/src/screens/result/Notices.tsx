import type { TaskResult } from '../../api/tasks';
import { t } from '../../messages';
import { CopyButton } from '../../parts/CopyButton';
import { Mixed } from '../../parts/Mixed';
import { saidMore } from './marks';

interface Props {
  task: TaskResult;
  isOver: boolean;
  isSample: boolean;
}

const OPTIONAL = ['tts', 'vc', 'feedback'] as const;

/** What the learner should know of how the result came about. */
export function Notices({ task, isOver, isSample }: Props) {
  const failed = OPTIONAL.filter((name) => task.stages.some((stage) => stage.name === name && stage.status === 'failed'));
  const isMock = task.stages.some((stage) => stage.mock);
  return (
    <>
      {isSample && <p class="notice">{t('result.sample_note')}</p>}
      {isMock && <p class="notice">{t('result.mock')}</p>}
      {task.status === 'cancelled' && <p class="notice">{t('processing.cancelled_do')}</p>}
      {isOver && task.error && (
        <section class="notice problem" role="alert">
          <p lang="en">{task.error.detail}</p>
          <p class="small">
            {t('result.failed_do')} <code>{task.task_id}</code>
          </p>
          <CopyButton text={task.task_id} label={t('problem.copy')} />
        </section>
      )}
      {isOver && task.assessable === false && task.feedback && (
        <section class="notice problem">
          <p>
            <Mixed text={task.feedback.summary} language={task.feedback?.language} />
          </p>
          <p>
            <Mixed text={task.feedback.next_step} language={task.feedback?.language} />
          </p>
        </section>
      )}
      {isOver && task.feedback?.translation && <p class="small">{t('result.translated')}</p>}
      {saidMore(task.words) && <p class="notice">{t('result.said_more')}</p>}
      {isOver && task.assessable && task.phone_scores_weaker && <p class="small">{t('result.weaker')}</p>}
      {isOver &&
        failed.map((name) => (
          <p key={name} class="notice">
            {t(`result.partial.${name}`)}
          </p>
        ))}
    </>
  );
}
