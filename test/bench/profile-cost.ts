import type { Protocol } from 'puppeteer-core';

export interface Cost {
  /** The time in which such a script was on the stack, with all that the browser did for it. */
  cpuMs: number;
  /** The longest such time without a pause. */
  longestMs: number;
  lastedMs: number;
}

/** What scripts whose address begins so have cost, of a CPU profile. @param lastedMs how long it was taken */
export function costOf(profile: Protocol.Profiler.Profile, address: string, lastedMs: number): Cost {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const ours = new Set<number>();
  // Parents stand before their children.
  for (const { id, callFrame, children = [] } of nodes) {
    if (callFrame.url.startsWith(address)) ours.add(id);
    if (ours.has(id)) for (const child of children) ours.add(child);
  }
  let [cpu, longest, now] = [0, 0, 0];
  samples.forEach((sample, at) => {
    // The time until the next sample is that sample's.
    const time = timeDeltas[at + 1] ?? 0;
    now = ours.has(sample) ? now + time : 0;
    if (ours.has(sample)) cpu += time;
    longest = Math.max(longest, now);
  });
  return { cpuMs: cpu / 1000, longestMs: longest / 1000, lastedMs };
}
