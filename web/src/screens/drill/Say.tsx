import { useState } from 'preact/hooks';
import { say } from '../../api/speech';
import type { DrillStep } from '../../api/tasks';
import { t, tell, textOf, type Part } from '../../messages';
import { announce } from '../../parts/announce';
import { useKeys } from '../../parts/keys';
import { PlayButton } from '../../parts/PlayButton';
import { Message } from '../../parts/Message';
import { Problem } from '../../parts/Problem';
import { NoMicrophone } from '../practise/NoMicrophone';
import { RecordButton } from '../practise/RecordButton';
import { useRecorder, type Take } from '../practise/useRecorder';
import { judge } from './judge';
import { speechOf } from './Listen';
import { verdictOf, type Verdict } from './steps';

interface Props {
  step: DrillStep;
  tips: Set<string>;
  /** Told of each take that could be judged. */
  onVerdict(isClear: boolean): void;
}

/** Hear it, say it, and hear of this one habit how it went. */
export function Say({ step, tips, onVerdict }: Props) {
  const [told, setTold] = useState<Part[]>([]);
  const [own, setOwn] = useState(step.kind === 'own' ? step.text : '');
  const [problem, setProblem] = useState<unknown>(null);
  const recorder = useRecorder((take) => void check(take));
  const { state } = recorder;
  useKeys({ record: state.at === 'recording' ? recorder.stop : recorder.start });
  // What is shown has beats and joins that are said, not read: `walked‿in`, `a CUP of TEA`.
  const text = step.kind === 'own' ? own : step.text.replaceAll('‿', ' ');

  const show = (parts: Part[]) => {
    setTold(parts);
    announce(textOf(parts));
  };
  const check = async (take: Take) => {
    setProblem(null);
    const { fault } = take.check;
    if (fault && fault !== 'too_short') {
      recorder.discard();
      return show([{ text: `${t(`take.${fault}.title`)}. ${t(`take.${fault}.do`)}`, isFilling: false }]);
    }
    setTold(tell('drill.checking'));
    try {
      const verdict = verdictOf(await judge(take.file, text), tips);
      show(inParts(verdict));
      if (verdict.kind === 'clear' || verdict.kind === 'not_yet') onVerdict(verdict.kind === 'clear');
    } catch (refused) {
      setTold([]);
      setProblem(refused);
    }
    recorder.discard();
  };

  return (
    <>
      <h2>{t(`drill.${step.kind}`)}</h2>
      {step.kind === 'own' ? (
        <textarea lang="en" rows={2} aria-label={t('drill.own')} value={own} onInput={(e) => setOwn(e.currentTarget.value)} />
      ) : (
        <p class="to-read" lang="en">
          {step.text}
        </p>
      )}
      <div class="row">
        {step.kind !== 'own' && (
          <PlayButton name={`drill ${step.text}`} label={t('drill.play')} address={() => say({ ...speechOf(step), text })} />
        )}
      </div>
      <RecordButton recorder={recorder} />
      {state.at === 'refused' && <NoMicrophone problem={state.problem} onAgain={recorder.start} />}
      <p>
        <Message parts={told} />
      </p>
      {problem !== null && <Problem problem={problem} />}
    </>
  );
}

function inParts({ kind, words }: Verdict): Part[] {
  if (kind === 'clear') return tell('drill.clear', { words: words.join(', ') });
  if (kind === 'not_yet') return tell('drill.not_yet', { words: words.join(', ') });
  return tell(kind === 'unsure' ? 'drill.unsure' : 'drill.unjudged');
}
