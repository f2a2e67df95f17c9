import { type FileHandle, open } from 'node:fs/promises';
import { waitUntil } from './wait-until';

const HEADER_BYTES = 44;
const WINDOW_S = 0.3;
const STEP_HZ = 5;
const LOWEST_HZ = 200;
const HIGHEST_HZ = 3000;
/** Mean square; a microphone's steady tone, which Chrome takes for noise, has about 0.001. */
const AUDIBLE = 0.0001;

export interface Tone {
  readonly hz: number;
  /** Root mean square of the window, 0 to 1. */
  readonly level: number;
  /** Share of the window's energy at that frequency, 0 to 1: near 1 is a clean sine. */
  readonly purity: number;
}

/** Energy of one frequency in the samples (Goertzel), scaled so that a pure sine gives its mean square. */
function energyAt(samples: Float64Array, rate: number, hz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [one, two] = [0, 0];
  for (const sample of samples) {
    const next = sample + factor * one - two;
    two = one;
    one = next;
  }
  const power = one * one + two * two - factor * one * two;
  return (2 * power) / (samples.length * samples.length);
}

/** Strongest frequency in mono samples. */
export function toneOf(samples: Float64Array, rate: number): Tone {
  let square = 0;
  for (const sample of samples) square += sample * sample;
  const mean = square / samples.length;
  let [hz, best] = [0, 0];
  for (let candidate = LOWEST_HZ; candidate <= HIGHEST_HZ; candidate += STEP_HZ) {
    const energy = energyAt(samples, rate, candidate);
    if (energy > best) [hz, best] = [candidate, energy];
  }
  return { hz, level: Math.sqrt(mean), purity: mean === 0 ? 0 : Math.min(1, best / mean) };
}

interface Growing {
  readonly rate: number;
  readonly channels: number;
  /** Samples of one channel written so far. */
  readonly frames: number;
}

async function inspect(handle: FileHandle): Promise<Growing | undefined> {
  const { size } = await handle.stat();
  if (size < HEADER_BYTES) return undefined;
  const header = Buffer.alloc(HEADER_BYTES);
  await handle.read(header, 0, HEADER_BYTES, 0);
  const [channels, rate] = [header.readUInt16LE(22), header.readUInt32LE(24)];
  return { rate, channels, frames: Math.floor((size - HEADER_BYTES) / (channels * 2)) };
}

interface Stretch {
  readonly samples: Float64Array;
  readonly rate: number;
}

/** The tone in the next stretch of sound that a growing wave file receives; undefined when it does not grow. */
export async function nextTone(file: string): Promise<Tone | undefined> {
  const stretch = await nextStretch(file);
  return stretch && toneOf(stretch.samples, stretch.rate);
}

/** Which of these frequencies can be heard in it, beside each other; none when no sound arrives. */
export async function nextTones(file: string, known: readonly number[]): Promise<number[]> {
  const stretch = await nextStretch(file);
  return stretch ? known.filter((hz) => energyAt(stretch.samples, stretch.rate, hz) > AUDIBLE) : [];
}

/** The next sound that a growing 16-bit wave file receives; undefined when it does not grow: no sound arrives. */
async function nextStretch(file: string): Promise<Stretch | undefined> {
  const handle = await open(file);
  try {
    const before = (await inspect(handle))?.frames ?? 0;
    const grown = await waitUntil(
      'sound to arrive',
      async () => {
        const now = await inspect(handle);
        return now && now.frames - before >= now.rate * WINDOW_S && now;
      },
      { timeoutMs: 1500 },
    ).catch(() => undefined);
    if (!grown) return undefined;
    const frame = grown.channels * 2;
    const length = Math.floor(grown.rate * WINDOW_S);
    const data = Buffer.alloc(length * frame);
    await handle.read(data, 0, data.length, HEADER_BYTES + (grown.frames - length) * frame);
    const samples = Float64Array.from({ length }, (_, index) => data.readInt16LE(index * frame) / 32_768);
    return { samples, rate: grown.rate };
  } finally {
    await handle.close();
  }
}
