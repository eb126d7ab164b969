import { useEffect, useState } from 'preact/hooks';
import { getVoices, say, type Voices } from '../../api/speech';
import { speak, t } from '../../messages';
import { LanguageChoice } from '../../parts/LanguageChoice';
import { PlayButton } from '../../parts/PlayButton';
import { Screen } from '../../parts/Screen';
import { LANGUAGES, readLanguage } from '../../settings/languages';
import { changeSettings, useSettings } from '../../settings/store';
import { Look } from './Look';
import { Microphone } from './Microphone';
import { Shortcuts } from './Shortcuts';
import './settings.css';

const SOUND_NAMES = ['plain', 'ipa', 'both'] as const;
const HEARD = "It's a very good school.";

export default function Settings() {
  const settings = useSettings();
  const changeLanguage = async (chosen: string) => {
    const language = readLanguage(chosen) ?? 'en';
    await speak(language);
    changeSettings({ language });
  };
  return (
    <Screen title={t('settings.title')} name="settings">
      <p>
        <label>
          {t('settings.language')}{' '}
          <select value={settings.language} onChange={(event) => void changeLanguage(event.currentTarget.value)}>
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <LanguageChoice />
      <VoiceChoice />
      <fieldset class="choice">
        <legend>{t('settings.sounds')}</legend>
        {SOUND_NAMES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="sound-names"
              checked={settings.soundNames === each}
              onChange={() => changeSettings({ soundNames: each })}
            />{' '}
            {t(`settings.sounds_${each}`)}
          </label>
        ))}
      </fieldset>
      <p>
        <label class="switch">
          <input
            type="checkbox"
            checked={settings.sendAtOnce}
            onChange={(event) => changeSettings({ sendAtOnce: event.currentTarget.checked })}
          />
          {t('settings.send_at_once')}
        </label>
      </p>
      <p>
        <label class="switch">
          <input
            type="checkbox"
            checked={settings.readAlong}
            onChange={(event) => changeSettings({ readAlong: event.currentTarget.checked })}
          />
          {t('settings.read_along')}
        </label>
        <br />
        <span class="small">{t('settings.read_along_why')}</span>
      </p>
      <Look />
      <Shortcuts />
      <Microphone />
    </Screen>
  );
}

function VoiceChoice() {
  const { voice } = useSettings();
  const [offered, setOffered] = useState<Voices['voices']>([]);
  useEffect(() => void getVoices().then(({ voices }) => setOffered(voices), () => {}), []); // the usual one then
  const american = offered.filter((each) => each.accent === 'en-US');
  return (
    <div class="row">
      <label>
        {t('settings.voice')}{' '}
        <select value={voice} onChange={(event) => changeSettings({ voice: event.currentTarget.value })}>
          <option value="">{t('settings.voice_default')}</option>
          {american.map((each) => (
            <option key={each.id} value={each.id}>
              {t(each.gender === 'female' ? 'settings.voice_female' : 'settings.voice_male', { name: nameOf(each.id) })}
            </option>
          ))}
        </select>
      </label>
      <PlayButton
        name="voice"
        label={t('settings.hear')}
        address={() => say({ text: HEARD, ...(voice ? { voice } : {}) })}
      />
    </div>
  );
}

/** `af_heart` is Heart. */
function nameOf(id: string): string {
  const name = id.split('_').at(-1)!;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
