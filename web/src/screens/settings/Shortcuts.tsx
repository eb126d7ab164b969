import { useState } from 'preact/hooks';
import { t } from '../../messages';
import { announce } from '../../parts/announce';
import { shortcutName } from '../../parts/shortcutNames';
import { canBeChosen, keyOf, SHORTCUTS, signOf, takenBy, withKey, type Shortcut } from '../../settings/shortcuts';
import { changeSettings, useSettings } from '../../settings/store';

/** Single keys: on or off, and which key does what. */
export function Shortcuts() {
  const { shortcuts, keys } = useSettings();
  const reset = () => {
    changeSettings({ keys: {} });
    announce(t('settings.keys_reset'));
  };
  return (
    <>
      <p>
        <label class="switch">
          <input
            type="checkbox"
            checked={shortcuts}
            onChange={(event) => changeSettings({ shortcuts: event.currentTarget.checked })}
          />
          {t('settings.shortcuts')}
        </label>
      </p>
      {shortcuts && (
        <details class="shortcuts">
          <summary>{t('settings.keys')}</summary>
          <p id="keys-how" class="small">
            {t('settings.keys_how')}
          </p>
          <ul class="list">
            {SHORTCUTS.map((shortcut) => (
              <li key={shortcut}>
                <KeyField shortcut={shortcut} />
              </li>
            ))}
          </ul>
          <button type="button" disabled={Object.keys(keys).length === 0} onClick={reset}>
            {t('settings.keys_usual')}
          </button>
        </details>
      )}
    </>
  );
}

/** A field that takes one key: in a field screen readers hand every key to the page. */
function KeyField({ shortcut }: { shortcut: Shortcut }) {
  const { keys } = useSettings();
  const [refused, setRefused] = useState('');
  const what = shortcutName(shortcut);
  const choose = (key: string) => {
    const other = takenBy(shortcut, key, keys);
    if (other) return setRefused(t('settings.key_taken', { key: signOf(key), what: shortcutName(other) }));
    setRefused('');
    changeSettings({ keys: withKey(shortcut, key, keys) });
    announce(t('settings.key_changed', { what, key: signOf(key) }));
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !canBeChosen(shortcut, event.key)) return;
    event.preventDefault();
    choose(event.key);
  };
  /** What a keyboard on the screen types comes without a key. */
  const type = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    if (event.isComposing) return;
    const typed = [...(event.data ?? '')].at(-1);
    event.currentTarget.value = signOf(keyOf(shortcut, keys));
    if (typed) choose(typed);
  };
  return (
    <>
      <label class="row">
        <input
          class="key"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={signOf(keyOf(shortcut, keys))}
          aria-describedby={refused ? `${shortcut}-refused` : 'keys-how'}
          aria-invalid={refused !== ''}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => setRefused('')}
          onKeyDown={press}
          onInput={type}
        />
        {what}
      </label>
      {refused && (
        <p id={`${shortcut}-refused`} class="refused" role="alert">
          {refused}
        </p>
      )}
    </>
  );
}
