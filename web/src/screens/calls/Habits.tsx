import { listCalls } from '../../api/calls';
import { percent, t } from '../../messages';
import { Loading } from '../../parts/Loading';
import { Mixed } from '../../parts/Mixed';
import { Screen } from '../../parts/Screen';
import { useAsked } from '../../parts/useAsked';
import { titleOf, useTips } from '../../parts/useTips';
import { to } from '../../routes';
import { habitsOf, type HabitRow } from './habits';
import './calls.css';

const MOST_CALLS = 50;

/** What an agent's calls have in common: each habit, how often, and whether that changes. */
export default function Habits({ agent }: { agent: string }) {
  const asked = useAsked(() => listCalls({ agent, status: '' }, '', MOST_CALLS), [agent]);
  const judged = asked.found?.items.filter((call) => call.outcome?.n_words) ?? [];
  const rows = habitsOf(judged);
  const title = t('calls.habits', { agent });
  return (
    <Screen title={title} name="call-habits">
      <p>
        <a href={to.calls()}>{t('calls.back')}</a>
      </p>
      <Loading asked={asked} />
      {asked.found && !judged.length && <p>{t('calls.habits_no_calls')}</p>}
      {judged.length > 0 && <p class="small">{t('calls.habits_how', { n: judged.length, words: total(judged) })}</p>}
      {judged.length > 0 && !rows.length && <p>{t('habits.none')}</p>}
      {rows.length > 0 && <Table rows={rows} title={title} />}
    </Screen>
  );
}

const total = (calls: { outcome: { n_words: number | null } | null }[]) => calls.reduce((sum, { outcome }) => sum + (outcome?.n_words ?? 0), 0);

function Table({ rows, title }: { rows: HabitRow[]; title: string }) {
  const tips = useTips();
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('habits.habit')}</th>
            <th scope="col">{t('calls.habit_all')}</th>
            <th scope="col">{t('calls.habit_before')}</th>
            <th scope="col">{t('calls.habit_now')}</th>
            <th scope="col">{t('progress.trend')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.tip}>
              <th scope="row">
                <Mixed text={titleOf(tips, row.tip)} />
              </th>
              <td>{t('calls.habit_of', { n: row.nSlips, words: row.nWords, share: shareOf(row) })}</td>
              {row.halves.map((half, i) => (
                <td key={i}>{half.nWords ? t('calls.habit_of', { n: half.nSlips, words: half.nWords, share: shareOf(half) }) : '–'}</td>
              ))}
              <td>{row.trend.kind === 'too_few' ? t('calls.habit_too_few', { n: row.trend.nMoreWords }) : t(`progress.trend.${row.trend.kind}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const shareOf = ({ nSlips, nWords }: { nSlips: number; nWords: number }) => percent(nWords ? nSlips / nWords : 0);
