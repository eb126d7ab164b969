import { useState } from 'preact/hooks';
import { getDue, getRetention, setRetention, type Retention as Days } from '../../api/operations';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { useAsked } from '../../parts/useAsked';
import { Part } from './Operations';
import { bytes } from './units';

const KINDS = ['recordings', 'results', 'references', 'practice', 'events', 'consents', 'audit', 'sessions'] as const;
const MOST_DAYS = 36_500;

type Due = Awaited<ReturnType<typeof getDue>>['items'];

/** For how long each kind is kept, and what is over it by now. */
export function Retention({ tenant }: { tenant: string }) {
  const { found: days, problem, again: reload } = useAsked(() => getRetention(tenant), []);
  const [typed, setTyped] = useState<Record<string, string>>({}); // over what is stored, whenever that comes
  const [due, setDue] = useState<Due | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const own: Record<string, string> = { ...(days && ownOf(days)), ...typed };

  const attempt = async (act: () => Promise<void>) => {
    setRefused(null);
    try {
      await act();
    } catch (problem) {
      setRefused(problem);
    }
  };
  const look = () => attempt(async () => setDue((await getDue(tenant)).items));
  const save = (event: Event) => {
    event.preventDefault();
    void attempt(async () => {
      const set = Object.entries(own).filter(([, value]) => value !== '');
      await setRetention(tenant, Object.fromEntries(set.map(([kind, value]) => [kind, Number(value)])));
      reload();
      await look();
      announce(t('ops.saved'));
    });
  };

  return (
    <Part title="ops.retention" problem={refused ?? problem} onAgain={reload} isLoading={!days}>
      <p>{t('ops.retention_what')}</p>
      {days && (
        <form onSubmit={save}>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('ops.kind')}</th>
                  <th scope="col">{t('ops.own_days')}</th>
                  <th scope="col">{t('ops.in_force')}</th>
                </tr>
              </thead>
              <tbody>
                {KINDS.map((kind) => (
                  <tr key={kind}>
                    <th scope="row" id={`days-${kind}`}>
                      {t(`ops.kind.${kind}`)}
                    </th>
                    <td>
                      <input
                        class="days"
                        type="number"
                        min={0}
                        max={MOST_DAYS}
                        inputMode="numeric"
                        aria-labelledby={`days-${kind}`}
                        value={own[kind] ?? ''}
                        onInput={(event) => {
                          const { value } = event.currentTarget;
                          setTyped((before) => ({ ...before, [kind]: value }));
                        }}
                      />
                    </td>
                    <td>{inWords(days.in_force[kind] ?? 0)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="small">{t('ops.retention_warn')}</p>
          <div class="row">
            <button type="button" onClick={look}>
              {t('ops.due')}
            </button>
            <button type="submit">{t('ops.save')}</button>
          </div>
        </form>
      )}
      <div aria-live="polite">{due && <DueList due={due} />}</div>
    </Part>
  );
}

function DueList({ due }: { due: Due }) {
  const some = due.filter((each) => each.n > 0);
  if (!some.length) return <p>{t('ops.due_none')}</p>;
  return (
    <ul>
      {some.map((each) => (
        <li key={each.kind}>
          {t(`ops.kind.${each.kind}`)}: {t('ops.due_n', { n: each.n, size: bytes(each.n_bytes) })}
        </li>
      ))}
    </ul>
  );
}

const inWords = (days: number) => (days ? t('ops.days', { n: days }) : t('ops.until_erased'));

const ownOf = (days: Days) => Object.fromEntries(Object.entries(days.own).map(([kind, n]) => [kind, `${n}`]));
