import { PhoneError } from '../contract/phone-error';
import { groupOf } from '../domain/conference';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { Entry } from './call-entry';

/**
 * Milliseconds in which another far end must agree to a hold. Our sound is off there at once: whoever waits to be
 * answered, or called, does not wait for one that says nothing.
 */
const patience = 3_000;

/** Holds and resumes calls. One call is active at a time, or one conference, which is held and resumed as a whole. */
export class CallHolding {
  constructor(
    private readonly book: CallBook,
    private readonly log: Logger,
  ) {}

  /** Throws PhoneError 'not-possible-now' when a far end refuses: its call stays as it was. */
  async setHold(id: string, held: boolean): Promise<void> {
    if (this.book.find(id).call.state !== 'talking') throw new PhoneError('not-possible-now', 'hold');
    const others = held ? undefined : this.holdOthers(id);
    const done = await Promise.allSettled(this.groupOf(id).map((one) => this.setOne(one, held)));
    await others;
    for (const result of done) if (result.status === 'rejected') throw result.reason;
  }

  /** Holds all that is heard, but for this call and those in a conference with it. */
  async holdOthers(except?: string): Promise<void> {
    const stay = except === undefined ? [] : this.groupOf(except);
    const others = this.book.all.filter(
      ({ call }) => call.state === 'talking' && !call.held && !stay.includes(call.id),
    );
    await Promise.all(
      others.map(async ({ call, reachable }) => {
        const held = this.setOne(call.id, true).catch((error) => this.log.warn(`not held: ${String(error)}`));
        // Until then nothing of it has been asked, and its sound is on.
        await reachable;
        await atMost(patience, held);
      }),
    );
  }

  /** Of one call only, whatever it is joined with. */
  async setOne(id: string, held: boolean): Promise<void> {
    const entry = this.book.find(id);
    if (entry.call.state !== 'talking' || entry.call.held === held) return;
    this.book.apply(id, { type: 'hold', held });
    await entry.reachable;
    const done = await this.tell(entry, held);
    if (!this.book.get(id) || done === undefined) return;
    this.book.apply(id, { type: 'hold-done', held: done ? held : !held });
    if (!done) throw new PhoneError('not-possible-now', 'the other side refused');
  }

  /** The ids of the calls that go with this one, its own among them. */
  groupOf(id: string): string[] {
    const calls = this.book.all.map(({ call }) => call);
    return groupOf(calls, id).map((call) => call.id);
  }

  /**
   * Also whoever has taken the place of the far end meanwhile: what was said in a dialog that is over says nothing of
   * them. Undefined where it does not matter any more what they are told.
   */
  private async tell(entry: Entry, held: boolean): Promise<boolean | undefined> {
    const { session } = entry;
    const done = await this.ask(session, held);
    if (entry.session === session) return done;
    const { call } = entry;
    return call.state === 'talking' && call.held === held ? this.tell(entry, held) : undefined;
  }

  private async ask(session: Entry['session'], held: boolean): Promise<boolean> {
    try {
      return (await session?.setHold(held)) ?? false;
    } catch (error) {
      this.log.warn(`hold failed: ${String(error)}`);
      return false;
    }
  }
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
