import { useEffect, useMemo, useState } from 'preact/hooks';
import { getSounds } from '../../api/speech';
import { cancelTask, deleteTask, retryTask, type TaskResult } from '../../api/tasks';
import { currentRole, speaksForLearner } from '../../api/sessions';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { download } from '../../parts/download';
import { Mixed } from '../../parts/Mixed';
import { PlayButton } from '../../parts/PlayButton';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { SAMPLE_ID, to } from '../../routes';
import { useSettings } from '../../settings/store';
import { Processing } from '../processing/Processing';
import { warmUp } from '../word/voices';
import { WordSheet } from '../word/WordSheet';
import { csvOf } from './csv';
import { freshAddress } from './freshAddress';
import { Band, Scores, titleOf } from './Headline';
import { HeardInstead } from './HeardInstead';
import type { SoundNames } from './labels';
import { Notices } from './Notices';
import { OneThing } from './OneThing';
import { ShareLink } from './ShareLink';
import { Remarks } from './Remarks';
import { useTask } from './useTask';
import { Words } from './Words';
import './result.css';

/** A recording's result, as far as it is known; while it grows, what is being done. */
export default function Result({ taskId, word }: { taskId: string; word?: number | undefined }) {
  const { task, stages, problem, isOver, reload } = useTask(taskId);
  const known = useSoundNames();
  const names = known ?? NO_NAMES;
  const isJudged = Boolean(task?.words.length);
  useEffect(() => {
    if (!task || !isJudged) return;
    const { n_clear_words: clear, n_words: n } = task.scores;
    if (clear !== null && n !== null) announce(t('result.ready', { clear, n }));
  }, [isJudged]);
  useEffect(() => {
    if (task && isJudged) void warmUp(task);
  }, [isJudged, task?.audio.reference?.url, task?.audio.own_voice?.url]);

  const title = task && isJudged ? titleOf(task) : titleBefore(task, isOver);
  return (
    <Screen title={title} name="result">
      {problem !== null && <Problem problem={problem} onAgain={reload} />}
      {task && isJudged && <Band task={task} />}
      {!isOver && problem === null && <Processing stages={stages} onCancel={() => void cancelTask(taskId)} />}
      {task && <Notices task={task} isOver={isOver} isSample={taskId === SAMPLE_ID} />}
      {task && isOver && task.reason === 'wrong_text' && task.transcript && <HeardInstead task={task} />}
      {task && isOver && hasFailed(task) && <TryAgain taskId={taskId} onAgain={reload} />}
      {task && isJudged && <Judged task={task} taskId={taskId} names={names} />}
      {task && isOver && taskId !== SAMPLE_ID && <Remarks task={task} />}
      {task && isOver && isJudged && taskId !== SAMPLE_ID && speaksForLearner() && <ShareLink taskId={taskId} />}
      {task && isOver && <Ways task={task} taskId={taskId} />}
      {task && known && word !== undefined && task.words[word] && (
        <WordSheet key={word} task={task} taskId={taskId} position={word} names={names} />
      )}
    </Screen>
  );
}

/** Of what failed the service says itself whether it can be run again: a cancelled task can't. */
const hasFailed = (task: TaskResult) => task.status === 'failed' || task.status === 'partial';

/** Runs what failed once more; what is there stays. */
function TryAgain({ taskId, onAgain }: { taskId: string; onAgain(): void }) {
  const [problem, setProblem] = useState<unknown>(null);
  const again = () => {
    setProblem(null);
    retryTask(taskId).then(onAgain, setProblem);
  };
  return (
    <>
      <button type="button" onClick={again}>
        {t('result.retry')}
      </button>
      {problem !== null && <Problem problem={problem} />}
    </>
  );
}

function titleBefore(task: TaskResult | null, isOver: boolean): string {
  if (!isOver) return t('processing.title');
  if (task?.status === 'cancelled') return t('processing.cancelled');
  return task?.status === 'failed' ? t('result.failed') : t('result.not_judged');
}

export const NO_NAMES: SoundNames = new Map();

/** null until they are there; empty where they can't be had: signs stand for them. */
export function useSoundNames(): SoundNames | null {
  const { language } = useSettings();
  const [names, setNames] = useState<SoundNames | null>(null);
  useEffect(() => {
    getSounds(language).then(setNames, () => setNames(NO_NAMES));
  }, [language]);
  return names;
}

interface JudgedProps {
  task: TaskResult;
  taskId: string;
  names: SoundNames;
}

function Judged({ task, taskId, names }: JudgedProps) {
  const [rank, setRank] = useState(0);
  const priorities = task.feedback?.priorities ?? [];
  const chosen = useMemo(() => {
    const priority = priorities.find((each) => each.rank === rank);
    if (!priority) return null;
    return new Set(task.issues.filter((each) => priority.issue_ids.includes(each.id)).map((each) => each.word_index));
  }, [task, rank]);
  const well = task.feedback?.strength;
  return (
    <>
      {well && (
        <section class="well">
          <h2>{t('result.well')}</h2>
          <p>
            <Mixed text={well} language={task.feedback?.language} />
          </p>
        </section>
      )}
      <OneThing task={task} taskId={taskId} />
      <section class="card">
        <h2>{t('result.words')}</h2>
        <p class="small">{t('result.words_how')}</p>
        {priorities.length > 1 && (
          <div class="chips" role="group" aria-label={t('result.filter')}>
            <button type="button" aria-pressed={rank === 0} onClick={() => setRank(0)}>
              {t('result.filter_all')}
            </button>
            {priorities.map((each) => (
              <button key={each.rank} type="button" aria-pressed={rank === each.rank} onClick={() => setRank(each.rank)}>
                <Mixed text={each.title} language={task.feedback?.language} />
              </button>
            ))}
          </div>
        )}
        <Words task={task} taskId={taskId} names={names} chosen={chosen} label={t('result.words')} />
        <Whole task={task} />
      </section>
      <Scores task={task} />
      <Findings task={task} />
    </>
  );
}

/** The recording from end to end, in each voice. */
function Whole({ task }: { task: TaskResult }) {
  const { recording, reference, own_voice: ownVoice } = task.audio;
  return (
    <div class="row" role="group" aria-label={t('result.play_all')}>
      {recording && <PlayButton name="all me" label={t('word.me')} address={() => freshAddress(task, 'recording')} />}
      {reference && <PlayButton name="all reference" label={t('word.reference')} address={() => freshAddress(task, 'reference')} />}
      {ownVoice && <PlayButton name="all own" label={t('word.own_voice')} address={() => freshAddress(task, 'own_voice')} />}
    </div>
  );
}

function Findings({ task }: { task: TaskResult }) {
  const told = (task.feedback?.more ?? []).filter((part) => part.kind !== 'score').map((part) => part.text);
  const texts = [...told, ...(task.feedback?.findings ?? []).map((finding) => finding.text)];
  if (!texts.length) return null;
  return (
    <details>
      <summary>{t('result.more')}</summary>
      <ul>
        {texts.map((text) => (
          <li key={text}>
            <Mixed text={text} language={task.feedback?.language} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Whether it may be erased from here. */
const mayErase = (taskId: string) => taskId !== SAMPLE_ID && currentRole() !== 'teacher';

function Ways({ task, taskId }: { task: TaskResult; taskId: string }) {
  const [problem, setProblem] = useState<unknown>(null);
  const remove = async () => {
    try {
      await deleteTask(taskId);
      announce(t('result.deleted'));
      location.hash = '#/history';
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <>
      <div class="row">
        <a class="button main" href={to.again(task)}>
          {t('result.again')}
        </a>
        {task.prosody?.learner_pitch && (
          <a class="button" href={to.melody(taskId)}>
            {t('result.melody')}
          </a>
        )}
        {task.words.length > 0 && (
          <>
            <button type="button" onClick={() => print()}>
              {t('result.print')}
            </button>
            <button type="button" onClick={() => download(new Blob([csvOf(task)], { type: 'text/csv' }), `${task.task_id}.csv`)}>
              {t('result.csv')}
            </button>
          </>
        )}
        {mayErase(taskId) && (
          <button type="button" class="quiet" onClick={remove}>
            {t('result.delete')}
          </button>
        )}
      </div>
      {problem !== null && <Problem problem={problem} />}
    </>
  );
}
