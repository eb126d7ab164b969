import { useRef, useState } from 'preact/hooks';
import { submit, type TaskResult } from '../../api/tasks';
import { newKey } from '../../api/idempotency';
import { t } from '../../messages';
import { Problem } from '../../parts/Problem';
import { to } from '../../routes';
import { getSettings } from '../../settings/store';
import { freshAddress } from './freshAddress';

/** Another text was read than the one that was set: both are shown, and what was said can be judged as it is. */
export function HeardInstead({ task }: { task: TaskResult }) {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const idempotencyKey = useRef(newKey());
  const judge = async () => {
    setSending(true);
    setProblem(null);
    try {
      const answer = await fetch(await freshAddress(task, 'recording'));
      if (!answer.ok) throw new Error(`the recording: ${answer.status}`);
      const recording = await answer.blob();
      location.hash = to.task(await submit({ recording, text: '', idempotencyKey: idempotencyKey.current }, getSettings()));
    } catch (refused) {
      setProblem(refused);
      setSending(false);
    }
  };
  return (
    <section class="card heard-instead">
      <h2>{t('result.text_set')}</h2>
      <p lang="en">{task.reference_text}</p>
      <h2>{t('result.text_heard')}</h2>
      <p lang="en">{task.transcript?.text}</p>
      {task.audio.recording && (
        <button type="button" class="main" disabled={isSending} onClick={() => void judge()}>
          {t('result.judge_heard')}
        </button>
      )}
      {problem !== null && <Problem problem={problem} onAgain={() => void judge()} />}
    </section>
  );
}
