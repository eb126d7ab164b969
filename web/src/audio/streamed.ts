/** Sound that comes in pieces, played without a gap as long as they come in time. */

const LEAD_S = 0.05;
/** Between the first piece and its sound, so that the next is there when it ends. */

export class StreamedSound {
  private readonly context: AudioContext;
  private readonly rateHz: number;
  /** When the next piece begins, by the context's clock. */
  private next = 0;

  constructor(rateHz: number) {
    this.context = new AudioContext();
    this.rateHz = rateHz;
  }

  add(samples: Int16Array): void {
    if (!samples.length) return;
    const buffer = this.context.createBuffer(1, samples.length, this.rateHz);
    buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32_768), 0);
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.context.destination);
    this.next = Math.max(this.next, this.context.currentTime + LEAD_S);
    source.start(this.next);
    this.next += buffer.duration;
  }

  /** Resolves once all that came was heard; the sound card is let go of then. */
  async end(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, this.next - this.context.currentTime) * 1000));
    this.stop();
  }

  stop(): void {
    if (this.context.state !== 'closed') void this.context.close();
  }
}
