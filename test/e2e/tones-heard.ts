// Which of several tones a page plays at the same time.
import type { Page } from 'puppeteer-core';
import { waitUntil } from '../gateway/real/wait-until';

/** Those of these frequencies, in hertz, that are in what the audio elements of a page play. */
export function tonesHeard(page: Page, known: readonly number[]): Promise<number[]> {
  return page.evaluate(
    async (frequencies) => {
      const context = new AudioContext();
      try {
        const analyser = context.createAnalyser();
        analyser.fftSize = 16_384;
        analyser.smoothingTimeConstant = 0;
        for (const { srcObject, muted } of document.querySelectorAll('audio'))
          if (srcObject instanceof MediaStream && srcObject.active && !muted)
            context.createMediaStreamSource(srcObject).connect(analyser);
        const enough = context.currentTime + (analyser.fftSize / context.sampleRate) * 1.5;
        while (context.currentTime < enough) await new Promise((done) => setTimeout(done, 20));
        const levels = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(levels);
        return frequencies.filter((hertz) => {
          const bin = Math.round((hertz * analyser.fftSize) / context.sampleRate);
          return Math.max(...levels.slice(bin - 2, bin + 3)) > -65;
        });
      } finally {
        await context.close();
      }
    },
    [...known],
  );
}

/** Waits until `heard` answers these tones and no other. */
export async function hearsOnly(
  who: string,
  wanted: readonly number[],
  heard: () => Promise<number[]>,
): Promise<void> {
  let last: number[] = [];
  const sorted = (tones: readonly number[]) => [...tones].sort((one, other) => one - other).join(', ');
  await waitUntil(`tones at ${who}`, async () => {
    last = await heard();
    return sorted(last) === sorted(wanted);
  }).catch(() => {
    throw new Error(`${who} should hear ${sorted(wanted)} Hz, and hears ${sorted(last)} Hz`);
  });
}
