import { useState } from 'preact/hooks';
import { searchTurns, turnAddress, type Hit, type SearchFilter } from '../../api/calls';
import { ApiProblem } from '../../api/client';
import { currentRole } from '../../api/sessions';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { PlayButton } from '../../parts/PlayButton';
import { Problem } from '../../parts/Problem';
import { to } from '../../routes';
import { Mood } from './Mood';
import { speakerName } from './labels';
import { clock } from './times';

const NO_FILTER: SearchFilter = { agent: '', speaker: '', sentiment: '', language: '' };
const SPEAKERS = ['agent', 'customer'] as const;
const MOODS = ['negative', 'neutral', 'positive'] as const;
const LANGUAGES = ['en', 'hi'] as const;
const MOST_CHARACTERS = 500;

/** What was said in any call that one sees, by its words and by what it means. */
export function Search() {
  const [q, setQ] = useState('');
  const [filter, setFilter] = useState(NO_FILTER);
  const [hits, setHits] = useState<Hit[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const set = (change: Partial<SearchFilter>) => setFilter({ ...filter, ...change });
  const look = async () => {
    setAsking(true);
    setProblem(null);
    try {
      const found = await searchTurns(q.trim(), { ...filter, agent: filter.agent.trim() });
      setHits(found);
      announce(t('calls.found', { n: found.length }));
    } catch (refused) {
      setHits(null);
      setProblem(refused);
    }
    setAsking(false);
  };
  const go = (event: Event) => {
    event.preventDefault();
    if (q.trim()) void look();
  };
  return (
    <section>
      <h2>{t('calls.search')}</h2>
      <form role="search" aria-label={t('calls.search')} onSubmit={go}>
        <label>
          {t('calls.search_for')}{' '}
          <input type="search" maxLength={MOST_CHARACTERS} value={q} onInput={(event) => setQ(event.currentTarget.value)} />
        </label>
        <details>
          <summary>{t('calls.filters')}</summary>
          <div class="row">
            {currentRole() !== 'learner' && (
              <label>
                {t('calls.agent')}{' '}
                <input maxLength={64} autocomplete="off" value={filter.agent} onInput={(event) => set({ agent: event.currentTarget.value })} />
              </label>
            )}
            <label>
              {t('calls.who')}{' '}
              <select value={filter.speaker} onChange={(event) => set({ speaker: event.currentTarget.value })}>
                <option value="">{t('calls.any')}</option>
                {SPEAKERS.map((each) => (
                  <option key={each} value={each}>
                    {speakerName(each)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('calls.mood')}{' '}
              <select value={filter.sentiment} onChange={(event) => set({ sentiment: event.currentTarget.value })}>
                <option value="">{t('calls.any')}</option>
                {MOODS.map((each) => (
                  <option key={each} value={each}>
                    {t(`calls.mood.${each}`)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('calls.language')}{' '}
              <select value={filter.language} onChange={(event) => set({ language: event.currentTarget.value })}>
                <option value="">{t('calls.any')}</option>
                {LANGUAGES.map((each) => (
                  <option key={each} value={each}>
                    {t(`calls.language.${each}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
        </details>
        <div class="row">
          <button type="submit" disabled={isAsking || !q.trim()}>
            {t('calls.search_do')}
          </button>
        </div>
      </form>
      {problem !== null && <NotSearched problem={problem} onAgain={() => void look()} />}
      {hits?.length === 0 && <p>{t('calls.found_none')}</p>}
      {hits && hits.length > 0 && <Hits hits={hits} />}
    </section>
  );
}

/** The rest of the page goes on without search. */
function NotSearched({ problem, onAgain }: { problem: unknown; onAgain(): void }) {
  const isAway = problem instanceof ApiProblem && [502, 503, 504].includes(problem.status);
  if (!isAway) return <Problem problem={problem} onAgain={onAgain} />;
  return (
    <section class="notice problem" role="alert">
      <p>
        <strong>{t('calls.search_away')}</strong> {t('calls.search_away_do')}
      </p>
      <button type="button" onClick={onAgain}>
        {t('problem.again')}
      </button>
    </section>
  );
}

function Hits({ hits }: { hits: Hit[] }) {
  return (
    <ol class="hits">
      {hits.map((hit) => (
        <li key={`${hit.task_id} ${hit.index}`}>
          <p class="small">
            {clock(hit.start_s)} · {speakerName(hit.speaker)}
            {hit.sentiment && (
              <>
                {' · '}
                <Mood mood={hit.sentiment} />
              </>
            )}
          </p>
          <p lang="und">{hit.text}</p>
          <div class="row">
            <PlayButton
              name={`hit ${hit.task_id} ${hit.index}`}
              label={t('calls.at_time', { time: clock(hit.play_from_s) })}
              address={turnAddress(hit.task_id, hit.index)}
            />
            <a href={to.call(hit.task_id, hit.index)}>{t('calls.in_call', { time: clock(hit.start_s) })}</a>
          </div>
        </li>
      ))}
    </ol>
  );
}
