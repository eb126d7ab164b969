import { useEffect, useRef, useState } from 'preact/hooks';
import { getTips } from '../../api/speech';
import type { JudgedPhone, JudgedWord, TaskResult } from '../../api/tasks';
import { play, playThrough, stop, togglePause } from '../../audio/player';
import { t, tell, type Part } from '../../messages';
import { useAriaKey, useKeys } from '../../parts/keys';
import { Message } from '../../parts/Message';
import { Mixed } from '../../parts/Mixed';
import { PlayButton } from '../../parts/PlayButton';
import { to } from '../../routes';
import { useSettings } from '../../settings/store';
import { plainName, wordInParts, type SoundNames } from '../result/labels';
import { Outlines } from './Outlines';
import { SayOnly } from './SayOnly';
import { Stress } from './Stress';
import { voicesOf, type WordVoice } from './voices';

interface Props {
  task: TaskResult;
  taskId: string;
  /** Of the word in `task.words`. */
  position: number;
  names: SoundNames;
}

const SPEEDS = [
  [1, 'word.full'],
  [0.75, 'word.three_quarters'],
  [0.5, 'word.half'],
] as const;

/** One word: its sounds, how each voice says it, and how to say it. */
export function WordSheet({ task, taskId, position, names }: Props) {
  const word = task.words[position]!;
  const sheet = useRef<HTMLDialogElement>(null);
  const [rate, setRate] = useState(1);
  const [loop, setLoop] = useState(false);
  const voices = word.error_type === 'insertion' ? [] : voicesOf(task, word.index, task.audio.reference?.voice ?? '');

  const close = () => (location.hash = to.task(taskId));
  const go = (step: number) => {
    if (task.words[position + step]) location.hash = to.word(taskId, position + step);
  };
  useEffect(() => {
    const place = sheet.current!;
    if (!place.open) place.showModal();
    return () => stop();
  }, []);

  const hear = async (voice: WordVoice | undefined) => {
    if (voice) await play(soundName(word, voice), await voice.address(), { rate, loop });
  };
  const alternate = async () => {
    const [mine, theirs] = [voices.find((v) => v.name === 'me'), voices.find((v) => v.name === 'reference')];
    for (const voice of [mine, theirs]) {
      if (voice) await playThrough(`turn ${voice.name}`, await voice.address(), { rate });
    }
  };
  const ariaKey = useAriaKey();
  const byKey = (name: string) => () => void hear(voices.find((voice) => voice.name === name));
  useKeys({
    play_me: byKey('me'),
    play_reference: byKey('reference'),
    play_own_voice: byKey('own_voice'),
    play_heard: byKey('heard'),
    alternate: () => void alternate(),
    loop: () => setLoop((on) => !on),
    slower: () => setRate((now) => (now === 1 ? 0.75 : now === 0.75 ? 0.5 : 1)),
    pause: () => void togglePause(),
    word_before: () => go(-1),
    word_after: () => go(1),
  });

  return (
    <dialog class="sheet" ref={sheet} aria-labelledby="sheet-word" onClose={close} onClick={(e) => e.target === sheet.current && close()}>
      <div class="row sheet-top">
        <h2 id="sheet-word" lang="en" tabIndex={-1} autofocus>
          {word.text}
        </h2>
        <p class="small">
          <Message parts={wordInParts(word, names)} />
        </p>
        <button type="button" class="quiet close" onClick={close} aria-label={t('word.close')}>
          ✕
        </button>
      </div>
      <section aria-label={t('word.voices')}>
        <div class="row">
          {voices.map((voice) => (
            <PlayButton
              key={voice.name}
              name={soundName(word, voice)}
              label={t(voice.label)}
              address={voice.address}
              rate={rate}
              loop={loop}
              shortcut={ariaKey(`play_${voice.name}`)}
            />
          ))}
          {voices.length > 1 && (
            <button type="button" aria-keyshortcuts={ariaKey('alternate')} onClick={alternate}>
              {t('word.alternate')}
            </button>
          )}
        </div>
        {voices.some((voice) => voice.name === 'own_voice') && <p class="small">{t('word.own_voice_note')}</p>}
        {voices.length === 0 && <p class="small">{t('word.no_sound')}</p>}
        {voices.length > 0 && (
          <div class="row">
            <fieldset class="choice">
              <legend>{t('word.speed')}</legend>
              {SPEEDS.map(([speed, label]) => (
                <label key={speed}>
                  <input type="radio" name="speed" checked={rate === speed} onChange={() => setRate(speed)} /> {t(label)}
                </label>
              ))}
            </fieldset>
            <label class="switch">
              <input type="checkbox" checked={loop} onChange={(event) => setLoop(event.currentTarget.checked)} />
              {t('word.loop')}
            </label>
          </div>
        )}
      </section>
      {word.error_type !== 'insertion' && <Outlines task={task} word={word} />}
      <Meant task={task} word={word} />
      <Sounds word={word} names={names} />
      {word.stress && word.stress.prominence.length > 1 && <Stress stress={word.stress} />}
      <HowTo task={task} word={word} />
      {word.error_type !== 'insertion' && <SayOnly task={task} word={word} names={names} />}
      <footer class="row">
        <button type="button" onClick={() => go(-1)} disabled={position === 0}>
          {t('word.previous')}
        </button>
        <button type="button" onClick={() => go(1)} disabled={position === task.words.length - 1}>
          {t('word.next')}
        </button>
      </footer>
    </dialog>
  );
}

const soundName = (word: JudgedWord, voice: WordVoice) => `word ${word.index} ${voice.name}`;

/** Free speech may have been meant otherwise: the other readings, each a text to be judged against. */
function Meant({ task, word }: { task: TaskResult; word: JudgedWord }) {
  const others = (word.readings ?? []).map((reading) => reading.text);
  if (word.text_source !== 'guess' || !others.length) return null;
  const textWith = (reading: string) =>
    task.words
      .filter((each) => each.error_type !== 'insertion')
      .map((each) => (each.index === word.index ? reading : each.text))
      .join(' ');
  return (
    <p>
      {t('word.meant')}{' '}
      {others.map((reading) => (
        <a key={reading} class="button" lang="en" href={to.practise(textWith(reading))}>
          {reading}
        </a>
      ))}
    </p>
  );
}

/** Each sound of the word, its state in words and by its line. */
export function Sounds({ word, names }: { word: JudgedWord; names: SoundNames }) {
  const { soundNames } = useSettings();
  const nameOf = (phone: string, ipa: string) => {
    const plain = plainName(names, phone);
    if (soundNames === 'plain') return plain;
    return soundNames === 'ipa' ? `/${ipa}/` : `${plain} /${ipa}/`;
  };
  return (
    <section>
      <h3>{t('word.sounds')}</h3>
      <ul class="sounds">
        {word.phones.map((phone) => (
          <li key={phone.index} data-state={phone.state}>
            <Message parts={soundInParts(phone, nameOf)} />
          </li>
        ))}
        {word.insertions
          .filter((added) => added.state === 'error')
          .map((added) => (
            <li key={`added ${added.before_phone}`} data-state="error">
              <Message parts={tell('word.sound_added', { sound: nameOf(added.heard, added.heard_ipa) })} />
            </li>
          ))}
      </ul>
    </section>
  );
}

function soundInParts(phone: JudgedPhone, nameOf: (phone: string, ipa: string) => string): Part[] {
  const sound = nameOf(phone.target, phone.ipa);
  if (phone.state === 'fine') return tell('word.sound_fine', { sound });
  if (phone.state === 'uncertain') return tell('word.sound_uncertain', { sound });
  if (phone.heard === null || phone.heard_ipa === null) return tell('word.sound_dropped', { sound });
  return tell('word.sound_error', { sound, heard: nameOf(phone.heard, phone.heard_ipa) });
}

/** Advice for the word's slips, one a habit. */
function HowTo({ task, word }: { task: TaskResult; word: JudgedWord }) {
  const { language, l1 } = useSettings();
  const [told, setTold] = useState<{ title: string; how: string; note: string | null }[]>([]);
  const tips = [...new Set(task.issues.filter((each) => each.word_index === word.index).map((each) => each.tip))];
  useEffect(() => {
    if (!tips.length || word.error_type === 'insertion') return;
    getTips(language, l1).then(
      (known) => setTold(tips.map((tip) => known.get(tip)).filter((tip) => tip !== undefined)),
      () => {}, // the sheet goes without
    );
  }, [language, l1, tips.join()]);
  if (!told.length) return null;
  return (
    <section>
      <h3>{t('word.how')}</h3>
      {told.map((tip) => (
        <div key={tip.title}>
          <h4>
            <Mixed text={tip.title} />
          </h4>
          <p>
            <Mixed text={tip.how} />
          </p>
          {tip.note && (
            <p>
              <Mixed text={tip.note} />
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
