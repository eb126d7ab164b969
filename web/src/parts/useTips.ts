import { useEffect, useState } from 'preact/hooks';
import { getTips, type HabitAdvice } from '../api/speech';
import { useSettings } from '../settings/store';

/** What the coach calls each habit; empty until it has told. */
export function useTips(): Map<string, HabitAdvice> {
  const { language } = useSettings();
  const [tips, setTips] = useState(new Map<string, HabitAdvice>());
  useEffect(() => void getTips(language, '').then(setTips, () => {}), [language]);
  return tips;
}

export const titleOf = (tips: Map<string, HabitAdvice>, tip: string) => tips.get(tip)?.title ?? tip;
