import { useState } from 'preact/hooks';
import { closeClass, deleteClass, removeMember, renewCode, type ClassDetail } from '../../api/classes';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { Problem } from '../../parts/Problem';
import { to } from '../../routes';

/** The code by which learners join, and who has. */
export function Members({ shown, onChange }: { shown: ClassDetail; onChange(): void }) {
  const [problem, setProblem] = useState<unknown>(null);
  const [isDeleting, setDeleting] = useState(false);
  const act = async (change: () => Promise<unknown>, said: string, next = onChange) => {
    setProblem(null);
    try {
      await change();
      announce(said);
      next();
    } catch (refused) {
      setProblem(refused);
    }
  };
  const id = shown.class_id;
  return (
    <>
      <section class="card">
        <h2>{t('teach.code')}</h2>
        {shown.code ? <p class="code">{shown.code}</p> : <p>{t('teach.code_none')}</p>}
        <p class="small">{t('teach.code_how')}</p>
        <div class="row">
          <button type="button" onClick={() => act(() => renewCode(id), t('teach.code_renewed'))}>
            {t('teach.code_renew')}
          </button>
          {shown.code && (
            <button type="button" onClick={() => act(() => closeClass(id), t('teach.code_closed'))}>
              {t('teach.code_close')}
            </button>
          )}
        </div>
      </section>
      {problem !== null && <Problem problem={problem} />}
      <h2>{t('teach.part.members')}</h2>
      {shown.members.length === 0 && <p>{t('teach.members_none')}</p>}
      <ul class="list">
        {shown.members.map((member) => (
          <li key={member.member_id} class="member">
            <a href={to.learner(id, member.member_id)}>
              {member.called}
              <br />
              <span class="small">
                {t(`share.${member.share}`)} · {t('teach.since', { date: date(member.joined_at) })}
              </span>
            </a>
            <button
              type="button"
              class="quiet"
              aria-label={t('teach.remove_who', { name: member.called })}
              onClick={() => act(() => removeMember(id, member.member_id), t('teach.removed'))}
            >
              {t('teach.remove')}
            </button>
          </li>
        ))}
      </ul>
      {!isDeleting && (
        <button type="button" class="quiet" onClick={() => setDeleting(true)}>
          {t('teach.delete')}
        </button>
      )}
      {isDeleting && (
        <section class="notice problem">
          <p>{t('teach.delete_what')}</p>
          <div class="row">
            <button
              type="button"
              onClick={() => act(() => deleteClass(id), t('teach.deleted'), () => (location.hash = to.teach()))}
            >
              {t('teach.delete_sure')}
            </button>
            <button type="button" onClick={() => setDeleting(false)}>
              {t('teach.keep')}
            </button>
          </div>
        </section>
      )}
    </>
  );
}
