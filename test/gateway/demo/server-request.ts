import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import type { Connection } from './connection';
import { type Content, formatResponse, randomToken } from './sip-text';

/** A request that waits for our answer. It outlives its socket: the answer goes wherever its call has moved to. */
export class ServerRequest {
  finalStatus: number | undefined;
  /** Where the call is now, if not where the request came from. */
  movedTo: () => Connection | undefined = () => undefined;
  toTag = randomToken();
  private lastResponse: (() => void) | undefined;

  constructor(
    readonly message: IncomingRequestMessage,
    readonly connection: Connection,
  ) {}

  get method(): string {
    return this.message.method;
  }

  get answered(): boolean {
    return this.finalStatus !== undefined;
  }

  respond(
    status: number,
    options: Content & { reason?: string | undefined; toTag?: string | undefined } = {},
  ): void {
    if (this.answered) return;
    if (status >= 200) this.finalStatus = status;
    const toTag = options.toTag ?? this.toTag;
    this.lastResponse = () => {
      const connection = this.connection.open ? this.connection : this.movedTo();
      connection?.send(
        formatResponse(this.message, status, { ...options, toTag, received: connection.remote }),
      );
    };
    this.lastResponse();
  }

  /** Sends the same response again, to wherever its call is now. */
  repeat(): void {
    this.lastResponse?.();
  }
}
