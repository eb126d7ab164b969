import { useEffect, useState } from 'preact/hooks';
import { ApiProblem, ownAddress } from '../../api/client';
import { getShared, type SharedResult } from '../../api/shares';
import type { JudgedWord } from '../../api/tasks';
import { clipUrl, loadSound } from '../../audio/clips';
import { play } from '../../audio/player';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { PlayButton } from '../../parts/PlayButton';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { wordLabel } from '../result/labels';
import { laidOut, SIGNS, slipsOf, stateOf } from '../result/marks';
import '../result/result.css';

/** A result that somebody shared: seen and heard without a key, and nothing else of theirs. */
export default function Shared({ token }: { token: string }) {
  const [result, setResult] = useState<SharedResult | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const load = () => {
    setProblem(null);
    getShared(token).then(setResult, setProblem);
  };
  useEffect(load, [token]);
  useEffect(keepFromSearch, []);
  const leadsNowhere = problem instanceof ApiProblem && problem.status === 404;
  return (
    <Screen title={leadsNowhere ? t('shared.gone') : titleOf(result)} name="shared">
      {leadsNowhere && <p>{t('shared.gone_do')}</p>}
      {problem !== null && !leadsNowhere && <Problem problem={problem} onAgain={load} />}
      {!result && problem === null && <p aria-busy="true">{t('app.loading')}</p>}
      {result && <Found result={result} />}
    </Screen>
  );
}

function titleOf(result: SharedResult | null): string {
  if (!result) return t('shared.title');
  const { n_clear_words: clear, n_words: n } = result.scores;
  return clear === null || n === null ? t('result.title_free') : t('result.title', { clear, n });
}

/** No search engine is to keep it, whoever posts the link where. */
function keepFromSearch(): () => void {
  const mark = document.createElement('meta');
  mark.name = 'robots';
  mark.content = 'noindex, nofollow';
  document.head.append(mark);
  return () => mark.remove();
}

function Found({ result }: { result: SharedResult }) {
  const { recording, reference } = result.audio;
  return (
    <>
      <p class="notice">{t('shared.what', { date: date(result.expires_at) })}</p>
      <section class="card">
        <h2>{t('result.words')}</h2>
        <p class="small">{t('shared.words_how')}</p>
        <SharedWords result={result} />
        <div class="row" role="group" aria-label={t('result.play_all')}>
          {recording && <PlayButton name="shared recording" label={t('shared.recording')} address={ownAddress(recording.url)} />}
          {reference && <PlayButton name="shared reference" label={t('word.reference')} address={ownAddress(reference.url)} />}
        </div>
      </section>
      {result.issues.length > 0 && (
        <section>
          <h2>{t('shared.heard')}</h2>
          <ul lang="en">
            {result.issues.map((issue) => (
              <li key={issue.id}>{issue.message}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function SharedWords({ result }: { result: SharedResult }) {
  const { placed, after } = laidOut(result.text, result.words);
  const hear = async (word: JudgedWord) => {
    const span = result.spans.find((each) => each.word_index === word.index)?.recording;
    const url = result.audio.recording && ownAddress(result.audio.recording.url);
    if (!span || !url) return;
    try {
      const clip = clipUrl(url, await loadSound(url), span.start_s, span.end_s);
      await play(`shared ${word.index}`, clip);
    } catch {
      announce(t('play.failed'));
    }
  };
  return (
    <p class="words" lang="en" role="group" aria-label={t('result.words')}>
      {placed.map(({ word, before }, i) => (
        <>
          {before}
          <button key={i} type="button" class={`word ${stateOf(word)}`} aria-label={wordLabel(word, new Map())} onClick={() => void hear(word)}>
            {slipsOf(word).length > 0 && (
              <span class="signs" aria-hidden="true">
                {[...new Set(slipsOf(word).map((slip) => SIGNS[slip.kind]))].join('')}
              </span>
            )}
            {stateOf(word) === 'added' ? `[${word.text}]` : word.text}
          </button>
        </>
      ))}
      {after}
    </p>
  );
}
