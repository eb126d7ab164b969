/** Low-pass and resample, so that what is sent is what the service would make of it anyway, and a third of its size. */

const HALF_WIDTH = 16;
/** Zero crossings of the sinc on each side: 60 dB down outside the pass band with this window. */

/** A windowed sinc (Blackman) at the lower of both Nyquist frequencies. Rates in Hz. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const ratio = fromHz / toHz;
  const cutoff = Math.min(1, 1 / ratio);
  const reach = HALF_WIDTH / cutoff;
  const length = Math.floor(samples.length / ratio);
  const result = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const centre = i * ratio;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    let weights = 0;
    for (let j = first; j <= last; j++) {
      const weight = sinc((j - centre) * cutoff) * blackman((j - centre) / reach);
      sum += weight * samples[j]!;
      weights += weight;
    }
    result[i] = weights === 0 ? 0 : sum / weights;
  }
  return result;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** 1 in the middle, 0 at -1 and 1. */
function blackman(x: number): number {
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}
