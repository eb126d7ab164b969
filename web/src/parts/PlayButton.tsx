import { useState } from 'preact/hooks';
import { play, stop, usePlaying, type PlayOptions } from '../audio/player';
import { t } from '../messages';
import { announce } from './announce';

interface Props extends PlayOptions {
  /** Of the sound, unique on the page. */
  name: string;
  /** What a listener calls it. */
  label: string;
  /** Where it is; made when it is first played, where it takes making. */
  address: string | (() => Promise<string>);
  disabled?: boolean;
  /** As `aria-keyshortcuts` has it. */
  shortcut?: string | undefined;
}

export function PlayButton({ name, label, address, rate, loop, disabled, shortcut }: Props) {
  const playing = usePlaying();
  const [isMaking, setMaking] = useState(false);
  const isOn = playing?.name === name && !playing.isPaused;
  const toggle = async () => {
    if (isOn) return stop();
    setMaking(true);
    try {
      const url = typeof address === 'string' ? address : await address();
      await play(name, url, { ...(rate ? { rate } : {}), ...(loop ? { loop } : {}) });
    } catch {
      announce(t('play.failed'));
    } finally {
      setMaking(false);
    }
  };
  return (
    <button
      type="button"
      class="play"
      aria-label={t(isOn ? 'play.stop' : 'play.play', { what: label })}
      aria-busy={isMaking}
      aria-keyshortcuts={shortcut}
      disabled={disabled}
      data-sound={name}
      onClick={toggle}
    >
      <span aria-hidden="true">{isOn ? '■' : '▶'}</span> {label}
    </button>
  );
}
