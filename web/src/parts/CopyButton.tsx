import { t } from '../messages';
import { announce } from './announce';

/** Copies, and says so; where a browser lets no page write there, the text can be chosen by hand. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce(t('copy.done'));
    } catch {
      announce(t('copy.failed'));
    }
  };
  return (
    <button type="button" onClick={copy}>
      {label}
    </button>
  );
}
