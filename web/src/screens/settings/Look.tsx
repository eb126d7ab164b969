import { percent, t } from '../../messages';
import { changeSettings, TEXT_SIZES, useSettings } from '../../settings/store';

/** How large the letters are, and whether things move. */
export function Look() {
  const { textSize, lessMotion } = useSettings();
  return (
    <>
      <fieldset class="choice">
        <legend>{t('settings.text_size')}</legend>
        {TEXT_SIZES.map((size) => (
          <label key={size}>
            <input
              type="radio"
              name="text-size"
              checked={textSize === size}
              onChange={() => changeSettings({ textSize: size })}
            />{' '}
            {percent(size / 100)}
          </label>
        ))}
      </fieldset>
      <p>
        <label class="switch">
          <input
            type="checkbox"
            checked={lessMotion}
            onChange={(event) => changeSettings({ lessMotion: event.currentTarget.checked })}
          />
          {t('settings.less_motion')}
        </label>
      </p>
    </>
  );
}
