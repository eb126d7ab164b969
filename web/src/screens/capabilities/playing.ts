import type { Sound } from '../../audio/clips';

const BLOCK_S = 0.04;

/** Hands a sound on in pieces as fast as it was spoken, then says that it is over. Returns what stops it before. */
export function playInRealTime({ samples, rateHz }: Sound, onBlock: (block: Float32Array) => void, onOver: () => void): () => void {
  const from = performance.now();
  let given = 0;
  const timer = setInterval(() => {
    // A sample is there once it was spoken; a timer that came late has more to give.
    const spoken = Math.min(samples.length, Math.floor(((performance.now() - from) / 1000) * rateHz));
    if (spoken > given) onBlock(samples.subarray(given, spoken));
    given = spoken;
    if (given < samples.length) return;
    clearInterval(timer);
    onOver();
  }, BLOCK_S * 1000);
  return () => clearInterval(timer);
}
