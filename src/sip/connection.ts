import { type Emitter, EmitterImpl, type Transport, TransportState } from 'sip.js';
import { excerpt } from '../domain/excerpt';
import type { LossReason } from '../domain/registration';
import type { Logger } from '../log/logger';
import { type GatewaySocket, letGo, type OpenSocket, textOf } from './gateway-socket';
import { isPong, KeepAlive, type KeepAlivePace } from './keep-alive';

export interface ConnectionOptions {
  url: string;
  openSocket: OpenSocket;
  log: Logger;
  trace: Logger;
  /** Sends an OPTIONS request, for gateways that do not answer CRLF. */
  sendOptions(): void;
  /** Each message that leaves, as text. */
  onSent?(text: string): void;
  /** Each message that arrives, as sip.js may read it; undefined when it shall not. */
  screen?(text: string): string | undefined;
  /** sip.js has thrown on what `screen` let through. */
  onFailed?(text: string): void;
  /** Each message of sip.js, as it is to leave. */
  outgoing?(message: string): string;
}

/** Why the connection is gone, or was never made. */
export class ConnectionError extends Error {
  constructor(
    readonly loss: LossReason,
    message: string,
  ) {
    super(message);
  }
}

const pingText = '\r\n\r\n';

/**
 * The transport beneath sip.js: SIP over secure WebSocket (RFC 7118). It keeps the socket alive, notices a
 * silent gateway, and stands between sip.js and what it cannot read.
 */
export class Connection implements Transport {
  readonly protocol = 'WSS';
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  private current: TransportState = TransportState.Disconnected;
  private readonly changes = new EmitterImpl<TransportState>();
  private socket: GatewaySocket | undefined;
  private connecting: Promise<void> | undefined;
  /** Ends a handshake under way. */
  private giveUp: (() => void) | undefined;
  private readonly keepAlive: KeepAlive;
  private bytesFromGateway = false;
  private url: string;
  private opened = 0;

  /** Called by sip.js, with its own logger first. */
  constructor(
    _logger: unknown,
    private readonly options: ConnectionOptions,
  ) {
    this.url = options.url;
    this.keepAlive = new KeepAlive({
      sendPing: () => this.socket?.send(pingText),
      sendOptions: () => options.sendOptions(),
      onSilence: (reason) => this.lose(new ConnectionError(reason, 'no sign of life')),
    });
  }

  get state(): TransportState {
    return this.current;
  }

  get stateChange(): Emitter<TransportState> {
    return this.changes;
  }

  /** Whether this gateway has said anything at all on this connection. */
  get heardGateway(): boolean {
    return this.bytesFromGateway;
  }

  /** How many sockets there have been: another number is another socket. */
  get sockets(): number {
    return this.opened;
  }

  /** The next socket is opened there; one that is open elsewhere is closed. */
  useGateway(url: string): void {
    if (url === this.url) return;
    this.drop();
    this.url = url;
  }

  isConnected(): boolean {
    return this.current === TransportState.Connected;
  }

  setPace(pace: KeepAlivePace): void {
    this.keepAlive.setPace(pace);
  }

  askNow(): void {
    this.keepAlive.askNow();
  }

  /** The gateway must show itself soon, or this connection is lost for that reason. */
  doubt(reason: LossReason): void {
    this.keepAlive.doubt(reason);
  }

  /** Rejects with ConnectionError. */
  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    this.connecting ??= this.open().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  disconnect(): Promise<void> {
    this.drop();
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  /** Ends this socket as if the gateway had; the phone will come back over a new one. */
  lose(error: ConnectionError): void {
    const wasConnected = this.isConnected();
    this.drop();
    this.options.log.info(`connection lost: ${error.loss} (${error.message})`);
    if (wasConnected) this.onDisconnect?.(error);
  }

  send(message: string): Promise<void> {
    if (!this.socket || !this.isConnected()) return Promise.reject(new Error('not connected'));
    const text = this.options.outgoing?.(message) ?? message;
    this.options.trace.debug(`>>\n${text}`);
    try {
      this.socket.send(text);
      this.options.onSent?.(text);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Sends what is not worth its place in the trace, as there may be very much of it; lost without a connection. */
  tell(text: string): void {
    if (this.isConnected()) this.socket?.send(text);
  }

  private open(): Promise<void> {
    this.change(TransportState.Connecting);
    this.bytesFromGateway = false;
    return new Promise((resolve, reject) => {
      const fail = (reason: string, loss: LossReason = 'gateway-unreachable') => {
        clearTimeout(timer);
        this.giveUp = undefined;
        this.drop();
        reject(new ConnectionError(loss, reason));
      };
      const silent = () => fail('no answer to the handshake', 'gateway-silent');
      const timer = setTimeout(silent, this.keepAlive.pace.handshake);
      this.giveUp = () => fail('given up');
      let socket: GatewaySocket;
      try {
        socket = this.options.openSocket(this.url, 'sip');
      } catch (error) {
        fail(String(error));
        return;
      }
      this.socket = socket;
      socket.binaryType = 'arraybuffer';
      socket.onmessage = (event) => this.receive(event.data);
      socket.onclose = (event) => fail(`closed with ${event.code}`);
      socket.onopen = () => {
        clearTimeout(timer);
        this.giveUp = undefined;
        socket.onclose = (event) => this.lose(new ConnectionError('gateway-closed', `code ${event.code}`));
        this.opened += 1;
        this.change(TransportState.Connected);
        this.keepAlive.start();
        this.options.log.info('connected');
        this.onConnect?.();
        resolve();
      };
    });
  }

  private receive(data: unknown): void {
    const text = textOf(data);
    this.bytesFromGateway = true;
    this.keepAlive.received(text);
    if (isPong(text)) return;
    const { screen, trace, log, onFailed } = this.options;
    const readable = screen ? screen(text) : text;
    // What is turned away is not worth its place in the log, and there may be very much of it.
    if (readable === undefined) return;
    trace.debug(`<<\n${text}`);
    try {
      this.onMessage?.(readable);
    } catch (error) {
      // sip.js throws where it should answer; the phone must go on.
      log.warn(`a message could not be understood: ${excerpt(String(error), 200)}`);
      onFailed?.(readable);
    }
  }

  private drop(): void {
    // Otherwise the next connect would wait for a handshake that nobody follows any more.
    this.giveUp?.();
    this.keepAlive.stop();
    const socket = this.socket;
    this.socket = undefined;
    if (socket) letGo(socket);
    if (this.current !== TransportState.Disconnected) this.change(TransportState.Disconnected);
  }

  private change(state: TransportState): void {
    this.current = state;
    this.changes.emit(state);
  }
}
