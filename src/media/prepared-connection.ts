import type { MediaOptions } from '../contract/media-session';
import type { Logger } from '../log/logger';
import { closeConnection, type MediaConnection, openConnection } from './media-connection';

/** An idle connection is thrown away after this time: a router forgets the ports it mapped for it. */
const shelfLife = 60_000;

/** Keeps one idle connection that has gathered its candidates before there is a call to use them. */
export class PreparedConnection {
  readonly #log: Logger;
  #kept: { key: string; connection: MediaConnection } | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Gathers for a call that is about to be placed; does nothing when that is done already. */
  async prepare(options: MediaOptions): Promise<void> {
    const key = keyOf(options);
    if (this.#kept?.key === key) return;
    this.discard();
    const connection = openConnection(options);
    this.#kept = { key, connection };
    this.#expiry = setTimeout(() => this.discard(), shelfLife);
    try {
      connection.peer.addTransceiver('audio', { direction: 'sendrecv' });
      await connection.peer.setLocalDescription(await connection.peer.createOffer());
      this.#log.debug('prepared');
    } catch (error) {
      this.#log.warn(`cannot prepare: ${error}`);
      if (this.#kept?.connection === connection) this.discard();
    }
  }

  /** The prepared connection when its options are the same; it is the caller's from now on. */
  take(options: MediaOptions): MediaConnection | undefined {
    if (this.#kept?.key !== keyOf(options)) return undefined;
    const { connection } = this.#kept;
    this.#kept = undefined;
    clearTimeout(this.#expiry);
    return connection;
  }

  /** What has been gathered is worth nothing any more, for example in another network. */
  discard(): void {
    clearTimeout(this.#expiry);
    if (this.#kept) closeConnection(this.#kept.connection);
    this.#kept = undefined;
  }
}

/** Equal for options that mean the same, whatever the order of their properties. */
function keyOf({ iceServers, relayOnly }: MediaOptions): string {
  const servers = iceServers.map(({ urls, username, credential }) => [urls, username, credential]);
  return JSON.stringify([relayOnly, servers]);
}
