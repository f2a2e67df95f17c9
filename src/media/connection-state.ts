import type { MediaConnectionState } from '../contract/media-session';
import type { MediaConnection } from './media-connection';
import { PathWatch } from './path-watch';

/**
 * What has become of the way to the far end. A way on which nothing arrives any more counts as disconnected
 * some seconds before Chrome says so itself.
 */
export class ConnectionState {
  readonly #tell: (state: MediaConnectionState) => void;
  #peer: RTCPeerConnection | undefined;
  #path: PathWatch | undefined;
  #told: MediaConnectionState | undefined;
  #closed = false;

  /** @param tell called at each change, and never twice in a row with the same, but for `repeat` */
  constructor(tell: (state: MediaConnectionState) => void) {
    this.#tell = tell;
  }

  /** From now on it is this connection's state. */
  follow({ peer }: MediaConnection): void {
    this.#path?.close();
    this.#peer = peer;
    this.#path = new PathWatch(peer, () => this.#look());
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
