/** What can be told of a take before it is sent: the learner hears of a dead microphone at once, not after a minute. */

export type TakeFault = 'silent' | 'too_quiet' | 'clipped' | 'too_short';

export interface TakeCheck {
  peakDb: number;
  /** Of the loudest frames, in dBFS. */
  speechDb: number;
  speechS: number;
  noiseDb: number;
  fault: TakeFault | null;
}

export const CLIPPED_DB = -0.1;
export const CLIPPED_SHARE = 0.001;
/** Of the samples; a lone pop is no clipped take. */
export const TOO_QUIET_DB = -45;
export const SILENT_DB = -60;
export const TOO_SHORT_S = 0.6;
const FRAME_S = 0.02;
const SPEECH_ABOVE_NOISE_DB = 9;

export function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, 1e-6));
}

/** Samples in -1…1. */
export function checkTake(samples: Float32Array, rateHz: number): TakeCheck {
  const levels = frameLevels(samples, rateHz);
  const sorted = [...levels].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? -120;
  const noiseDb = at(0.1);
  const loudDb = at(0.95);
  const floorDb = Math.max(SILENT_DB, Math.min(noiseDb + SPEECH_ABOVE_NOISE_DB, loudDb - 3));
  const spoken = levels.filter((level) => level >= floorDb);
  const power = spoken.reduce((sum, level) => sum + 10 ** (level / 10), 0) / Math.max(1, spoken.length);
  const speechDb = spoken.length ? 10 * Math.log10(power) : -120;
  let peak = 0;
  let clipped = 0;
  for (const sample of samples) {
    const size = Math.abs(sample);
    peak = Math.max(peak, size);
    if (decibels(size) >= CLIPPED_DB) clipped += 1;
  }
  const check = { peakDb: decibels(peak), speechDb, speechS: spoken.length * FRAME_S, noiseDb };
  return { ...check, fault: faultOf(check, clipped / Math.max(1, samples.length)) };
}

function faultOf(check: Omit<TakeCheck, 'fault'>, clippedShare: number): TakeFault | null {
  if (check.peakDb < SILENT_DB) return 'silent';
  if (check.speechDb < TOO_QUIET_DB) return 'too_quiet';
  if (check.speechS < TOO_SHORT_S) return 'too_short';
  if (clippedShare > CLIPPED_SHARE) return 'clipped';
  return null;
}

/** Of each 20 ms, in dBFS. */
function frameLevels(samples: Float32Array, rateHz: number): number[] {
  const size = Math.round(FRAME_S * rateHz);
  const levels: number[] = [];
  for (let start = 0; start + size <= samples.length; start += size) {
    let sum = 0;
    for (let i = start; i < start + size; i++) sum += samples[i]! ** 2;
    levels.push(10 * Math.log10(Math.max(sum / size, 1e-12)));
  }
  return levels;
}

export type MeterZone = 'quiet' | 'good' | 'loud';

/** Of a moment's loudest sample. */
export function zoneOf(peakDb: number): MeterZone {
  if (peakDb > -3) return 'loud';
  return peakDb < -32 ? 'quiet' : 'good';
}
