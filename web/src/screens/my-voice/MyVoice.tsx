import { useEffect, useState } from 'preact/hooks';
import type { SignedIn } from '../../api/sessions';
import { getConsent, getWording, giveConsent, revokeConsent, type Consent, type Wording } from '../../api/speakers';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { ConsentText } from '../../parts/ConsentText';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import type { Language } from '../../settings/languages';
import { useSettings } from '../../settings/store';
import { RecordSamples, useUnsentSamples } from './RecordSamples';
import { Samples } from './Samples';

/** The own voice: what is agreed to, by whom, until when, and how to take it back. */
export default function MyVoice({ session }: { session: SignedIn }) {
  const { speakerId, language } = useSettings();
  const [consent, setConsent] = useState<Consent | null | undefined>(undefined);
  const [told, setTold] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const load = () => {
    setProblem(null);
    getConsent(speakerId).then(setConsent, setProblem);
  };
  useEffect(load, [speakerId]);

  const tell = (text: string) => {
    setTold(text);
    announce(text);
  };
  const agree = async (samples: Blob[]) => {
    setProblem(null);
    try {
      setConsent(await giveConsent(speakerId, samples));
      setTold('');
    } catch (refused) {
      setProblem(refused);
    }
  };
  const takeBack = async () => {
    try {
      const { erased, erasure_pending: isPending } = await revokeConsent(speakerId);
      const counts = t('voice.taken_back', { conversions: erased.conversions, samples: erased.samples });
      tell(isPending ? `${counts} ${t('voice.pending')}` : counts);
      load();
    } catch (refused) {
      setProblem(refused);
    }
  };

  return (
    <Screen title={t('voice.title')} name="my-voice">
      <p>{t('voice.what')}</p>
      {problem !== null && <Problem problem={problem} onAgain={load} />}
      {told && <p class="notice">{told}</p>}
      {consent?.holds && (
        <section class="card">
          <p>{t('voice.holds', { date: date(consent.given_at), until: date(consent.expires_at) })}</p>
          <p>{t('voice.samples', { n: consent.n_samples })}</p>
          {consent.n_samples > 0 && <Samples speakerId={speakerId} onDeleted={load} />}
          <button type="button" onClick={takeBack}>
            {t('voice.take_back')}
          </button>
        </section>
      )}
      {consent && !consent.holds && (
        <p class="small">{t('voice.ended', { date: date(consent.revoked_at ?? consent.expires_at) })}</p>
      )}
      {session.role === 'teacher' && <p>{t('voice.teacher')}</p>}
      {consent !== undefined && !consent?.holds && session.role !== 'teacher' && (
        <Ask language={language} onAgree={agree} onRefuse={() => tell(t('voice.refused'))} />
      )}
    </Screen>
  );
}

interface AskProps {
  language: Language;
  onAgree(samples: Blob[]): void;
  onRefuse(): void;
}

/** Both answers look alike: neither is the one that is wanted. What was recorded leaves the page with the first alone. */
function Ask({ language, onAgree, onRefuse }: AskProps) {
  const [wording, setWording] = useState<Wording | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [samples, setSamples] = useUnsentSamples();
  const refuse = () => {
    setSamples([]);
    onRefuse();
  };
  useEffect(() => void getWording(language).then(setWording, setProblem), [language]);
  if (problem !== null) return <Problem problem={problem} />;
  if (!wording) return <p aria-busy="true">{t('app.loading')}</p>;
  return (
    <section class="card">
      <h2>{t('voice.wording')}</h2>
      <ConsentText wording={wording} />
      <RecordSamples samples={samples} onChange={setSamples} />
      <div class="row">
        <button type="button" onClick={() => onAgree(samples.map(({ file }) => file))}>
          {t('voice.agree')}
        </button>
        <button type="button" onClick={refuse}>
          {t('voice.refuse')}
        </button>
      </div>
    </section>
  );
}
