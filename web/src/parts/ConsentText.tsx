import type { Wording } from '../api/speakers';
import { t } from '../messages';

/** The words that are agreed to, and the English ones that count where they are in another language. */
export function ConsentText({ wording }: { wording: Wording }) {
  return (
    <>
      <blockquote lang={wording.language}>{wording.text}</blockquote>
      {wording.language !== 'en' && (
        <details>
          <summary>{t('voice.original')}</summary>
          <blockquote lang="en">{wording.original}</blockquote>
        </details>
      )}
    </>
  );
}
