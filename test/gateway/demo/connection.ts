import type { WebSocket } from 'ws';
import type { MessageLog } from './message-log';
import type { ScriptState } from './script-state';
import { parseSip, type SipMessage } from './sip-text';

export interface ConnectionListener {
  message(connection: Connection, message: SipMessage): void;
  closed(connection: Connection): void;
  changed(): void;
}

/** One client's WebSocket (RFC 7118), with its keep-alive (RFC 5626 section 4.4.1). */
export class Connection {
  /** Whoever signed in over this socket last. */
  user: string | undefined;
  silent = false;
  /** Answers to a flood, by status: neither read nor recorded, as there may be thousands a second. */
  readonly floodAnswers = new Map<string, { count: number; branches: string[] }>();

  constructor(
    readonly id: number,
    private readonly socket: WebSocket,
    readonly remote: { address: string; port: number },
    private readonly script: ScriptState,
    private readonly log: MessageLog,
    private readonly listener: ConnectionListener,
  ) {
    socket.on('message', (data) => this.receive(data.toString()));
    socket.on('ping', (data) => this.answersPings && socket.pong(data));
    socket.on('close', () => listener.closed(this));
    socket.on('error', () => socket.terminate());
  }

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(text: string): void {
    if (!this.open || this.isSilent) return;
    this.record('out', text, parseSip(text));
    this.socket.send(text);
  }

  /** Sends anything at all, unread and unrecorded. */
  sendUnread(data: string | Buffer): void {
    if (this.open) this.socket.send(data);
  }

  /** Closes with a code, or with none at all, which the client sees as 1006. */
  drop(how: number | 'terminate'): void {
    if (how === 'terminate') this.socket.terminate();
    else this.socket.close(how);
  }

  private get isSilent(): boolean {
    return this.silent || this.script.silent;
  }

  private get answersPings(): boolean {
    return !this.isSilent && this.script.keepAlive.ping;
  }

  private receive(text: string): void {
    if (this.isFloodAnswer(text)) return;
    const message = text.trim() === '' ? undefined : parseSip(text);
    this.record('in', text, message);
    if (this.isSilent) return;
    if (message) this.listener.message(this, message);
    else if (text === '\r\n\r\n' && this.script.keepAlive.crlf) this.send('\r\n');
  }

  private isFloodAnswer(text: string): boolean {
    const branch = /^SIP\/2\.0 \d+(?:.|\r\n)*?branch\s*=\s*(z9hG4bKflood[^\s;,]*)/.exec(
      text.slice(0, 3_000),
    )?.[1];
    if (branch === undefined) return false;
    const status = text.slice('SIP/2.0 '.length, 'SIP/2.0 '.length + 3);
    const answers = this.floodAnswers.get(status) ?? { count: 0, branches: [] };
    answers.count += 1;
    answers.branches.push(branch);
    this.floodAnswers.set(status, answers);
    return true;
  }

  private record(direction: 'in' | 'out', text: string, message: SipMessage | undefined): void {
    this.log.record({ direction, text, connectionId: this.id, user: this.user }, message);
    this.listener.changed();
  }
}
