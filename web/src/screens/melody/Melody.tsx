import { useState } from 'preact/hooks';
import type { TaskResult } from '../../api/tasks';
import { numbers, t, tell } from '../../messages';
import { Message } from '../../parts/Message';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { to } from '../../routes';
import { useTask } from '../result/useTask';
import { Voices } from '../word/Voices';
import { piecesOf, rangeOf, warp, type Span } from './contour';
import { Overlay } from './Overlay';
import './melody.css';

/** How the voice moved and when: drawn, and said in sentences. */
export default function Melody({ taskId }: { taskId: string }) {
  const { task, problem, reload } = useTask(taskId);
  if (problem !== null) {
    return (
      <Screen title={t('melody.title')} name="melody">
        <Problem problem={problem} onAgain={reload} />
      </Screen>
    );
  }
  if (!task) return <p aria-busy="true">{t('app.loading')}</p>;
  return (
    <Screen title={t('melody.title')} name="melody">
      {task.prosody?.learner_pitch ? <Drawn task={task} /> : <p>{t('melody.none')}</p>}
      <a class="button" href={to.task(taskId)}>
        {t('drill.back')}
      </a>
    </Screen>
  );
}

function Drawn({ task }: { task: TaskResult }) {
  const [shows, setShows] = useState({ you: true, american: true, pauses: true });
  const [chosen, setChosen] = useState<number | null>(null);
  const yours = task.prosody!.learner_pitch!;
  const theirs = task.prosody!.reference_pitch;
  const both = task.slices.filter((slice) => slice.learner && slice.reference);
  const said: Span[] = both.map(({ learner }) => ({ start: learner!.start_s, end: learner!.end_s }));
  const spoken: Span[] = both.map(({ reference }) => ({ start: reference!.start_s, end: reference!.end_s }));
  const isPaired = theirs !== null && both.length > 0;
  const place = isPaired ? warp(said, spoken) : (timeS: number) => timeS;
  const mine = piecesOf(yours, place);
  const american = theirs ? piecesOf(theirs) : [];
  const words = task.slices.flatMap((slice) => {
    const part = isPaired ? slice.reference : slice.learner;
    return part ? [{ text: slice.text, start: part.start_s, end: part.end_s }] : [];
  });
  const pauses = (task.timing?.pauses ?? []).map((pause) => ({ start: place(pause.start_s), end: place(pause.end_s) }));
  const toggles = ['you', 'american', 'pauses'] as const;
  return (
    <>
      <fieldset class="choice">
        <legend>{t('melody.show')}</legend>
        {toggles.map((each) => (
          <label key={each} class={`legend-${each}`}>
            <input
              type="checkbox"
              checked={shows[each]}
              onChange={(event) => setShows({ ...shows, [each]: event.currentTarget.checked })}
            />{' '}
            {t(`melody.${each}`)}
          </label>
        ))}
      </fieldset>
      <Overlay
        mine={shows.you ? mine : []}
        american={shows.american ? american : []}
        pauses={shows.pauses ? pauses : []}
        words={words}
      />
      <Sentences task={task} yours={rangeOf(mine)} theirs={american.length ? rangeOf(american) : null} />
      <p class="small">{t('melody.tap')}</p>
      <div class="chips" lang="en">
        {both.map((slice) => (
          <button
            key={slice.word_index}
            type="button"
            aria-pressed={chosen === slice.word_index}
            onClick={() => setChosen(slice.word_index)}
          >
            {slice.text}
          </button>
        ))}
      </div>
      {chosen !== null && <Voices task={task} wordIndex={chosen} name="melody" />}
      <Table task={task} />
    </>
  );
}

/** The same as the picture, for who reads or hears it. */
function Sentences({ task, yours, theirs }: { task: TaskResult; yours: number; theirs: number | null }) {
  const pauses = task.timing?.pauses ?? [];
  const wordAt = (index: number) => task.words[index]?.text ?? '';
  const where = pauses.flatMap((pause, i) => [
    ...(i ? [{ text: ', ', isFilling: false }] : []),
    ...tell('melody.after', { word: wordAt(pause.after_word ?? -1), seconds: numbers(pause.end_s - pause.start_s, 1) }),
  ]);
  const rate = task.timing?.speech_rate_sps ?? null;
  const final = task.prosody?.intonation?.final?.kind;
  const ending = (['fall', 'rise', 'level'] as const).find((each) => each === final);
  return (
    <ul class="sentences">
      <li>
        {theirs === null
          ? t('melody.range_yours', { yours: numbers(yours) })
          : t('melody.range', { yours: numbers(yours), theirs: numbers(theirs) })}
      </li>
      {ending && <li>{t(`melody.${ending}`)}</li>}
      <li>
        <Message parts={tell('melody.paused', { n: pauses.length, where })} />
      </li>
      {rate !== null && <li>{t('melody.rate', { rate: numbers(rate, 1) })}</li>}
    </ul>
  );
}

function Table({ task }: { task: TaskResult }) {
  const pitches = new Map((task.prosody?.intonation?.words ?? []).map((each) => [each.word_index, each.mean_semitones]));
  const length = (part: { start_s: number; end_s: number } | null) => (part ? numbers(part.end_s - part.start_s, 2) : '–');
  return (
    <details>
      <summary>{t('melody.table')}</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('melody.table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('melody.word')}</th>
              <th scope="col">{t('melody.your_pitch')}</th>
              <th scope="col">{t('melody.your_length')}</th>
              <th scope="col">{t('melody.their_length')}</th>
            </tr>
          </thead>
          <tbody>
            {task.slices.map((slice) => {
              const pitch = pitches.get(slice.word_index);
              return (
                <tr key={slice.word_index}>
                  <th scope="row" lang="en">
                    {slice.text}
                  </th>
                  <td>{pitch === undefined || pitch === null ? '–' : numbers(pitch, 1)}</td>
                  <td>{length(slice.learner)}</td>
                  <td>{length(slice.reference)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
