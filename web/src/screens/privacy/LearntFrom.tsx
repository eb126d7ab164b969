import { useState } from 'preact/hooks';
import { getTrainingConsent, getWording, giveTrainingConsent, revokeTrainingConsent, type TrainingConsent } from '../../api/speakers';
import { date, t } from '../../messages';
import { announce } from '../../parts/announce';
import { ConsentText } from '../../parts/ConsentText';
import { Problem } from '../../parts/Problem';
import { EMPTY_LINE } from '../../parts/Screen';
import { useAsked } from '../../parts/useAsked';
import { useSettings } from '../../settings/store';

/** Whether models may be made of what was measured of the learner: nothing is, until they agree here, and they take it back here. */
export function LearntFrom({ speakerId }: { speakerId: string }) {
  const { language } = useSettings();
  const { found, problem, again } = useAsked(
    async () => ({ consent: await getTrainingConsent(speakerId), wording: await getWording(language, 'training') }),
    [speakerId, language],
  );
  const [refused, setRefused] = useState<unknown>(null);
  const attempt = async (act: () => Promise<unknown>, said: string) => {
    setRefused(null);
    try {
      await act();
      announce(said);
      again();
    } catch (problem) {
      setRefused(problem);
    }
  };
  const agree = () => found && attempt(() => giveTrainingConsent(speakerId, found.wording), t('learnt.agreed'));
  const takeBack = () => attempt(() => revokeTrainingConsent(speakerId), t('learnt.taken_back'));
  const shown = refused ?? problem;
  return (
    <section class="card">
      <h2>{t('learnt.title')}</h2>
      <p>{found ? told(found.consent) : EMPTY_LINE}</p>
      <details>
        <summary>{t('voice.wording')}</summary>
        {found && (
          <>
            <ConsentText wording={found.wording} />
            <button type="button" onClick={found.consent ? takeBack : agree}>
              {t(found.consent ? 'voice.take_back' : 'voice.agree')}
            </button>
          </>
        )}
      </details>
      {shown !== null && <Problem problem={shown} onAgain={again} />}
    </section>
  );
}

const told = (consent: TrainingConsent | null) => (consent ? t('learnt.holds', { date: date(consent.given_at) }) : t('learnt.asks'));
