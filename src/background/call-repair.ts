import type { Logger } from '../log/logger';
import type { CallBook, Entry } from './call-book';

/** A far end that refuses a repair is asked again, so many times and after so many milliseconds. */
const maxRepairs = 5;
const repairPause = 2_000;

/** Tells the far ends of calls, by a re-INVITE, about the socket that they now live on. */
export class CallRepair {
  private readonly underWay = new Set<string>();

  constructor(
    private readonly book: CallBook,
    /** Whether the gateway cannot be reached: a further loss begins another repair when it is back once more. */
    private readonly isAway: () => boolean,
    private readonly log: Logger,
  ) {}

  begin(entry: Entry): void {
    this.repair(entry).catch((error) => this.log.warn(`not repaired: ${String(error)}`));
  }

  private async repair(entry: Entry): Promise<void> {
    const { call, session } = entry;
    if (this.underWay.has(call.id) || !session) return;
    this.underWay.add(call.id);
    try {
      for (let attempt = 0; attempt < maxRepairs && this.isNeeded(entry); attempt++) {
        if (attempt > 0) await wait(repairPause);
        if (!(await session.reinvite({ iceRestart: entry.mediaCut }))) continue;
        this.book.apply(call.id, { type: 'interrupted', interrupted: false });
      }
    } finally {
      this.underWay.delete(call.id);
    }
  }

  private isNeeded({ call }: Entry): boolean {
    const now = this.book.get(call.id)?.call;
    return now?.state === 'talking' && now.interrupted && !this.isAway();
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
