import { useState } from 'preact/hooks';
import { replay, type Call, type Moment } from '../../api/calls';
import { followUntil } from '../../api/follow';
import { ownAddress } from '../../api/client';
import { getTask, isOver, type TaskResult } from '../../api/tasks';
import { numbers, percent, t } from '../../messages';
import { announce } from '../../parts/announce';
import { Mixed } from '../../parts/Mixed';
import { PlayButton } from '../../parts/PlayButton';
import { Problem } from '../../parts/Problem';
import { to } from '../../routes';
import { kindOf, ruleName } from './labels';
import { clock } from './times';
import type { CallPlayer } from './useCallPlayer';

/** What is worth a coach's minute, the weightiest first. */
export function Moments({ call, player }: { call: Call; player: CallPlayer | null }) {
  return (
    <section>
      <h2>{t('calls.moments')}</h2>
      {!call.moments.length && <p>{t('calls.moments_none')}</p>}
      {call.moments.map((moment) => (
        <Card key={moment.index} call={call} moment={moment} player={player} />
      ))}
    </section>
  );
}

interface Props {
  call: Call;
  moment: Moment;
  player: CallPlayer | null;
}

function Card({ call, moment, player }: Props) {
  const title = ruleName(moment.rule);
  const isSaid = moment.practise !== null || moment.turns.some((turn) => call.turns[turn]?.speaker === 'agent');
  const isHeard = player !== null && player.turn !== null && moment.turns.includes(player.turn);
  return (
    <section class="card moment" aria-labelledby={`moment-${moment.index}`}>
      <p class="small">
        <span aria-hidden="true">{moment.is_good ? '✓' : '✎'}</span> {kindOf(moment)} · {t('calls.from_to', { from: clock(moment.start_s), to: clock(moment.end_s) })}
      </p>
      <h3 id={`moment-${moment.index}`}>{title}</h3>
      <p>
        <Mixed text={moment.reason} />
      </p>
      <p>
        <Mixed text={moment.advice} />
      </p>
      {moment.also.length > 0 && <p class="small">{t('calls.also', { what: moment.also.map(ruleName).join(', ') })}</p>}
      <details>
        <summary>{t('calls.evidence', { n: moment.evidence.length })}</summary>
        <ul>
          {moment.evidence.map((each, i) => (
            <li key={i}>
              {t('calls.from_to', { from: clock(each.start_s), to: clock(each.end_s) })}: <Evidence evidence={each} />
            </li>
          ))}
        </ul>
      </details>
      {player && (
        <div class="row">
          {moment.turns.length > 0 && (
            <button type="button" class="play" aria-label={t(isHeard ? 'calls.stop_was' : 'calls.play_was', { what: title })} onClick={() => (isHeard ? player.stop() : player.playTurns(moment.turns))}>
              <span aria-hidden="true">{isHeard ? '■' : '▶'}</span> {t('calls.as_it_was')}
            </button>
          )}
          {isSaid && <AsItShouldSound call={call} moment={moment} title={title} />}
        </div>
      )}
    </section>
  );
}

/** In which unit each measure is told. */
const MEASURES = {
  words_per_min: 'pace',
  silence_s: 'seconds',
  overlap_s: 'seconds',
  monologue_s: 'seconds',
  error_probability: 'share',
  clear_share: 'share',
  negative: 'share',
  positive: 'share',
} as const;
type Measure = keyof typeof MEASURES;

function Evidence({ evidence: { quote, measure, value, usual } }: { evidence: Moment['evidence'][number] }) {
  if (quote !== null) return <q lang="und">{quote}</q>;
  if (value === null || measure === null || !(measure in MEASURES)) return <code>{measure}</code>;
  const known = measure as Measure;
  const isMood = known === 'negative' || known === 'positive'; // how it was before stands in the reason
  const told = (n: number) => (MEASURES[known] === 'share' ? percent(n) : numbers(n, MEASURES[known] === 'pace' ? 0 : 1));
  return (
    <>
      {t(`calls.measure.${known}`, { n: told(value) })} {usual !== null && !isMood && t('calls.usual', { n: told(usual) })}
    </>
  );
}

/** The agent's sentence in an American voice, in their own where they agreed to it, and as a practice of theirs. */
function AsItShouldSound({ call, moment, title }: { call: Call; moment: Moment; title: string }) {
  const [practice, setPractice] = useState<TaskResult | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const asked = async () => {
    setMaking(true);
    setProblem(null);
    try {
      return (await replay(call.task_id, { moment: moment.index })).task_id;
    } catch (refused) {
      setProblem(refused);
      throw refused;
    } finally {
      setMaking(false);
    }
  };
  const spoken = async () => {
    const taskId = await asked();
    announce(t('calls.making'));
    setMaking(true);
    try {
      const told = await followUntil(taskId, getTask, (task) => task.audio.reference !== null);
      setPractice(told);
      if (!isOver(told)) void followUntil(taskId, getTask, isOver).then(setPractice, () => {}); // an own voice may come yet
      return ownAddress(told.audio.reference!.url);
    } catch (refused) {
      setProblem(refused);
      throw refused;
    } finally {
      setMaking(false);
    }
  };
  const ownVoice = practice?.audio.own_voice;
  return (
    <>
      <PlayButton name={`should ${moment.index}`} label={t('calls.as_it_should')} address={spoken} />
      {ownVoice && <PlayButton name={`should own ${moment.index}`} label={t('word.own_voice')} address={ownAddress(ownVoice.url)} />}
      <button type="button" aria-label={t('calls.practise_which', { what: title })} onClick={() => void asked().then((id) => (location.hash = to.task(id)), () => {})}>
        {t('calls.practise')}
      </button>
      {isMaking && <span class="small">{t('calls.making')}</span>}
      {problem !== null && <Problem problem={problem} />}
    </>
  );
}
