import { useEffect, useState } from 'preact/hooks';
import { getProgress, type Progress as Kept } from '../../api/speakers';
import { getTask, listTasks, type TaskResult, type TaskSummary } from '../../api/tasks';
import { date, t } from '../../messages';
import { Mixed } from '../../parts/Mixed';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { useSettings } from '../../settings/store';
import { isReading, opening } from '../history/takes';
import { plainName } from '../result/labels';
import { NO_NAMES, useSoundNames } from '../result/Result';
import { rowsOf, type Chance } from './chances';
import './progress.css';

const SIGNS: Record<Chance, string> = { right: '●', not: '○', some: '·' };
const TRENDS = ['better', 'worse', 'steady', 'too_few'] as const;

interface Found {
  kept: Kept | null;
  takes: TaskSummary[];
  newest: TaskResult | null;
}

export default function Progress() {
  const { speakerId } = useSettings();
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const load = () => {
    setProblem(null);
    look(speakerId).then(setFound, setProblem);
  };
  useEffect(load, [speakerId]);
  const isEmpty = found && !found.kept && found.takes.length === 0;
  return (
    <Screen title={t('progress.title')} name="progress">
      {problem !== null && <Problem problem={problem} onAgain={load} />}
      {!found && problem === null && <p aria-busy="true">{t('app.loading')}</p>}
      {isEmpty && (
        <>
          <p>{t('progress.none')}</p>
          <a class="button main" href="#/">
            {t('progress.none_do')}
          </a>
        </>
      )}
      {found?.newest?.feedback?.progress?.statements.map((each) => <p key={each.text}>
          <Mixed text={each.text} language={found.newest?.feedback?.language} />
        </p>)}
      {found?.kept && <SoundRows kept={found.kept} newest={found.newest} />}
      {found && found.takes.length > 0 && <ClearWords takes={found.takes} />}
    </Screen>
  );
}

async function look(speakerId: string): Promise<Found> {
  const [kept, page] = await Promise.all([getProgress(speakerId), listTasks(speakerId)]);
  const takes = page.items.filter((take) => isReading(take) && take.outcome?.scores.n_words);
  const newest = takes[0] ? await getTask(takes[0].task_id) : null;
  return { kept, takes, newest };
}

function SoundRows({ kept, newest }: { kept: Kept; newest: TaskResult | null }) {
  const names = useSoundNames() ?? NO_NAMES;
  const trends = new Map((newest?.feedback?.progress?.phones ?? []).map((each) => [each.sound.phone, each.trend]));
  const rows = rowsOf(kept);
  if (!rows.length) return null;
  return (
    <section>
      <h2>{t('progress.sounds')}</h2>
      <p class="small">{t('progress.sounds_how')}</p>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('progress.sounds')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('progress.sound')}</th>
              <th scope="col">{t('progress.recent')}</th>
              <th scope="col">{t('progress.trend')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const trend = TRENDS.find((each) => each === trends.get(row.phone));
              return (
                <tr key={row.phone}>
                  <th scope="row"><Mixed text={plainName(names, row.phone)} /></th>
                  <td>
                    <span class="chances" aria-hidden="true">
                      {row.chances.map((chance) => SIGNS[chance]).join(' ')}
                    </span>{' '}
                    <span class="small">{t('progress.right_of', { right: row.right, n: row.n })}</span>
                  </td>
                  <td>{trend ? t(`progress.trend.${trend}`) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A bar a recording, and the same as numbers. */
function ClearWords({ takes }: { takes: TaskSummary[] }) {
  return (
    <section>
      <h2>{t('progress.words')}</h2>
      <p class="small">{t('progress.words_how')}</p>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('progress.words')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('progress.date')}</th>
              <th scope="col">{t('progress.text')}</th>
              <th scope="col">{t('progress.words')}</th>
            </tr>
          </thead>
          <tbody>
            {takes.map((take) => {
              const { n_clear_words: clear, n_words: n } = take.outcome!.scores;
              return (
                <tr key={take.task_id}>
                  <td>{date(take.created_at)}</td>
                  <th scope="row" lang={take.reference_text ? 'en' : undefined}>
                    {take.reference_text ? opening(take.reference_text) : t('history.free')}
                  </th>
                  <td>
                    <span class="bar" aria-hidden="true" style={{ '--share': (clear ?? 0) / (n || 1) }} />
                    {t('history.clear', { clear: clear ?? 0, n: n ?? 0 })}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
