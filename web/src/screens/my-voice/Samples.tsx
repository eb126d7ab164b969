import { useEffect, useState } from 'preact/hooks';
import { ownAddress } from '../../api/client';
import { deleteSample, listSamples, type KeptSample } from '../../api/speakers';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { PlayButton } from '../../parts/PlayButton';
import { Problem } from '../../parts/Problem';

/** The voice samples that are kept, each to be heard and erased by itself. `onDeleted`: one was. */
export function Samples({ speakerId, onDeleted }: { speakerId: string; onDeleted(): void }) {
  const [samples, setSamples] = useState<KeptSample[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const load = () => {
    setProblem(null);
    listSamples(speakerId).then(setSamples, setProblem);
  };
  useEffect(load, [speakerId]);
  const remove = async (sample: KeptSample) => {
    try {
      await deleteSample(speakerId, sample.sample_id);
      announce(t('voice.sample_deleted'));
      load();
      onDeleted();
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <>
      {problem !== null && <Problem problem={problem} onAgain={load} />}
      {samples.length > 0 && (
        <ul class="list" aria-label={t('voice.samples_list')}>
          {samples.map((sample) => {
            const name = t('voice.sample', { n: sample.sample_id + 1 });
            return (
              <li key={sample.sample_id} class="row">
                <PlayButton name={`sample ${sample.sample_id}`} label={name} address={() => Promise.resolve(ownAddress(sample.url))} />
                <button type="button" class="quiet" aria-label={t('voice.delete_sample', { name })} onClick={() => void remove(sample)}>
                  {t('voice.delete')}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
