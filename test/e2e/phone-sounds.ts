// The ear for the sounds that the phone makes itself: ringing, ringback and other tones.
import type { Page } from 'puppeteer-core';
import { patience } from './screen-probes';

interface Sounding {
  context: BaseAudioContext;
  analyser: AnalyserNode;
}

/** Lets whatever is played through Web Audio be heard by `waitForSound`; to be called before it plays. */
export async function listenToSounds(offscreen: Page): Promise<void> {
  await offscreen.evaluate(() => {
    const ears: Sounding[] = [];
    if ('phoneSounds' in globalThis) return;
    Object.assign(globalThis, { phoneSounds: ears });
    const connect = AudioNode.prototype.connect as (...args: unknown[]) => unknown;
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
      if (args[0] instanceof AudioDestinationNode) {
        const analyser = this.context.createAnalyser();
        analyser.fftSize = 8192;
        analyser.smoothingTimeConstant = 0;
        connect.call(this, analyser);
        ears.push({ context: this.context, analyser });
      }
      return connect.apply(this, args);
    } as typeof AudioNode.prototype.connect;
  });
}

declare const phoneSounds: Sounding[];

/** Waits until one of these tones is being played. */
export async function waitForSound(offscreen: Page, hertz: readonly number[]): Promise<void> {
  await offscreen.waitForFunction(
    (wanted) =>
      phoneSounds.some(({ context, analyser }) => {
        if (context.state !== 'running') return false;
        const levels = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(levels);
        let best = 0;
        for (let i = 1; i < levels.length; i++) if ((levels[i] ?? -200) > (levels[best] ?? -200)) best = i;
        const found = (best * context.sampleRate) / analyser.fftSize;
        return (levels[best] ?? -200) > -70 && wanted.some((tone) => Math.abs(found - tone) < tone * 0.03);
      }),
    { polling: 30, timeout: patience },
    hertz,
  );
}

/** Waits until the phone plays nothing of its own. */
export async function waitForNoSound(offscreen: Page): Promise<void> {
  await offscreen.waitForFunction(() => phoneSounds.every(({ context }) => context.state === 'closed'), {
    polling: 30,
    timeout: patience,
  });
}
