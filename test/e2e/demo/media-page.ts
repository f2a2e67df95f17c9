/** Runs in the page of media.test.ts: a media host whose sessions are connected to each other. */
import type { MediaEvent } from '../../../src/contract/media-session';
import { createLoggers } from '../../../src/log/logger';
import { LocalMediaHost } from '../../../src/media/media-host';

const events: (MediaEvent & { at: number })[] = [];
const lines: string[] = [];
const context = new AudioContext();
const analysers = new Map<string, AnalyserNode>();

const host = new LocalMediaHost({
  emit: (event) => events.push({ ...event, at: performance.now() }),
  loggers: createLoggers(({ text }) => lines.push(text), Date.now),
});

function element(id: string): HTMLAudioElement {
  const found = document.querySelector<HTMLAudioElement>(`audio[data-session="${id}"]`);
  if (!found) throw new Error(`nothing plays for ${id}`);
  return found;
}

function analyser(id: string): AnalyserNode {
  const kept = analysers.get(id);
  if (kept) return kept;
  const made = context.createAnalyser();
  made.fftSize = 8192;
  made.smoothingTimeConstant = 0;
  context.createMediaStreamSource(element(id).srcObject as MediaStream).connect(made);
  analysers.set(id, made);
  return made;
}

/** What a session hears at this moment: the loudest frequency in hertz, and its level in decibels. */
function heard(id: string): { frequency: number; level: number } {
  const node = analyser(id);
  const bins = new Float32Array(node.frequencyBinCount);
  node.getFloatFrequencyData(bins);
  let loudest = 0;
  bins.forEach((level, i) => {
    if (level > (bins[loudest] ?? Number.NEGATIVE_INFINITY)) loudest = i;
  });
  return { frequency: (loudest * context.sampleRate) / node.fftSize, level: bins[loudest] ?? -200 };
}

const page = { calls: host.calls, events, lines, heard, element };
export type MediaPage = typeof page;
Object.assign(globalThis, { page });
