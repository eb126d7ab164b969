import { useEffect, useRef, useState } from 'preact/hooks';
import { quoted } from '../../api/abilities';
import { LiveStream, type LiveMessage, type LiveWord } from '../../api/live';
import { decode } from '../../audio/clips';
import { MicrophoneError, record, type Recording } from '../../audio/microphone';
import { numbers, t } from '../../messages';
import { CopyButton } from '../../parts/CopyButton';
import sampleUrl from '../../sample/recording.wav?url';
import { getSettings } from '../../settings/store';
import { playInRealTime } from './playing';

interface Running {
  stream: LiveStream;
  /** Gives no more sound. */
  stop(): void;
  /** Gives what was said so far, and no more. */
  finish(): Promise<unknown>;
}

interface Told {
  messages: LiveMessage[];
  /** From the first sound sent to the first word told. */
  firstWordMs: number | null;
  state: 'going' | 'whole' | 'cut';
}

const BEGUN: Told = { messages: [], firstWordMs: null, state: 'going' };

/** Words while they are spoken: of a file that is sent as fast as it was spoken, or of the microphone. */
export function Live({ needsKey }: { needsKey: boolean }) {
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState('');
  const [told, setTold] = useState<Told | null>(null);
  const [fault, setFault] = useState('');
  const running = useRef<Running | null>(null);
  const leave = () => {
    running.current?.stop();
    running.current?.stream.cancel();
    running.current = null;
  };
  useEffect(() => leave, []);

  const begin = (): LiveStream => {
    leave();
    setFault('');
    setTold(BEGUN);
    const from = performance.now();
    const stream = new LiveStream(
      { language: 'en', ...(text.trim() ? { text: text.trim() } : {}) },
      {
        onMessage: (message) =>
          setTold((before) => {
            const { messages, firstWordMs, state } = before ?? BEGUN;
            const isWord = message.type === 'partial' || message.type === 'final';
            return { messages: [...messages, message], firstWordMs: firstWordMs ?? (isWord ? Math.round(performance.now() - from) : null), state };
          }),
        onEnd: (isWhole) => {
          running.current?.stop();
          running.current = null;
          setTold((before) => before && { ...before, state: isWhole ? 'whole' : 'cut' });
        },
      },
    );
    running.current = { stream, stop: () => {}, finish: () => Promise.resolve() };
    return stream;
  };
  const play = async (event: Event) => {
    event.preventDefault();
    const bytes = file ? await file.arrayBuffer() : await (await fetch(sampleUrl)).arrayBuffer();
    const sound = await decode(bytes).catch(() => null);
    if (!sound) return setFault(t('able.live_no_sound'));
    const stream = begin();
    running.current!.stop = playInRealTime(sound, (block) => stream.hear(block, sound.rateHz), () => stream.end());
  };
  const listen = async () => {
    const stream = begin();
    let recording: Recording;
    try {
      recording = await record(getSettings().microphone, {
        onBlock: (block, rateHz) => stream.hear(block, rateHz),
        onLost: () => stream.end(),
      });
    } catch (error) {
      leave();
      setTold(null);
      return setFault(t(`mic.${error instanceof MicrophoneError ? error.problem : 'other'}.title`));
    }
    if (running.current?.stream === stream) running.current = { stream, stop: recording.cancel, finish: recording.stop };
    else recording.cancel(); // it was ended meanwhile
  };
  const end = async () => {
    const { current } = running;
    if (!current) return;
    await current.finish();
    current.stop();
    current.stream.end();
  };
  const isGoing = told?.state === 'going';
  return (
    <>
      <p>{t('able.live_what')}</p>
      <form onSubmit={play}>
        <p>
          <label>
            {t('able.recording')}{' '}
            <input type="file" accept="audio/*" onChange={(e) => setFile(e.currentTarget.files?.[0] ?? null)} />
          </label>{' '}
          <span class="small">{t('able.recording_none')}</span>
        </p>
        <label>
          {t('able.live_text')}
          <textarea lang="en" rows={2} maxLength={2000} value={text} onInput={(e) => setText(e.currentTarget.value)} />
        </label>
        <div class="row">
          <button type="submit" class="main" disabled={isGoing}>
            {t('able.live_play')}
          </button>
          <button type="button" disabled={isGoing} onClick={() => void listen()}>
            {t('able.live_listen')}
          </button>
          <button type="button" disabled={!isGoing} onClick={() => void end()}>
            {t('able.live_end')}
          </button>
        </div>
      </form>
      {fault && <p role="alert">{fault}</p>}
      {told && <Heard told={told} />}
      {told && <AsCommand text={text.trim()} needsKey={needsKey} />}
    </>
  );
}

function Heard({ told }: { told: Told }) {
  const { messages, firstWordMs, state } = told;
  const lines = messages.map((message) => JSON.stringify(message)).join('\n');
  const ready = messages.find((message) => message.type === 'ready');
  const refused = messages.find((message) => message.type === 'error');
  return (
    <section>
      <blockquote lang="en">
        {messages.map((message) => message.type === 'final' && <p key={message.utterance}>{message.text}</p>)}
        <Partial message={messages.findLast((message) => message.type === 'partial' || message.type === 'final')} />
      </blockquote>
      {ready && (
        <p class="small" lang="en">
          {ready.engine} {ready.model_version}
        </p>
      )}
      {firstWordMs !== null && <p>{t('able.live_first', { n: numbers(firstWordMs) })}</p>}
      {state === 'cut' && <p class="notice problem" role="alert">{refused ? <span lang="en">{refused.problem.detail || refused.problem.title}</span> : t('able.live_cut')}</p>}
      {state === 'whole' && <p role="status">{t('able.live_whole')}</p>}
      {state !== 'going' && (
        <details class="exchange">
          <summary>{t('able.answer')}</summary>
          <pre tabIndex={0} aria-label={t('able.answer')} lang="en">
            {lines}
          </pre>
          <CopyButton text={lines} label={t('able.copy_answer')} />
        </details>
      )}
    </section>
  );
}

/** Of the utterance that goes on: words that stay, and those that may still change. */
function Partial({ message }: { message: LiveMessage | undefined }) {
  if (message?.type !== 'partial') return null;
  const words = (told: LiveWord[]) => told.map((word) => word.text).join(' ');
  return (
    <p>
      {words(message.stable)} <em class="small">{words(message.unstable)}</em>
    </p>
  );
}

/** A stream is no matter for curl: the Python client speaks it. */
function AsCommand({ text, needsKey }: { text: string; needsKey: boolean }) {
  const parts = [`afv live recording.wav --url ${quoted(location.origin)}`, ...(text ? [`--text ${quoted(text)}`] : []), '--json'];
  const command = `${needsKey ? 'AFV_API_KEY="$KEY" ' : ''}${parts.join(' ')}`;
  return (
    <section class="exchange">
      <h3>{t('able.request')}</h3>
      <pre tabIndex={0} aria-label={t('able.request')} lang="en">
        {command}
      </pre>
      <CopyButton text={command} label={t('able.copy_command')} />
    </section>
  );
}
