import type { MeterZone } from '../audio/checks';
import { t } from '../messages';

/** How loud it is: a bar for eyes, and the same in words. */
export function Level({ zone, levelDb }: { zone: MeterZone; levelDb: number }) {
  return (
    <p class="level" data-zone={zone}>
      <span aria-hidden="true" class="level-bar" style={{ '--level': levelShare(levelDb) }} />
      {t(`practise.level.${zone}`)}
    </p>
  );
}

/** -60…0 dBFS as 0…1. */
const levelShare = (levelDb: number) => Math.max(0, Math.min(1, (levelDb + 60) / 60)).toFixed(2);
