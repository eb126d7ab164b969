/** Single keys for what the page can do, and which of them a learner has changed. */

/** Each with the key that it has until somebody changes it; a letter stands for both its cases. */
export const USUAL_KEYS = {
  record: 'r',
  play_me: '1',
  play_reference: '2',
  play_own_voice: '3',
  play_heard: '4',
  alternate: 'x',
  loop: 'l',
  slower: 's',
  pause: ' ',
  word_before: 'ArrowLeft',
  word_after: 'ArrowRight',
  next_thing: 'n',
  help: '?',
} as const;

export type Shortcut = keyof typeof USUAL_KEYS;
export const SHORTCUTS = Object.keys(USUAL_KEYS) as Shortcut[];

/** Those that were changed. */
export type ChangedKeys = Partial<Record<Shortcut, string>>;

export const keyOf = (shortcut: Shortcut, changed: ChangedKeys): string => changed[shortcut] ?? USUAL_KEYS[shortcut];

/** The key of a `KeyboardEvent` as it is kept here. */
export const plainKey = (key: string): string => (key.length === 1 ? key.toLowerCase() : key);

/** Whether it can be chosen: a sign that is typed. Others move, close and submit things everywhere; who has one keeps it. */
export const canBeChosen = (shortcut: Shortcut, key: string): boolean =>
  [...key].length === 1 || key === USUAL_KEYS[shortcut];

/** Who has that key already. */
export const takenBy = (shortcut: Shortcut, key: string, changed: ChangedKeys): Shortcut | undefined =>
  SHORTCUTS.find((other) => other !== shortcut && keyOf(other, changed) === plainKey(key));

/** Gives it another key; its usual one is no change. */
export function withKey(shortcut: Shortcut, key: string, changed: ChangedKeys): ChangedKeys {
  const { [shortcut]: _, ...others } = changed;
  return plainKey(key) === USUAL_KEYS[shortcut] ? others : { ...others, [shortcut]: plainKey(key) };
}

const SIGNS: Record<string, string> = { ' ': '␣', ArrowLeft: '←', ArrowRight: '→' };

/** As it stands on a keyboard. */
export const signOf = (key: string): string => SIGNS[key] ?? key.toUpperCase();

/** As `aria-keyshortcuts` has it. */
export const ariaKey = (key: string): string => ({ ' ': 'Space', '+': 'Plus' })[key] ?? key;
