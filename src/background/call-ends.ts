import type { Ended } from '../domain/call';
import { isMissed } from '../domain/call-log';
import type { EndReason } from '../domain/end-reason';
import type { Logger } from '../log/logger';
import type { CallLogKeeper } from './call-log-keeper';
import type { LocalStorage } from './kept-state';
import { notifyOfMissed } from './notifications';
import { orLog } from './storage-health';
import type { Store } from './store';

/** Milliseconds for which the sentence about a call's end stays, if the user does nothing. */
const plainEndShown = 5_000;
const tellingEndShown = 60_000;
const plainEnds: ReadonlySet<EndReason> = new Set([
  'hung-up',
  'other-hung-up',
  'gone-elsewhere',
  'transferred',
  'cancelled',
  'put-through',
  'declined',
  'answered-elsewhere',
  'forwarded',
]);
/** Missed calls that nobody is told of but by the badge: the caller's change of mind, and what was not to disturb. */
const quietEnds: ReadonlySet<EndReason> = new Set(['caller-gave-up', 'do-not-disturb']);

/** What remains of a call that is over: its sentence, its entry in the call log, the count of the missed. */
export class CallEnds {
  private shown: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly options: { store: Store; local: LocalStorage; callLog: CallLogKeeper; log: Logger },
  ) {}

  ended(call: Ended): void {
    const missed = isMissed(call);
    if (missed) {
      this.countMissed(1);
      if (call.reason !== 'do-not-disturb' && !call.quiet) notifyOfMissed(call);
    }
    // A fault needs a sentence beside the badge.
    if (!missed || !quietEnds.has(call.reason)) this.show(call);
    this.options.callLog.ended(call);
  }

  /** Whose number it was, or why it ended, has been found after its end. */
  named(call: Ended): void {
    const { store, callLog } = this.options;
    if (store.snapshot.lastEnded?.id === call.id) store.update({ lastEnded: call });
    callLog.ended(call);
  }

  /** @param call takes its sentence away only, not that of a call that has ended since */
  dismiss(call = this.options.store.snapshot.lastEnded): void {
    const { store } = this.options;
    if (store.snapshot.lastEnded?.id === call?.id) store.update({ lastEnded: undefined });
  }

  async missedCallsSeen(): Promise<void> {
    this.options.store.update({ missedCalls: 0 });
    await this.options.local.write({ missedCalls: 0 });
  }

  /** So many calls more that nobody has taken. */
  countMissed(count: number): void {
    if (count === 0) return;
    const { store, local } = this.options;
    const missedCalls = store.snapshot.missedCalls + count;
    store.update({ missedCalls });
    void orLog(local.write({ missedCalls }), this.options.log);
  }

  private show(call: Ended): void {
    const { store } = this.options;
    store.update({ lastEnded: call });
    clearTimeout(this.shown);
    this.shown = setTimeout(
      () => this.dismiss(call),
      plainEnds.has(call.reason) ? plainEndShown : tellingEndShown,
    );
  }
}
