import { t } from '../messages';
import type { Shortcut } from '../settings/shortcuts';

const NAMES: Record<Shortcut, () => string> = {
  record: () => t('help.key.record'),
  play_me: () => t('play.play', { what: t('word.me') }),
  play_reference: () => t('play.play', { what: t('word.reference') }),
  play_own_voice: () => t('play.play', { what: t('word.own_voice') }),
  play_heard: () => t('play.play', { what: t('word.heard') }),
  alternate: () => t('help.key.alternate'),
  loop: () => t('help.key.loop'),
  slower: () => t('help.key.slower'),
  pause: () => t('help.key.pause'),
  word_before: () => t('word.previous'),
  word_after: () => t('word.next'),
  next_thing: () => t('help.key.next_thing'),
  help: () => t('help.title'),
};

/** What it does, in words. */
export const shortcutName = (shortcut: Shortcut): string => NAMES[shortcut]();
