import type { MediaConnectionState } from '../contract/media-session';
import type { QualitySample } from '../domain/call-quality';
import type { MediaConnection } from './media-connection';
import { PathWatch } from './path-watch';
import { QualityMeter } from './quality-meter';

/**
 * What has become of the way to the far end, and how good it is. A way on which nothing arrives any more counts as
 * disconnected some seconds before Chrome says so itself.
 */
export class ConnectionState {
  readonly #tell: (state: MediaConnectionState) => void;
  readonly #measured: (sample: QualitySample) => void;
  #peer: RTCPeerConnection | undefined;
  #path: PathWatch | undefined;
  #told: MediaConnectionState | undefined;
  #closed = false;

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
    this.#path?.close();
    this.#peer = peer;
    const meter = new QualityMeter();
    this.#path = new PathWatch(
      peer,
      () => this.#look(),
      (report) => {
        const sample = meter.read(report, performance.now());
        if (sample && peer === this.#peer && !this.#closed) this.#measured(sample);
      },
    );
    peer.addEventListener('connectionstatechange', () => {
      if (peer === this.#peer) this.#look();
    });
  }

  /** For a worker that is new, and knows nothing of it. */
  repeat(): void {
    if (this.#told !== undefined) this.#tell(this.#told);
  }

  close(): void {
    this.#closed = true;
    this.#path?.close();
  }

  #look(): void {
    if (this.#closed || !this.#peer) return;
    const { connectionState } = this.#peer;
    if (connectionState === 'connected') this.#path?.start();
    const state = this.#now(connectionState);
    if (state === this.#told) return;
    this.#told = state;
    this.#tell(state);
  }

  #now(state: RTCPeerConnectionState): MediaConnectionState {
    if (state === 'new') return 'connecting';
    return state === 'connected' && this.#path?.lost ? 'disconnected' : state;
  }
}
