import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { Entry } from './call-entry';
import type { CallMedia } from './call-media';
import { wait } from './wait';

/** Milliseconds without a way to the far end after which a call is given up. */
const patience = 30_000;
/** A far end that refuses a repair is asked again after so many milliseconds. */
const repairPause = 2_000;

export interface CallRepairOptions {
  book: CallBook;
  media: CallMedia;
  /** Whether the gateway cannot be reached: a further loss begins another repair when it is back once more. */
  isAway(): boolean;
  now(): number;
  log: Logger;
}

/** Calls whose far ends do not know where we are: told by a re-INVITE, or given up. */
export class CallRepair {
  private readonly underWay = new Set<string>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly options: CallRepairOptions) {}

  /** The way to the far end is lost, since then (milliseconds since the epoch). */
  lost(entry: Entry, since: number): void {
    const { book, now } = this.options;
    const { id } = entry.call;
    if (entry.saved.lostAt !== since) book.noteLoss(entry, since);
    // A clock that was set back must not make it longer.
    const left = Math.max(0, Math.min(since + patience - now(), patience));
    this.clear(id);
    this.timers.set(
      id,
      setTimeout(() => this.giveUp(id), left),
    );
  }

  /** Does nothing where it is under way already. */
  async begin(entry: Entry): Promise<void> {
    const { id } = entry.call;
    if (this.underWay.has(id)) return;
    this.underWay.add(id);
    try {
      while (this.isNeeded(id)) {
        if (await this.tell(entry)) this.repaired(entry);
        // Once the gateway is back there is no time to lose.
        else if (this.isNeeded(id)) await wait(repairPause);
      }
    } finally {
      this.underWay.delete(id);
    }
  }

  /** False when the far end refused, or could not be asked. */
  private async tell(entry: Entry): Promise<boolean> {
    const iceRestart = entry.mediaCut;
    const accepted = await entry.session?.reinvite({ iceRestart }).catch((error) => {
      this.options.log.warn(`not repaired: ${String(error)}`);
    });
    if (accepted && entry.otherPhone && !(await entry.otherPhone.reinvite())) return false;
    if (accepted && iceRestart) this.options.media.restarted(entry);
    return accepted === true;
  }

  private repaired(entry: Entry): void {
    const { book } = this.options;
    const { id } = entry.call;
    if (!book.get(id) || this.options.isAway()) return;
    this.clear(id);
    book.noteLoss(entry, undefined);
    book.apply(id, { type: 'interrupted', interrupted: false });
  }

  private giveUp(id: string): void {
    this.timers.delete(id);
    const entry = this.options.book.get(id);
    if (entry?.saved.lostAt === undefined) return;
    // Whoever calls for help is not cut off while they can still be heard.
    if (entry.call.emergency && !entry.mediaCut) this.lost(entry, this.options.now());
    else this.options.book.end(id, 'not-restored');
  }

  private isNeeded(id: string): boolean {
    const now = this.options.book.get(id)?.call;
    return now?.state === 'talking' && now.interrupted && !this.options.isAway();
  }

  private clear(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }
}
