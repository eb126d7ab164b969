import { useEffect, useRef, useState } from 'preact/hooks';
import { sayLive, type SpeechMessage } from '../../api/liveSpeech';
import { stop as stopPlaying } from '../../audio/player';
import { StreamedSound } from '../../audio/streamed';
import { numbers, t } from '../../messages';
import { CopyButton } from '../../parts/CopyButton';

const TEXT = 'We met in the garden. Then we all went home.';

interface Told {
  messages: SpeechMessage[];
  /** From the press to the first sound. */
  firstSoundMs: number | null;
  state: 'going' | 'whole' | 'cut';
}

const BEGUN: Told = { messages: [], firstSoundMs: null, state: 'going' };

/** A text that is heard while it is made. */
export function SpokenLive() {
  const [text, setText] = useState(TEXT);
  const [told, setTold] = useState<Told | null>(null);
  const running = useRef<{ end(): void; sound: StreamedSound | null } | null>(null);
  const leave = () => {
    running.current?.end();
    running.current?.sound?.stop();
    running.current = null;
  };
  useEffect(() => leave, []);

  const go = (event: Event) => {
    event.preventDefault();
    leave();
    stopPlaying();
    setTold(BEGUN);
    const from = performance.now();
    const end = sayLive({ text: text.trim() }, {
      onMessage(message) {
        if (message.type === 'begins') running.current!.sound = new StreamedSound(message.rate_hz);
        setTold((before) => before && { ...before, messages: [...before.messages, message] });
      },
      onSound(samples) {
        running.current!.sound?.add(samples);
        const elapsedMs = Math.round(performance.now() - from);
        setTold((before) => before && { ...before, firstSoundMs: before.firstSoundMs ?? elapsedMs });
      },
      onEnd(isWhole) {
        void running.current?.sound?.end();
        setTold((before) => before && { ...before, state: isWhole ? 'whole' : 'cut' });
      },
    });
    running.current = { end, sound: null };
  };
  const stop = () => {
    leave();
    setTold((before) => before && { ...before, state: 'cut' });
  };
  return (
    <>
      <p>{t('able.speak_live_what')}</p>
      <form onSubmit={go}>
        <label>
          {t('able.text')}
          <textarea lang="en" rows={3} required maxLength={600} value={text} onInput={(e) => setText(e.currentTarget.value)} />
        </label>
        <div class="row">
          <button type="submit" class="main">
            {t('able.go')}
          </button>
          <button type="button" disabled={!told} onClick={stop}>
            {t('able.live_end')}
          </button>
        </div>
      </form>
      {told && <Said told={told} text={text.trim()} />}
    </>
  );
}

function Said({ told: { messages, firstSoundMs, state }, text }: { told: Told; text: string }) {
  const request = `WS ${location.origin.replace(/^http/, 'ws')}/api/v1/speak/stream\n${JSON.stringify({ text })}`;
  const lines = messages.map((message) => JSON.stringify(message)).join('\n');
  const refused = messages.find((message) => message.type === 'error');
  return (
    <section class="exchange">
      <h3>{t('able.request')}</h3>
      <pre tabIndex={0} aria-label={t('able.request')} lang="en">
        {request}
      </pre>
      <CopyButton text={request} label={t('able.copy_command')} />
      {firstSoundMs !== null && <p>{t('able.speak_live_first', { n: numbers(firstSoundMs) })}</p>}
      {state === 'cut' && (
        <p class="notice problem" role="alert">
          {refused ? <span lang="en">{refused.problem.detail || refused.problem.title}</span> : t('able.live_cut')}
        </p>
      )}
      {state === 'whole' && <p role="status">{t('able.live_whole')}</p>}
      <details>
        <summary>{t('able.answer')}</summary>
        <pre tabIndex={0} aria-label={t('able.answer')} lang="en">
          {lines}
        </pre>
        <CopyButton text={lines} label={t('able.copy_answer')} />
      </details>
    </section>
  );
}
