import { useEffect } from 'preact/hooks';
import { getSettings } from '../settings/store';

/** Single keys, off where the learner wants none, and never while they write. */
export function useKeys(keys: Record<string, () => void>): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!getSettings().shortcuts || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [contenteditable]')) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (key === ' ' && target.closest('button, a, summary')) return; // it presses that
      const action = keys[key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  });
}
