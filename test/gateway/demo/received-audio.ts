import { decodePcmu, dominantFrequency, FRAME_SAMPLES, goertzel, rms } from './audio';

const WINDOW_MS = 1000;
/** Enough of the usual 20 ms frames for a frequency. */
const RECENT_FRAMES = 10;
/** The height of a tone's wave, of 32768; the gateway's own are 8000 high. */
const AUDIBLE = 600;
const EVENT_DIGITS = '0123456789*#ABCD';

/** What has been heard in the last second. */
export class ReceivedAudio {
  private frames: { at: number; samples: Int16Array }[] = [];
  packets = 0;

  add(payload: Uint8Array): void {
    this.packets++;
    this.frames.push({ at: performance.now(), samples: decodePcmu(payload) });
    this.forgetOld();
  }

  rms(): number {
    return rms(this.samples());
  }

  frequency(): number | undefined {
    return dominantFrequency(this.samples(-RECENT_FRAMES));
  }

  /** Whether this tone is in it, beside whatever else there is. */
  hears(hertz: number): boolean {
    const samples = this.samples(-RECENT_FRAMES);
    if (samples.length < (RECENT_FRAMES - 2) * FRAME_SAMPLES) return false;
    return (2 * Math.sqrt(goertzel(samples, hertz))) / samples.length > AUDIBLE;
  }

  private samples(from = 0): Int16Array {
    this.forgetOld();
    const frames = this.frames.slice(from);
    const joined = new Int16Array(frames.reduce((length, frame) => length + frame.samples.length, 0));
    let end = 0;
    for (const { samples } of frames) {
      joined.set(samples, end);
      end += samples.length;
    }
    return joined;
  }

  private forgetOld(): void {
    const oldest = performance.now() - WINDOW_MS;
    while (this.frames[0] && this.frames[0].at < oldest) this.frames.shift();
  }
}

/** RFC 4733: a key is many packets with one timestamp, so a digit is counted once per timestamp. */
export class KeyReader {
  private lastTimestamp: number | undefined;

  read(timestamp: number, payload: Uint8Array): string | undefined {
    const digit = EVENT_DIGITS[payload[0] ?? -1];
    if (digit === undefined || payload.length < 4 || timestamp === this.lastTimestamp) return undefined;
    this.lastTimestamp = timestamp;
    return digit;
  }
}
