import type { Moment, MomentRule, Sentiment } from '../../api/calls';
import { t } from '../../messages';

/** Who speaks, in words. */
export function speakerName(speaker: string): string {
  if (speaker === 'agent' || speaker === 'customer') return t(`calls.${speaker}`);
  return t('calls.speaker', { n: speaker.replace(/\D/g, '') || '?' });
}

const MOOD_SIGNS: Record<Sentiment, string> = { positive: '▲', neutral: '■', negative: '▼' };

/** A mood as its sign and its word: neither alone, and no colour. */
export const moodOf = (mood: Sentiment) => ({ sign: MOOD_SIGNS[mood], word: t(`calls.mood.${mood}`) });

const CLEARLY = 0.25;
/** By which one of both has to be likelier for a mood to be named. */

/** −1…1, how much likelier content is than annoyance. */
export const moodOfBalance = (balance: number) => moodOf(balance > CLEARLY ? 'positive' : balance < -CLEARLY ? 'negative' : 'neutral');

export const ruleName = (rule: MomentRule): string => t(`calls.rule.${rule}`);
export const kindOf = (moment: Moment) => t(moment.is_good ? 'calls.moment_good' : 'calls.moment_mend');

const ENTITIES = [
  'CREDIT_CARD', 'IN_AADHAAR', 'IN_PAN', 'IN_IFSC', 'UPI_ID', 'PHONE_NUMBER', 'EMAIL_ADDRESS', 'ACCOUNT_NUMBER', 'ORDER_NUMBER',
  'DATE_OF_BIRTH', 'PERSON',
] as const;

/** What stood where `<PHONE_NUMBER>` and the like stand. */
export function entityName(placeholder: string): string {
  const known = ENTITIES.find((each) => placeholder.startsWith(`<${each}>`));
  return known ? t(`calls.entity.${known}`) : t('calls.entity.other');
}
