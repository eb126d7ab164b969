import { useState } from 'preact/hooks';
import { deleteAssignment, listAssignments, type ClassAssignment, type ClassMember } from '../../api/classes';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { Loading } from '../../parts/Loading';
import { Problem } from '../../parts/Problem';
import { useAsked } from '../../parts/useAsked';
import { AssignmentEditor } from './AssignmentEditor';

/** What is set, how far each learner is, and an editor. */
export function Assignments({ classId, members }: { classId: string; members: ClassMember[] }) {
  const asked = useAsked(() => listAssignments(classId), [classId]);
  const [edited, setEdited] = useState<ClassAssignment | 'new' | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const saved = () => {
    setEdited(null);
    announce(t('assign.saved'));
    asked.again();
  };
  const remove = (id: string) => deleteAssignment(classId, id).then(asked.again, setProblem);
  return (
    <section>
      <h2>{t('teach.part.assignments')}</h2>
      <Loading asked={asked} />
      {problem !== null && <Problem problem={problem} />}
      {edited === null && (
        <button type="button" class="main" onClick={() => setEdited('new')}>
          {t('assign.new')}
        </button>
      )}
      {edited !== null && (
        <AssignmentEditor
          key={edited === 'new' ? '' : edited.assignment_id}
          classId={classId}
          {...(edited === 'new' ? {} : { known: edited })}
          onSaved={saved}
          onClose={() => setEdited(null)}
        />
      )}
      {asked.found?.length === 0 && <p>{t('assign.none')}</p>}
      {asked.found?.map((each) => (
        <article key={each.assignment_id} class="card">
          <h3>{each.title}</h3>
          <p class="small">{about(each)}</p>
          <ol lang="en">
            {each.texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
          <Standings assignment={each} members={members} />
          <div class="row">
            <button type="button" aria-label={t('assign.edit_which', { title: each.title })} onClick={() => setEdited(each)}>
              {t('assign.edit')}
            </button>
            <button
              type="button"
              class="quiet"
              aria-label={t('assign.delete_which', { title: each.title })}
              onClick={() => void remove(each.assignment_id)}
            >
              {t('assign.delete')}
            </button>
          </div>
        </article>
      ))}
    </section>
  );
}

function about(each: ClassAssignment): string {
  const due = each.due_at ? t('assign.due', { date: date(each.due_at) }) : t('assign.due_none');
  const attempts = each.attempts ? t('assign.attempts', { n: each.attempts }) : t('assign.attempts_any');
  return `${due} · ${attempts}`;
}

function Standings({ assignment, members }: { assignment: ClassAssignment; members: ClassMember[] }) {
  if (!members.length) return null;
  const standings = new Map(assignment.standings.map((each) => [each.member_id, each]));
  return (
    <ul>
      {members.map((member) => {
        const standing = standings.get(member.member_id);
        return (
          <li key={member.member_id}>
            {member.called}: {t('assign.done_of', { n: standing?.n_texts ?? 0, of: assignment.texts.length })}
            {standing?.is_late && ` · ${t('assign.late')}`}
          </li>
        );
      })}
    </ul>
  );
}
