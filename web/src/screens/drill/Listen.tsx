import { useState } from 'preact/hooks';
import { say } from '../../api/speech';
import type { DrillStep } from '../../api/tasks';
import { t, tell, textOf } from '../../messages';
import { announce } from '../../parts/announce';
import { Message } from '../../parts/Message';
import { PlayButton } from '../../parts/PlayButton';
import { getSettings } from '../../settings/store';

interface Props {
  step: DrillStep;
  /** Told once, of the first answer. */
  onAnswer(isRight: boolean): void;
}

/** Which of two words is it? By ear alone. */
export function Listen({ step, onAnswer }: Props) {
  const [answer, setAnswer] = useState<string | null>(null);
  const choose = (choice: string) => {
    if (answer === null) onAnswer(choice === step.text);
    setAnswer(choice);
    announce(textOf(verdict(choice)));
  };
  const verdict = (choice: string) => tell(choice === step.text ? 'drill.right' : 'drill.wrong', { word: step.text });
  return (
    <>
      <h2>{t('drill.listen')}</h2>
      <div class="row">
        <PlayButton name={`drill ${step.text}`} label={t('drill.play')} address={() => say(speechOf(step))} />
      </div>
      <div class="row choices" lang="en">
        {step.choices.map((choice) => (
          <button key={choice} type="button" aria-pressed={answer === choice} onClick={() => choose(choice)}>
            {choice}
          </button>
        ))}
      </div>
      <p>{answer !== null && <Message parts={verdict(answer)} />}</p>
    </>
  );
}

/** By its phones where they are known: the text alone may be read otherwise. */
export function speechOf(step: DrillStep) {
  const { voice } = getSettings();
  const isKnown = step.phones.length > 0 && step.phones.every((word) => word.length > 0);
  return { text: step.text, ...(isKnown ? { phones: step.phones } : {}), ...(voice ? { voice } : {}) };
}
