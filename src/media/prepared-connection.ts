import type { MediaOptions } from '../contract/media-session';
import type { Logger } from '../log/logger';
import { restrictCodecs } from './codecs';
import { closeConnection, type MediaConnection, openConnection } from './media-connection';

/** An idle connection is thrown away after this time: a router forgets the ports it mapped for it. */
const shelfLife = 60_000;

/** Keeps one idle connection that has gathered its candidates before there is a call to use them. */
export class PreparedConnection {
  readonly #log: Logger;
  #kept: { options: MediaOptions; connection: MediaConnection; ready: Promise<void> } | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Gathers for a call that is about to be placed; does nothing when that is done already. */
  async prepare(options: MediaOptions): Promise<void> {
    if (this.#kept && keyOf(this.#kept.options) === keyOf(options)) return;
    this.discard();
    this.#expiry = setTimeout(() => this.discard(), shelfLife);
    await this.#gather(options);
  }

  /** The network is another one: what was gathered is worth nothing, the call may come all the same. */
  async renew(): Promise<void> {
    if (!this.#kept) return;
    const { options, connection } = this.#kept;
    closeConnection(connection);
    await this.#gather(options);
  }

  /** The prepared connection when its options are the same; it is the caller's from now on. */
  async take(options: MediaOptions): Promise<MediaConnection | undefined> {
    if (!this.#kept || keyOf(this.#kept.options) !== keyOf(options)) return undefined;
    const { connection, ready } = this.#kept;
    this.#kept = undefined;
    clearTimeout(this.#expiry);
    await ready;
    return connection;
  }

  discard(): void {
    clearTimeout(this.#expiry);
    if (this.#kept) closeConnection(this.#kept.connection);
    this.#kept = undefined;
  }

  #gather(options: MediaOptions): Promise<void> {
    const connection = openConnection(options);
    const ready = this.#offer(connection);
    this.#kept = { options, connection, ready };
    return ready;
  }

  async #offer(connection: MediaConnection): Promise<void> {
    const { peer, codecs } = connection;
    try {
      restrictCodecs(peer.addTransceiver('audio', { direction: 'sendrecv' }), codecs);
      await peer.setLocalDescription(await peer.createOffer());
      this.#log.debug('prepared');
    } catch (error) {
      // Thrown away meanwhile, perhaps. If not, its first offer fails as this one did.
      if (peer.signalingState !== 'closed') this.#log.warn(`cannot prepare: ${error}`);
    }
  }
}

/** Equal for options that mean the same, whatever the order of their properties. */
function keyOf({ iceServers, relayOnly, refusedCodecs = [], codecOrder = [] }: MediaOptions): string {
  const servers = iceServers.map(({ urls, username, credential }) => [urls, username, credential]);
  return JSON.stringify([relayOnly, servers, [...refusedCodecs].sort(), codecOrder]);
}
