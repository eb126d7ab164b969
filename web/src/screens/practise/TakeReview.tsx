import { useEffect, useMemo } from 'preact/hooks';
import { outline } from '../../audio/clips';
import { t } from '../../messages';
import { PlayButton } from '../../parts/PlayButton';
import { Waveform } from '../../parts/Waveform';
import type { Take } from './useRecorder';

interface Props {
  take: Take;
  isSending: boolean;
  onSend(): void;
  onAgain(): void;
}

/** What was recorded, to be heard before it is sent; a take with a fault is not offered as if it were good. */
export function TakeReview({ take, isSending, onSend, onAgain }: Props) {
  const url = useMemo(() => URL.createObjectURL(take.file), [take]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const columns = useMemo(() => outline(take.samples, 200), [take]);
  const { fault } = take.check;
  const mayBeSent = fault !== 'silent' && fault !== 'too_short';
  return (
    <section class="take" aria-label={t('practise.stopped', { n: Math.round(take.seconds) })}>
      <Waveform columns={columns} />
      {take.wasLost && <p class="notice">{t('take.lost')}</p>}
      {take.changes.length > 0 && <p class="notice">{t('practise.processed')}</p>}
      {fault && (
        <div class="notice problem" role="alert">
          <p>
            <strong>{t(`take.${fault}.title`)}</strong>
          </p>
          <p>{t(`take.${fault}.do`)}</p>
        </div>
      )}
      <div class="row">
        {!fault && (
          <button type="button" class="main" onClick={onSend} disabled={isSending}>
            {t(isSending ? 'practise.sending' : 'practise.send')}
          </button>
        )}
        <PlayButton name="take" label={t('practise.listen_back')} address={url} />
        <button type="button" class={fault ? 'main' : ''} onClick={onAgain} disabled={isSending}>
          {t('practise.again')}
        </button>
        {fault && mayBeSent && (
          <button type="button" onClick={onSend} disabled={isSending}>
            {t('take.send_anyway')}
          </button>
        )}
      </div>
    </section>
  );
}
