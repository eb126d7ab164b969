import { useRef } from 'preact/hooks';
import { t, type MessageKey } from '../messages';
import { keyOf, SHORTCUTS, signOf } from '../settings/shortcuts';
import { useSettings } from '../settings/store';
import { useKeys } from './keys';
import { shortcutName } from './shortcutNames';

const MARKS: MessageKey[] = [
  'help.mark.error',
  'help.mark.uncertain',
  'help.mark.changed',
  'help.mark.dropped',
  'help.mark.added',
  'help.mark.stress',
];

/** In the same place on every screen. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.open || dialog.current?.showModal();
  useKeys({ help: open });
  return (
    <>
      <button type="button" class="quiet" onClick={open}>
        {t('help.title')}
      </button>
      <dialog
        class="sheet"
        ref={dialog}
        aria-labelledby="help-title"
        onKeyDown={(event) => {
          // What lies below does nothing meanwhile; once closed, the focus stays here until the next frame.
          if (event.currentTarget.open) event.stopPropagation();
        }}
      >
        <div class="row sheet-top">
          <h2 id="help-title" tabIndex={-1} autofocus>{t('help.title')}</h2>
          <button
            type="button"
            class="quiet close"
            aria-label={t('help.close')}
            onClick={() => dialog.current?.close()}
          >
            ✕
          </button>
        </div>
        <h3>{t('help.marks')}</h3>
        <ul>
          {MARKS.map((mark) => (
            <li key={mark}>{t(mark)}</li>
          ))}
        </ul>
        <h3>{t('help.keys')}</h3>
        <Keys />
      </dialog>
    </>
  );
}

/** Each with what it does, as this learner has them. */
function Keys() {
  const { shortcuts, keys } = useSettings();
  const known: [string, string][] = [
    ...(shortcuts ? SHORTCUTS : []).map((each): [string, string] => [signOf(keyOf(each, keys)), shortcutName(each)]),
    ['Esc', t('help.key.close')],
  ];
  return (
    <>
      {!shortcuts && <p>{t('help.keys_off')}</p>}
      <dl class="keys">
        {known.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
