// When sound first arrives in Ringtab's offscreen document, and by which way.
import type { Page } from 'puppeteer-core';
import { waitUntil } from '../../gateway/real/wait-until';

interface WatchedPeer {
  peer: RTCPeerConnection;
  /** Milliseconds since the epoch. */
  firstMediaAt: number | undefined;
  /** Milliseconds; the longest time without a packet since `forgetGaps`. */
  longestGap: number;
}

declare global {
  var watchedPeers: WatchedPeer[] | undefined;
}

/** To be called before the call: connections are noted from then on. */
export async function watchMedia(offscreen: Page): Promise<void> {
  await offscreen.evaluate(() => {
    if (globalThis.watchedPeers) return;
    const peers: WatchedPeer[] = [];
    globalThis.watchedPeers = peers;
    const { prototype } = RTCPeerConnection;
    const original: (description: RTCSessionDescriptionInit) => Promise<void> =
      prototype.setRemoteDescription;
    prototype.setRemoteDescription = function (
      this: RTCPeerConnection,
      description: RTCSessionDescriptionInit,
    ) {
      if (!peers.some(({ peer }) => peer === this)) {
        const watched: WatchedPeer = { peer: this, firstMediaAt: undefined, longestGap: 0 };
        peers.push(watched);
        let last: number | undefined;
        const timer = setInterval(() => {
          if (this.connectionState === 'closed') clearInterval(timer);
          const [source] = this.getReceivers().flatMap((receiver) => receiver.getSynchronizationSources());
          if (!source) return;
          watched.firstMediaAt ??= Date.now();
          watched.longestGap = Math.max(watched.longestGap, source.timestamp - (last ?? source.timestamp));
          last = source.timestamp;
        }, 3);
      }
      return original.call(this, description);
    } as typeof prototype.setRemoteDescription;
  });
}

/** Milliseconds since the epoch at which the sound of the latest call began to arrive. */
export function firstMedia(offscreen: Page): Promise<number> {
  return waitUntil('the first sound', () =>
    offscreen.evaluate(() => globalThis.watchedPeers?.at(-1)?.firstMediaAt),
  );
}

export async function forgetGaps(offscreen: Page): Promise<void> {
  await offscreen.evaluate(() => {
    for (const watched of globalThis.watchedPeers ?? []) watched.longestGap = 0;
  });
}

/** Milliseconds without a packet in the latest call, and how many connections there have been. */
export function worstGap(offscreen: Page): Promise<{ ms: number; connections: number }> {
  return offscreen.evaluate(() => {
    const peers = globalThis.watchedPeers ?? [];
    return { ms: Math.round(peers.at(-1)?.longestGap ?? 0), connections: peers.length };
  });
}

/** The type of our candidate that the latest call's sound goes through: host, srflx or relay. */
export function localCandidateType(offscreen: Page): Promise<string> {
  return waitUntil('a selected candidate pair', () =>
    offscreen.evaluate(async () => {
      const peer = globalThis.watchedPeers?.at(-1)?.peer;
      const stats = [...((await peer?.getStats())?.values() ?? [])];
      const transport = stats.find(({ type }) => type === 'transport');
      const pair = stats.find(({ id }) => id === transport?.selectedCandidatePairId);
      const type: unknown = stats.find(({ id }) => id === pair?.localCandidateId)?.candidateType;
      return typeof type === 'string' ? type : undefined;
    }),
  );
}
