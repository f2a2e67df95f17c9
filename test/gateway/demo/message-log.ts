import { isRequest, type SipMessage } from './sip-text';

export interface RecordedMessage {
  /** Milliseconds since the epoch. */
  at: number;
  /** As the gateway sees it. */
  direction: 'in' | 'out';
  connectionId: number;
  user: string | undefined;
  kind: 'request' | 'response' | 'keep-alive' | 'malformed';
  method: string | undefined;
  status: number | undefined;
  callId: string | undefined;
  text: string;
}

const LIMIT = 5000;

/** Everything that went over the gateway's sockets, the newest 5000 messages. */
export class MessageLog {
  readonly all: RecordedMessage[] = [];

  record(
    entry: Pick<RecordedMessage, 'direction' | 'connectionId' | 'user' | 'text'>,
    message?: SipMessage,
  ): void {
    const keepAlive = entry.text.trim() === '';
    const kind = keepAlive
      ? 'keep-alive'
      : !message
        ? 'malformed'
        : isRequest(message)
          ? 'request'
          : 'response';
    this.all.push({
      ...entry,
      at: Date.now(),
      kind,
      method: message?.method,
      status: message && !isRequest(message) ? message.statusCode : undefined,
      callId: message?.callId,
    });
    if (this.all.length > LIMIT) this.all.splice(0, this.all.length - LIMIT);
  }
}
