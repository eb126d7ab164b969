import { useLayoutEffect } from 'preact/hooks';
import { ariaKey, keyOf, plainKey, type Shortcut } from '../settings/shortcuts';
import { getSettings, useSettings } from '../settings/store';

type Actions = Partial<Record<Shortcut, () => void>>;

/** Single keys, as the learner has them: off where they want none, and never while they write. */
export function useKeys(actions: Actions): void {
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const { shortcuts, keys } = getSettings();
      if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [contenteditable]')) return;
      const key = plainKey(event.key);
      if (key === ' ' && target.closest('button, a, summary')) return; // it presses that
      const shortcut = (Object.keys(actions) as Shortcut[]).find((each) => keyOf(each, keys) === key);
      if (!shortcut) return;
      event.preventDefault();
      actions[shortcut]!();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  });
}

/** For `aria-keyshortcuts` of what a single key does, too. */
export function useAriaKey(): (shortcut: Shortcut) => string | undefined {
  const { shortcuts, keys } = useSettings();
  return (shortcut) => (shortcuts ? ariaKey(keyOf(shortcut, keys)) : undefined);
}
