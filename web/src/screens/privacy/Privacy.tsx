import { useEffect, useState } from 'preact/hooks';
import { speaksForLearner } from '../../api/sessions';
import { getPrivacy, type PrivacyFacts } from '../../api/privacy';
import { eraseSpeaker, exportSpeaker } from '../../api/speakers';
import { forgetSounds } from '../../audio/clips';
import { stop } from '../../audio/player';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { download } from '../../parts/download';
import { Problem } from '../../parts/Problem';
import { EMPTY_LINE, Screen } from '../../parts/Screen';
import { dropAllUnsent } from '../../unsent/store';
import { forgetLearner, useSettings } from '../../settings/store';
import { LearntFrom } from './LearntFrom';
import { OpenLinks } from './OpenLinks';

export default function Privacy() {
  const { speakerId, readAlong } = useSettings();
  const [problem, setProblem] = useState<unknown>(null);
  const [isEmpty, setEmpty] = useState(false);
  const facts = usePrivacyFacts();
  const takeAlong = () => {
    setProblem(null);
    takeAll(speakerId).then((wasThere) => setEmpty(!wasThere), setProblem);
  };
  return (
    <Screen title={t('privacy.title')} name="privacy">
      <h2>{t('privacy.kept')}</h2>
      <p>{t('privacy.kept_text')}</p>
      {facts !== null && <KeptDays days={facts?.kept_days} />}
      {readAlong && <p>{t('privacy.live')}</p>}
      <h2>{t('privacy.who')}</h2>
      <p>{t('privacy.who_text', { name: speakerId })}</p>
      <h2>{t('privacy.outside')}</h2>
      <p>{t('privacy.outside_text')}</p>
      {facts === undefined && <p>{EMPTY_LINE}</p>}
      {facts && facts.language_model !== null && (
        <p>{t(facts.language_model ? 'privacy.model' : 'privacy.no_model')}</p>
      )}
      {speaksForLearner() && (
        <>
          <OpenLinks speakerId={speakerId} />
          <LearntFrom speakerId={speakerId} />
        </>
      )}
      <section class="card">
        <h2>{t('privacy.download')}</h2>
        <p>{t('privacy.download_text')}</p>
        <button type="button" onClick={takeAlong}>
          {t('privacy.download')}
        </button>
        {isEmpty && <p role="status">{t('privacy.erased_nothing')}</p>}
      </section>
      {problem !== null && <Problem problem={problem} />}
      <Erase speakerId={speakerId} onProblem={setProblem} />
    </Screen>
  );
}

/** Not there yet: undefined, and their room is kept. null: they can't be had; the rest of the screen is as useful. */
function usePrivacyFacts(): PrivacyFacts | null | undefined {
  const [facts, setFacts] = useState<PrivacyFacts | null | undefined>();
  useEffect(() => {
    getPrivacy().then(setFacts, () => setFacts(null));
  }, []);
  return facts;
}

const KINDS = ['recordings', 'results', 'practice', 'references'] as const;

function KeptDays({ days }: { days: PrivacyFacts['kept_days'] | undefined }) {
  return (
    <ul>
      {KINDS.map((each) => {
        const kind = t(`privacy.kind.${each}`);
        const n = days?.[each];
        if (n === undefined) return <li key={each}>{kind}</li>;
        return <li key={each}>{n ? t('privacy.days', { kind, days: n }) : t('privacy.until_erased', { kind })}</li>;
      })}
    </ul>
  );
}

/** Whether there was anything to take along. */
async function takeAll(speakerId: string): Promise<boolean> {
  const file = await exportSpeaker(speakerId);
  if (!file) return false;
  download(file, `${speakerId}.zip`);
  return true;
}

interface EraseProps {
  speakerId: string;
  onProblem(problem: unknown): void;
}

/** Typed, since nothing brings it back. */
function Erase({ speakerId, onProblem }: EraseProps) {
  const [typed, setTyped] = useState('');
  const [told, setTold] = useState('');
  const word = t('privacy.erase_word');
  const erase = async (event: Event) => {
    event.preventDefault();
    onProblem(null);
    try {
      const erased = await eraseSpeaker(speakerId);
      stop();
      forgetSounds();
      await dropAllUnsent().catch(() => {}); // where the browser keeps nothing
      forgetLearner();
      const counts = erased
        ? t('privacy.erased', { tasks: erased.n_tasks, consents: erased.n_consents, objects: erased.erased_objects })
        : t('privacy.erased_nothing');
      const said = erased?.erasure_pending ? `${counts} ${t('voice.pending')}` : counts;
      setTold(said);
      announce(said);
      setTyped('');
    } catch (refused) {
      onProblem(refused);
    }
  };
  return (
    <section class="card">
      <h2>{t('privacy.erase')}</h2>
      <p>{t('privacy.erase_text')}</p>
      {told && <p class="notice">{told}</p>}
      <form onSubmit={erase}>
        <label>
          {t('privacy.erase_confirm', { word })}{' '}
          <input autocomplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
        <div class="row">
          <button type="submit" disabled={typed.trim().normalize('NFC').toLowerCase() !== word.toLowerCase()}>
            {t('privacy.erase')}
          </button>
        </div>
      </form>
    </section>
  );
}
