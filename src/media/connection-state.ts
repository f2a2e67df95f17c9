import type { MediaConnectionState } from '../contract/media-session';
import type { QualitySample } from '../domain/call-quality';
import type { MediaConnection } from './media-connection';
import { PathWatch } from './path-watch';
import { QualityMeter } from './quality-meter';

/**
 * Milliseconds from the agreement of both sides until there must be a way between them: Chrome says late that it
 * finds none, or never, as of a connection without a single candidate.
 */
const findingLimit = 5_000;

/**
 * What has become of the way to the far end, and how good it is. A way on which nothing arrives any more counts as
 * disconnected some seconds before Chrome says so itself, and so does one that is not found.
 */
export class ConnectionState {
  readonly #tell: (state: MediaConnectionState) => void;
  readonly #measured: (sample: QualitySample) => void;
  #peer: RTCPeerConnection | undefined;
  #path: PathWatch | undefined;
  #told: MediaConnectionState | undefined;
  /** Until a way is found. */
  #finding: ReturnType<typeof setTimeout> | undefined;
  #overdue = false;
  /** Ends with this connection's part: Chrome may keep one that is closed, but not what listens to it. */
  #listening = new AbortController();

  /**
   * @param tell called at each change, and never twice in a row with the same, but for `repeat`
   * @param measured called every 5 s while sound is sent
   */
  constructor(tell: (state: MediaConnectionState) => void, measured: (sample: QualitySample) => void) {
    this.#tell = tell;
    this.#measured = measured;
  }

  /** From now on it is this connection's state. */
  follow({ peer }: MediaConnection): void {
    this.close();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#peer = peer;
    const meter = new QualityMeter();
    this.#path = new PathWatch(
      peer,
      () => this.#look(),
      (report) => {
        const sample = meter.read(report, performance.now());
        if (sample && !signal.aborted) this.#measured(sample);
      },
    );
    const expect = () => {
      if (peer.signalingState === 'stable') this.#expectConnection();
    };
    peer.addEventListener('connectionstatechange', () => this.#look(), { signal });
    peer.addEventListener('signalingstatechange', expect, { signal });
  }

  /** For a worker that is new, and knows nothing of it. */
  repeat(): void {
    if (this.#told !== undefined) this.#tell(this.#told);
  }

  close(): void {
    this.#listening.abort();
    this.#path?.close();
    this.#found();
  }

  get #isClosed(): boolean {
    return this.#listening.signal.aborted;
  }

  #expectConnection(): void {
    if (this.#isClosed || this.#finding !== undefined || !this.#peer?.remoteDescription) return;
    if (this.#peer.connectionState === 'connected') return;
    this.#finding = setTimeout(() => {
      this.#overdue = true;
      this.#look();
    }, findingLimit);
  }

  #found(): void {
    clearTimeout(this.#finding);
    this.#finding = undefined;
    this.#overdue = false;
  }

  #look(): void {
    if (this.#isClosed || !this.#peer) return;
    const { connectionState } = this.#peer;
    if (connectionState === 'connected') {
      this.#found();
      this.#path?.start();
    }
    const state = this.#now(connectionState);
    if (state === this.#told) return;
    this.#told = state;
    this.#tell(state);
  }

  #now(state: RTCPeerConnectionState): MediaConnectionState {
    if (state === 'new' || state === 'connecting') return this.#overdue ? 'disconnected' : 'connecting';
    return state === 'connected' && this.#path?.lost ? 'disconnected' : state;
  }
}
