// How long the far end of a call had to wait for a packet, or for one with sound in it, at the worst.
import { decodePcmu, rms } from '../gateway/demo/audio';
import type { Leg } from '../gateway/demo/leg';
import { mediaOf } from './far-end';

/** Of a packet, 0 to 1. */
const audible = 0.003;

export class GapMeter {
  private last = performance.now();
  private longest = 0;

  private constructor(private readonly restore: () => void) {}

  /** Milliseconds of silence count too. */
  static ofSound(leg: Leg): GapMeter {
    return GapMeter.of(leg, (payload) => rms(decodePcmu(payload)) > audible);
  }

  static of(leg: Leg, counts: (payload: Uint8Array) => boolean = () => true): GapMeter {
    const { received } = mediaOf(leg);
    const { add } = received;
    const meter = new GapMeter(() => {
      received.add = add;
    });
    received.add = (payload) => {
      if (counts(payload)) meter.note();
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
