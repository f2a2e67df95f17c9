import type { Direction } from '../domain/call-facts';
import type { EndReason } from '../domain/end-reason';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { Phone } from '../sip/phone';
import type { Refusal } from '../sip/redirection';
import type { Farewell, SavedCall } from './kept-state';

/** Milliseconds after which the other end has given up by itself (RFC 3261: 64*T1). */
const worthTelling = 32_000;

export interface FarewellsOptions {
  /** What is owed now, to be kept for the next worker. */
  onChanged(owed: Farewell[]): void;
  now(): number;
  log: Logger;
}

/** A call that has been ended on this side. */
export interface Parting extends Pick<SavedCall, 'dialog' | 'keptInvite'> {
  id: string;
  direction: Direction;
  reason: EndReason;
  session: CallSession | undefined;
  /** What the caller is told of a call that was not answered, where the reason does not say that. */
  refusal?: Refusal | undefined;
}

/**
 * What the gateway still has to be told of calls that are over here: a BYE, a CANCEL, a refusal. Each is owed
 * from the end of its call until the other end knows, over any number of sockets and workers, for 32 s.
 */
export class Farewells {
  private readonly owed = new Map<string, Farewell>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private away = false;

  constructor(private readonly options: FarewellsOptions) {}

  /** Those that an earlier worker has left. */
  restore(kept: readonly Farewell[]): void {
    for (const farewell of kept) this.owe(farewell);
  }

  /** A call is over: told at once, or as soon as the gateway is back. */
  say(parting: Parting): void {
    const { id, session, reason, refusal } = parting;
    const until = this.options.now() + worthTelling;
    const farewell = farewellOf(parting, until);
    if (farewell) this.owe(farewell);
    if (!session) return;
    const saying = this.away ? session.forget(reason) : this.end(id, session, reason, refusal);
    saying.catch((error) => this.options.log.warn(`the end of ${id} could not be told: ${String(error)}`));
  }

  gatewayLost(): void {
    this.away = true;
  }

  gatewayBack(phone: Pick<Phone, 'abandon' | 'hangUp'>): void {
    this.away = false;
    for (const farewell of [...this.owed.values()]) {
      this.tell(farewell, phone).catch((error) =>
        this.options.log.warn(`the end of ${farewell.id} could not be told: ${String(error)}`),
      );
    }
  }

  /** Whoever signs in next owes nothing. */
  forget(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.owed.clear();
    this.changed();
  }

  private async end(id: string, session: CallSession, reason: EndReason, refusal?: Refusal): Promise<void> {
    const { status = declineStatus(reason), headers } = refusal ?? {};
    if (await session.end(reason, status, headers)) this.settle(id);
  }

  private async tell(farewell: Farewell, phone: Pick<Phone, 'abandon' | 'hangUp'>): Promise<void> {
    this.options.log.info(`the end of ${farewell.id} is told now`);
    const told =
      'keptInvite' in farewell
        ? phone.abandon(farewell.keptInvite, farewell.direction)
        : phone.hangUp(farewell.dialog);
    if (await told) this.settle(farewell.id);
  }

  private owe(farewell: Farewell): void {
    const { id, until } = farewell;
    // A clock that was set back must not make it longer.
    const left = Math.min(until - this.options.now(), worthTelling);
    if (left > 0) {
      this.owed.set(id, farewell);
      clearTimeout(this.timers.get(id));
      this.timers.set(
        id,
        setTimeout(() => this.giveUp(id), left),
      );
    }
    this.changed();
  }

  private giveUp(id: string): void {
    this.options.log.info(`the end of ${id} is not told any more`);
    this.settle(id);
  }

  private settle(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    if (this.owed.delete(id)) this.changed();
  }

  private changed(): void {
    this.options.onChanged([...this.owed.values()]);
  }
}

function farewellOf(parting: Parting, until: number): Farewell | undefined {
  const { id, dialog, keptInvite, direction } = parting;
  if (dialog) return { id, until, dialog };
  return keptInvite === undefined ? undefined : { id, until, keptInvite, direction };
}

/** What the caller is told of a call that ends here before it is answered (RFC 3261 section 21.4). */
export function declineStatus(reason: EndReason): number {
  if (reason === 'declined') return 486;
  return reason === 'media-not-agreed' || reason === 'not-encrypted' ? 488 : 480;
}
