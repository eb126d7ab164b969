import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Call, CallIssue, CallTurn, Sentiment } from '../../api/calls';
import { t } from '../../messages';
import { Mixed } from '../../parts/Mixed';
import { entityName, speakerName } from './labels';
import { runsOf, type Run } from './marked';
import { Mood } from './Mood';
import { clock } from './times';
import type { CallPlayer } from './useCallPlayer';

interface Props {
  call: Call;
  /** null where there is no sound any more. */
  player: CallPlayer | null;
  /** The turn that an address leads to. */
  wanted: number | undefined;
}

const MANY = 200;
/** Of so many each is laid out when it is come to. */

/** What was said, by whom and when. */
export function Turns({ call, player, wanted }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const isThere = call.turns.length > 0;
  useLayoutEffect(() => {
    const turn = wanted === undefined ? null : list.current?.querySelector<HTMLElement>(`#turn-${wanted}`);
    turn?.scrollIntoView({ block: 'center' });
    turn?.focus({ preventScroll: true });
  }, [wanted, isThere]);
  const issues = useMemo(() => byTurn(call.accent?.issues ?? []), [call.accent]);
  const moods = useMemo(() => new Map((call.talk?.turns ?? []).map((each) => [each.turn, each.sentiment])), [call.talk]);
  return (
    <section>
      <h2>{t('calls.turns')}</h2>
      <p class="small">{t('calls.turns_how')}</p>
      <ol class={call.turns.length > MANY ? 'turns many' : 'turns'} ref={list}>
        {call.turns.map((turn) => (
          <Turn
            key={turn.index}
            turn={turn}
            language={call.language}
            issues={issues.get(turn.index) ?? NO_ISSUES}
            mood={moods.get(turn.index) ?? null}
            player={player}
            isWanted={turn.index === wanted}
          />
        ))}
      </ol>
    </section>
  );
}

const NO_ISSUES: CallIssue[] = [];

function byTurn(issues: CallIssue[]): Map<number, CallIssue[]> {
  const found = new Map<number, CallIssue[]>();
  for (const issue of issues) found.set(issue.turn, [...(found.get(issue.turn) ?? []), issue]);
  return found;
}

interface TurnProps {
  turn: CallTurn;
  language: string | null;
  issues: CallIssue[];
  mood: Sentiment | null;
  player: CallPlayer | null;
  isWanted: boolean;
}

function Turn({ turn, language, issues, mood, player, isWanted }: TurnProps) {
  const runs = useMemo(() => runsOf(turn, issues), [turn, issues]);
  const isHeard = player?.turn === turn.index;
  const who = speakerName(turn.speaker);
  const time = clock(turn.start_s);
  return (
    <li id={`turn-${turn.index}`} tabIndex={-1} class={turn.speaker === 'agent' ? 'agent' : 'other'} aria-current={isHeard || isWanted ? 'true' : undefined}>
      <p class="turn-head">
        <strong>{who}</strong>{' '}
        <span class="small">
          {t('calls.from_to', { from: time, to: clock(turn.end_s) })}
          {turn.overlaps && ` · ${t('calls.overlaps')}`}
          {mood && (
            <>
              {' · '}
              <Mood mood={mood} />
            </>
          )}
        </span>
      </p>
      <p class="said" lang={language ?? 'und'}>
        {runs.map((run, i) => (
          <Said key={i} run={run} />
        ))}
        {!runs.length && <span class="small">{t('calls.no_words')}</span>}
      </p>
      {issues.length > 0 && (
        <details>
          <summary>{t('calls.n_slips', { n: issues.length })}</summary>
          <ul>
            {issues.map((issue, i) => (
              <li key={i}>
                <Mixed text={issue.message} />
                {issue.is_key_word && <span class="small"> {t('calls.key_word')}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {player && (
        <button type="button" class="play quiet" aria-label={t(isHeard ? 'calls.stop_turn' : 'calls.play_turn', { who, time })} onClick={() => (isHeard ? player.stop() : player.playFrom(turn.start_s))}>
          <span aria-hidden="true">{isHeard ? '■' : '▶'}</span> {time}
        </button>
      )}
    </li>
  );
}

function Said({ run }: { run: Run }) {
  if (run.kind === 'plain') return <>{run.text} </>;
  if (run.kind === 'redacted') return <span class="redacted" lang={document.documentElement.lang}>{t('calls.redacted', { what: entityName(run.text) })} </span>;
  return (
    <>
      <span class="unclear-word">
        {run.text}
        <span class="hidden" lang={document.documentElement.lang}> {t('calls.unclear')}</span>
      </span>{' '}
    </>
  );
}
