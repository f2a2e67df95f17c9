import type { QualitySample, StreamSample } from '../domain/call-quality';
import { MicrophoneMeter, type SourceStats } from './microphone-meter';

/** Milliseconds that a sample is of. */
const every = 5_000;
/** What comes later than this was held up by a sleep, of which nothing was measured. */
const longest = 2 * every;

/** What is read of one entry of Chrome's statistics (webrtc-stats); times in seconds. */
interface Stats extends SourceStats {
  id: string;
  /** Milliseconds since the epoch. */
  timestamp?: number;
  codecId?: string;
  mimeType?: string;
  localId?: string;
  nominated?: boolean;
  currentRoundTripTime?: number;
  roundTripTime?: number;
  jitter?: number;
  packetsReceived?: number;
  packetsSent?: number;
  packetsLost?: number;
  packetsDiscarded?: number;
  jitterBufferDelay?: number;
  jitterBufferEmittedCount?: number;
}

type Count =
  | 'packetsReceived'
  | 'packetsSent'
  | 'packetsLost'
  | 'packetsDiscarded'
  | 'jitterBufferDelay'
  | 'jitterBufferEmittedCount';

/** Makes samples of the quality of one call from the statistics of its peer connection, which somebody else asks for. */
export class QualityMeter {
  #sampledAt: number | undefined;
  /** By the entry's id. */
  readonly #counts = new Map<string, Stats>();
  #sending: StreamSample | undefined;
  #roundTrip: number | undefined;
  readonly #microphone = new MicrophoneMeter();

  /**
   * To be called several times a second, as a report of the far end counts the packets of its own moment.
   *
   * @param now milliseconds of a clock that is never set
   * @returns a sample every 5 s, where sound was sent in either direction since the last one
   */
  read(report: RTCStatsReport, now: number): QualitySample | undefined {
    const entries: Stats[] = [];
    report.forEach((stats: Stats) => void entries.push(stats));
    for (const stats of entries) {
      if (stats.type === 'remote-inbound-rtp') this.#takeReport(stats, report);
      if (stats.type === 'media-source' && stats.kind === 'audio') this.#microphone.read(stats);
    }
    if (this.#sampledAt !== undefined && now - this.#sampledAt < every) return undefined;
    const receiving = this.#receiving(entries);
    const sending = this.#sending;
    this.#sending = undefined;
    const microphone = this.#microphone.take();
    const seconds = this.#sampledAt === undefined ? 0 : Math.min(longest, now - this.#sampledAt) / 1000;
    this.#sampledAt = now;
    if (seconds === 0 || !(receiving || sending)) return undefined;
    const codec = codecOf(entries, report);
    const roundTrip = this.#roundTrip ?? roundTripOf(entries);
    return {
      seconds,
      ...(codec !== undefined && { codec }),
      ...(roundTrip !== undefined && { roundTrip }),
      ...(receiving && { receiving }),
      ...(sending && { sending }),
      ...(microphone && { microphone }),
    };
  }

  #receiving(entries: Stats[]): StreamSample | undefined {
    let all: (StreamSample & { packets: number }) | undefined;
    for (const stats of entries) {
      if (stats.type !== 'inbound-rtp' || stats.kind !== 'audio') continue;
      const lost = this.#since(stats, 'packetsLost');
      const packets = this.#since(stats, 'packetsReceived') + lost;
      // What comes too late to be played is lost as well.
      const missing = lost + this.#since(stats, 'packetsDiscarded');
      const waited = this.#since(stats, 'jitterBufferDelay');
      const played = this.#since(stats, 'jitterBufferEmittedCount');
      this.#counts.set(stats.id, stats);
      if (packets === 0) continue;
      all = {
        packets: packets + (all?.packets ?? 0),
        lost: missing + (all?.lost ?? 0),
        ...jitterOf(stats),
        ...(played > 0 && { buffered: (waited / played) * 1000 }),
      };
    }
    return all;
  }

  /** The far end tells from time to time what of ours has arrived there (RFC 3550 section 6.4). */
  #takeReport(stats: Stats, report: RTCStatsReport): void {
    const before = this.#counts.get(stats.id);
    if (stats.timestamp === undefined || stats.timestamp === before?.timestamp) return;
    const sent: Stats | undefined = report.get(stats.localId ?? '');
    const packets = sent ? this.#since(sent, 'packetsSent') : 0;
    const lost = this.#since(stats, 'packetsLost');
    this.#counts.set(stats.id, stats);
    if (sent) this.#counts.set(sent.id, sent);
    if (stats.roundTripTime !== undefined) this.#roundTrip = stats.roundTripTime * 1000;
    if (packets === 0) return;
    this.#sending = {
      packets: packets + (this.#sending?.packets ?? 0),
      lost: lost + (this.#sending?.lost ?? 0),
      ...jitterOf(stats),
    };
  }

  /** A count that has begun anew counts as nothing, and so do packets that came after all. */
  #since(stats: Stats, count: Count): number {
    return Math.max(0, (stats[count] ?? 0) - (this.#counts.get(stats.id)?.[count] ?? 0));
  }
}

/** That of what we hear, before that of what we say. */
function codecOf(entries: Stats[], report: RTCStatsReport): string | undefined {
  const streams = ['inbound-rtp', 'outbound-rtp'].flatMap((type) =>
    entries.filter((stats) => stats.type === type && stats.kind === 'audio'),
  );
  for (const { codecId } of streams) {
    const { mimeType = '' } = (report.get(codecId ?? '') ?? {}) as Stats;
    if (mimeType) return mimeType.slice(mimeType.indexOf('/') + 1).toLowerCase();
  }
  return undefined;
}

/** Milliseconds that a connectivity check takes: the way to the gateway at least. */
function roundTripOf(entries: Stats[]): number | undefined {
  const pair = entries.find(({ type, nominated }) => type === 'candidate-pair' && nominated);
  return pair?.currentRoundTripTime === undefined ? undefined : pair.currentRoundTripTime * 1000;
}

function jitterOf({ jitter }: Stats): { jitter?: number } {
  return jitter === undefined ? {} : { jitter: jitter * 1000 };
}
