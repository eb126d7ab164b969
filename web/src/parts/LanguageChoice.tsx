import { t } from '../messages';
import { changeSettings, useSettings } from '../settings/store';

/** First languages that there are notes for, each by its own name. */
export const FIRST_LANGUAGES: [string, string][] = [
  ['bn', 'বাংলা'],
  ['gu', 'ગુજરાતી'],
  ['hi', 'हिन्दी'],
  ['kn', 'ಕನ್ನಡ'],
  ['ml', 'മലയാളം'],
  ['mr', 'मराठी'],
  ['or', 'ଓଡ଼ିଆ'],
  ['pa', 'ਪੰਜਾਬੀ'],
  ['ta', 'தமிழ்'],
  ['te', 'తెలుగు'],
  ['ur', 'اردو'],
  ['vi', 'Tiếng Việt'],
  ['ar', 'العربية'],
  ['de', 'Deutsch'],
  ['es', 'Español'],
  ['fr', 'Français'],
  ['it', 'Italiano'],
  ['ja', '日本語'],
  ['ko', '한국어'],
  ['pt', 'Português'],
  ['ru', 'Русский'],
  ['tr', 'Türkçe'],
  ['zh', '中文'],
  ['en', 'English'],
];

export function LanguageChoice() {
  const { l1 } = useSettings();
  return (
    <p class="language-choice">
      <label>
        {t('practise.l1')}{' '}
        <select value={l1} onChange={(event) => changeSettings({ l1: event.currentTarget.value })}>
          <option value="">{t('practise.l1_none')}</option>
          {FIRST_LANGUAGES.map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>{' '}
      <span class="small">{t('practise.l1_why')}</span>
    </p>
  );
}
