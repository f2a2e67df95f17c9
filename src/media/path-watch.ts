import { freshPath, type MediaPath, nextMediaPath, type PathReading } from '../domain/media-path';

/** Milliseconds between two looks. One costs about a millisecond. */
const every = 250;

/** What Chrome counts for one pair of candidates (webrtc-stats, RTCIceCandidatePairStats). */
interface PairCounts {
  packetsReceived: number;
  requestsSent: number;
  requestsReceived: number;
  responsesReceived: number;
}

/** Watches what arrives over one peer connection, from when it first stands. */
export class PathWatch {
  readonly #peer: RTCPeerConnection;
  readonly #onChange: () => void;
  readonly #onReport: (report: RTCStatsReport) => void;
  readonly #counts = new Map<string, PairCounts>();
  #path: MediaPath = freshPath;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lookedAt = 0;
  #looking = false;

  /** @param onReport called at each look: nobody else needs to ask for statistics */
  constructor(peer: RTCPeerConnection, onChange: () => void, onReport: (report: RTCStatsReport) => void) {
    this.#peer = peer;
    this.#onChange = onChange;
    this.#onReport = onReport;
  }

  /** Nothing has arrived for 2 s though a check of ours waits for its answer. */
  get lost(): boolean {
    return this.#path.lost;
  }

  /** Idempotent. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#lookedAt = performance.now();
    // A connection that is closed meanwhile has nothing to tell.
    this.#timer = setInterval(() => this.#look().catch(() => undefined), every);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const before = this.#path.lost;
      const report = await this.#peer.getStats();
      this.#path = nextMediaPath(this.#path, this.#read(report));
      if (this.#path.lost !== before) this.#onChange();
      this.#onReport(report);
    } finally {
      this.#looking = false;
    }
  }

  #read(report: RTCStatsReport): PathReading {
    const now = performance.now();
    const reading: PathReading = {
      elapsed: now - this.#lookedAt,
      arrived: false,
      asked: false,
      answered: false,
      roundTrip: undefined,
    };
    this.#lookedAt = now;
    report.forEach((stats: RTCIceCandidatePairStats & Partial<PairCounts>) => {
      if (stats.type === 'candidate-pair') this.#readPair(stats, reading);
    });
    return reading;
  }

  #readPair(stats: RTCIceCandidatePairStats & Partial<PairCounts>, reading: PathReading): void {
    const { packetsReceived = 0, requestsSent = 0, requestsReceived = 0, responsesReceived = 0 } = stats;
    const now: PairCounts = { packetsReceived, requestsSent, requestsReceived, responsesReceived };
    const before = this.#counts.get(stats.id);
    const grew = (key: keyof PairCounts) => now[key] > (before?.[key] ?? 0);
    reading.arrived ||= grew('packetsReceived') || grew('requestsReceived') || grew('responsesReceived');
    reading.asked ||= grew('requestsSent');
    reading.answered ||= grew('responsesReceived');
    if (stats.nominated && stats.currentRoundTripTime !== undefined)
      reading.roundTrip = stats.currentRoundTripTime * 1000;
    this.#counts.set(stats.id, now);
  }
}
