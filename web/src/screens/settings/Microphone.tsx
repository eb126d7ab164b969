import { useEffect, useState } from 'preact/hooks';
import { t } from '../../messages';
import { changeSettings, useSettings } from '../../settings/store';
import { MicrophoneTest } from './MicrophoneTest';

/** Which microphone is used, and whether it hears well. */
export function Microphone() {
  const { microphone } = useSettings();
  const [devices, look] = useMicrophones();
  const isThere = microphone === '' || devices.length === 0 || devices.some((each) => each.deviceId === microphone);
  return (
    <section class="microphone" aria-labelledby="microphone">
      <h2 id="microphone">{t('settings.microphone')}</h2>
      <p>
        <label>
          {t('settings.microphone_which')}{' '}
          <select value={microphone} onChange={(event) => changeSettings({ microphone: event.currentTarget.value })}>
            <option value="">{t('settings.microphone_default')}</option>
            {!isThere && <option value={microphone}>{t('settings.microphone_away')}</option>}
            {devices.map((each) => (
              <option key={each.deviceId} value={each.deviceId}>
                {each.label || each.deviceId.slice(0, 8)}
              </option>
            ))}
          </select>
        </label>{' '}
        {devices.length === 0 && <span class="small">{t('settings.microphone_names')}</span>}
      </p>
      <MicrophoneTest key={microphone} onAllowed={look} />
    </section>
  );
}

/** Those that can be told apart, as they come and go; browsers name them once the microphone was allowed. */
function useMicrophones(): [MediaDeviceInfo[], () => void] {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const look = () => {
    navigator.mediaDevices
      ?.enumerateDevices()
      .then((all) => setDevices(all.filter((each) => each.kind === 'audioinput' && each.deviceId)), () => {});
  };
  useEffect(() => {
    look();
    navigator.mediaDevices?.addEventListener('devicechange', look);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', look);
  }, []);
  return [devices, look];
}
