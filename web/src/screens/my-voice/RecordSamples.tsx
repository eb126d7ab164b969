import { useEffect, useState } from 'preact/hooks';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { PlayButton } from '../../parts/PlayButton';
import { NoMicrophone } from '../practise/NoMicrophone';
import { RecordButton } from '../practise/RecordButton';
import { TEXTS } from '../practise/texts';
import { useRecorder, type Take } from '../practise/useRecorder';

/** A recording of the speaker that is still in this page alone. */
export interface UnsentSample {
  file: Blob;
  url: string;
}

const MOST_SAMPLES = 3;

interface Props {
  samples: UnsentSample[];
  onChange(samples: UnsentSample[]): void;
}

/** Samples of a voice, read aloud and heard before anything is agreed to. */
export function RecordSamples({ samples, onChange }: Props) {
  const [fault, setFault] = useState('');
  const recorder = useRecorder((take) => keep(take));
  const keep = ({ file, check }: Take) => {
    recorder.discard();
    if (check.fault) {
      const told = `${t(`take.${check.fault}.title`)}. ${t(`take.${check.fault}.do`)}`;
      setFault(told);
      announce(told);
      return;
    }
    setFault('');
    onChange([...samples, { file, url: URL.createObjectURL(file) }]);
  };
  const { state } = recorder;
  return (
    <details class="samples">
      <summary>{t('voice.add')}</summary>
      <p>{t('voice.add_why')}</p>
      {samples.length > 0 && (
        <ul class="list" aria-label={t('voice.samples_list')}>
          {samples.map((sample, i) => {
            const name = t('voice.sample', { n: i + 1 });
            return (
              <li key={sample.url} class="row">
                <PlayButton name={sample.url} label={name} address={sample.url} />
                <button
                  type="button"
                  class="quiet"
                  aria-label={t('voice.delete_sample', { name })}
                  onClick={() => onChange(samples.filter((each) => each !== sample))}
                >
                  {t('voice.delete')}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {samples.length < MOST_SAMPLES && (
        <>
          <p class="to-read" lang="en">
            {TEXTS[samples.length]}
          </p>
          <RecordButton recorder={recorder} label={t('voice.add_record')} />
        </>
      )}
      {state.at === 'refused' && <NoMicrophone problem={state.problem} onAgain={recorder.start} />}
      {fault && <p class="notice problem">{fault}</p>}
    </details>
  );
}

/** Those that are here now; what they hold is let go of with the screen. */
export function useUnsentSamples(): [UnsentSample[], (samples: UnsentSample[]) => void] {
  const [samples, setSamples] = useState<UnsentSample[]>([]);
  useEffect(() => () => samples.forEach(({ url }) => URL.revokeObjectURL(url)), []);
  const change = (wanted: UnsentSample[]) => {
    samples.filter((each) => !wanted.includes(each)).forEach(({ url }) => URL.revokeObjectURL(url));
    setSamples(wanted);
  };
  return [samples, change];
}
