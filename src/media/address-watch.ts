import type { Logger } from '../log/logger';
import { closePeer } from './media-connection';
import { addressesOf } from './sdp';

/**
 * Tells when this machine gets another network address. Chrome says so nowhere, and a connection that stands looks
 * for no addresses any more. One that leads nowhere goes on, after its gathering is complete too (on Linux every
 * 2 s): it is kept for that alone. It knows no server, so nothing of it is sent to anyone.
 */
export class AddressWatch {
  readonly #onChange: () => void;
  readonly #log: Logger;
  #peer: RTCPeerConnection | undefined;

  /** @param onChange called once for each change: the addresses of that moment are those known from then on */
  constructor(onChange: () => void, log: Logger) {
    this.#onChange = onChange;
    this.#log = log;
  }

  /** Idempotent. Never throws: without it calls go on, and miss the change until they miss the sound. */
  start(): void {
    if (!this.#peer) this.#gather().catch((error) => this.#log.warn(`cannot watch addresses: ${error}`));
  }

  /** Idempotent. */
  close(): void {
    if (this.#peer) closePeer(this.#peer);
    this.#peer = undefined;
  }

  async #gather(): Promise<void> {
    const peer = new RTCPeerConnection();
    this.#peer = peer;
    let known: ReadonlySet<string> | undefined;
    const look = () => {
      if (peer !== this.#peer || peer.iceGatheringState !== 'complete') return;
      const found = addressesOf(peer.localDescription?.sdp ?? '');
      const before = known ?? found;
      known = before;
      if ([...found].some((address) => !before.has(address))) this.#changed();
    };
    peer.addEventListener('icecandidate', look);
    peer.addEventListener('icegatheringstatechange', look);
    peer.addTransceiver('audio', { direction: 'recvonly' });
    try {
      await peer.setLocalDescription(await peer.createOffer());
    } catch (error) {
      // Over before it had begun, perhaps.
      if (peer.signalingState !== 'closed') throw error;
    }
  }

  /** What is gone, Chrome does not tell: a new connection finds what there is now. */
  #changed(): void {
    this.#log.info('this machine has another network address');
    this.close();
    this.start();
    this.#onChange();
  }
}
