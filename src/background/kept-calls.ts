import type { Logger } from '../log/logger';
import type { SessionState, SessionStorage } from './kept-state';
import { orLog } from './storage-health';

type Kept = Pick<SessionState, 'calls' | 'farewells'>;

/**
 * The calls and the farewells as the next worker finds them. What changes in one turn is written at once, or not at
 * all: a call that is over here is not kept without what the gateway is owed of it, nor lost with it.
 */
export class KeptCalls {
  private changes: Partial<Kept> | undefined;

  constructor(
    private readonly session: Pick<SessionStorage, 'write'>,
    private readonly log: Logger,
  ) {}

  keep(changes: Partial<Kept>): void {
    if (!this.changes) queueMicrotask(() => this.write());
    this.changes = { ...this.changes, ...changes };
  }

  private write(): void {
    const changes = this.changes ?? {};
    this.changes = undefined;
    void orLog(this.session.write(changes), this.log, 'calls not kept');
  }
}
