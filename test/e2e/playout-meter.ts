// How long what the far end says cannot be heard, at the worst: measured where it is played.
import type { Page } from 'puppeteer-core';

/** Begins to listen to the call that is up. */
export async function startPlayoutMeter(offscreen: Page): Promise<void> {
  await offscreen.evaluate(async () => {
    const [element] = document.querySelectorAll<HTMLAudioElement>('audio[data-session]');
    if (!(element?.srcObject instanceof MediaStream)) throw new Error('no call is played');
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(element.srcObject).connect(analyser);
    const meter = { heardAt: 0, worst: 0, close: () => context.close() };
    const samples = new Float32Array(analyser.fftSize);
    setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const now = performance.now();
      const heard = samples.some((sample) => Math.abs(sample) > 0.01);
      if (meter.heardAt > 0) meter.worst = Math.max(meter.worst, now - meter.heardAt);
      if (heard) meter.heardAt = now;
    }, 5);
    Object.assign(globalThis, { playoutMeter: meter });
  });
  await offscreen.waitForFunction(() => playoutMeter.heardAt > 0, { polling: 20 });
}

declare const playoutMeter: { heardAt: number; worst: number };

/** Milliseconds without sound, at the worst since it was asked last. */
export function worstGap(offscreen: Page): Promise<number> {
  return offscreen.evaluate(() => {
    const { worst } = playoutMeter;
    playoutMeter.worst = 0;
    return Math.round(worst);
  });
}
