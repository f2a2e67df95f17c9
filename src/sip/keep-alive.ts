import type { LossReason } from '../domain/registration';

/** Milliseconds. A half-open socket is noticed after `every + patience` at the latest. */
export interface KeepAlivePace {
  /** How often something is sent, whatever else is going on. */
  every: number;
  /** How long the gateway may take to say anything at all. */
  patience: number;
  /** How long it may take to open a socket. */
  handshake: number;
}

/** The worker needs socket traffic at least every 20 s to stay alive; a server's ping frames do not count. */
export const idlePace: KeepAlivePace = { every: 20_000, patience: 10_000, handshake: 6_000 };
export const callPace: KeepAlivePace = { every: 5_000, patience: 4_000, handshake: 2_500 };

/** Milliseconds that a gateway has to show itself when there is reason to doubt that the way still leads there. */
export const doubtfulPatience = 4_000;

/** A timer later than that by so many milliseconds has slept with the computer, or with a frozen browser. */
const overslept = 3_000;

export interface KeepAliveActions {
  sendPing(): void;
  sendOptions(): void;
  onSilence(reason: LossReason): void;
}

interface Deadline {
  /** By `performance.now()`. */
  at: number;
  reason: LossReason;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Keeps a socket alive and notices when the gateway has gone silent. A ping is the double CRLF of RFC 5626
 * section 3.5.1; as some gateways do not answer it, OPTIONS goes along until a pong has been seen, and again
 * whenever half the patience is over without one.
 */
export class KeepAlive {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private insistence: ReturnType<typeof setTimeout> | undefined;
  private deadline: Deadline | undefined;
  private pongSeen = false;
  private current = idlePace;
  /** When it was asked last, by `performance.now()`. */
  private askedAt = 0;

  constructor(private readonly actions: KeepAliveActions) {}

  get pace(): KeepAlivePace {
    return this.current;
  }

  start(): void {
    this.stop();
    this.pongSeen = false;
    this.askedAt = performance.now();
    this.schedule();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.heard();
  }

  /** The next turn counts from the last one: calls that come and go quickly must not put it off for ever. */
  setPace(pace: KeepAlivePace): void {
    if (pace === this.current) return;
    this.current = pace;
    if (this.timer !== undefined) this.schedule();
  }

  /** Asks now instead of at the next turn. */
  askNow(): void {
    if (this.timer !== undefined) this.ask(this.pace.patience, 'gateway-silent');
  }

  /** Asks now, and waits for no more than `doubtfulPatience`: after a sleep, or in another network. */
  doubt(reason: LossReason): void {
    if (this.timer !== undefined) this.ask(doubtfulPatience, reason);
  }

  /** Anything the gateway says shows that it is there. */
  received(text: string): void {
    if (isPong(text)) this.pongSeen = true;
    this.heard();
  }

  private heard(): void {
    clearTimeout(this.insistence);
    clearTimeout(this.deadline?.timer);
    this.deadline = undefined;
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const next = Math.max(0, this.askedAt + this.pace.every - performance.now());
    this.timer = setTimeout(() => this.ask(this.pace.patience, 'gateway-silent'), next);
  }

  private ask(patience: number, reason: LossReason): void {
    this.askedAt = performance.now();
    this.schedule();
    this.expect(patience, reason);
    this.actions.sendPing();
    clearTimeout(this.insistence);
    if (!this.pongSeen) this.actions.sendOptions();
    else this.insistence = setTimeout(() => this.actions.sendOptions(), patience / 2);
  }

  /** A further question never gives more time than the first one that is still open. */
  private expect(patience: number, reason: LossReason): void {
    const at = performance.now() + patience;
    if (this.deadline && this.deadline.at <= at) return;
    clearTimeout(this.deadline?.timer);
    this.deadline = { at, reason, timer: setTimeout(() => this.expired(at, reason), patience) };
  }

  private expired(at: number, reason: LossReason): void {
    this.deadline = undefined;
    // The answer may have come meanwhile, and stand behind this timer.
    if (performance.now() > at + overslept) this.doubt('computer-slept');
    else this.actions.onSilence(reason);
  }
}

/** A pong is one CRLF, and nothing else; some gateways echo both. */
export function isPong(text: string): boolean {
  return text === '\r\n' || text === '\r\n\r\n';
}
