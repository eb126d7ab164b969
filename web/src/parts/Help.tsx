import { useRef } from 'preact/hooks';
import { t, type MessageKey } from '../messages';
import { useKeys } from './keys';

const KEYS: [string, MessageKey][] = [
  ['R', 'help.key.record'],
  ['1 2 3 4', 'help.key.play'],
  ['X', 'help.key.alternate'],
  ['L', 'help.key.loop'],
  ['S', 'help.key.slower'],
  ['␣', 'help.key.pause'],
  ['← →', 'help.key.words'],
  ['Esc', 'help.key.close'],
];
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
  useKeys({ '?': open });
  return (
    <>
      <button type="button" class="quiet" onClick={open}>
        {t('help.title')}
      </button>
      <dialog class="sheet" ref={dialog} aria-labelledby="help-title">
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
        <dl class="keys">
          {KEYS.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(what)}</dd>
            </div>
          ))}
        </dl>
      </dialog>
    </>
  );
}
