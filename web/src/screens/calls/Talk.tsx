import type { Call, Talk as TalkOfCall } from '../../api/calls';
import { numbers, percent, t } from '../../messages';
import { speakerName } from './labels';
import { Mood } from './Mood';
import { clock } from './times';

/** How the talk was shared, in sentences. */
export function Talk({ talk, accent }: { talk: TalkOfCall; accent: Call['accent'] }) {
  const longest = Math.max(0, ...talk.silences.map((each) => each.end_s - each.start_s));
  const byAgent = talk.interruptions.filter((each) => each.speaker === 'agent').length;
  return (
    <section>
      <h2>{t('calls.talk')}</h2>
      <ul class="sentences">
        {accent && accent.n_words > 0 && <li>{t('calls.clear_words', { clear: accent.n_clear_words, n: accent.n_words })}</li>}
        {talk.speakers.map((each) => (
          <li key={each.speaker}>
            {t('calls.share_of', { who: speakerName(each.speaker), share: percent(each.talk_share) })}{' '}
            {each.words_per_min !== null && t('calls.pace', { n: Math.round(each.words_per_min) })}
          </li>
        ))}
        <li>{t('calls.silences', { n: talk.silences.length, longest: numbers(longest) })}</li>
        <li>{t('calls.interrupted', { n: byAgent })}</li>
        <li>{t('calls.was_interrupted', { n: talk.interruptions.length - byAgent })}</li>
      </ul>
    </section>
  );
}

const WIDTH = 600;
const HEIGHT = 120;

interface Point {
  turn: number;
  startS: number;
  speaker: string;
  /** −1, annoyed, to 1, content. */
  balance: number;
  mood: NonNullable<TalkOfCall['turns'][number]['sentiment']>;
}

/** How both felt over the call: a line each, and the same as a table. */
export function MoodLine({ call, talk }: { call: Call; talk: TalkOfCall }) {
  const points = talk.turns.flatMap(({ turn, sentiment, probabilities }): Point[] => {
    const said = call.turns[turn];
    if (!said || !probabilities || !sentiment) return [];
    return [{ turn, startS: said.start_s, speaker: said.speaker, balance: probabilities.positive - probabilities.negative, mood: sentiment }];
  });
  if (!points.length) return null;
  const durationS = Math.max(call.duration_s ?? 0, points.at(-1)!.startS, 0.1);
  const x = (timeS: number) => (timeS / durationS) * WIDTH;
  const y = (balance: number) => HEIGHT / 2 - balance * (HEIGHT / 2 - 8);
  const line = (speaker: string) => points.filter((point) => point.speaker === speaker).map((point) => `${x(point.startS).toFixed(1)} ${y(point.balance).toFixed(1)}`).join('L');
  return (
    <section>
      <h2>{t('calls.mood_line')}</h2>
      <p class="small">{t('calls.mood_line_how')}</p>
      <svg class="mood-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <line class="middle" x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} />
        {(['agent', 'customer'] as const).map((speaker) => (
          <path key={speaker} class={speaker} d={line(speaker) && `M${line(speaker)}`} />
        ))}
      </svg>
      <details>
        <summary>{t('melody.table')}</summary>
        <div class="scroll" tabIndex={0} role="group" aria-label={t('calls.mood_line')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('calls.time')}</th>
                <th scope="col">{t('calls.who')}</th>
                <th scope="col">{t('calls.mood')}</th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.turn}>
                  <th scope="row">{clock(point.startS)}</th>
                  <td>{speakerName(point.speaker)}</td>
                  <td>
                    <Mood mood={point.mood} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
