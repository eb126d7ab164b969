import { t } from '../../messages';
import { useAriaKey } from '../../parts/keys';
import { Level } from '../../parts/Level';
import { LiveWave } from '../../parts/Waveform';
import { LONGEST_S, type Recorder } from './useRecorder';

const WARNED_FROM_S = 110;

/** One large button, what it is doing in words, and the level. */
export function RecordButton({ recorder, label }: { recorder: Recorder; label?: string }) {
  const { state } = recorder;
  const ariaKey = useAriaKey();
  const isOn = state.at === 'recording' || state.at === 'arming';
  const seconds = state.at === 'recording' ? Math.floor(state.seconds) : 0;
  return (
    <div class="recorder" data-state={state.at}>
      <button
        type="button"
        class={`record ${isOn ? 'on' : ''}`}
        aria-keyshortcuts={ariaKey('record')}
        aria-label={isOn ? t('practise.stop', { n: seconds }) : (label ?? t('practise.record'))}
        onClick={isOn ? recorder.stop : recorder.start}
        disabled={state.at === 'asking' || state.at === 'checking'}
      >
        <span class="record-sign" aria-hidden="true" />
      </button>
      <p class="record-state">{inWords(recorder)}</p>
      {state.at === 'recording' && (
        <>
          <LiveWave levels={recorder.levels} />
          <Level zone={state.zone} levelDb={state.levelDb} />
          {seconds >= WARNED_FROM_S && <p>{t('practise.time_left', { n: LONGEST_S - seconds })}</p>}
        </>
      )}
    </div>
  );
}

function inWords({ state }: Recorder): string {
  if (state.at === 'asking') return t('practise.asking');
  if (state.at === 'arming') return t('practise.arming');
  if (state.at === 'recording') return `${t('practise.speak')} · ${clock(state.seconds)}`;
  return state.at === 'idle' ? t('practise.record') : '';
}

const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${Math.floor(seconds % 60).toString().padStart(2, '0')}`;
