import { getSettings, onSettings } from './store';

/** How large the letters are and whether things move, as the learner has it: on the whole page, now and after each change. */
export function wearLook(): void {
  const wear = () => {
    const { textSize, lessMotion } = getSettings();
    const { style, dataset } = document.documentElement;
    style.fontSize = textSize === 100 ? '' : `${textSize}%`;
    if (lessMotion) dataset.motion = 'less';
    else delete dataset.motion;
  };
  wear();
  onSettings(wear);
}

/** By the setting, or by what the system asks of every page. */
export const wantsLessMotion = (): boolean =>
  getSettings().lessMotion || matchMedia('(prefers-reduced-motion: reduce)').matches;
