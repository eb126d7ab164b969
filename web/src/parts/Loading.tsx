import { t } from '../messages';
import { Problem } from './Problem';
import type { Asked } from './useAsked';

/** Until what was asked for is there, or what went wrong. */
export function Loading({ asked }: { asked: Asked<unknown> }) {
  if (asked.problem !== null) return <Problem problem={asked.problem} onAgain={asked.again} />;
  return asked.found === null ? <p aria-busy="true">{t('app.loading')}</p> : null;
}
