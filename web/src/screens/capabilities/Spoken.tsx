import { useEffect, useState } from 'preact/hooks';
import type { PhonemeMap, Playable } from '../../api/abilities';
import { ownAddress } from '../../api/client';
import { getVoices, type Voices } from '../../api/speech';
import { t } from '../../messages';
import { PlayButton } from '../../parts/PlayButton';
import { Problem } from '../../parts/Problem';
import { Go } from './Recorded';
import { Shown } from './Shown';
import { useExchange } from './useExchange';

const TEXT = "It's a very good school.";
const SSML = "<speak>It's a <emphasis>very</emphasis> good <break time='300ms'/> school.</speak>";
const RATES = ['1', '0.8', '0.6'];

/** A text or SSML in a chosen voice. */
export function Spoken({ needsKey }: { needsKey: boolean }) {
  const { shown, problem, isAsking, ask } = useExchange<Playable>();
  const [kind, setKind] = useState<'text' | 'ssml'>('text');
  const [said, setSaid] = useState({ text: TEXT, ssml: SSML });
  const [voice, setVoice] = useState('');
  const [rate, setRate] = useState('1');
  const [voices, setVoices] = useState<Voices['voices']>([]);
  useEffect(() => void getVoices().then((offered) => setVoices(offered.voices), () => {}), []); // the usual one then
  const go = (event: Event) => {
    event.preventDefault();
    const json = { [kind]: said[kind], ...(voice ? { voice } : {}), ...(rate === '1' ? {} : { speaking_rate: Number(rate) }) };
    void ask({ path: '/speak', method: 'POST', json });
  };
  return (
    <>
      <p>{t('able.speak_what')}</p>
      <form onSubmit={go}>
        <fieldset class="choice">
          <legend>{t('able.speak_kind')}</legend>
          {(['text', 'ssml'] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="spoken-kind" checked={kind === each} onChange={() => setKind(each)} /> {t(`able.speak_${each}`)}
            </label>
          ))}
        </fieldset>
        <label>
          {t(`able.speak_${kind}`)}
          <textarea
            lang={voices.find((each) => each.id === voice)?.accent ?? 'en'}
            rows={3}
            maxLength={kind === 'text' ? 600 : 2000}
            value={said[kind]}
            onInput={(e) => setSaid({ ...said, [kind]: e.currentTarget.value })}
          />
        </label>
        <div class="row">
          <label>
            {t('able.voice')}{' '}
            <select value={voice} onChange={(e) => setVoice(e.currentTarget.value)}>
              <option value="">{t('settings.voice_default')}</option>
              {voices.map((each) => (
                <option key={each.id} value={each.id} lang="en">
                  {each.id} ({each.accent}, {each.gender})
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('word.speed')}{' '}
            <select value={rate} onChange={(e) => setRate(e.currentTarget.value)}>
              {RATES.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        </div>
        <Go isAsking={isAsking} />
      </form>
      {problem !== null && <Problem problem={problem} />}
      {shown && (
        <>
          <div class="row">
            <PlayButton name="able spoken" label={t('able.spoken')} address={ownAddress(shown.answer.audio.url)} />
          </div>
          <Shown exchange={shown} needsKey={needsKey} />
        </>
      )}
    </>
  );
}

/** How each word of a text is said, and where that is known from. */
export function Mapped({ needsKey }: { needsKey: boolean }) {
  const { shown, problem, isAsking, ask } = useExchange<PhonemeMap>();
  const [text, setText] = useState('Priya read the record of 1999.');
  const go = (event: Event) => {
    event.preventDefault();
    void ask({ path: '/map', method: 'POST', json: { text } });
  };
  return (
    <>
      <p>{t('able.map_what')}</p>
      <form onSubmit={go}>
        <label>
          {t('able.text')}
          <textarea lang="en" rows={2} maxLength={2000} value={text} onInput={(e) => setText(e.currentTarget.value)} />
        </label>
        <Go isAsking={isAsking} />
      </form>
      {problem !== null && <Problem problem={problem} />}
      {shown && (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label={t('melody.word')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('melody.word')}</th>
                  <th scope="col">{t('able.said_as')}</th>
                  <th scope="col">{t('able.source')}</th>
                </tr>
              </thead>
              <tbody lang="en">
                {shown.answer.words.map((word) => (
                  <tr key={word.index}>
                    <th scope="row">{word.text}</th>
                    <td lang="und-fonipa">{word.pronunciations.map((each) => `/${each.ipa}/`).join(' ')}</td>
                    <td>{word.source}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Shown exchange={shown} needsKey={needsKey} />
        </>
      )}
    </>
  );
}

/** All voices, as the service tells them. */
export function VoiceTable({ needsKey }: { needsKey: boolean }) {
  const { shown, problem, ask } = useExchange<Voices>();
  useEffect(() => void ask({ path: '/voices', method: 'GET' }), []);
  return (
    <>
      <p>{t('able.voices_what')}</p>
      {problem !== null && <Problem problem={problem} />}
      {shown && (
        <>
          <ul lang="en">
            {shown.answer.voices.map((voice) => (
              <li key={voice.id}>
                <code>{voice.id}</code> {voice.accent}, {voice.gender}
              </li>
            ))}
          </ul>
          <Shown exchange={shown} needsKey={needsKey} />
        </>
      )}
    </>
  );
}
