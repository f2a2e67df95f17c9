import { Mixer } from './mixer';
import type { PeerSession } from './peer-session';

/** Which media sessions hear each other, as the worker wants it: also of those that are yet to be opened. */
export class Conference {
  readonly #mixer = new Mixer();
  #ids: ReadonlySet<string> = new Set();
  #silenced: ReadonlySet<string> = new Set();

  async set(ids: string[], silenced: string[], sessions: Iterable<PeerSession>): Promise<void> {
    this.#ids = new Set(ids);
    this.#silenced = new Set(silenced);
    await Promise.all([...sessions].map((session) => this.seat(session)));
  }

  /** Gives a session the place that it should have. */
  async seat(session: PeerSession): Promise<void> {
    const { id } = session;
    const isMember = this.#ids.has(id);
    await session.sitDown(isMember ? this.#mixer.seat(id) : undefined, isMember && this.#silenced.has(id));
    if (!isMember) this.#mixer.leave(id);
  }

  /** The session is closed. */
  leave(id: string): void {
    this.#mixer.leave(id);
  }
}
