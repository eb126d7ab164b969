/** The last sound of a stream, kept so that what was lost on the way can be sent again. */

interface Piece {
  /** Its first sample, counted from the start of the stream. */
  from: number;
  samples: Int16Array<ArrayBuffer>;
}

export class SpokenSound {
  /** Samples so far, also those that are kept no longer. */
  nSamples = 0;
  private readonly most: number;
  private pieces: Piece[] = [];

  /** `most`: samples that are kept. */
  constructor(most: number) {
    this.most = most;
  }

  add(samples: Int16Array<ArrayBuffer>): void {
    this.pieces.push({ from: this.nSamples, samples });
    this.nSamples += samples.length;
    while (this.pieces.length && this.nSamples - endOf(this.pieces[0]!) >= this.most) this.pieces.shift();
  }

  /** All from that sample on, in pieces; null where some of it is kept no longer. */
  since(sample: number): Int16Array<ArrayBuffer>[] | null {
    if (sample > this.nSamples || sample < (this.pieces[0]?.from ?? this.nSamples)) return null;
    return this.pieces
      .filter((piece) => endOf(piece) > sample)
      .map((piece) => piece.samples.subarray(Math.max(0, sample - piece.from)));
  }
}

const endOf = ({ from, samples }: Piece): number => from + samples.length;
