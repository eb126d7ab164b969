import { useEffect, useMemo } from 'preact/hooks';
import { numbers, t } from '../../messages';
import { announce } from '../../parts/announce';
import { Level } from '../../parts/Level';
import { PlayButton } from '../../parts/PlayButton';
import { NoMicrophone } from '../practise/NoMicrophone';
import { useRecorder, type Take } from '../practise/useRecorder';

const TEST_S = 3;

/** Three seconds of the microphone: how loud it is, what it heard, and what the browser made of the sound. Nothing is sent. */
export function MicrophoneTest({ onAllowed }: { onAllowed(): void }) {
  const recorder = useRecorder(
    (take) => {
      onAllowed();
      announce(inWords(take));
    },
    { longestS: TEST_S },
  );
  const { state } = recorder;
  const isListening = state.at === 'arming' || state.at === 'recording';
  return (
    <div class="microphone-test" data-state={state.at}>
      <button
        type="button"
        disabled={state.at === 'asking' || state.at === 'checking'}
        onClick={isListening ? recorder.stop : recorder.start}
      >
        {t(isListening ? 'settings.test_stop' : 'settings.test')}
      </button>{' '}
      <span class="small">{t('settings.test_how', { n: TEST_S })}</span>
      {state.at === 'asking' && <p>{t('practise.asking')}</p>}
      {state.at === 'arming' && <p>{t('practise.arming')}</p>}
      {state.at === 'recording' && (
        <>
          <p>{t('practise.speak')}</p>
          <Level zone={state.zone} levelDb={state.levelDb} />
        </>
      )}
      {state.at === 'taken' && <Heard take={state.take} />}
      {state.at === 'refused' && <NoMicrophone problem={state.problem} onAgain={recorder.start} />}
    </div>
  );
}

function Heard({ take }: { take: Take }) {
  const url = useMemo(() => URL.createObjectURL(take.file), [take]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const { fault, speechDb, noiseDb } = take.check;
  return (
    <div class={`notice ${fault ? 'problem' : ''}`}>
      <p>{inWords(take)}</p>
      {take.wasLost && <p>{t('take.lost')}</p>}
      <PlayButton name="microphone test" label={t('practise.listen_back')} address={url} />
      <p class="small">
        {take.microphone && <>{t('settings.test_used', { name: take.microphone })} </>}
        {t('settings.test_levels', { speech: numbers(speechDb), noise: numbers(noiseDb) })}
      </p>
      <p class="small">
        {take.changes.length === 0
          ? t('settings.test_untouched')
          : t('settings.test_changed', { what: take.changes.map((each) => t(`settings.changes.${each}`)).join(', ') })}
      </p>
    </div>
  );
}

function inWords({ check: { fault } }: Take): string {
  return fault ? `${t(`take.${fault}.title`)}. ${t(`take.${fault}.do`)}` : t('settings.test_good');
}
