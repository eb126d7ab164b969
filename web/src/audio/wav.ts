/** Mono samples in -1…1 as a 16-bit WAV file. */
export function encodeWav(samples: Float32Array, rateHz: number): Blob {
  const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const word = (at: number, text: string) => [...text].forEach((char, i) => bytes.setUint8(at + i, char.charCodeAt(0)));
  word(0, 'RIFF');
  bytes.setUint32(4, 36 + 2 * samples.length, true);
  word(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true); // PCM
  bytes.setUint16(22, 1, true); // one channel
  bytes.setUint32(24, rateHz, true);
  bytes.setUint32(28, 2 * rateHz, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, 'data');
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => {
    const held = Math.max(-1, Math.min(1, sample));
    bytes.setInt16(44 + 2 * i, Math.round(held * 32767), true);
  });
  return new Blob([bytes.buffer], { type: 'audio/wav' });
}
