import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { SignedIn } from '../../api/sessions';
import { t } from '../../messages';
import { Screen } from '../../parts/Screen';
import { Detected, Translated, Written } from './Language';
import { Live } from './Live';
import { Recorded } from './Recorded';
import { Mapped, Spoken, VoiceTable } from './Spoken';
import { SpokenLive } from './SpokenLive';
import './capabilities.css';

const ABILITIES = ['transcribe', 'judge', 'convert', 'speak', 'speak_live', 'voices', 'map', 'detect', 'write', 'translate', 'live'] as const;

/** What the service can do, each ability by itself: for who builds on it and who runs it. */
export default function Capabilities({ session }: { session: SignedIn }) {
  const needsKey = session.csrf_token !== null;
  return (
    <Screen title={t('able.title')} name="capabilities">
      <p>{t('able.what')}</p>
      <p>
        <a href="/docs">{t('more.api')}</a>
      </p>
      {ABILITIES.map((ability) => (
        <Ability key={ability} title={t(`able.${ability}`)}>
          {ability === 'speak' && <Spoken needsKey={needsKey} />}
          {ability === 'map' && <Mapped needsKey={needsKey} />}
          {ability === 'speak_live' && <SpokenLive />}
          {ability === 'detect' && <Detected needsKey={needsKey} />}
          {ability === 'write' && <Written needsKey={needsKey} />}
          {ability === 'translate' && <Translated needsKey={needsKey} />}
          {ability === 'live' && <Live needsKey={needsKey} />}
          {ability === 'voices' && <VoiceTable needsKey={needsKey} />}
          {(ability === 'transcribe' || ability === 'judge' || ability === 'convert') && (
            <Recorded ability={ability} needsKey={needsKey} mayConvert={session.role !== 'teacher'} />
          )}
        </Ability>
      ))}
    </Screen>
  );
}

/** Nothing is asked before it is opened. */
function Ability({ title, children }: { title: string; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="card ability" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {isOpen && children}
    </details>
  );
}
