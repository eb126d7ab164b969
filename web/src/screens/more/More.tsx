import { signOut, type SignedIn } from '../../api/sessions';
import { t } from '../../messages';
import { Screen } from '../../parts/Screen';
import { to } from '../../routes';

interface Props {
  session: SignedIn;
  onSignedOut(): void;
}

export default function More({ session, onSignedOut }: Props) {
  return (
    <Screen title={t('more.title')} name="more">
      <ul class="list">
        {(session.role === 'teacher' || session.role === 'operator') && (
          <li>
            <a href={to.teach()}>{t('teach.title')}</a>
          </li>
        )}
        {session.role !== 'teacher' && (
          <li>
            <a href="#/classes">{t('classes.title')}</a>
          </li>
        )}
        <li>
          <a href={to.calls()}>{t('calls.title')}</a>
        </li>
        <li>
          <a href="#/voice">{t('voice.title')}</a>
        </li>
        <li>
          <a href="#/privacy">{t('privacy.title')}</a>
        </li>
        <li>
          <a href="#/settings">{t('settings.title')}</a>
        </li>
        {session.role !== 'learner' && (
          <li>
            <a href="#/capabilities">{t('able.title')}</a>
          </li>
        )}
        {session.role === 'operator' && (
          <li>
            <a href="#/operations">{t('ops.title')}</a>
          </li>
        )}
        <li>
          <a href="/docs">{t('more.api')}</a>
        </li>
      </ul>
      {session.csrf_token !== null && (
        <button type="button" onClick={() => void signOut().finally(onSignedOut)}>
          {t('more.sign_out')}
        </button>
      )}
    </Screen>
  );
}
