import { useState } from 'preact/hooks';
import { join, leave, listMemberships, setShare, SHARES, type Share } from '../../api/classes';
import { ApiProblem } from '../../api/client';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { Loading } from '../../parts/Loading';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';
import { useAsked } from '../../parts/useAsked';
import { useSettings } from '../../settings/store';

/** A learner's classes: join, say what is shared, leave. */
export default function MyClasses() {
  const { speakerId } = useSettings();
  const asked = useAsked(() => listMemberships(speakerId), [speakerId]);
  const [problem, setProblem] = useState<unknown>(null);
  const act = async (change: Promise<unknown>, said: string) => {
    setProblem(null);
    try {
      await change;
      announce(said);
      asked.again();
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <Screen title={t('classes.title')} name="classes">
      <p>{t('classes.what')}</p>
      <Loading asked={asked} />
      {problem !== null && <Problem problem={problem} />}
      {asked.found?.length === 0 && <p>{t('classes.none')}</p>}
      {asked.found?.map((each) => (
        <section key={each.membership_id} class="card">
          <h2>{each.class_name}</h2>
          <p class="small">{t('classes.called_there', { name: each.called })}</p>
          <ShareChoice
            name={each.membership_id}
            chosen={each.share}
            onChoose={(share) => void act(setShare(each.membership_id, share), t('classes.share_changed'))}
          />
          <button
            type="button"
            aria-label={t('classes.leave_which', { name: each.class_name })}
            onClick={() => act(leave(each.membership_id), t('classes.left'))}
          >
            {t('classes.leave')}
          </button>
        </section>
      ))}
      <JoinForm speakerId={speakerId} onJoined={asked.again} />
    </Screen>
  );
}

function JoinForm({ speakerId, onJoined }: { speakerId: string; onJoined(): void }) {
  const [code, setCode] = useState('');
  const [called, setCalled] = useState('');
  const [share, setShared] = useState<Share>('from_joining');
  const [problem, setProblem] = useState<unknown>(null);
  const isUnknown = problem instanceof ApiProblem && problem.status === 404;
  const enter = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      const joined = await join(speakerId, code, called, share);
      announce(t('classes.joined', { name: joined.class_name }));
      setCode('');
      onJoined();
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <form class="card" onSubmit={enter}>
      <h2>{t('classes.join')}</h2>
      <label>
        {t('classes.code')}
        <br />
        <input required autocomplete="off" maxLength={64} value={code} onInput={(event) => setCode(event.currentTarget.value)} />
      </label>
      <br />
      <label>
        {t('classes.called')}
        <br />
        <input required autocomplete="nickname" maxLength={64} value={called} onInput={(event) => setCalled(event.currentTarget.value)} />
      </label>
      <ShareChoice name="new" chosen={share} onChoose={setShared} />
      {isUnknown && (
        <p class="notice problem" role="alert">
          {t('classes.unknown')}
        </p>
      )}
      {problem !== null && !isUnknown && <Problem problem={problem} />}
      <button type="submit" class="main">
        {t('classes.join_do')}
      </button>
    </form>
  );
}

function ShareChoice({ name, chosen, onChoose }: { name: string; chosen: Share; onChoose(share: Share): void }) {
  return (
    <fieldset class="choice">
      <legend>{t('classes.share')}</legend>
      {SHARES.map((each) => (
        <label key={each}>
          <input type="radio" name={`share-${name}`} checked={chosen === each} onChange={() => onChoose(each)} />
          {t(`share.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}
