/** Milliseconds. A half-open socket is noticed after `every + patience` at the latest. */
export interface KeepAlivePace {
  /** How often something is sent, whatever else is going on. */
  every: number;
  /** How long the gateway may take to say anything at all. */
  patience: number;
}

/** The worker needs socket traffic at least every 20 s to stay alive; a server's ping frames do not count. */
export const idlePace: KeepAlivePace = { every: 20_000, patience: 10_000 };
export const callPace: KeepAlivePace = { every: 5_000, patience: 4_000 };

/**
 * Keeps a socket alive and notices when the gateway has gone silent. A ping is the double CRLF of RFC 5626
 * section 3.5.1; as some gateways do not answer it, OPTIONS goes along until a pong has been seen.
 */
export class KeepAlive {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private pongSeen = false;
  private pace = idlePace;

  constructor(private readonly actions: { sendPing(): void; sendOptions(): void; onSilence(): void }) {}

  start(): void {
    this.stop();
    this.pongSeen = false;
    this.schedule();
  }

  stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.deadline);
    this.timer = undefined;
    this.deadline = undefined;
  }

  setPace(pace: KeepAlivePace): void {
    if (pace === this.pace) return;
    this.pace = pace;
    if (this.timer !== undefined) this.schedule();
  }

  /** Asks now instead of at the next turn: after a sleep, or a change of network. */
  askNow(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.ask();
  }

  /** Anything the gateway says shows that it is there. */
  received(text: string): void {
    if (isPong(text)) this.pongSeen = true;
    clearTimeout(this.deadline);
    this.deadline = undefined;
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.pace.every);
  }

  private ask(): void {
    this.schedule();
    this.deadline ??= setTimeout(() => this.actions.onSilence(), this.pace.patience);
    this.actions.sendPing();
    if (!this.pongSeen) this.actions.sendOptions();
  }
}

/** A pong is one CRLF, and nothing else; some gateways echo both. */
export function isPong(text: string): boolean {
  return text === '\r\n' || text === '\r\n\r\n';
}
