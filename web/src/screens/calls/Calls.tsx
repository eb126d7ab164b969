import { useEffect, useState } from 'preact/hooks';
import type { CallFilter, CallSummary } from '../../api/calls';
import { currentRole } from '../../api/sessions';
import { date, percent, t, time } from '../../messages';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { to } from '../../routes';
import { getSettings } from '../../settings/store';
import { moodOfBalance } from './labels';
import { Search } from './Search';
import { clock } from './times';
import { UploadForm } from './UploadForm';
import { UploadList } from './UploadList';
import { ALL_CALLS, useCalls } from './useCalls';
import { useUploads } from './useUploads';
import './calls.css';

const STATES = ['queued', 'running', 'succeeded', 'partial', 'failed', 'cancelled'] as const;

/** Recorded calls: sent, looked for and listed. */
export default function Calls() {
  const [filter, setFilter] = useState<CallFilter>(ALL_CALLS);
  const sent = useUploads();
  const nSent = sent.filter(({ state }) => state.kind === 'sent').length;
  const { calls, problem, more, again } = useCalls(filter);
  useEffect(() => void (nSent && again()), [nSent]);
  const isFiltered = filter.agent !== '' || filter.status !== '';
  const isEmpty = calls?.length === 0 && !isFiltered;
  return (
    <Screen title={t('calls.title')} name="calls">
      {isEmpty && <p>{t('calls.none')}</p>}
      <UploadForm />
      {sent.length > 0 && <UploadList sent={sent} />}
      {!isEmpty && calls !== null && <Search />}
      <section>
        <h2>{t('calls.list')}</h2>
        {!isEmpty && <Filter filter={filter} onFilter={setFilter} />}
        {problem !== null && <Problem problem={problem} onAgain={again} />}
        {calls === null && problem === null && <p aria-busy="true">{t('app.loading')}</p>}
        {calls?.length === 0 && <p>{t(isFiltered ? 'calls.none_such' : 'calls.none_yet')}</p>}
        <ul class="list">
          {calls?.map((call) => (
            <li key={call.task_id}>
              <Row call={call} />
            </li>
          ))}
        </ul>
        {more && (
          <button type="button" onClick={more}>
            {t('history.more')}
          </button>
        )}
      </section>
    </Screen>
  );
}

function Filter({ filter, onFilter }: { filter: CallFilter; onFilter(filter: CallFilter): void }) {
  const [agent, setAgent] = useState(filter.agent);
  const isLearner = currentRole() === 'learner';
  const whose = isLearner ? getSettings().speakerId : filter.agent;
  const go = (event: Event) => {
    event.preventDefault();
    onFilter({ ...filter, agent: agent.trim() });
  };
  return (
    <form class="row" onSubmit={go}>
      {!isLearner && (
        <label>
          {t('calls.agent')}{' '}
          <input maxLength={64} pattern="[A-Za-z0-9._\-]*" title={t('calls.agent_id_how')} autocomplete="off" value={agent} onInput={(event) => setAgent(event.currentTarget.value)} />
        </label>
      )}
      <label>
        {t('calls.state')}{' '}
        <select value={filter.status} onChange={(event) => onFilter({ ...filter, status: event.currentTarget.value })}>
          <option value="">{t('calls.any')}</option>
          {STATES.map((each) => (
            <option key={each} value={each}>
              {t(`calls.status.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {!isLearner && <button type="submit">{t('calls.show')}</button>}
      {whose && <a href={to.callHabits(whose)}>{t('calls.habits_link')}</a>}
    </form>
  );
}

/** A call in a line: whose, when, how it went. */
function Row({ call }: { call: CallSummary }) {
  const at = call.facts.started_at ?? call.created_at;
  return (
    <a href={to.call(call.task_id)}>
      <span>
        {date(at)} {time(at)} · {call.speaker_id ? <bdi lang="und">{call.speaker_id}</bdi> : t('calls.agent_none')}
        {call.facts.call_id && (
          <>
            {' · '}
            <bdi lang="und">{call.facts.call_id}</bdi>
          </>
        )}
      </span>
      <br />
      <span class="small">{toldOf(call)}</span>
    </a>
  );
}

function toldOf({ status, outcome }: CallSummary): string {
  const state = t(`calls.status.${STATES.find((each) => each === status) ?? 'running'}`);
  if (!outcome) return state;
  const told = [clock(outcome.duration_s)];
  if (outcome.customer_mood !== null) {
    const { sign, word } = moodOfBalance(outcome.customer_mood);
    told.push(t('calls.left', { mood: `${sign} ${word}` }));
  }
  told.push(t('calls.n_moments', { mend: outcome.n_moments, good: outcome.n_good_moments }));
  if (outcome.n_words && outcome.n_clear_words !== null) told.push(t('calls.clear', { share: percent(outcome.n_clear_words / outcome.n_words) }));
  if (status !== 'succeeded') told.push(state);
  return told.join(' · ');
}
