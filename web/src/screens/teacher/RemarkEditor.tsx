import { useState } from 'preact/hooks';
import { addNote, addVoiceNote, judgeIssue, type Remarks, type Verdict } from '../../api/classes';
import type { Issue, TaskResult } from '../../api/tasks';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { Problem } from '../../parts/Problem';
import { RecordButton } from '../practise/RecordButton';
import { useRecorder } from '../practise/useRecorder';

interface Props {
  task: TaskResult;
  said: Remarks;
  onSaid(): void;
}

const VERDICTS: Verdict[] = ['accepted', 'overruled'];

/** Notes at a word, written or spoken, and what a teacher says of each finding. */
export default function RemarkEditor({ task, said, onSaid }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const tell = async (saying: Promise<unknown>) => {
    setProblem(null);
    try {
      await saying;
      announce(t('remarks.said'));
      onSaid();
      return true;
    } catch (refused) {
      setProblem(refused);
      return false;
    }
  };
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('remarks.say')}</summary>
      {isOpen && (
        <>
          <NoteForm task={task} tell={tell} />
          {problem !== null && <Problem problem={problem} />}
          {task.issues.length > 0 && <h3>{t('remarks.findings')}</h3>}
          {task.issues.length > 0 && <p class="small">{t('remarks.findings_how')}</p>}
          {task.issues.map((issue) => (
            <Finding key={issue.id} issue={issue} said={said} say={(verdict) => void tell(judgeIssue(task.task_id, issue.id, verdict))} />
          ))}
        </>
      )}
    </details>
  );
}

function NoteForm({ task, tell }: { task: TaskResult; tell(saying: Promise<unknown>): Promise<boolean> }) {
  const [word, setWord] = useState('');
  const [text, setText] = useState('');
  const index = word === '' ? null : Number(word);
  const recorder = useRecorder((take) => {
    void tell(addVoiceNote(task.task_id, take.file, index)).finally(recorder.discard);
  });
  const write = async (event: Event) => {
    event.preventDefault();
    if (await tell(addNote(task.task_id, text, index))) setText('');
  };
  return (
    <form onSubmit={write}>
      <label>
        {t('remarks.at')}{' '}
        <select value={word} onChange={(event) => setWord(event.currentTarget.value)}>
          <option value="">{t('remarks.whole')}</option>
          {task.words
            .filter((each) => each.error_type !== 'insertion')
            .map((each) => (
              <option key={each.index} value={each.index} lang="en">
                {each.index + 1}. {each.text}
              </option>
            ))}
        </select>
      </label>
      <label>
        {t('remarks.text')}
        <textarea required rows={2} maxLength={2000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <div class="row">
        <button type="submit" class="main">
          {t('remarks.add')}
        </button>
      </div>
      <RecordButton recorder={recorder} label={t('remarks.record')} />
    </form>
  );
}

function Finding({ issue, said, say }: { issue: Issue; said: Remarks; say(verdict: Verdict | null): void }) {
  const now = said.verdicts.find((each) => each.issue_id === issue.id)?.verdict;
  return (
    <div class="row" role="group" aria-label={issue.message}>
      <span lang="en">{issue.message}</span>
      {VERDICTS.map((verdict) => (
        <button
          key={verdict}
          type="button"
          aria-pressed={now === verdict}
          onClick={() => say(now === verdict ? null : verdict)}
        >
          {t(`remarks.${verdict}`)}
        </button>
      ))}
    </div>
  );
}
