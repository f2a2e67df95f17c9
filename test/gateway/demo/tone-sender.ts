import { encodePcmu, FRAME_MS, FRAME_SAMPLES, sineFrame } from './audio';

/** A 20 ms clock that hands out frames of a tone and makes up for late timers. */
export class ToneSender {
  private timer: NodeJS.Timeout | undefined;
  private startedAt = 0;
  private framesSent = 0;
  private samples = 0;

  constructor(
    private readonly hertz: number,
    private readonly send: (payload: Buffer) => void,
  ) {}

  start(): void {
    if (this.timer) return;
    this.startedAt = performance.now();
    this.framesSent = 0;
    this.timer = setInterval(() => this.tick(), FRAME_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    const due = Math.floor((performance.now() - this.startedAt) / FRAME_MS);
    // After a long stall a burst would only overflow the listener's jitter buffer.
    if (due - this.framesSent > 10) this.framesSent = due - 1;
    for (; this.framesSent < due; this.framesSent++) {
      this.send(encodePcmu(sineFrame(this.hertz, this.samples)));
      this.samples += FRAME_SAMPLES;
    }
  }
}
