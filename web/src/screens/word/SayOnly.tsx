import { useState } from 'preact/hooks';
import type { JudgedWord, TaskResult } from '../../api/tasks';
import { t, tell, textOf, type Part } from '../../messages';
import { announce } from '../../parts/announce';
import { Message } from '../../parts/Message';
import { Problem } from '../../parts/Problem';
import { judge } from '../drill/judge';
import { RecordButton } from '../practise/RecordButton';
import { useRecorder, type Take } from '../practise/useRecorder';
import { slipsInParts, type SoundNames } from '../result/labels';
import { stateOf } from '../result/marks';

interface Props {
  task: TaskResult;
  word: JudgedWord;
  names: SoundNames;
}

type Try = 'clear' | 'slip' | 'unsure';
const MOST_TRIES = 5;

/** The word alone, as often as one likes; what became of the last five. */
export function SayOnly({ word, names }: Props) {
  const [tries, setTries] = useState<Try[]>([]);
  const [told, setTold] = useState<Part[]>([]);
  const [isChecking, setChecking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const recorder = useRecorder((take) => void check(take));

  const check = async (take: Take) => {
    setProblem(null);
    if (take.check.fault && take.check.fault !== 'too_short') {
      setTold(tell(`take.${take.check.fault}.title`));
      recorder.discard();
      return;
    }
    setChecking(true);
    try {
      const judged = await judge(take.file, word.text);
      const heard = judged.words.find((each) => each.error_type !== 'insertion');
      const state = heard && judged.assessable ? stateOf(heard) : 'omitted';
      const result: Try = state === 'fine' ? 'clear' : state === 'error' ? 'slip' : 'unsure';
      const slips = heard && result === 'slip' ? slipsInParts(heard, names) : [];
      setTries((before) => [...before, result].slice(-MOST_TRIES));
      const said = slips.length ? slips : tell(result === 'clear' ? 'word.try_clear' : 'drill.unsure');
      setTold(said);
      announce(textOf(said));
    } catch (refused) {
      setProblem(refused);
    } finally {
      setChecking(false);
      recorder.discard();
    }
  };

  return (
    <section class="say-only">
      <h3>{t('word.say_only')}</h3>
      <RecordButton recorder={recorder} label={t('word.say_only')} />
      <p>{isChecking ? t('drill.checking') : <Message parts={told} />}</p>
      {tries.length > 0 && (
        <ol class="tries" aria-label={t('word.tries')}>
          {tries.map((each, i) => (
            <li key={i} data-try={each}>
              <span class="hidden">{t(`word.try_${each}`)}</span>
              <span aria-hidden="true">{{ clear: '●', slip: '○', unsure: '·' }[each]}</span>
            </li>
          ))}
        </ol>
      )}
      {problem !== null && <Problem problem={problem} />}
    </section>
  );
}
