import type { Ended } from '../domain/call';
import type { WatchedDialog } from '../domain/dialog-info';
import { goesOnElsewhere, handOverTime } from '../domain/other-devices';
import type { Logger } from '../log/logger';

export interface HandedOverOptions {
  /** The calls of the user's other devices. */
  elsewhere(): WatchedDialog[];
  /** Milliseconds since the epoch: since when it is known that somebody talks there. */
  talkingSince(dialog: WatchedDialog): number | undefined;
  /** What is known of a call that was told of before. */
  onKnown(call: Ended): void;
  now(): number;
  log: Logger;
}

/** Calls that another device of the user has brought over: here, their other side has hung up. */
export class HandedOver {
  private lately: Ended[] = [];

  constructor(private readonly options: HandedOverOptions) {}

  /** The call, with what is known of its end by now; a later word goes to `onKnown`. */
  ended(call: Ended): Ended {
    if (call.reason !== 'other-hung-up' || call.answeredAt === undefined) return call;
    if (this.goesOn(call)) return this.told(call);
    this.lately.push(call);
    return call;
  }

  /** The gateway has told of the calls of the user's number. */
  heard(): void {
    const soon = this.options.now() - handOverTime;
    const waiting = this.lately.filter(({ endedAt }) => endedAt >= soon);
    const known = waiting.filter((call) => this.goesOn(call));
    this.lately = waiting.filter((call) => !known.includes(call));
    for (const call of known) this.options.onKnown(this.told(call));
  }

  private goesOn(call: Ended): boolean {
    const { elsewhere, talkingSince } = this.options;
    return goesOnElsewhere(call, elsewhere(), talkingSince);
  }

  private told(call: Ended): Ended {
    this.options.log.info(`call ${call.id} goes on at another device`);
    return { ...call, reason: 'gone-elsewhere' };
  }
}
