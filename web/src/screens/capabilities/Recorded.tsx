import { useState } from 'preact/hooks';
import type { Judged } from '../../api/abilities';
import { ownAddress } from '../../api/client';
import { deleteTask } from '../../api/tasks';
import { t } from '../../messages';
import { PlayButton } from '../../parts/PlayButton';
import { Problem } from '../../parts/Problem';
import { to } from '../../routes';
import sampleUrl from '../../sample/recording.wav?url';
import { TEXTS } from '../practise/texts';
import { Shown } from './Shown';
import { useExchange } from './useExchange';

/** What can be made of a recording, each by the stages of POST /process that it takes. */
const STAGES = {
  transcribe: 'asr',
  judge: 'asr,align,phonemap,diff',
  convert: 'phonemap,tts,vc',
} as const;

interface Props {
  ability: keyof typeof STAGES;
  needsKey: boolean;
  /** A teacher can't agree for a speaker. */
  mayConvert: boolean;
}

export function Recorded({ ability, needsKey, mayConvert }: Props) {
  const { shown, problem, isAsking, ask } = useExchange<Judged>();
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState<string>(TEXTS[0]!);
  const [agrees, setAgrees] = useState(false);
  const converts = ability === 'convert';
  const go = async (event: Event) => {
    event.preventDefault();
    const recording = file ?? (await (await fetch(sampleUrl)).blob());
    const form: Record<string, string> = { stages: STAGES[ability] };
    if (ability !== 'transcribe') form['reference_text'] = text.trim();
    if (converts) form['consent_voice_cloning'] = 'true';
    await ask({ path: '/process', method: 'POST', form, file: recording, fileName: file?.name ?? 'sample.wav' });
  };
  return (
    <>
      <p>{t(`able.${ability}_what`)}</p>
      {converts && !mayConvert && <p class="notice">{t('voice.teacher')}</p>}
      <form onSubmit={go}>
        <p>
          <label>
            {t('able.recording')}{' '}
            <input type="file" accept="audio/*,video/mp4,video/webm" onChange={(e) => setFile(e.currentTarget.files?.[0] ?? null)} />
          </label>{' '}
          <span class="small">{t('able.recording_none')}</span>
        </p>
        {ability !== 'transcribe' && (
          <label>
            {t('able.text')}
            <textarea lang="en" rows={2} maxLength={2000} value={text} onInput={(e) => setText(e.currentTarget.value)} />
          </label>
        )}
        {converts && (
          <p>
            <label class="switch">
              <input type="checkbox" checked={agrees} onChange={(e) => setAgrees(e.currentTarget.checked)} />
              {t('able.convert_agree')}
            </label>
          </p>
        )}
        <Go isAsking={isAsking} isBarred={converts && (!agrees || !mayConvert)} />
      </form>
      {problem !== null && <Problem problem={problem} />}
      {shown && (
        <>
          <Outcome result={shown.answer} />
          <Shown exchange={shown} needsKey={needsKey} />
          <Kept key={shown.answer.task_id} taskId={shown.answer.task_id} isJudged={ability === 'judge'} />
        </>
      )}
    </>
  );
}

export function Go({ isAsking, isBarred = false }: { isAsking: boolean; isBarred?: boolean }) {
  return (
    <div class="row">
      <button type="submit" class="main" disabled={isAsking || isBarred} aria-busy={isAsking}>
        {t(isAsking ? 'able.asking' : 'able.go')}
      </button>
    </div>
  );
}

function Outcome({ result }: { result: Judged }) {
  const { transcript, scores, issues, audio } = result;
  return (
    <section aria-live="polite">
      {result.assessable === false && <p class="notice">{t('result.not_judged')}</p>}
      {transcript && (
        <blockquote lang="en">{transcript.text}</blockquote>
      )}
      {scores.n_words !== null && scores.n_clear_words !== null && (
        <p>{t('result.title', { clear: scores.n_clear_words, n: scores.n_words })}</p>
      )}
      {issues.length > 0 && (
        <ul lang="en">
          {issues.map((issue) => (
            <li key={issue.id}>{issue.message}</li>
          ))}
        </ul>
      )}
      <div class="row">
        {audio.reference && <PlayButton name="able reference" label={t('word.reference')} address={ownAddress(audio.reference.url)} />}
        {audio.own_voice && <PlayButton name="able own" label={t('word.own_voice')} address={ownAddress(audio.own_voice.url)} />}
      </div>
    </section>
  );
}

/** What was sent is kept as a task, as every recording is: it can go at once. */
function Kept({ taskId, isJudged }: { taskId: string; isJudged: boolean }) {
  const [isGone, setGone] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (isGone) return <p role="status">{t('result.deleted')}</p>;
  return (
    <>
      <p class="small">{t('able.kept', { id: taskId })}</p>
      <div class="row">
        {isJudged && (
          <a class="button" href={to.task(taskId)}>
            {t('able.as_learner')}
          </a>
        )}
        <button type="button" onClick={() => deleteTask(taskId).then(() => setGone(true), setProblem)}>
          {t('result.delete')}
        </button>
      </div>
      {problem !== null && <Problem problem={problem} />}
    </>
  );
}
