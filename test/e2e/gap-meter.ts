// How long the far end of a call had to wait for a packet, at the worst.
import type { Leg } from '../gateway/demo/leg';
import { mediaOf } from './far-end';

export class GapMeter {
  private last = performance.now();
  private longest = 0;

  private constructor(private readonly restore: () => void) {}

  static of(leg: Leg): GapMeter {
    const { received } = mediaOf(leg);
    const { add } = received;
    const meter = new GapMeter(() => {
      received.add = add;
    });
    received.add = (payload) => {
      meter.note();
      add.call(received, payload);
    };
    return meter;
  }

  /** Milliseconds; the wait that is not over yet counts. */
  stop(): number {
    this.note();
    this.restore();
    return Math.round(this.longest);
  }

  private note(): void {
    const now = performance.now();
    this.longest = Math.max(this.longest, now - this.last);
    this.last = now;
  }
}
