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
  write16(bytes, 44, samples);
  return new Blob([bytes.buffer], { type: 'audio/wav' });
}

/** The samples alone. */
export function pcm16(samples: Float32Array): ArrayBuffer {
  const content = new ArrayBuffer(2 * samples.length);
  write16(new DataView(content), 0, samples);
  return content;
}

/** 16 bit, little-endian. */
function write16(bytes: DataView, at: number, samples: Float32Array): void {
  samples.forEach((sample, i) => {
    const held = Math.max(-1, Math.min(1, sample));
    bytes.setInt16(at + 2 * i, Math.round(held * 32767), true);
  });
}
