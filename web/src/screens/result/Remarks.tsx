import { ownAddress } from '../../api/client';
import { deleteNote, getRemarks, type Note, type Remarks as Said } from '../../api/classes';
import { currentRole } from '../../api/sessions';
import type { TaskResult } from '../../api/tasks';
import { date, t, time } from '../../messages';
import { later } from '../../parts/later';
import { PlayButton } from '../../parts/PlayButton';
import { useAsked } from '../../parts/useAsked';

const RemarkEditor = later(() => import('../teacher/RemarkEditor'));

/** What a teacher said of the recording; for a teacher, ways to say more. A result stands without it. */
export function Remarks({ task }: { task: TaskResult }) {
  const { found, again } = useAsked(() => getRemarks(task.task_id), [task.task_id]);
  const teaches = currentRole() === 'teacher' || currentRole() === 'operator';
  if (!found || (!teaches && !found.notes.length && !found.verdicts.length)) return null;
  return (
    <section class="card remarks">
      <h2>{t('remarks.title')}</h2>
      {found.notes.length > 0 && (
        <ul>
          {found.notes.map((note) => (
            <li key={note.note_id}>
              <Told note={note} task={task} />
              {note.is_mine && teaches && (
                <button
                  type="button"
                  class="quiet"
                  onClick={() => void deleteNote(task.task_id, note.note_id).then(again, again)}
                >
                  {t('remarks.delete')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Verdicts task={task} said={found} />
      {teaches && <RemarkEditor task={task} said={found} onSaid={again} />}
    </section>
  );
}

function Told({ note, task }: { note: Note; task: TaskResult }) {
  const word = task.words.find((each) => each.index === note.word_index && each.error_type !== 'insertion');
  const url = note.audio?.url;
  return (
    <>
      {word && <strong lang="en">{word.text}: </strong>}
      {note.text}{' '}
      {url && <PlayButton name={`note ${note.note_id}`} label={t('remarks.voice')} address={ownAddress(url)} />}{' '}
      <span class="small">
        {date(note.created_at)} {time(note.created_at)}
      </span>
    </>
  );
}

function Verdicts({ task, said }: { task: TaskResult; said: Said }) {
  const told = said.verdicts.flatMap((each) => {
    const issue = task.issues.find(({ id }) => id === each.issue_id);
    return issue ? [{ ...each, issue }] : [];
  });
  if (!told.length) return null;
  return (
    <ul>
      {told.map(({ issue, verdict }) => (
        <li key={issue.id}>
          <span lang="en">{issue.message}</span>: {t(`remarks.${verdict}_told`)}
        </li>
      ))}
    </ul>
  );
}
