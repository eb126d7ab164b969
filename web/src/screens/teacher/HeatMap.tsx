import { getHabits, habitsFile, type HeatMap as Found } from '../../api/classes';
import { t } from '../../messages';
import { Loading } from '../../parts/Loading';
import { Mixed } from '../../parts/Mixed';
import { useAsked } from '../../parts/useAsked';
import { to } from '../../routes';
import { titleOf, useTips } from '../../parts/useTips';

/** Habit × learner as a table: each cell's figure says what its shade shows. */
export function HeatMap({ classId }: { classId: string }) {
  const asked = useAsked(() => getHabits(classId), [classId]);
  return (
    <section>
      <h2>{t('teach.part.habits')}</h2>
      <p class="small">{t('habits.how')}</p>
      <Loading asked={asked} />
      {asked.found?.habits.length === 0 && <p>{t('habits.none')}</p>}
      {asked.found && asked.found.habits.length > 0 && <Table classId={classId} found={asked.found} />}
    </section>
  );
}

function Table({ classId, found }: { classId: string; found: Found }) {
  const tips = useTips();
  const verdicts = new Map(found.verdicts.map((each) => [each.tip, each]));
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('teach.part.habits')}>
        <table class="heat">
          <thead>
            <tr>
              <th scope="col">{t('habits.habit')}</th>
              {found.learners.map((each) => (
                <th key={each.member_id} scope="col">
                  <a href={to.learner(classId, each.member_id)}>{each.called}</a>
                  <br />
                  <span class="small">{t('habits.n_recordings', { n: each.n_recordings })}</span>
                </th>
              ))}
              <th scope="col">{t('habits.verdicts')}</th>
            </tr>
          </thead>
          <tbody>
            {found.habits.map((row) => {
              const said = verdicts.get(row.tip);
              return (
                <tr key={row.tip}>
                  <th scope="row"><Mixed text={titleOf(tips, row.tip)} /></th>
                  {found.learners.map((learner) => {
                    const cell = row.learners.find((each) => each.member_id === learner.member_id);
                    const share = cell ? cell.n_recordings / Math.max(1, learner.n_recordings) : 0;
                    return (
                      <td key={learner.member_id} class={`heat-${Math.ceil(share * 4)}`}>
                        {cell
                          ? t('habits.cell', { n: cell.n_recordings, of: learner.n_recordings })
                          : <span aria-label={t('habits.not')}>–</span>}
                      </td>
                    );
                  })}
                  <td>{said ? t('habits.said', { yes: said.n_accepted, no: said.n_overruled }) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div class="row no-print">
        <a class="button" href={habitsFile(classId)} download="class.csv">
          {t('habits.csv')}
        </a>
        <button type="button" onClick={() => print()}>
          {t('habits.print')}
        </button>
      </div>
    </>
  );
}
