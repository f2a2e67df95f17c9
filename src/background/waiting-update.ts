import type { Snapshot } from '../contract/snapshot';
import type { Logger } from '../log/logger';
import type { LocalStorage, SessionStorage } from './kept-state';
import type { Store } from './store';

/** Milliseconds that it stays quiet after a call: the next one often follows at once. */
const afterCall = 5_000;
/** Milliseconds for which a gateway that is away may still be owed the end of a call. */
const gatewayAway = 60_000;

export interface WaitingUpdateOptions {
  store: Store;
  session: SessionStorage;
  local: LocalStorage;
  /** Closes the phone's own window, in which Chrome would leave a new tab; false when there was none. */
  closeWindow(): Promise<boolean>;
  showWindow(): void;
  /** Ends this version and starts the new one. */
  reload(): void;
  log: Logger;
}

/**
 * A new version that Chrome has fetched. It would end every call and, as it empties `storage.session`, sign out
 * whoever does not stay signed in: it waits until there is neither. At the latest Chrome installs it when it starts.
 */
export class WaitingUpdate {
  private waits = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: WaitingUpdateOptions) {
    options.store.subscribe((now, before) => {
      if (this.waits && isOther(now, before)) this.plan(afterCall);
    });
  }

  /** Chrome has fetched a new version. */
  async available(): Promise<void> {
    const { log, session, store } = this.options;
    this.waits = true;
    log.info(
      `a new version is there${store.snapshot.calls.length > 0 ? ', and waits for the end of calls' : ''}`,
    );
    this.plan(0);
    await session.write({ updateWaits: true }).catch((error) => log.warn(`not noted: ${String(error)}`));
  }

  /** At the start of a worker: of one that was waiting, and after an update. */
  async resume(): Promise<void> {
    const { session, local, showWindow } = this.options;
    const { windowWasOpen } = await local.read(['windowWasOpen']);
    if (windowWasOpen) {
      showWindow();
      await local.remove('windowWasOpen');
    }
    const { updateWaits } = await session.read(['updateWaits']);
    if (!updateWaits) return;
    this.waits = true;
    this.plan(afterCall);
  }

  private plan(quiet: number): void {
    clearTimeout(this.timer);
    const { calls, registration } = this.options.store.snapshot;
    if (calls.length > 0) return;
    const isAway = registration.state === 'reconnecting' || registration.state === 'signing-in';
    this.timer = setTimeout(() => void this.update(), isAway ? gatewayAway : quiet);
  }

  private async update(): Promise<void> {
    const { store, local, closeWindow, showWindow, reload, log } = this.options;
    if (!(await this.staysSignedIn())) {
      log.info('the new version waits: it would sign somebody out');
      return;
    }
    const windowWasOpen = await closeWindow().catch(() => false);
    if (windowWasOpen) await local.write({ windowWasOpen }).catch(() => undefined);
    // A call may have come while this was being looked at; its end plans the update anew.
    if (store.snapshot.calls.length > 0) {
      if (windowWasOpen) showWindow();
      return;
    }
    log.info('the new version takes over');
    reload();
  }

  private async staysSignedIn(): Promise<boolean> {
    if (!this.options.store.snapshot.identity) return true;
    const kept = await this.options.local.read(['keptPassword']).catch(() => undefined);
    return kept?.keptPassword !== undefined;
  }
}

function isOther(now: Snapshot, before: Snapshot): boolean {
  return (
    now.calls !== before.calls ||
    now.registration.state !== before.registration.state ||
    now.identity !== before.identity
  );
}
