import type { Logger } from '../log/logger';
import type { SavedSubscription } from '../sip/subscription-dialog';
import type { SessionStorage } from './kept-state';
import { orLog } from './storage-health';

/** The dialogs of subscriptions, kept over the worker's death so that the next one renews them. */
export class KeptSubscriptions {
  private known: Record<string, SavedSubscription> = {};
  private writing = false;

  constructor(
    private readonly session: SessionStorage,
    private readonly log: Logger,
  ) {}

  /** As an earlier worker has left them. */
  async restore(): Promise<void> {
    const { subscriptions = {} } = await this.session.read(['subscriptions']);
    this.known = { ...subscriptions, ...this.known };
  }

  /** @param name the event and whom it is about */
  of(name: string): SavedSubscription | undefined {
    return this.known[name];
  }

  keep(name: string, saved: SavedSubscription | undefined): void {
    if (saved) this.known[name] = saved;
    else delete this.known[name];
    this.write();
  }

  forget(): void {
    this.known = {};
    this.write();
  }

  /** Many change at once: they are written together. */
  private write(): void {
    if (this.writing) return;
    this.writing = true;
    queueMicrotask(() => {
      this.writing = false;
      void orLog(this.session.write({ subscriptions: this.known }), this.log);
    });
  }
}
