// A tone to speak with, and the ear that knows it again.
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';

const rate = 48_000;

/** Writes one second of a sine tone, which loops without a click: 48 kHz, 16 bit, mono. */
export function writeToneFile(path: string, hertz: number): void {
  const samples = rate;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    file.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hertz * i) / rate)), 44 + i * 2);
  }
  writeFileSync(path, file);
}

export interface HeardTone {
  /** The strongest frequency, in Hz. */
  hertz: number;
  /** How far it stands out of the rest, in dB. */
  aboveRestDb: number;
}

/**
 * What the audio elements of a page are playing, by frequency: the strongest one over about half a
 * second. Undefined while nothing plays.
 */
export function heardTone(page: Page): Promise<HeardTone | undefined> {
  return page.evaluate(async () => {
    const streams = [...document.querySelectorAll('audio')]
      .map((audio) => audio.srcObject)
      .filter((source): source is MediaStream => source instanceof MediaStream && source.active);
    if (streams.length === 0) return undefined;
    const context = new AudioContext();
    try {
      await context.resume();
      const analyser = context.createAnalyser();
      analyser.fftSize = 16_384;
      analyser.smoothingTimeConstant = 0;
      for (const stream of streams) context.createMediaStreamSource(stream).connect(analyser);
      // One whole window of sound, by the context's own clock.
      const enough = context.currentTime + (analyser.fftSize / context.sampleRate) * 1.5;
      while (context.currentTime < enough) {
        await new Promise((done) => setTimeout(done, 20));
      }
      const levels = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(levels);
      let best = 0;
      for (let i = 1; i < levels.length; i++) if ((levels[i] ?? -200) > (levels[best] ?? -200)) best = i;
      const peak = levels[best] ?? -200;
      if (!Number.isFinite(peak) || peak < -70) return undefined;
      const sorted = [...levels].sort((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] ?? -200;
      const floor = Number.isFinite(middle) ? middle : -200;
      return { hertz: (best * context.sampleRate) / analyser.fftSize, aboveRestDb: peak - floor };
    } finally {
      await context.close();
    }
  });
}

/** Waits until a page plays a tone within 3 % of the wanted one, and answers what was heard. */
export async function waitForTone(page: Page, hertz: number, timeoutMs = 30_000): Promise<HeardTone> {
  const deadline = performance.now() + timeoutMs;
  let last: HeardTone | undefined;
  while (performance.now() < deadline) {
    last = await heardTone(page);
    if (last && Math.abs(last.hertz - hertz) <= hertz * 0.03 && last.aboveRestDb > 20) return last;
    if (!last) await pause(50);
  }
  const heard = last ? `${Math.round(last.hertz)} Hz` : 'nothing';
  throw new Error(`Wanted to hear ${hertz} Hz, heard ${heard}.`);
}
