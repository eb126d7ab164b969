import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { getCall, type Call } from '../../api/calls';
import { follow } from '../../api/follow';
import { currentRole } from '../../api/sessions';
import { cancelTask, deleteTask, retryTask } from '../../api/tasks';
import { date, t, time } from '../../messages';
import { announce } from '../../parts/announce';
import { CopyButton } from '../../parts/CopyButton';
import { download } from '../../parts/download';
import { useAriaKey, useKeys } from '../../parts/keys';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { Steps } from '../../parts/Steps';
import { useFollowed } from '../../parts/useFollowed';
import { to } from '../../routes';
import { Moments } from './Moments';
import { momentsCsv } from './momentsCsv';
import { CALL_STAGES, stageName } from './stages';
import { MoodLine, Talk } from './Talk';
import { Timeline } from './Timeline';
import { clock } from './times';
import { Turns } from './Turns';
import { useCallPlayer } from './useCallPlayer';
import './calls.css';

/** One call: who said what, how it went, and what is worth a minute of it. */
export default function CallPage({ callId, turn }: { callId: string; turn: number | undefined }) {
  const { task: call, stages, shares, problem, isOver, reload } = useFollowed<Call>(callId, (follower) => follow(callId, follower, getCall));
  const [refused, setRefused] = useState<unknown>(null);
  const wasAtWork = useRef(false);
  useEffect(() => {
    if (isOver && wasAtWork.current) announce(t('calls.ready'));
    wasAtWork.current = call !== null && !isOver;
  }, [call, isOver]);
  const cancel = () => void cancelTask(callId).then(reload, setRefused);
  return (
    <Screen title={t('calls.call')} name="call">
      <p>
        <a href={to.calls()}>{t('calls.back')}</a>
      </p>
      {problem !== null && <Problem problem={problem} onAgain={reload} />}
      {refused !== null && <Problem problem={refused} />}
      {!call && problem === null && <p aria-busy="true">{t('app.loading')}</p>}
      {call && (
        <>
          <Facts call={call} />
          {!isOver && (
            <Steps
              title={t('calls.at_work')}
              steps={CALL_STAGES.map((name) => ({ name, label: stageName(name)!, state: stages[name], share: shares[name] }))}
              onCancel={cancel}
            />
          )}
          {isOver && <Notices call={call} onRetry={() => void retryTask(callId).then(reload, setRefused)} />}
          <Known call={call} turn={turn} isOver={isOver} />
          {isOver && <Ways call={call} onProblem={setRefused} />}
        </>
      )}
    </Screen>
  );
}

function Facts({ call }: { call: Call }) {
  const { facts } = call;
  const at = facts.started_at ?? call.created_at;
  const told = [`${date(at)} ${time(at)}`];
  if (call.duration_s !== null) told.push(clock(call.duration_s));
  if (facts.direction) told.push(t(`calls.direction.${facts.direction}`));
  return (
    <p>
      {told.join(' · ')}
      <br />
      {t('calls.agent')}: {call.speaker_id ? <a href={to.callHabits(call.speaker_id)}><bdi lang="und">{call.speaker_id}</bdi></a> : t('calls.agent_none')}
      {[facts.call_id, facts.customer, ...facts.tags].filter(Boolean).map((each) => (
        <>
          {' · '}
          <bdi lang="und">{each}</bdi>
        </>
      ))}
    </p>
  );
}

const OPTIONAL = ['analyse', 'accent', 'moments', 'index'] as const;

/** What the reader should know of how it came about. */
function Notices({ call, onRetry }: { call: Call; onRetry(): void }) {
  const failed = OPTIONAL.filter((name) => call.stages.some((stage) => stage.name === name && stage.status === 'failed'));
  return (
    <>
      {call.stages.some((stage) => stage.mock) && <p class="notice">{t('result.mock')}</p>}
      {call.status === 'cancelled' && <p class="notice">{t('calls.cancelled')}</p>}
      {call.error && (
        <section class="notice problem" role="alert">
          <p>
            <strong>{t('calls.failed')}</strong> <span lang="en">{call.error.detail}</span>
          </p>
          <p class="small">
            {t('result.failed_do')} <code>{call.task_id}</code>
          </p>
          <CopyButton text={call.task_id} label={t('problem.copy')} />
        </section>
      )}
      {call.assessable === false && <p class="notice problem">{t('calls.not_assessable')}</p>}
      {call.status === 'partial' && failed.map((name) => (
        <p key={name} class="notice">
          {t(`calls.partial.${name}`)}
        </p>
      ))}
      {(call.status === 'failed' || call.status === 'partial') && (
        <button type="button" onClick={onRetry}>
          {t('result.retry')}
        </button>
      )}
      {call.recording === null && <p class="notice">{t('calls.sound_erased')}</p>}
    </>
  );
}

interface KnownProps {
  call: Call;
  turn: number | undefined;
  isOver: boolean;
}

/** Each part as soon as it is known. */
function Known({ call, turn, isOver }: KnownProps) {
  const player = useCallPlayer(call);
  const keyOf = useAriaKey();
  const hasSound = call.recording !== null && call.turns.length > 0;
  useKeys(hasSound ? { pause: player.toggle } : {});
  const goTo = (step: number) => {
    const here = call.turns.filter((each) => each.start_s < player.atS + 0.01).length - 1;
    const next = call.turns[Math.max(0, here + step)];
    if (next) player.seek(next.start_s);
  };
  const isJudged = call.stages.some((stage) => stage.name === 'moments' && stage.status === 'succeeded');
  const below = useMemo(
    () => (
      <>
        {(isOver ? isJudged : call.moments.length > 0) && <Moments call={call} player={hasSound ? player : null} />}
        {call.talk && <Talk talk={call.talk} accent={call.accent} />}
        {call.talk && <MoodLine call={call} talk={call.talk} />}
        {call.turns.length > 0 && <Turns call={call} player={hasSound ? player : null} wanted={turn} />}
      </>
    ),
    [call, turn, isOver, hasSound, player.turn], // not with each moment that is played
  );
  return (
    <>
      {hasSound && (
        <section>
          <h2>{t('calls.listen')}</h2>
          <Timeline call={call} player={player} />
          <div class="row">
            <button type="button" onClick={() => goTo(-1)}>
              {t('calls.turn_before')}
            </button>
            <button type="button" class="main" aria-keyshortcuts={keyOf('pause')} onClick={player.toggle}>
              <span aria-hidden="true">{player.isPlaying ? '■' : '▶'}</span> {t(player.isPlaying ? 'calls.stop' : 'calls.play')}
            </button>
            <button type="button" onClick={() => goTo(1)}>
              {t('calls.turn_after')}
            </button>
            <span class="small">{clock(player.atS)}</span>
          </div>
          <p class="small">{t('calls.timeline_how')}</p>
        </section>
      )}
      {below}
      {isOver && call.warnings.length > 0 && (
        <details>
          <summary>{t('calls.warnings')}</summary>
          <ul lang="en">
            {call.warnings.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Ways({ call, onProblem }: { call: Call; onProblem(problem: unknown): void }) {
  const [isSure, setSure] = useState(false);
  const save = (text: string, type: string, ending: string) => download(new Blob([text], { type }), `${call.task_id}.${ending}`);
  const remove = async () => {
    try {
      await deleteTask(call.task_id);
      announce(t('result.deleted'));
      location.hash = to.calls();
    } catch (refused) {
      onProblem(refused);
    }
  };
  return (
    <div class="row">
      {call.moments.length > 0 && (
        <button type="button" onClick={() => save(momentsCsv(call), 'text/csv', 'csv')}>
          {t('calls.csv')}
        </button>
      )}
      <button type="button" onClick={() => save(JSON.stringify(call, null, 1), 'application/json', 'json')}>
        {t('calls.json')}
      </button>
      {currentRole() !== 'teacher' && !isSure && (
        <button type="button" class="quiet" onClick={() => setSure(true)}>
          {t('calls.delete')}
        </button>
      )}
      {isSure && (
        <>
          <button type="button" onClick={() => void remove()}>
            {t('teach.delete_sure')}
          </button>
          <button type="button" class="quiet" onClick={() => setSure(false)}>
            {t('teach.keep')}
          </button>
        </>
      )}
    </div>
  );
}
