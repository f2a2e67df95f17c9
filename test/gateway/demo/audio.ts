// The little signal processing that a gateway with a voice needs: G.711 mu-law, a sine, and Goertzel.
export const SAMPLE_RATE = 8000;
export const FRAME_SAMPLES = 160;
export const FRAME_MS = 20;

const BIAS = 0x84;
const CLIP = 32635;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  let exponent = 7;
  for (let mask = 0x4000; (magnitude & mask) === 0 && exponent > 0; mask >>= 1) exponent--;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeSample(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + BIAS) << ((value & 0x70) >> 4)) - BIAS;
  return value & 0x80 ? -magnitude : magnitude;
}

const decodeTable = Int16Array.from({ length: 256 }, (_, byte) => decodeSample(byte));

export function encodePcmu(samples: Int16Array): Buffer {
  return Buffer.from(Uint8Array.from(samples, encodeSample));
}

export function decodePcmu(payload: Uint8Array): Int16Array {
  return Int16Array.from(payload, (byte) => decodeTable[byte] ?? 0);
}

/** One frame of a sine; `start` is the index of its first sample, so that frames join without a click. */
export function sineFrame(
  hertz: number,
  start: number,
  length = FRAME_SAMPLES,
  sampleRate = SAMPLE_RATE,
): Int16Array {
  return Int16Array.from({ length }, (_, index) =>
    Math.round(8000 * Math.sin((2 * Math.PI * hertz * (start + index)) / sampleRate)),
  );
}

/** Root mean square of 16-bit samples, 0 to 1. */
export function rms(samples: ArrayLike<number>): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (let index = 0; index < samples.length; index++) sum += (samples[index] ?? 0) ** 2;
  return Math.sqrt(sum / samples.length) / 32768;
}

export function goertzel(samples: ArrayLike<number>, hertz: number, sampleRate = SAMPLE_RATE): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let previous = 0;
  let beforePrevious = 0;
  for (let index = 0; index < samples.length; index++) {
    const current = (samples[index] ?? 0) + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = current;
  }
  return previous ** 2 + beforePrevious ** 2 - coefficient * previous * beforePrevious;
}

/** The strongest frequency between 100 and 2000 Hz, to 5 Hz; undefined when there is next to no sound. */
export function dominantFrequency(samples: Int16Array, sampleRate = SAMPLE_RATE): number | undefined {
  const recent = samples.subarray(Math.max(0, samples.length - 0.15 * sampleRate));
  if (recent.length < sampleRate / 10 || rms(recent) < 0.005) return undefined;
  let best = { hertz: 0, power: 0 };
  for (let hertz = 100; hertz <= 2000; hertz += 5) {
    const power = goertzel(recent, hertz, sampleRate);
    if (power > best.power) best = { hertz, power };
  }
  return best.hertz;
}
