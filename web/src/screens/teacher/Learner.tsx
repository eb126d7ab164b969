import { getLearner, type ClassMember } from '../../api/classes';
import { getProgress } from '../../api/speakers';
import type { TaskSummary } from '../../api/tasks';
import { date, t, time } from '../../messages';
import { Loading } from '../../parts/Loading';
import { Mixed } from '../../parts/Mixed';
import { useAsked } from '../../parts/useAsked';
import { to } from '../../routes';
import { opening } from '../history/takes';
import { rowsOf } from '../progress/chances';
import { plainName } from '../result/labels';
import { NO_NAMES, useSoundNames } from '../result/Result';

/** A learner's shared recordings, and how their sounds go. */
export function Learner({ classId, member }: { classId: string; member: ClassMember }) {
  const asked = useAsked(() => getLearner(classId, member.member_id), [member.member_id]);
  const progress = useAsked(() => getProgress(member.speaker_id), [member.speaker_id]);
  const names = useSoundNames() ?? NO_NAMES;
  const rows = progress.found ? rowsOf(progress.found) : [];
  return (
    <section>
      <h2>{member.called}</h2>
      <p class="small">
        {t(`share.${member.share}`)} · {t('teach.since', { date: date(member.joined_at) })}
      </p>
      <Loading asked={asked} />
      {asked.found?.recordings.length === 0 && <p>{t('learner.none')}</p>}
      <ul class="list">
        {asked.found?.recordings.map((take) => (
          <li key={take.task_id}>
            <a href={to.task(take.task_id)}>
              <span lang={take.reference_text ? 'en' : undefined}>{take.reference_text ? opening(take.reference_text) : t('history.free')}</span>
              <br />
              <span class="small">
                {date(take.created_at)} {time(take.created_at)} · {outcomeOf(take)}
                {take.assignment_id && ` · ${t('learner.assigned')}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {rows.length > 0 && (
        <>
          <h3>{t('progress.sounds')}</h3>
          <div class="scroll" tabIndex={0} role="region" aria-label={t('progress.sounds')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('progress.sound')}</th>
                  <th scope="col">{t('progress.recent')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.phone}>
                    <th scope="row"><Mixed text={plainName(names, row.phone)} /></th>
                    <td>{t('progress.right_of', { right: row.right, n: row.n })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function outcomeOf(take: TaskSummary): string {
  if (take.status === 'queued' || take.status === 'running') return t('history.running');
  if (take.status === 'failed' || take.status === 'cancelled') return t('history.failed');
  const { n_clear_words: clear, n_words: n } = take.outcome?.scores ?? {};
  return typeof clear === 'number' && typeof n === 'number' ? t('history.clear', { clear, n }) : t('history.unjudged');
}
