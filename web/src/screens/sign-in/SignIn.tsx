import { useState } from 'preact/hooks';
import { signIn, type SignedIn } from '../../api/sessions';
import { ApiProblem } from '../../api/client';
import { t } from '../../messages';
import { Problem } from '../../parts/Problem';
import { Screen } from '../../parts/Screen';

export default function SignIn({ onSignedIn }: { onSignedIn(session: SignedIn): void }) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const isWrong = problem instanceof ApiProblem && problem.status === 401;
  const go = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      onSignedIn(await signIn(key.trim()));
    } catch (refused) {
      setProblem(refused);
    }
  };
  return (
    <Screen title={t('sign_in.title')} name="sign-in">
      <form class="card" onSubmit={go}>
        <label>
          {t('sign_in.key')}
          <input
            type="password"
            autocomplete="current-password"
            required
            value={key}
            aria-describedby="key-how"
            aria-invalid={isWrong}
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        </label>
        <p id="key-how" class="small">
          {t('sign_in.key_how')}
        </p>
        {isWrong && <p role="alert">{t('sign_in.wrong')}</p>}
        <button type="submit" class="main">
          {t('sign_in.go')}
        </button>
      </form>
      {problem !== null && !isWrong && <Problem problem={problem} />}
    </Screen>
  );
}
