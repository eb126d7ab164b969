import { useState } from 'preact/hooks';
import type { AboutCalls } from '../../api/calls';
import { currentRole } from '../../api/sessions';
import { t } from '../../messages';
import { getSettings } from '../../settings/store';
import { uploads } from './useUploads';

const NOTHING_TOLD: AboutCalls = { speaker_id: '', l1: '', channels: false, agent: '', direction: '', recording_notice: false };
const DIRECTIONS = ['', 'inbound', 'outbound'] as const;
const AGENTS = ['', '1', '2'] as const;

/** Files of calls, and what is told of all of them. */
export function UploadForm() {
  const [about, setAbout] = useState(NOTHING_TOLD);
  const [files, setFiles] = useState<File[]>([]);
  const isLearner = currentRole() === 'learner';
  const tell = (change: Partial<AboutCalls>) => setAbout({ ...about, ...change });
  const go = (event: Event) => {
    event.preventDefault();
    const { speakerId, l1 } = getSettings();
    uploads.add(files, isLearner ? { ...about, speaker_id: speakerId, l1 } : { ...about, speaker_id: about.speaker_id.trim() });
    setFiles([]);
    (event.currentTarget as HTMLFormElement).querySelector<HTMLInputElement>('input[type=file]')!.value = '';
  };
  return (
    <form class="card" onSubmit={go}>
      <h2>{t('calls.send_title')}</h2>
      <p class="small">{t('calls.send_what')}</p>
      <p>
        <label>
          {t('calls.files')}{' '}
          <input type="file" multiple accept="audio/*,video/mp4,video/webm" onChange={(event) => setFiles([...(event.currentTarget.files ?? [])])} />
        </label>
      </p>
      {!isLearner && (
        <p>
          <label>
            {t('calls.agent_id')}{' '}
            <input
              maxLength={64}
              pattern="[A-Za-z0-9._\-]*"
              title={t('calls.agent_id_how')}
              autocomplete="off"
              value={about.speaker_id}
              onInput={(event) => tell({ speaker_id: event.currentTarget.value })}
            />
          </label>
        </p>
      )}
      <fieldset class="choice">
        <legend>{t('calls.layout')}</legend>
        {[false, true].map((channels) => (
          <label key={`${channels}`}>
            <input type="radio" name="channels" checked={about.channels === channels} onChange={() => tell({ channels })} />{' '}
            {t(channels ? 'calls.layout_channels' : 'calls.layout_mixed')}
          </label>
        ))}
      </fieldset>
      <div class="row">
        <label>
          {t(about.channels ? 'calls.which_channel' : 'calls.which_voice')}{' '}
          <select value={about.agent} onChange={(event) => tell({ agent: event.currentTarget.value as AboutCalls['agent'] })}>
            {AGENTS.map((each) => (
              <option key={each} value={each}>
                {each === '' ? t('calls.which_usual') : t(about.channels ? 'calls.channel_n' : 'calls.voice_n', { n: Number(each) })}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('calls.direction')}{' '}
          <select value={about.direction} onChange={(event) => tell({ direction: event.currentTarget.value as AboutCalls['direction'] })}>
            {DIRECTIONS.map((each) => (
              <option key={each} value={each}>
                {t(`calls.direction.${each === '' ? 'unknown' : each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label class="switch">
        <input type="checkbox" checked={about.recording_notice} onChange={(event) => tell({ recording_notice: event.currentTarget.checked })} />{' '}
        {t('calls.notice')}
      </label>
      {!about.recording_notice && <p class="small">{t('calls.notice_why')}</p>}
      <div class="row">
        <button type="submit" class="main" disabled={!files.length}>
          {t('calls.send', { n: files.length })}
        </button>
      </div>
    </form>
  );
}
