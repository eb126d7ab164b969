/** Low-pass and resample, so that what is sent is what the service would make of it anyway, and a third of its size. */

const HALF_WIDTH = 16;
/** Zero crossings of the sinc on each side: 60 dB down outside the pass band with this window. */

/** A Blackman-windowed sinc at the lower of both Nyquist frequencies, a phase at a time. Rates in Hz, whole numbers. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const ratio = fromHz / toHz;
  const cutoff = Math.min(1, 1 / ratio);
  const reach = Math.ceil(HALF_WIDTH / cutoff);
  const nPhases = toHz / greatestCommonDivisor(fromHz, toHz);
  const phases = Array.from({ length: nPhases }, (_, phase) => kernel((phase * ratio) % 1, reach, cutoff));
  const padded = new Float32Array(samples.length + 2 * reach + 1);
  padded.set(samples, reach);
  const result = new Float32Array(Math.floor(samples.length / ratio));
  for (let i = 0; i < result.length; i++) {
    const weights = phases[i % nPhases]!;
    const first = Math.floor(i * ratio);
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap++) sum += weights[tap]! * padded[first + tap]!;
    result[i] = sum;
  }
  return result;
}

/** For an output that lies `offset` (0…1) after an input sample; it begins `reach` samples before that one, and sums to 1. */
function kernel(offset: number, reach: number, cutoff: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, tap) => {
    const x = (tap - reach - offset) * cutoff;
    return Math.abs(x) >= HALF_WIDTH ? 0 : sinc(x) * blackman(x / HALF_WIDTH);
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** 1 in the middle, 0 at -1 and 1. */
function blackman(x: number): number {
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
