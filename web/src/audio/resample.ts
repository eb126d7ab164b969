/** Low-pass and resample, so that what is sent is what the service would make of it anyway, and a third of its size. */

const HALF_WIDTH = 16;
/** Zero crossings of the sinc on each side: 60 dB down outside the pass band with this window. */

/** A Blackman-windowed sinc at the lower of both Nyquist frequencies, a phase at a time; sound may come in pieces. Rates in Hz, whole numbers. */
export class Resampler {
  private readonly ratio: number;
  private readonly reach: number;
  private readonly phases: Float32Array[];
  /** What is still needed of the sound, led by as much silence as the filter reaches back. */
  private held: Float32Array;
  private heldFrom = 0;
  private nIn = 0;
  private nOut = 0;

  constructor(fromHz: number, toHz: number) {
    this.ratio = fromHz / toHz;
    const cutoff = Math.min(1, 1 / this.ratio);
    this.reach = Math.ceil(HALF_WIDTH / cutoff);
    const nPhases = toHz / greatestCommonDivisor(fromHz, toHz);
    this.phases = Array.from({ length: nPhases }, (_, phase) => kernel((phase * this.ratio) % 1, this.reach, cutoff));
    this.held = new Float32Array(this.reach);
  }

  /** What can be told now: the end of a piece waits for what follows it. */
  add(samples: Float32Array): Float32Array {
    if (this.ratio === 1) return samples;
    this.nIn += samples.length;
    this.hold(samples);
    const known = this.heldFrom + this.held.length - 2 * this.reach - 1;
    return this.upTo(Math.max(this.nOut, Math.floor(known / this.ratio) + 1));
  }

  /** The rest, as if silence followed. */
  end(): Float32Array {
    if (this.ratio === 1) return new Float32Array(0);
    this.hold(new Float32Array(this.reach + 1));
    return this.upTo(Math.floor(this.nIn / this.ratio));
  }

  private hold(samples: Float32Array): void {
    const needed = Math.floor(this.nOut * this.ratio) - this.heldFrom;
    const kept = this.held.subarray(needed);
    this.held = new Float32Array(kept.length + samples.length);
    this.held.set(kept);
    this.held.set(samples, kept.length);
    this.heldFrom += needed;
  }

  private upTo(nWanted: number): Float32Array {
    const made = new Float32Array(Math.max(0, nWanted - this.nOut));
    for (let i = 0; i < made.length; i++, this.nOut++) {
      const weights = this.phases[this.nOut % this.phases.length]!;
      const first = Math.floor(this.nOut * this.ratio) - this.heldFrom;
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap++) sum += weights[tap]! * this.held[first + tap]!;
      made[i] = sum;
    }
    return made;
  }
}

export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const resampler = new Resampler(fromHz, toHz);
  const [begin, rest] = [resampler.add(samples), resampler.end()];
  const whole = new Float32Array(begin.length + rest.length);
  whole.set(begin);
  whole.set(rest, begin.length);
  return whole;
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
