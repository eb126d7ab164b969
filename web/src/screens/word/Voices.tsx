import type { TaskResult } from '../../api/tasks';
import type { PlayOptions } from '../../audio/player';
import { t } from '../../messages';
import { PlayButton } from '../../parts/PlayButton';
import { voicesOf } from './voices';

interface Props extends PlayOptions {
  task: TaskResult;
  wordIndex: number;
  /** Before the names of the sounds, to tell two strips of one page apart. */
  name: string;
}

/** One word in each voice that there is. */
export function Voices({ task, wordIndex, name, ...options }: Props) {
  const voices = voicesOf(task, wordIndex, task.audio.reference?.voice ?? '');
  return (
    <span class="voices">
      {voices.map((voice) => (
        <PlayButton
          key={voice.name}
          name={`${name} ${wordIndex} ${voice.name}`}
          label={t(voice.label)}
          address={voice.address}
          {...options}
        />
      ))}
    </span>
  );
}
